"""exceeded-count: more members are named in support than a report of the day counted (a warning).

A report printed on a day may be older than that day's announcements: the named supporters must exceed the count both
on its date and on the eve. Reports may disagree, and both are kept: so this is a warning.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect
from typing import TYPE_CHECKING

from msgspec.structs import replace

from nato_cli.analysis.standing import Reading, assess, electorate
from nato_cli.dataset.diagnostics import Finding, Severity
from nato_cli.model import Standing, View

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from nato_cli.model import Dataset, Evidence, Member, Selection

CODE = "exceeded-count"

_END_OF_TIME = View(as_of=dt.date.max, known_by=dt.date.max, today=dt.date.max)


def check(dataset: Dataset) -> Iterator[Finding]:
    for selection in dataset.selections.values():
        supporters: dict[str, _Supporters] = {}
        for event in selection.events:
            if event.support is None or event.date is None or event.candidate not in selection.candidates:
                continue
            if event.candidate not in supporters:
                supporters[event.candidate] = _Supporters(dataset, selection, event.candidate)
            day = event.date.last
            named = min(supporters[event.candidate].number_on(each) for each in (_eve(day), day))
            if named > event.support:
                yield Finding(
                    code=CODE,
                    severity=Severity.WARNING,
                    place=event.place,
                    message=f"a count of {event.support} of {event.of} in support, but the stances name {named}",
                    fields=(("support",),),
                    hint=f"look at the stances of that date: nato members --as-of {day}",
                )


def _eve(day: dt.date) -> dt.date:
    return day - dt.timedelta(days=1) if day > dt.date.min else day


class _Supporters:
    """Who is named in support of a candidate on any day.

    Support takes a firm stance, and of those the latest ones decide (rule 2): no others are looked at. With all stances
    assessed anew for each count, many counts among many stances would take hours.
    """

    def __init__(self, dataset: Dataset, selection: Selection, candidate: str) -> None:
        self._candidate = candidate
        self._members = dataset.members
        on_candidate = tuple(stance for stance in selection.stances if stance.candidate == candidate)
        reading = Reading(dataset, replace(selection, stances=on_candidate), _END_OF_TIME)
        by_member: dict[str, dict[dt.date, list[Evidence]]] = {code: {} for code in dataset.members}
        for each in reading.stances_on(candidate):
            if each.firm and each.date is not None:
                for code in _concerned(each, each.date, dataset.members):
                    by_member[code].setdefault(each.date, []).append(each)
        self._stances = {code: sorted(by_date.items()) for code, by_date in by_member.items()}

    def number_on(self, day: dt.date) -> int:
        return sum(self._is_named(code, day) for code in electorate(self._members, day))

    def _is_named(self, code: str, day: dt.date) -> bool:
        stances = self._stances[code]
        following = bisect(stances, day, key=lambda pair: pair[0])
        if not following:
            return False
        _, latest = stances[following - 1]
        return assess(code, self._candidate, latest).standing is Standing.SUPPORT


def _concerned(evidence: Evidence, day: dt.date, members: Mapping[str, Member]) -> tuple[str, ...]:
    stance = evidence.stance
    if not stance.collective:
        return stance.members
    return tuple(code for code in electorate(members, day) if stance.concerns(code))
