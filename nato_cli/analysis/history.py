"""Past selections: how each went and how long it took, and who stood in whose way."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from nato_cli.analysis import candidacy
from nato_cli.analysis.snapshot import Snapshot
from nato_cli.model import LEANING_AGAINST, Dataset, Record, Standing, Status, View

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from nato_cli.analysis.inference import Standpoint
    from nato_cli.model import Candidate, Evidence, Selection

#: A dispute over whether an objection stands does not end it.
_GOES_ON = LEANING_AGAINST | {Standing.CONTESTED}
_DAY = dt.timedelta(days=1)


class Strength(StrEnum):
    """How far an objection went: a veto, opposition, or opposition by soft reports alone."""

    VETO = "veto"
    OPPOSITION = "opposition"
    LIKELY = "likely opposition"


class Ending(StrEnum):
    """How an objection ended: the member came round, or was outvoted; the candidate left, or another was chosen."""

    LIFTED = "lifted"
    OUTVOTED = "outvoted"
    WITHDRAWN = "withdrawn"
    STOOD = "stood"
    OPEN = "open"


class Choice(NamedTuple):
    """Who was appointed to a post, or admitted, and when."""

    post: str | None
    candidate: Candidate
    on: dt.date


class Objection(Record, frozen=True):
    """An objection: a member against a candidate, from the day its standing was so to the day it was not.

    `first` is the date of the firm report that began it, or of the soft one where there is none. `decisive` is the
    report that decided the standing when the objection was strongest, and `evidence` the reports that carried it,
    `origins` their distinct origins. `then` is where the member stood afterwards, where it came round.
    """

    selection: str
    member: str
    candidate: str
    first: dt.date
    strength: Strength
    ending: Ending
    ended: dt.date | None
    then: Standing | None
    decisive: Evidence
    evidence: tuple[Evidence, ...]
    origins: tuple[str, ...]

    @property
    def days(self) -> int | None:
        """How long it took until the member came round or was outvoted."""
        if self.ended is None or self.ending not in {Ending.LIFTED, Ending.OUTVOTED}:
            return None
        return (self.ended - self.first).days


class Account(Record, frozen=True):
    """Summary of one selection.

    `appointed`, on the day `on`, is the first of its `choices`: a selection may be for several posts, or accessions.
    `first` is the day of the first dated mention of any candidate. `days` is the time from there to that choice,
    `days_from_opening` that from the day on which the selection opened. `gave_way` is when the last of the objectors to
    the one appointed came round, `named` how many members of the electorate the reports name in support on the eve of
    that choice, collective reports not counted.
    """

    selection: Selection
    candidates: tuple[str, ...]
    appointed: Candidate | None
    on: dt.date | None
    choices: tuple[tuple[str, dt.date], ...]
    opened: dt.date | None
    first: dt.date | None
    days: int | None
    days_from_opening: int | None
    objections: tuple[Objection, ...]
    gave_way: dt.date | None
    members: int
    named: int
    sources: int


def hindsight(dataset: Dataset, selection: Selection, today: dt.date) -> Snapshot:
    """Snapshot of a selection as it is known today."""
    return Snapshot(dataset, selection, View(as_of=today, known_by=today, today=today))


def choices(snapshot: Snapshot) -> list[Choice]:
    """Appointments by the snapshot's date, oldest first: the first to each post."""
    made = [
        Choice(post, candidate, on)
        for post, candidate in snapshot.appointed.items()
        if (on := snapshot.appointed_on(candidate)) is not None
    ]
    return sorted(made, key=lambda choice: choice.on)


def objections(snapshot: Snapshot) -> list[Objection]:
    """Objections of every member to every candidate, oldest first."""
    by_post = {choice.post: choice for choice in choices(snapshot)}
    against: list[Objection] = []
    for candidate in snapshot.selection.candidates.values():
        end = _end(snapshot, candidate, by_post.get(candidacy.post_of(candidate, snapshot.selection)))
        for member, reports in snapshot.known.reports(candidate.id).items():
            course = [point for point in reports.course if point.day <= snapshot.view.as_of]
            against += [_objection(snapshot, member, candidate.id, period, end) for period in _periods(course, end)]
    return sorted(against, key=lambda objection: (objection.first, objection.candidate, objection.member))


class _End(NamedTuple):
    """How and when a candidate's part in a selection ended; `on` is None if it has not."""

    ending: Ending
    on: dt.date | None


def _end(snapshot: Snapshot, candidate: Candidate, choice: Choice | None) -> _End:
    changes = snapshot.status_changes(candidate)
    if choice is not None and choice.candidate.id == candidate.id:
        return _End(Ending.OUTVOTED, choice.on)
    if changes and changes[-1][1].status in candidacy.LEFT:
        return _End(Ending.WITHDRAWN, changes[-1][0])
    return _End(Ending.STOOD, choice.on) if choice is not None else _End(Ending.OPEN, None)


class _Period(NamedTuple):
    """The points of one objection, and the one at which the member came round, if it did before the end."""

    points: list[Standpoint]
    after: Standpoint | None


def _periods(course: Sequence[Standpoint], end: _End) -> Iterator[_Period]:
    """Split the course of a standing into objections, those that began before the end."""
    current: list[Standpoint] = []
    for point in course:
        if end.on is not None and point.day > end.on:
            break
        if point.standing in (_GOES_ON if current else LEANING_AGAINST):
            current.append(point)
        elif current:
            yield _Period(current, point)
            current = []
    if current:
        yield _Period(current, None)


def _objection(snapshot: Snapshot, member: str, candidate: str, period: _Period, end: _End) -> Objection:
    points, after = period
    strongest = max(
        (point for point in points if point.standing in LEANING_AGAINST), key=lambda point: _ORDER[point.standing]
    )
    last_of_each_run = {id(point.reports): point for point in points}.values()
    evidence = {report.stance.id: report for point in last_of_each_run for report in point.run()}
    return Objection(
        selection=snapshot.selection.id,
        member=member,
        candidate=candidate,
        first=next((point for point in points if point.firm), points[0]).since,
        strength=_STRENGTHS[strongest.standing],
        ending=Ending.LIFTED if after else end.ending,
        ended=after.day if after else end.on,
        then=after.standing if after else None,
        decisive=strongest.decisive[0],
        evidence=tuple(evidence.values()),
        origins=tuple(sorted({report.origin.id for report in evidence.values()})),
    )


_STRENGTHS = {
    Standing.LIKELY_OPPOSE: Strength.LIKELY,
    Standing.OPPOSE: Strength.OPPOSITION,
    Standing.VETO: Strength.VETO,
}
_ORDER = {standing: number for number, standing in enumerate(_STRENGTHS)}


def account(dataset: Dataset, selection: Selection, today: dt.date) -> Account:
    """Summarise a selection as it is known today; of several posts, the first that was decided."""
    snapshot = hindsight(dataset, selection, today)
    made = choices(snapshot)
    chosen, on = (made[0].candidate, made[0].on) if made else (None, None)
    against = tuple(objections(snapshot))
    dates = [_first_mention(candidate, snapshot) for candidate in selection.candidates.values()]
    first = min((date for date in dates if date is not None), default=None)
    opened = selection.opened.first if selection.opened else None
    end = on or today
    eve = snapshot.on(end - _DAY if end > dt.date.min else end)
    return Account(
        selection=selection,
        candidates=tuple(candidate.id for candidate in snapshot.mentioned),
        appointed=chosen,
        on=on,
        choices=tuple((choice.candidate.id, choice.on) for choice in made),
        opened=opened,
        first=first,
        days=(on - first).days if on and first else None,
        days_from_opening=(on - opened).days if on and opened else None,
        objections=against,
        gave_way=_last_gave_way(against, chosen) if chosen else None,
        members=len(eve.electorate),
        named=len(_named_in_support(eve, chosen.id)) if chosen else 0,
        sources=len(selection.sources),
    )


def _first_mention(candidate: Candidate, snapshot: Snapshot) -> dt.date | None:
    """Day of the first report or status; an extended term does not count as a mention of a successor."""
    dates = [date for date, change in snapshot.status_changes(candidate) if change.status is not Status.EXTENDED]
    dates += [report.date for report in snapshot.stances_on(candidate.id) if report.date is not None]
    return min(dates, default=None)


def _last_gave_way(objections: Iterable[Objection], chosen: Candidate) -> dt.date | None:
    """The day on which the last objector to a candidate came round."""
    days = (
        objection.ended
        for objection in objections
        if objection.candidate == chosen.id and objection.ending is Ending.LIFTED and objection.ended
    )
    return max(days, default=None)


def _named_in_support(snapshot: Snapshot, candidate: str) -> set[str]:
    """Members whose support a report names; collective reports do not count."""
    return {
        assessment.member
        for assessment in snapshot.assess(candidate)
        if assessment.standing is Standing.SUPPORT
        and any(report.stance.collective is None for report in assessment.run)
    }
