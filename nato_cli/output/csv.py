"""Answers as CSV (RFC 4180), for spreadsheets."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING, Any

from nato_cli.output.escape import in_csv

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nato_cli.output.answer import Rows


class _Echo:
    """Hands each line back to whoever wrote it, for whoever asked for it."""

    def write(self, line: str) -> str:
        return line


def comma_separated(table: Rows) -> Iterator[str]:
    """The lines of a table, one at a time."""
    writer: Any = csv.writer(_Echo(), lineterminator="\n")
    yield writer.writerow(table.names)
    for row in table.rows:
        yield writer.writerow([_plain(value) for value in row])


def _plain(value: Any) -> Any:
    if value is None or isinstance(value, int | float):
        return value
    if isinstance(value, list | tuple):
        return in_csv(" ".join(str(each) for each in value))
    return in_csv(str(value))
