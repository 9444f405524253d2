"""future-date: a report, a status or an event of a day after today.

    today is 2026-11-23
    bad:  {date: 2026-12-01, ...}
    good: {date: 2026-11-23, ...}

A date of tomorrow is a warning only, since it is tomorrow already where the day begins earlier. When a selection closes
and when its post is taken up may lie in the future.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from nato_cli.dataset.diagnostics import Diagnostic, at, warning

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nato_cli.dataset.diagnostics import Field
    from nato_cli.model import ApproxDate, Candidate, Dataset, Place, Selection

    _Dated = tuple[Place, Field, ApproxDate | dt.date | None]

CODE = "future-date"


def check(dataset: Dataset, today: dt.date) -> Iterator[Diagnostic]:
    for place, field, date in _dates(dataset):
        first = date if isinstance(date, dt.date) else date.first if date else today
        if first > today:
            fault = warning if (first - today).days == 1 else at
            yield fault(place, CODE, f"{date} is in the future", field, hint=f"today is {today}")


def _dates(dataset: Dataset) -> Iterator[_Dated]:
    """Every date by which something has happened."""
    for source in dataset.sources.values():
        yield source.place, ("date",), source.date
    for member in dataset.members.values():
        for number, remark in enumerate(member.remarks):
            yield member.place, ("remarks", number, "date"), remark.date
    for holder in dataset.officeholders:
        yield holder.place, ("begins",), holder.begins
    for selection in dataset.selections.values():
        yield from _of_selection(selection, dataset)


def _of_selection(selection: Selection, dataset: Dataset) -> Iterator[_Dated]:
    yield selection.place, ("opened",), selection.opened
    for source in selection.sources.values():
        if source.id not in dataset.sources:
            yield source.place, ("date",), source.date
            yield source.place, ("accessed",), source.accessed
    for candidate in selection.candidates.values():
        yield from _of_candidate(candidate)
    for stance in selection.stances:
        yield stance.place, ("date",), stance.date
        yield stance.place, ("met",), stance.met
    for event in selection.events:
        yield event.place, ("date",), event.date


def _of_candidate(candidate: Candidate) -> Iterator[_Dated]:
    yield candidate.place, ("born",), candidate.born
    for number, change in enumerate(candidate.statuses):
        yield candidate.place, ("statuses", number, "date"), change.date
    for name, remarks in (("strengths", candidate.strengths), ("concerns", candidate.concerns)):
        for number, remark in enumerate(remarks):
            yield candidate.place, (name, number, "date"), remark.date
