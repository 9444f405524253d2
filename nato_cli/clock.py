"""The one place that asks what day it is."""

from __future__ import annotations

import datetime as dt
import os

TODAY = "NATO_TODAY"


class ClockError(ValueError):
    """The day that was set is not a day."""


def today() -> dt.date:
    """The day of the local clock, or the one that NATO_TODAY sets, so that an answer can be had again word for word.

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
