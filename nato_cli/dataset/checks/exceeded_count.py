"""exceeded-count: more members are named in support than a report of the day counted (a warning).

A report printed on a day may be older than that day's announcements: the named supporters must exceed the count both
on its date and on the eve. Reports may disagree, and both are kept: so this is a warning.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from nato_cli.analysis.snapshot import Snapshot
from nato_cli.analysis.timeline import points
from nato_cli.dataset.diagnostics import Finding, Severity
from nato_cli.model import Standing, View

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nato_cli.model import Dataset, Event, Selection

CODE = "exceeded-count"

_END_OF_TIME = View(as_of=dt.date.max, known_by=dt.date.max, today=dt.date.max)


def check(dataset: Dataset) -> Iterator[Finding]:
    for selection in dataset.selections.values():
        counts: dict[str, list[tuple[dt.date, Event]]] = {}
        for event in selection.events:
            if event.support is not None and event.date is not None and event.candidate in selection.candidates:
                counts.setdefault(event.candidate, []).append((event.date.last, event))
        for candidate, events in counts.items():
            named = _supporters(dataset, selection, candidate, {day for day, _ in events})
            for day, event in events:
                fewest = min(named[_eve(day)], named[day])
                if event.support is not None and fewest > event.support:
                    yield Finding(
                        code=CODE,
                        severity=Severity.WARNING,
                        place=event.place,
                        message=f"a count of {event.support} of {event.of} in support, but the stances name {fewest}",
                        fields=(("support",),),
                        hint=f"look at the stances of that date: nato members --as-of {day}",
                    )


def _eve(day: dt.date) -> dt.date:
    return day - dt.timedelta(days=1) if day > dt.date.min else day


def _supporters(dataset: Dataset, selection: Selection, candidate: str, days: set[dt.date]) -> dict[dt.date, int]:
    """How many members are named in support of a candidate on each of these days, and on their eves."""
    snapshot = Snapshot(dataset, selection, _END_OF_TIME)
    wanted = sorted(days | {_eve(day) for day in days})
    return {
        point.date: point.counts[Standing.SUPPORT]
        for point in points(snapshot, selection.candidates[candidate], wanted)
    }
