"""Past selections: how each went, and who stood in whose way."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from typing import TYPE_CHECKING

from nato_cli.analysis.snapshot import Snapshot
from nato_cli.model import Dataset, Position, Record, Standing, Status, View

if TYPE_CHECKING:
    from collections.abc import Iterable

    from nato_cli.model import Candidate, Evidence, Selection

_AGAINST = frozenset({Position.OPPOSE, Position.VETO})
_OPPOSING = frozenset({Standing.OPPOSE, Standing.VETO, Standing.LIKELY_OPPOSE, Standing.CONTESTED})
_LEFT = frozenset({Status.WITHDRAWN, Status.RULED_OUT})
_DAY = dt.timedelta(days=1)


class Ending(StrEnum):
    """How an objection ended."""

    WITHDRAWN = "withdrawn"
    OVERTURNED = "overturned"
    STOOD = "stood"
    OPEN = "open"


class Objection(Record, frozen=True):
    """A member against a candidate in one selection, by one report or several.

    `first` is the day from which the first counts; `vetoed` says that one reports a veto, not opposition alone.
    `days` is how long it took until the member opposed no more, or the candidate was appointed over it, None if it
    never came to that. `evidence` are the reports, `origins` their distinct origins.
    """

    selection: str
    member: str
    candidate: str
    first: dt.date | None
    vetoed: bool
    ending: Ending
    days: int | None
    evidence: tuple[Evidence, ...]
    origins: tuple[str, ...]


class Account(Record, frozen=True):
    """How one selection went.

    `first` is the day of the first dated mention of any candidate and `days` the time from there to the appointment.
    `gave_way` is when the last of the objectors to the one appointed came round, `named` how many members of the
    electorate the reports name in support on the eve of the appointment, collective reports not counted.
    """

    selection: Selection
    candidates: tuple[str, ...]
    appointed: Candidate | None
    on: dt.date | None
    first: dt.date | None
    days: int | None
    objections: tuple[Objection, ...]
    gave_way: dt.date | None
    members: int
    named: int
    sources: int


def hindsight(dataset: Dataset, selection: Selection, today: dt.date, on: dt.date | None = None) -> Snapshot:
    """A selection by all that is known today, on a day or at its end."""
    return Snapshot(dataset, selection, View(as_of=on or today, known_by=today, today=today))


def appointment(snapshot: Snapshot) -> tuple[Candidate, dt.date] | None:
    """Who was appointed and on which day, None if nobody has been by the reading's date."""
    found = [
        (date, candidate)
        for candidate in snapshot.selection.candidates.values()
        for date, change in snapshot.status_changes(candidate)
        if change.status is Status.APPOINTED
    ]
    if not found:
        return None
    date, candidate = min(found, key=lambda pair: pair[0])
    return candidate, date


def objections(snapshot: Snapshot) -> list[Objection]:
    """Every member against every candidate, by any report that counts and names it, oldest first."""
    grouped: dict[tuple[str, str], list[Evidence]] = {}
    for each in snapshot.stances():
        if each.stance.position in _AGAINST and not each.stance.collective:
            for member in each.stance.members:
                grouped.setdefault((member, each.stance.candidate), []).append(each)
    ended = appointment(snapshot)
    found = [_objection(snapshot, member, candidate, some, ended) for (member, candidate), some in grouped.items()]
    return sorted(found, key=lambda each: (each.first or dt.date.max, each.candidate, each.member))


def _objection(
    snapshot: Snapshot,
    member: str,
    candidate: str,
    evidence: list[Evidence],
    ended: tuple[Candidate, dt.date] | None,
) -> Objection:
    first = min((each.date for each in evidence if each.date is not None), default=None)
    ending, on = _ending(snapshot, candidate, ended)
    if ending is Ending.OVERTURNED:
        on = _came_round(snapshot, member, candidate, first) or on
    return Objection(
        selection=snapshot.selection.id,
        member=member,
        candidate=candidate,
        first=first,
        vetoed=any(each.stance.position is Position.VETO for each in evidence),
        ending=ending,
        days=(on - first).days if ending is Ending.OVERTURNED and on and first else None,
        evidence=tuple(evidence),
        origins=tuple(sorted({each.origin.id for each in evidence})),
    )


def _ending(
    snapshot: Snapshot, candidate: str, ended: tuple[Candidate, dt.date] | None
) -> tuple[Ending, dt.date | None]:
    if ended is not None and ended[0].id == candidate:
        return Ending.OVERTURNED, ended[1]
    if snapshot.status(snapshot.selection.candidates[candidate]) in _LEFT:
        return Ending.WITHDRAWN, None
    return (Ending.STOOD, None) if ended is not None else (Ending.OPEN, None)


def _came_round(snapshot: Snapshot, member: str, candidate: str, first: dt.date | None) -> dt.date | None:
    """The day from which the member opposed no more, for good, None where no report after `first` says so."""
    days = sorted({each.date for each in snapshot.stances_on(candidate) if each.date and first and each.date >= first})
    opposing = [day for day in days if _opposes(snapshot.on(day), member, candidate)]
    later = [day for day in days if not opposing or day > opposing[-1]]
    return later[0] if later else None


def _opposes(snapshot: Snapshot, member: str, candidate: str) -> bool:
    return any(each.member == member and each.standing in _OPPOSING for each in snapshot.decide(candidate))


def account(dataset: Dataset, selection: Selection, today: dt.date) -> Account:
    """How a selection went, as known today."""
    snapshot = hindsight(dataset, selection, today)
    ended = appointment(snapshot)
    chosen, on = ended or (None, None)
    found = tuple(objections(snapshot))
    firsts = [date for each in selection.candidates.values() if (date := _first_mention(each, snapshot)) is not None]
    first = min(firsts, default=None)
    eve = snapshot.on((on or today) - _DAY)
    return Account(
        selection=selection,
        candidates=tuple(each.id for each in snapshot.mentioned),
        appointed=chosen,
        on=on,
        first=first,
        days=(on - first).days if on and first else None,
        objections=found,
        gave_way=_last_gave_way(found),
        members=len(eve.electorate),
        named=len(_named_in_support(eve, chosen.id)) if chosen else 0,
        sources=len(selection.sources),
    )


def _first_mention(candidate: Candidate, snapshot: Snapshot) -> dt.date | None:
    dates = [date for date, _ in snapshot.status_changes(candidate)]
    dates += [each.date for each in snapshot.stances_on(candidate.id) if each.date is not None]
    return min(dates, default=None)


def _last_gave_way(found: Iterable[Objection]) -> dt.date | None:
    days = [each.first + dt.timedelta(days=each.days) for each in found if each.first and each.days is not None]
    return max(days, default=None)


def _named_in_support(snapshot: Snapshot, candidate: str) -> set[str]:
    """Members whose support a report names, collective ones aside."""
    return {
        each.member
        for each in snapshot.assess(candidate)
        if each.standing is Standing.SUPPORT and any(not one.stance.collective for one in each.evidence if one.firm)
    }
