"""What stands between a candidate and a decision: whose consent is missing, and how fragile the verdict is."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from nato_cli.analysis.candidacy import post_of
from nato_cli.analysis.decision import Terms, is_put_forward, terms, verdict
from nato_cli.analysis.inference import Reports
from nato_cli.analysis.snapshot import counting_date, is_known
from nato_cli.model import Assessment, Basis, Check, Position, Record, Rule, Standing, Status, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from nato_cli.analysis.snapshot import Snapshot
    from nato_cli.model import Candidate, Event, Selection, Stance, View

#: The most doubtful first.
_BY_DOUBT = (
    Standing.VETO,
    Standing.OPPOSE,
    Standing.LIKELY_OPPOSE,
    Standing.CONTESTED,
    Standing.UNDECIDED,
    Standing.UNKNOWN,
    Standing.ABSTAIN,
    Standing.NO_OBJECTION,
    Standing.LIKELY_SUPPORT,
    Standing.SUPPORT,
)


class Step(Record, frozen=True):
    """One member whose consent is missing, and the verdict once it consents.

    `vetoes` are the firm reports by which it vetoed somebody in the dataset's other selections.
    """

    assessment: Assessment
    verdict: Verdict
    vetoes: tuple[tuple[str, Stance], ...]


class Doubt(Record, frozen=True):
    """An origin that, if it were wrong with all that relays it, would change the verdict.

    `members` are those whose standing rests on it alone.
    """

    source: str
    verdict: Verdict
    members: tuple[str, ...]


class Rival(Record, frozen=True):
    """Another candidate for the same post, with the members in its favour by name, and the latest count of it."""

    candidate: Candidate
    in_favour: tuple[str, ...]
    counted: int | None
    count: Event | None


class Path(Record, frozen=True):
    """What is missing for a decision, and how fragile the verdict is.

    `single` are members in consent whose reports have one origin, by origin. `stale` are members whose standing was
    last confirmed long ago, by its age in days. `shortfall` is how many members, and how much weight, a quota lacks.
    Under a majority that is made, `critical` are those in favour of whom none may be lost. `rivals` are the others in
    the race for the same post, the best supported first.
    """

    check: Check
    steps: tuple[Step, ...]
    doubts: tuple[Doubt, ...]
    single: dict[str, tuple[str, ...]]
    stale: tuple[tuple[str, int], ...]
    critical: tuple[str, ...]
    shortfall: tuple[float, ...]
    rivals: tuple[Rival, ...]


def path(snapshot: Snapshot, check: Check, stale_after: int = 90) -> Path:
    """Find what is missing for a decision under the rule of `check`, for a candidate in the race.

    `stale_after` is in days.
    """
    by_member = {assessment.member: assessment for assessment in check.assessments}
    missing = sorted(check.outstanding, key=lambda member: (_BY_DOUBT.index(by_member[member].standing), member))
    vetoes = past_vetoes(snapshot)
    verdicts = _Verdicts(snapshot, check)
    return Path(
        check=check,
        steps=tuple(
            Step(
                assessment=by_member[member],
                verdict=verdicts.after({member: Standing.SUPPORT}),
                vetoes=tuple(vetoes.get(member, ())),
            )
            for member in missing
        ),
        doubts=tuple(_doubts(snapshot, check, verdicts)) if check.decided_by is Basis.STANDINGS else (),
        single=_single_origins(check),
        stale=_stale(snapshot, check, stale_after),
        critical=_critical(check, verdicts.terms),
        shortfall=tuple(max(0, missing) for missing in verdicts.terms.shortfall(check.in_favour)),
        rivals=tuple(_rivals(snapshot, check.candidate)),
    )


class _Verdicts:
    """The verdict if some members stood elsewhere; changes of the same kind are worked out once."""

    def __init__(self, snapshot: Snapshot, check: Check) -> None:
        self._standings = {assessment.member: assessment.standing for assessment in check.assessments}
        self.terms = terms(snapshot, check.rule, list(self._standings), snapshot.view.as_of)
        self._proposed = is_put_forward(snapshot, check.candidate)
        self._known: dict[frozenset[tuple[object, int]], Verdict] = {}

    def after(self, changes: Mapping[str, Standing]) -> Verdict:
        kinds = Counter(
            (self._standings[member], standing, member in self.terms.veto, self.terms.weights.get(member))
            for member, standing in changes.items()
        )
        key = frozenset(kinds.items())
        if key not in self._known:
            self._known[key] = verdict({**self._standings, **changes}, self.terms, proposed=self._proposed)
        return self._known[key]


def past_vetoes(snapshot: Snapshot) -> dict[str, list[tuple[str, Stance]]]:
    """The firm reports of other selections that a member vetoed somebody, as far as they count by then; by member."""
    vetoes: dict[str, list[tuple[str, Stance]]] = defaultdict(list)
    for selection in snapshot.dataset.selections.values():
        if selection.id != snapshot.selection.id:
            for stance in selection.stances:
                if stance.position is Position.VETO and stance.is_firm and _counts(stance, selection, snapshot.view):
                    for member in stance.members:
                        vetoes[member].append((selection.id, stance))
    return vetoes


def _counts(stance: Stance, selection: Selection, view: View) -> bool:
    source = selection.sources[stance.source]
    day = counting_date(stance.date, source)
    return day is not None and day <= view.as_of and is_known(source, view)


def _doubts(snapshot: Snapshot, check: Check, verdicts: _Verdicts) -> Iterator[Doubt]:
    """The origins on which the verdict hangs: taken away, with all that relay them, another verdict follows."""
    resting: dict[str, dict[str, Standing]] = defaultdict(dict)
    reports = snapshot.known.reports(check.candidate.id)
    for assessment in check.assessments:
        for origin in sole_origins(assessment):
            point = without(reports[assessment.member], origin).on(snapshot.view.as_of)
            standing = point.standing if point else Standing.UNKNOWN
            if standing is not assessment.standing:
                resting[origin][assessment.member] = standing
    for origin, changes in sorted(resting.items()):
        after = verdicts.after(changes)
        if after is not check.verdict:
            yield Doubt(source=origin, verdict=after, members=tuple(changes))


def sole_origins(assessment: Assessment) -> set[str]:
    """The origins without which a member's standing might be another.

    A report that by itself gives the standing is enough to keep it, so nothing hangs on one origin where two have such
    reports. A contested standing hangs on every side that has but one.
    """
    by_side: dict[Standing, set[str]] = defaultdict(set)
    for report in assessment.decisive if assessment.standing is Standing.CONTESTED else assessment.run:
        by_side[report.side].add(report.origin.id)
    if assessment.standing is not Standing.CONTESTED:
        by_side = {assessment.standing: by_side[assessment.standing]}
    return {origin for origins in by_side.values() if len(origins) == 1 for origin in origins}


def without(reports: Reports, origin: str) -> Reports:
    """The reports on a member that remain when an origin is taken for wrong, with all that relays it."""
    remaining = Reports()
    for report in reports.dated:
        if report.origin.id != origin:
            remaining.add(report)
    return remaining


def _single_origins(check: Check) -> dict[str, tuple[str, ...]]:
    """Members in consent whose reports have one origin, by origin: the one that carries most first."""
    resting: dict[str, list[str]] = defaultdict(list)
    for assessment in check.assessments:
        if assessment.standing in check.rule.consents and len(assessment.origins) == 1 and not assessment.announced:
            resting[assessment.origins[0]].append(assessment.member)
    ordered = sorted(resting.items(), key=lambda pair: (-len(pair[1]), pair[0]))
    return {origin: tuple(members) for origin, members in ordered}


def _stale(snapshot: Snapshot, check: Check, stale_after: int) -> tuple[tuple[str, int], ...]:
    """The oldest first; those of one age in the order of ids, which is that of the assessments."""
    ages = [
        (assessment.member, (snapshot.view.as_of - assessment.confirmed).days)
        for assessment in check.assessments
        if assessment.confirmed is not None
    ]
    return tuple(sorted((pair for pair in ages if pair[1] > stale_after), key=lambda pair: -pair[1]))


def _critical(check: Check, terms: Terms) -> tuple[str, ...]:
    """Under a majority that is made: those in favour of whom none may be lost."""
    if terms.rule is not Rule.MAJORITY or max(spare := terms.shortfall(check.in_favour)) > 0:
        return ()
    members, weight = spare
    return tuple(member for member in check.in_favour if members + 1 > 0 or weight + terms.weights.get(member, 0) > 0)


def _rivals(snapshot: Snapshot, candidate: Candidate) -> list[Rival]:
    """The others in the race for the same post that anybody backs, the best supported first."""
    rivals = []
    for other in snapshot.mentioned:
        same_post = post_of(other, snapshot.selection) == post_of(candidate, snapshot.selection)
        stays = snapshot.status(other) is Status.EXTENDED  # an incumbent, and not in the race
        if other.id == candidate.id or not same_post or stays or snapshot.is_out(other):
            continue
        in_favour = tuple(
            decision.member for decision in snapshot.decide(other.id) if decision.standing is Standing.SUPPORT
        )
        counts = [event for _, event in snapshot.counted(other.id) if event.group is None]
        counted = counts[-1].support if counts else None
        if in_favour or counted:
            count = counts[-1] if counts else None
            rivals.append(Rival(candidate=other, in_favour=in_favour, counted=counted, count=count))
    return sorted(rivals, key=lambda rival: -max(len(rival.in_favour), rival.counted or 0))
