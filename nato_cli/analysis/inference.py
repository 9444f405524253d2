"""Rules 2, 3 and 8: infer from reports where a member stands on a candidate, on any day."""

from __future__ import annotations

from bisect import bisect
from enum import Enum
from functools import cached_property
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

from msgspec.structs import replace

from nato_cli.model import AGAINST, OBJECTIONS, UNSETTLED, Effect, Evidence, Position, Standing

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping, Sequence

    from nato_cli.model import Source, Stance


class Relation(Enum):
    """What a report does to the standing that it finds."""

    AGREES = "agrees"
    SHARPENS = "sharpens"
    CONTRADICTS = "contradicts"


_A, _S, _C = Relation.AGREES, Relation.SHARPENS, Relation.CONTRADICTS

#: Rule 2, the columns of its table; `withheld` says less by the word of others than by the member's own.
COLUMNS = (
    Position.SUPPORT, Position.NO_OBJECTION, Position.ABSTAIN, Position.WITHHELD, Position.UNDECIDED, Position.OPPOSE,
    Position.VETO,
)  # fmt: skip
#: Rule 2: what each report does to each standing.
TABLE = {
    Standing.SUPPORT: (_A, _A, _C, _C, _C, _C, _C),
    Standing.NO_OBJECTION: (_S, _A, _S, _A, _C, _C, _C),
    Standing.ABSTAIN: (_C, _A, _A, _A, _C, _C, _C),
    Standing.UNDECIDED: (_C, _C, _C, _A, _A, _C, _C),
    Standing.OPPOSE: (_C, _C, _C, _A, _C, _A, _S),
    Standing.VETO: (_C, _C, _C, _A, _C, _A, _A),
}
_BY_POSITION = {
    (standing, position): relation
    for standing, row in TABLE.items()
    for position, relation in zip(COLUMNS, row, strict=True)
}

_STANDINGS = {
    Position.NOMINATE: Standing.SUPPORT,
    Position.SUPPORT: Standing.SUPPORT,
    Position.NO_OBJECTION: Standing.NO_OBJECTION,
    Position.ABSTAIN: Standing.ABSTAIN,
    Position.UNDECIDED: Standing.UNDECIDED,
    Position.WITHHELD: Standing.UNDECIDED,
    Position.OPPOSE: Standing.OPPOSE,
    Position.VETO: Standing.VETO,
}
#: What soft reports make of a standing, at most.
_LIKELY = {
    Standing.SUPPORT: Standing.LIKELY_SUPPORT,
    Standing.OPPOSE: Standing.LIKELY_OPPOSE,
    Standing.VETO: Standing.LIKELY_OPPOSE,
}
_PLAIN = {Standing.LIKELY_SUPPORT: Standing.SUPPORT, Standing.LIKELY_OPPOSE: Standing.OPPOSE}
#: How much a report says, among those that agree with each other.
_SHARPNESS = {
    Position.WITHHELD: 0,
    Position.NO_OBJECTION: 1,
    Position.UNDECIDED: 1,
    Position.ABSTAIN: 2,
    Position.SUPPORT: 2,
    Position.NOMINATE: 2,
    Position.OPPOSE: 2,
    Position.VETO: 3,
}
_FOR = frozenset({Position.NOMINATE, Position.SUPPORT, Position.NO_OBJECTION})
_EVEN = 0.5

#: The number of the rule that decides a standing.
A_STANDING_LASTS = 2


def relation(standing: Standing, position: Position, *, own_word: bool) -> Relation:
    """Rule 2: what a report of this position does to a standing, by the table."""
    if position is Position.NOMINATE:
        position = Position.SUPPORT
    if position is Position.WITHHELD and own_word and standing in AGAINST:
        return Relation.CONTRADICTS
    return _BY_POSITION[standing, position]


def reported_position(stance: Stance, band: tuple[float, float] | None, *, met: bool = False) -> Position:
    """What a stance reports by itself: a condition and a hedge below even odds change its position.

    Support on a condition is undecided until it is met; opposition on a condition stays until then, and is no objection
    afterwards. `band` is that of the hedge, None for a flat stance or a word that the scale does not have.
    """
    position = stance.position
    if stance.condition is not None:
        if not met and position in _FOR | {Position.ABSTAIN}:
            return Position.UNDECIDED
        if met and position in OBJECTIONS:
            position = Position.NO_OBJECTION
    if band is None or band[0] >= _EVEN or position in UNSETTLED:
        return position
    if band[1] >= _EVEN or position is Position.ABSTAIN:
        return Position.UNDECIDED
    return Position.OPPOSE if position in _FOR else Position.SUPPORT


def standing_of(position: Position, *, firm: bool) -> Standing:
    """The standing that a report of this position gives by itself; a soft one makes it likely at most."""
    standing = _STANDINGS[position]
    return standing if firm else _LIKELY.get(standing, standing)


class Chain(NamedTuple):
    """Where a source's chain of relays ends, and how many relays it takes to get there."""

    origin: Source
    relays: int


def chains(sources: Mapping[str, Source]) -> dict[str, Chain]:
    """Rule 8: of each source, by its id, the origin of what it says: repetition is not confirmation.

    A chain that many share is walked once.
    """
    chains: dict[str, Chain] = {}
    for source in sources.values():
        walked, end = [], source
        while end.id not in chains and end.relays is not None and end.relays in sources:
            walked.append(end.id)
            end = sources[end.relays]
        origin, relays = chains.setdefault(end.id, Chain(end, 0))
        chains.update((id_, Chain(origin, relays + back)) for back, id_ in enumerate(reversed(walked), 1))
    return chains


def grades(evidence: Evidence) -> tuple[bool, int, int, bool]:
    """Rule 2: the order of the reports of one date, the best highest.

    The member's own word, then the better credibility, then the better reliability of the source, then a report that
    names the member before a collective one.
    """
    return (
        evidence.own_word,
        -evidence.stance.credibility,
        -ord(evidence.source.reliability),
        evidence.stance.collective is None,
    )


def _merit(evidence: Evidence) -> tuple[int, tuple[bool, int, int, bool], int, bool, str]:
    """Rule 2: the order of the reports of one run, the deciding one lowest; of equals of a date, an original first."""
    own, credibility, reliability, named = grades(evidence)
    date = evidence.date.toordinal() if evidence.date else 0
    best = (not own, -credibility, -reliability, not named)
    return -_SHARPNESS[evidence.position], best, date, evidence.source.relays is not None, evidence.stance.id


class _Kind(NamedTuple):
    """What the table looks at in a report."""

    position: Position
    own_word: bool


def kind_of(evidence: Evidence) -> _Kind:
    return _Kind(evidence.position, evidence.own_word)


def _contradicts(standing: Standing, kinds: Iterable[_Kind]) -> bool:
    return any(relation(standing, kind.position, own_word=kind.own_word) is Relation.CONTRADICTS for kind in kinds)


def conflict(kind: _Kind, other: _Kind) -> bool:
    """True if two reports cannot both hold: each contradicts what the other says."""
    return _contradicts(_STANDINGS[kind.position], (other,)) and _contradicts(_STANDINGS[other.position], (kind,))


def sharpest(kinds: Iterable[_Kind]) -> Standing:
    """The standing with which all these reports agree, which do not contradict each other."""
    distinct = set(kinds)
    for kind in sorted(distinct, key=lambda kind: -_SHARPNESS[kind.position]):
        standing = _STANDINGS[kind.position]
        if all(relation(standing, other.position, own_word=other.own_word) is Relation.AGREES for other in distinct):
            return standing
    raise ValueError(f"no standing agrees with {sorted(distinct)}")


def of_one_date(reports: Sequence[Evidence]) -> tuple[list[Evidence], list[Evidence]]:
    """Rule 2: of reports of one date, those that hold, best first, and equal ones that contradict each other.

    What contradicts a better report of that date is left out.
    """
    if len(reports) == 1:
        return list(reports), []
    kept: list[Evidence] = []
    kinds: set[_Kind] = set()
    for _, group in groupby(
        sorted(reports, key=lambda report: (grades(report), report.stance.id), reverse=True), key=grades
    ):
        equals = [report for report in group if not any(conflict(kind_of(report), kind) for kind in kinds)]
        present = {kind_of(report) for report in equals}
        at_odds = {kind for kind in present if any(conflict(kind, other) for other in present)}
        if at_odds:
            return kept, [report for report in equals if kind_of(report) in at_odds]
        kept += equals
        kinds |= present
    return kept, []


class Standpoint(NamedTuple):
    """Where a member stands from a day on.

    `since` is when the run began that carries the standing, `settled` when it was beyond dispute, `sharpened` when a
    report last made it sharper. The run is the first `length` of `reports`, which the points of one run share.
    """

    day: dt.date
    standing: Standing
    firm: bool
    since: dt.date
    settled: dt.date
    sharpened: dt.date | None
    decisive: tuple[Evidence, ...]
    reports: list[Evidence]
    length: int

    def run(self) -> list[Evidence]:
        return self.reports[: self.length]


def a_standing_lasts(evidence: Iterable[Evidence], *, firm: bool) -> list[Standpoint]:
    """Rule 2: a standing lasts until a report contradicts it. The points of its course, oldest first.

    `evidence` is dated, and all firm or all soft. A report on a condition speaks a second time on the day the condition
    is met, if it still carries the standing.
    """
    by_day: dict[dt.date, list[Evidence]] = {}
    awaiting: dict[dt.date, list[Evidence]] = {}
    for report in evidence:
        if report.date is not None:
            by_day.setdefault(report.date, []).append(report)
            if report.once_met is not None and report.once_met.date is not None:
                awaiting.setdefault(report.once_met.date, []).append(report)
    points: list[Standpoint] = []
    carrying: set[str] = set()
    for day in sorted(by_day.keys() | awaiting.keys()):
        met = [report.once_met for report in awaiting.get(day, ()) if report.stance.id in carrying]
        reports = by_day.get(day, []) + [report for report in met if report is not None]
        if reports:
            before = points[-1] if points else None
            after = _after(before, day, reports, firm=firm)
            shared = before is not None and after.reports is before.reports
            added = after.reports[before.length :] if before and shared else after.reports
            carrying = {report.stance.id for report in added} | (carrying if shared else set())
            points.append(after)
    return points


def _after(before: Standpoint | None, day: dt.date, reports: list[Evidence], *, firm: bool) -> Standpoint:
    """The standing after the reports of one day."""
    kept, tied = of_one_date(reports)
    if tied:
        run = kept + tied
        return Standpoint(day, Standing.CONTESTED, firm, day, day, None, tuple(tied), run, len(run))
    kinds = {kind_of(report) for report in kept}
    if before is None:
        return _begun(day, day, kept, firm=firm)
    if before.standing is Standing.CONTESTED:
        return _settled(before, day, kept, kinds)
    standing = _plain(before.standing)
    if _contradicts(standing, kinds):
        return _begun(day, day, kept, firm=firm)
    sharper = any(relation(standing, kind.position, own_word=kind.own_word) is Relation.SHARPENS for kind in kinds)
    before.reports.extend(kept)
    standing = sharpest(kinds) if sharper else standing
    return before._replace(
        day=day,
        standing=standing if firm else _LIKELY.get(standing, standing),
        sharpened=day if sharper else before.sharpened,
        decisive=(min((*before.decisive, *kept), key=_merit),),
        length=len(before.reports),
    )


def _begun(since: dt.date, day: dt.date, run: list[Evidence], *, firm: bool) -> Standpoint:
    standing = sharpest(map(kind_of, run))
    if not firm:
        standing = _LIKELY.get(standing, standing)
    return Standpoint(day, standing, firm, since, day, None, (min(run, key=_merit),), run, len(run))


def _settled(before: Standpoint, day: dt.date, kept: list[Evidence], kinds: set[_Kind]) -> Standpoint:
    """A contested standing after later reports: those of its sides that they do not contradict carry on."""
    sides = [report for report in before.decisive if not _contradicts(_STANDINGS[report.position], kinds)]
    present = {kind_of(report) for report in sides}
    if any(conflict(kind, other) for kind in present for other in present):
        before.reports.extend(kept)
        return before._replace(day=day, length=len(before.reports))
    return _begun(before.since if sides else day, day, sides + kept, firm=before.firm)


def _plain(standing: Standing) -> Standing:
    """A standing as the table knows it, without `likely`."""
    return _PLAIN.get(standing, standing)


class Reports:
    """All reports on one member and one candidate, and the course of its standing."""

    def __init__(self) -> None:
        self._dated: list[Evidence] = []
        self.undated: list[Evidence] = []

    def add(self, evidence: Evidence) -> None:
        (self.undated if evidence.date is None else self._dated).append(evidence)

    def ids(self) -> tuple[str, ...]:
        return tuple(report.stance.id for report in (*self._dated, *self.undated))

    @cached_property
    def dated(self) -> list[Evidence]:
        """Oldest first; of one date, the best last."""
        return sorted(self._dated, key=lambda report: (report.date, grades(report), report.stance.id))

    @cached_property
    def course(self) -> list[Standpoint]:
        """The course of the standing. Soft reports decide only until the first firm one."""
        firm = a_standing_lasts((report for report in self._dated if report.firm), firm=True)
        soft = a_standing_lasts((report for report in self._dated if not report.firm), firm=False)
        return [point for point in soft if not firm or point.day < firm[0].day] + firm

    def on(self, day: dt.date) -> Standpoint | None:
        """Where the member stands on a day, None where no report says anything."""
        number = bisect(self.course, day, key=attrgetter("day"))
        return self.course[number - 1] if number else None

    def state(self, day: dt.date) -> tuple[int, int]:
        """What an assessment depends on: how many points of the course, and how many reports, there are by a day."""
        return bisect(self.course, day, key=attrgetter("day")), bisect(self.dated, day, key=attrgetter("date"))

    def until(self, day: dt.date) -> list[Evidence]:
        """The dated reports up to a day, oldest first."""
        return self.dated[: bisect(self.dated, day, key=attrgetter("date"))]

    def effects(self, day: dt.date) -> list[Evidence]:
        """All reports up to a day with what each does to the standing of that day: newest first, undated ones last."""
        point = self.on(day)
        undated = [replace(report, effect=Effect.UNDATED) for report in self.undated]
        if point is None:
            return undated
        run = {report.stance.id: report for report in point.run()}
        decisive = {report.stance.id for report in point.decisive}
        dated = [run.get(report.stance.id, report) for report in reversed(self.until(day))]
        if any(report.stance.met for report in dated):  # such a report speaks again on the day its condition is met
            dated.sort(key=lambda report: (report.date, grades(report), report.stance.id), reverse=True)
        return [
            replace(
                report, effect=_effect(report, point, run=report.stance.id in run, decides=report.stance.id in decisive)
            )
            for report in dated
        ] + undated


def _effect(report: Evidence, point: Standpoint, *, run: bool, decides: bool) -> Effect:
    """Rule 2: what a report does to a standing, or why it does nothing."""
    contested = point.standing is Standing.CONTESTED
    if decides:
        return Effect.CONTESTS if contested else Effect.DECIDES
    if run:
        if contested or _STANDINGS[report.position] is not _plain_of(point):
            return Effect.SAYS_LESS
        return Effect.SHARPENS if report.date == point.sharpened else Effect.AGREES
    if point.firm and not report.firm:
        return Effect.CHALLENGES if _challenges(report, point) else Effect.UNUSED
    return Effect.SUPERSEDED if report.date is not None and report.date < point.settled else Effect.OUTWEIGHED


def _plain_of(point: Standpoint) -> Standing:
    """The standing that the sharpest report of a run gives: for soft ones too, whose standing is likely at most."""
    return _STANDINGS[point.decisive[0].position]


def _challenges(report: Evidence, point: Standpoint) -> bool:
    """Rule 2: a soft report of another side that is later than the last confirmation of a firm standing."""
    return (
        point.standing is not Standing.CONTESTED
        and report.date is not None
        and report.date > point.day
        and relation(point.standing, report.position, own_word=report.own_word) is Relation.CONTRADICTS
    )


def is_announced(run: Iterable[Evidence], standing: Standing) -> bool:
    """Rule 3: True if the member's own word for this standing, and not for less, is in the run."""
    return any(report.own_word and _STANDINGS[report.position] is standing for report in run)


def open_condition(point: Standpoint, day: dt.date) -> str | None:
    """What the member wants first: the condition of the report that decides, else the latest one of its run."""
    for report in (*point.decisive, *reversed(point.run())):
        met = report.once_met.date if report.once_met else None
        if report.condition is not None and (met is None or met > day):
            return report.condition
    return None
