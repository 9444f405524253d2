"""exceeded-count: more members are named in support than a report of the day counted (a warning).

A report printed on a day may be older than that day's announcements: the named supporters must exceed the count both
on its date and on the eve. Reports may disagree, and both are kept: so this is a warning.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from nato_cli.dataset.diagnostics import Finding, Severity
from nato_cli.analysis.standing import Reading
from nato_cli.model import Event, Selection, Standing, View

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nato_cli.model import Dataset


CODE = "exceeded-count"


def check(dataset: Dataset) -> Iterator[Finding]:
    for selection in dataset.selections.values():
        for event in selection.events:
            if event.support is None or event.date is None or event.candidate not in selection.candidates:
                continue
            named = min(_named(dataset, selection, event, eve) for eve in (0, 1))
            if named > event.support:
                yield Finding(
                    code=CODE,
                    severity=Severity.WARNING,
                    place=event.place,
                    message=f"{event.support} of {event.of} are reported in support, but {named} are named",
                    fields=(("support",),),
                    hint="look at the stances of that date: nato members --as-of DATE",
                )


def _named(dataset: Dataset, selection: Selection, event: Event, eve: int) -> int:
    """How many members the stances name in support of the event's candidate on its date, or `eve` days before."""
    if event.date is None or event.candidate is None:
        return 0
    day = event.date.last - dt.timedelta(days=eve)
    reading = Reading(dataset, selection, View(as_of=day, known_by=dt.date.max, today=dt.date.max))
    return sum(each.standing is Standing.SUPPORT for each in reading.assess(event.candidate))
