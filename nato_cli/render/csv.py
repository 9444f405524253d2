"""Answers as CSV (RFC 4180), for spreadsheets."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Any

from nato_cli.render.inert import in_csv

if TYPE_CHECKING:
    from nato_cli.render.answer import Table


def comma_separated(table: Table) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(table.names)
    writer.writerows([_plain(value) for value in row] for row in table.rows)
    return out.getvalue()


def _plain(value: Any) -> Any:
    if value is None or isinstance(value, int | float):
        return value
    if isinstance(value, list | tuple):
        return in_csv(" ".join(str(each) for each in value))
    return in_csv(str(value))
