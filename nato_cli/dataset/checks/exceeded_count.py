"""exceeded-count: more members are named in support than a report of the day counted (a warning).

A report printed on a day may be older than that day's announcements: the named supporters must exceed the count both
on its date and on the eve. Reports may disagree, and both are kept: so this is a warning.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect
from typing import TYPE_CHECKING

from msgspec.structs import replace

from nato_cli.analysis.snapshot import Snapshot, assess
from nato_cli.dataset.diagnostics import Finding, Severity
from nato_cli.model import Standing, View

if TYPE_CHECKING:
    from collections.abc import Iterator

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

    Support takes a firm stance, and of those the latest ones decide (rule 2): no others are looked at. Each member is
    a supporter from one day to another, or several times so: how many are on a day follows from how many have begun and
    how many have ended. With all stances assessed anew for each count, many counts among many stances would take hours.
    """

    def __init__(self, dataset: Dataset, selection: Selection, candidate: str) -> None:
        self._candidate = candidate
        self._judged: dict[tuple[int, ...], bool] = {}
        on_candidate = tuple(stance for stance in selection.stances if stance.candidate == candidate)
        snapshot = Snapshot(dataset, replace(selection, stances=on_candidate), _END_OF_TIME)
        by_member: dict[str, dict[dt.date, list[Evidence]]] = {}
        for each in snapshot.stances_on(candidate):
            if each.firm and each.date is not None:
                for code in each.stance.members:
                    by_member.setdefault(code, {}).setdefault(each.date, []).append(each)
        self._begun: list[dt.date] = []
        self._ended: list[dt.date] = []
        for code, by_date in by_member.items():
            self._add(dataset.members[code], sorted(by_date.items()))
        self._begun.sort()
        self._ended.sort()

    def number_on(self, day: dt.date) -> int:
        return bisect(self._begun, day) - bisect(self._ended, day)

    def _add(self, member: Member, stances: list[tuple[dt.date, list[Evidence]]]) -> None:
        """Note when a member begins and ends to be a supporter, as long as it is a member."""
        ends = [day for day, _ in stances[1:]] + [dt.date.max]
        for (day, latest), until in zip(stances, ends, strict=False):
            begin, end = max(day, member.acceded or dt.date.min), min(until, member.left or dt.date.max)
            if begin < end and self._is_support(latest):
                self._begun.append(begin)
                self._ended.append(end)

    def _is_support(self, stances: list[Evidence]) -> bool:
        """Most members share their stances of a day with many others: each of such sets is judged once."""
        key = tuple(map(id, stances))
        if key not in self._judged:
            self._judged[key] = assess("", self._candidate, stances).standing is Standing.SUPPORT
        return self._judged[key]
