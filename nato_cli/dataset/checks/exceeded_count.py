"""exceeded-count: more members are named in support than a report of the day counted (a warning).

    stances: [{members: [NOR, SWE, FIN], position: support, date: 2024-03-01, ...}]
    bad:  {kind: count, support: 2, of: 32, date: 2024-03-02, ...}
    good: {kind: count, support: 3, of: 32, date: 2024-03-02, ...}

A report printed on a day may be older than that day's announcements: the named supporters must exceed the count both
on its date and on the eve. Reports may disagree, and both are kept: so this is a warning.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect
from typing import TYPE_CHECKING

from nato_cli.dataset.diagnostics import Diagnostic, warning
from nato_cli.model import Position

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nato_cli.model import Dataset, Selection

CODE = "exceeded-count"

_SUPPORT = frozenset({Position.NOMINATE, Position.SUPPORT})


def check(dataset: Dataset) -> Iterator[Diagnostic]:
    for selection in dataset.selections.values():
        reports = _firm_reports(selection)
        for event in selection.events:
            if event.candidate is None or event.date is None or event.support is None or event.group:
                continue
            day = event.date.last
            eve = day - dt.timedelta(days=1) if day > dt.date.min else day
            members = reports.get(event.candidate, {})
            named = min(_supporters(members, dataset, on) for on in (eve, day))
            if named > event.support:
                message = f"a count of {event.support} of {event.of} in support, but the stances name {named}"
                hint = f"look at the stances of that date: nato members --as-of {day}"
                yield warning(event.place, CODE, message, ("support",), hint=hint)


def _firm_reports(selection: Selection) -> dict[str, dict[str, list[tuple[dt.date, bool]]]]:
    """The days of firm reports, oldest first, and whether each reports support; for candidates with a count."""
    counted = {event.candidate for event in selection.events if event.support is not None}
    reports: dict[str, dict[str, list[tuple[dt.date, bool]]]] = {}
    for stance in selection.stances:
        source = selection.sources.get(stance.source)
        date = stance.date or (source and source.date)
        if stance.candidate in counted and date and stance.is_firm:
            supports = stance.position in _SUPPORT and (stance.condition is None or stance.met is not None)
            by_member = reports.setdefault(stance.candidate, {})
            for member in stance.members:
                by_member.setdefault(member, []).append((date.last, supports))
    for by_member in reports.values():
        for days in by_member.values():
            days.sort()
    return reports


def _supporters(reports: dict[str, list[tuple[dt.date, bool]]], dataset: Dataset, day: dt.date) -> int:
    """How many members' latest reports on a day all support the candidate."""
    number = 0
    for member, days in reports.items():
        latest = days[: bisect(days, (day, True))]
        if latest and member in dataset.members and dataset.members[member].belongs_on(day):
            number += all(supports for date, supports in latest[-3:] if date == latest[-1][0])
    return number
