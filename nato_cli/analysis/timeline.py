"""How things went: the days on which anything counts from, and what each of them changed."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from nato_cli.analysis import candidacy
from nato_cli.analysis.snapshot import counting_date
from nato_cli.model import Decision, Event, EventKind, Record, Standing, StatusChange

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nato_cli.analysis.snapshot import Snapshot
    from nato_cli.model import Candidate, Dataset

_DAY = dt.timedelta(days=1)


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


def change_days(snapshot: Snapshot, candidates: Sequence[Candidate]) -> list[dt.date]:
    """The days up to `as_of` on which anything about these candidates counts from, and accessions among them."""
    ids = {candidate.id for candidate in candidates}
    days = {each.date for each in snapshot.stances() if each.stance.candidate in ids}
    for event in snapshot.events():
        if event.candidate in ids or event.candidate is None:
            days.add(counting_date(event.date, snapshot.selection.sources[event.source]))
    for candidate in candidates:
        days |= {date for date, _ in candidacy.status_changes(candidate, snapshot)}
    found = {day for day in days if day is not None}
    return sorted(found | _accessions(snapshot.dataset, found))


def _accessions(dataset: Dataset, days: set[dt.date]) -> set[dt.date]:
    """The days within these on which the electorate changed."""
    if not days:
        return set()
    changes = {member.acceded for member in dataset.members.values() if member.acceded}
    changes |= {member.left for member in dataset.members.values() if member.left is not None}
    return {day for day in changes if min(days) <= day <= max(days)}


def points(snapshot: Snapshot, candidate: Candidate, days: Sequence[dt.date]) -> list[Point]:
    """The counts by standing on each of these days."""
    found = []
    for day in days:
        decisions = snapshot.on(day).decide(candidate.id)
        counts = dict.fromkeys(Standing, 0)
        for each in decisions:
            counts[each.standing] += 1
        found.append(Point(date=day, members=len(decisions), counts=counts))
    return found


def shifts(before: Snapshot, after: Snapshot, candidate: str) -> list[Shift]:
    """The standings on a candidate that differ between two readings, those of new members among them."""
    known = {each.member: each.standing for each in before.decide(candidate)}
    return [
        Shift(date=after.view.as_of, before=known.get(each.member), decision=each)
        for each in after.decide(candidate)
        if known.get(each.member, Standing.UNKNOWN) is not each.standing
    ]


def entries(snapshot: Snapshot, candidates: Sequence[Candidate]) -> list[Entry]:
    """What each day brought for these candidates, oldest first; days that brought nothing to be seen are left out."""
    days = change_days(snapshot, candidates)
    statuses = _statuses_by_day(snapshot, candidates)
    events = _events_by_day(snapshot, candidates)
    found = []
    before = snapshot.on(days[0] - _DAY) if days else snapshot
    for day in days:
        after = snapshot.on(day)
        moved = [shift for candidate in candidates for shift in shifts(before, after, candidate.id)]
        entry = Entry(
            date=day,
            statuses=tuple(statuses.get(day, ())),
            events=tuple(events.get(day, ())),
            shifts=tuple(moved),
        )
        if entry.statuses or entry.events or entry.shifts:
            found.append(entry)
        before = after
    return found


def _statuses_by_day(
    snapshot: Snapshot, candidates: Sequence[Candidate]
) -> dict[dt.date, list[tuple[str, StatusChange]]]:
    found: dict[dt.date, list[tuple[str, StatusChange]]] = {}
    for candidate in candidates:
        for date, change in candidacy.status_changes(candidate, snapshot):
            found.setdefault(date, []).append((candidate.id, change))
    return found


def _events_by_day(snapshot: Snapshot, candidates: Sequence[Candidate]) -> dict[dt.date, list[Event]]:
    ids = {candidate.id for candidate in candidates}
    found: dict[dt.date, list[Event]] = {}
    for event in snapshot.events():
        date = counting_date(event.date, snapshot.selection.sources[event.source])
        if date is not None and (event.candidate is None or event.candidate in ids):
            found.setdefault(date, []).append(event)
    return found


def reported_counts(snapshot: Snapshot, candidate: str) -> list[tuple[dt.date, Event]]:
    """The dated counts of a candidate's supporters, oldest first."""
    found = []
    for event in snapshot.events():
        date = counting_date(event.date, snapshot.selection.sources[event.source])
        if event.kind is EventKind.COUNT and event.candidate == candidate and date is not None:
            found.append((date, event))
    return sorted(found, key=lambda pair: pair[0])
