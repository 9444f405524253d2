"""History of one selection: the days on which anything changed, what changed, and the checks of every day."""

from __future__ import annotations

import datetime as dt
from bisect import bisect, bisect_left
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

from nato_cli.analysis.decision import check
from nato_cli.analysis.snapshot import decision_of
from nato_cli.model import Check, Decision, Event, Record, Standing, StatusChange

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from nato_cli.analysis.inference import Standpoint
    from nato_cli.analysis.snapshot import Snapshot
    from nato_cli.model import Candidate, DecisionRule


class Shift(Record, frozen=True):
    """A standing that changed on a day. `decision` is the one after; `before` is None for a new member."""

    date: dt.date
    before: Standing | None
    decision: Decision


class Entry(Record, frozen=True):
    """What happened on one day: statuses that changed, events, and standings that changed."""

    date: dt.date
    statuses: tuple[tuple[str, StatusChange], ...]
    events: tuple[Event, ...]
    shifts: tuple[Shift, ...]


class Point(Record, frozen=True):
    """How many members stood where on a day, and the electorate's size."""

    date: dt.date
    members: int
    counts: dict[Standing, int]


class Moment(Record, frozen=True):
    """How things stood on one day: whose consent it took, and the check of every candidate mentioned by then.

    A candidate without news keeps the check of the day before: the same object.
    """

    day: dt.date
    electorate: tuple[str, ...]
    appointed: tuple[str, ...]
    checks: tuple[Check, ...]

    def check_of(self, candidate: str) -> Check | None:
        return next((check for check in self.checks if check.candidate.id == candidate), None)


def news_days(snapshot: Snapshot, candidate: str) -> set[dt.date]:
    """The days up to `as_of` on which anything about a candidate counts from."""
    known = snapshot.known
    days = {report.date for report in known.by_candidate.get(candidate, ())}
    days |= {report.once_met.date for report in known.by_candidate.get(candidate, ()) if report.once_met}
    days |= {day for day, event in known.events if event.candidate == candidate}
    days |= {day for day, _ in known.statuses.get(candidate, ())}
    days |= {known.first_mentions.get(candidate)}
    return {day for day in days if day is not None and day <= snapshot.view.as_of}


def change_days(snapshot: Snapshot, candidates: Sequence[Candidate]) -> list[dt.date]:
    """The days up to `as_of` on which anything about these candidates counts from, and accessions among them."""
    days = {day for candidate in candidates for day in news_days(snapshot, candidate.id)}
    general = (day for day, event in snapshot.known.events if event.candidate is None and day is not None)
    days |= {day for day in general if day <= snapshot.view.as_of}
    return sorted(days | set(_joining(snapshot, days)))


def _joining(snapshot: Snapshot, days: Collection[dt.date]) -> list[dt.date]:
    """The days within these on which the electorate changed."""
    if not days:
        return []
    first, last = min(days), max(days)
    return [day for day in snapshot.known.membership_changes if first < day <= last]


def moments(
    snapshot: Snapshot,
    rule: DecisionRule | None = None,
    candidates: Sequence[Candidate] | None = None,
    latest: int = 0,
) -> Iterator[Moment]:
    """How things stood on each day with news, and on `as_of`; days without any member are left out.

    Args:
        snapshot: The selection from its point of view.
        rule: Another decision rule than the selection's own.
        candidates: Those to check, by default all who were mentioned.
        latest: Of many days, how many of the latest to give; 0 for all.

    A candidate is checked anew only when there is news of it, when the electorate changed or somebody was appointed.
    """
    candidates = snapshot.mentioned if candidates is None else candidates
    news: dict[dt.date, set[str]] = {}
    for candidate in candidates:
        for day in news_days(snapshot, candidate.id):
            news.setdefault(day, set()).add(candidate.id)
    before: Moment | None = None
    days = {*change_days(snapshot, candidates), snapshot.view.as_of}
    for day in sorted({*days, *_joining(snapshot, days)})[-latest:]:
        now = snapshot.on(day)
        if now.electorate:
            before = _moment(now, before, candidates, news.get(day, ()), rule)
            yield before


def _moment(
    now: Snapshot,
    before: Moment | None,
    candidates: Sequence[Candidate],
    news: Collection[str],
    rule: DecisionRule | None,
) -> Moment:
    appointed = tuple(candidate.id for candidate in now.appointed.values())
    kept: dict[str, Check] = {}
    if before and before.electorate == now.electorate and before.appointed == appointed:
        kept = {check.candidate.id: check for check in before.checks if check.candidate.id not in news}
    mentioned = [candidate for candidate in candidates if now.status(candidate) is not None]
    checks = tuple(kept.get(candidate.id) or check(now, candidate, rule) for candidate in mentioned)
    return Moment(day=now.view.as_of, electorate=now.electorate, appointed=appointed, checks=checks)


def entries(snapshot: Snapshot, candidates: Sequence[Candidate]) -> list[Entry]:
    """What happened to these candidates on each day, oldest first; days without news are left out."""
    ids = {candidate.id for candidate in candidates}
    statuses: dict[dt.date, list[tuple[str, StatusChange]]] = {}
    events: dict[dt.date, list[Event]] = {}
    moved: dict[dt.date, list[Shift]] = {}
    for candidate in candidates:
        for day, change in snapshot.status_changes(candidate):
            statuses.setdefault(day, []).append((candidate.id, change))
    for date, event in snapshot.known.events:
        if date is not None and date <= snapshot.view.as_of and (event.candidate is None or event.candidate in ids):
            events.setdefault(date, []).append(event)
    days = change_days(snapshot, candidates)
    for candidate in candidates:
        for shift in _shifts_of(snapshot, candidate.id, days):
            moved.setdefault(shift.date, []).append(shift)
    return [
        Entry(
            date=day,
            statuses=tuple(statuses.get(day, ())),
            events=tuple(events.get(day, ())),
            shifts=tuple(moved.get(day, ())),
        )
        for day in sorted(statuses.keys() | events.keys() | moved.keys())
    ]


class _Stay(NamedTuple):
    """Where a member stood in one time of belonging; `joined` is None if it belonged from the start."""

    member: str
    joined: dt.date | None
    left: dt.date | None
    points: list[tuple[dt.date, Standpoint]]


def _stays(snapshot: Snapshot, candidate: str, days: Sequence[dt.date]) -> Iterator[_Stay]:
    """The stays of every member that reports on a candidate speak of, in the time that these days bound."""
    if not days:
        return
    for member, reports in sorted(snapshot.known.reports(candidate).items()):
        for joined, left in _times_of(snapshot, member, days):
            begins = joined or days[0]
            course = reports.course
            within = course[
                bisect_left(course, begins, key=_day) : bisect(course, snapshot.view.as_of, key=_day)
                if left is None
                else bisect_left(course, left, key=_day)
            ]
            stay = [(point.day, point) for point in within]
            brought = reports.on(begins)
            if joined is not None and brought is not None and brought.day < begins:
                stay.insert(0, (begins, brought))
            yield _Stay(member, joined, left, stay)


_day = attrgetter("day")


def _times_of(snapshot: Snapshot, member: str, days: Sequence[dt.date]) -> list[tuple[dt.date | None, dt.date | None]]:
    """The times within these days in which a member belonged: the day it joined, and the day it left."""
    first, last = days[0], days[-1]
    return [
        (
            time.since if time.since > dt.date.min and time.since >= first else None,
            time.until if time.until is not None and time.until <= last else None,
        )
        for time in snapshot.known.times_of_members.get(member, ())
        if time.since <= last and (time.until is None or time.until > first)
    ]


def _shifts_of(snapshot: Snapshot, candidate: str, days: Sequence[dt.date]) -> list[Shift]:
    """All changes of standing on a candidate, oldest first; those of one day in the order of members."""
    shifts: list[Shift] = []
    for stay in _stays(snapshot, candidate, days):
        before: Standing | None = Standing.UNKNOWN
        for day, point in stay.points:
            earlier = None if day == stay.joined else before
            if point.standing is not (earlier or Standing.UNKNOWN):
                decision = decision_of(stay.member, candidate, point)
                shifts.append(Shift(date=day, before=earlier, decision=decision))
            before = point.standing
    return sorted(shifts, key=lambda shift: (shift.date, shift.decision.member))


def shifts(before: Snapshot, after: Snapshot, candidate: str) -> list[Shift]:
    """The standings on a candidate that differ between two snapshots, those of new members among them."""
    known = {decision.member: decision.standing for decision in before.decide(candidate)}
    return [
        Shift(date=after.view.as_of, before=known.get(decision.member), decision=decision)
        for decision in after.decide(candidate)
        if known.get(decision.member, Standing.UNKNOWN) is not decision.standing
    ]


def together(shifts: Iterable[Shift]) -> list[list[Shift]]:
    """Group shifts of the same kind by the same stances, which are one piece of news."""
    groups: dict[object, list[Shift]] = {}
    for shift in shifts:
        decision = shift.decision
        stances = tuple(report.stance.id for report in decision.decisive)
        groups.setdefault((decision.candidate, shift.before, decision.standing, stances), []).append(shift)
    return list(groups.values())


def points(snapshot: Snapshot, candidate: Candidate, days: Sequence[dt.date]) -> list[Point]:
    """The counts by standing on each of these days, which are in order."""
    changes: list[dict[Standing, int]] = [{} for _ in range(len(days) + 1)]

    def add(day: dt.date, standing: Standing, number: int) -> None:
        change = changes[bisect_left(days, day)]
        change[standing] = change.get(standing, 0) + number

    bounds = [min(news_days(snapshot, candidate.id), default=days[0]), days[-1]] if days else []
    for stay in _stays(snapshot, candidate.id, bounds):
        ends = [day for day, _ in stay.points[1:]] + [stay.left]
        for (begins, point), end in zip(stay.points, ends, strict=False):
            add(begins, point.standing, 1)
            if end is not None:
                add(end, point.standing, -1)
    result: list[Point] = []
    counts = dict.fromkeys(Standing, 0)
    for day, change in zip(days, changes, strict=False):
        for standing, number in change.items():
            counts[standing] += number
        size = snapshot.known.size(day)
        known = sum(number for standing, number in counts.items() if standing is not Standing.UNKNOWN)
        result.append(Point(date=day, members=size, counts=counts | {Standing.UNKNOWN: size - known}))
    return result
