"""Dates: EDTF as reports and options give them, and what day it is today."""

from __future__ import annotations

import datetime as dt
import os
import re
from functools import cache
from sys import intern

from nato_cli.model import ApproxDate

_DATE = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?(~?)")
_MONTHS = 12
_HINT = "write a day 2024-04-03, a month 2024-04 or a year 2024, with ~ at the end for about"


class DateError(ValueError):
    """A text that is not a date. `code` and `hint` are those of the diagnostic in a dataset."""

    def __init__(self, code: str, message: str, hint: str) -> None:
        super().__init__(message)
        self.code = code
        self.hint = hint


@cache
def parse_date(written: str) -> ApproxDate:
    """Parse a date in the part of EDTF that reports need (ISO 8601-2): a day, a month or a year, with `~` for about.

    Raises:
        DateError: `invalid-date` if it is not written so, `impossible-date` if the calendar has no such day.
    """
    match = _DATE.fullmatch(written)
    if not match:
        raise DateError("invalid-date", f"'{written}' is not a date", _HINT)
    year = int(match[1])
    month, day = (int(part) if part else None for part in (match[2], match[3]))
    try:
        first = dt.date(year, 1 if month is None else month, 1 if day is None else day)
    except ValueError:
        message = f"the calendar has no {written.rstrip('~')}"
        raise DateError("impossible-date", message, _impossible_hint(year, month)) from None
    last = first if day is not None else _last_day(first.year, month or _MONTHS)
    return ApproxDate(text=intern(written), first=first, last=last)


def _last_day(year: int, month: int) -> dt.date:
    from calendar import monthrange

    return dt.date(year, month, monthrange(year, month)[1])


def _impossible_hint(year: int, month: int | None) -> str:
    if not year:
        return "years begin with 0001"
    if month is None or not 1 <= month <= _MONTHS:
        return "months go from 01 to 12"
    from calendar import month_name

    return f"{month_name[month]} {year} has {_last_day(year, month).day} days"


TODAY = "NATO_TODAY"


class ClockError(ValueError):
    """The day that was set is not a day."""


def today() -> dt.date:
    """The day of the local clock, or the one that NATO_TODAY sets, so that an answer can be repeated word for word.

    Raises:
        ClockError: NATO_TODAY is not a day.
    """
    fixed = os.environ.get(TODAY)
    if not fixed:
        return dt.datetime.now().astimezone().date()
    try:
        return dt.date.fromisoformat(fixed)
    except ValueError:
        raise ClockError(f"{TODAY} is '{fixed}', which is not a day: write it as 2024-04-03") from None
