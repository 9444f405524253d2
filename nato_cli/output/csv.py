"""Answers as CSV (RFC 4180), for spreadsheets."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Any

from nato_cli.output.escape import in_csv

if TYPE_CHECKING:
    from nato_cli.output.answer import Rows


def comma_separated(table: Rows) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(table.names)
    writer.writerows([_plain(value) for value in row] for row in table.rows)
    return text.getvalue()


def _plain(value: Any) -> Any:
    if value is None or isinstance(value, int | float):
        return value
    if isinstance(value, list | tuple):
        return in_csv(" ".join(map(str, value)))
    return in_csv(str(value))
