"""The one place that asks what day it is."""

from __future__ import annotations

import datetime as dt
import os

from nato_cli.cli.errors import WrongUsageError

TODAY = "NATO_TODAY"


def today() -> dt.date:
    """The day of the local clock, or the one that NATO_TODAY sets, so that an answer can be had again word for word.

    Raises:
        WrongUsageError: NATO_TODAY is not a day.
    """
    fixed = os.environ.get(TODAY)
    if not fixed:
        return dt.datetime.now().astimezone().date()
    try:
        return dt.date.fromisoformat(fixed)
    except ValueError:
        raise WrongUsageError(f"{TODAY} is '{fixed}', which is not a day: write it as 2024-04-03") from None
