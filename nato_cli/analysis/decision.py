"""Rule 5: the verdict under the body's decision rule, by standings, by a count, or by the decision itself."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, NamedTuple

from nato_cli.analysis.candidacy import post_of
from nato_cli.analysis.probability import all_consent
from nato_cli.model import (
    AGAINST,
    OBJECTING,
    SAYS_YES,
    Basis,
    Check,
    DecisionRule,
    Position,
    ReportedCount,
    Rule,
    Standing,
    Status,
    Verdict,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from nato_cli.analysis.snapshot import Snapshot
    from nato_cli.model import Assessment, Candidate, Event

_DAY = dt.timedelta(days=1)
_PUT_FORWARD = frozenset({Status.PROPOSED, Status.APPOINTED, Status.EXTENDED})
_REACTIONS = 31  # days
#: Blocked and open rank alike, so that the best supported comes first.
_ORDER = {Verdict.REACHED: 0, Verdict.BLOCKED: 1, Verdict.OPEN: 1, Verdict.OUT: 2}


class Terms(NamedTuple):
    """A decision rule as it applies to the electorate of a day: the quotas in numbers, and who may veto."""

    rule: Rule
    quota: float | None = None
    weight_quota: float | None = None
    weights: Mapping[str, float] = {}
    veto: frozenset[str] = frozenset()

    def shortfall(self, supporters: Collection[str]) -> tuple[float, float]:
        """How many members, and how much weight, are missing for the quotas; 0 or less where none is."""
        missing = (self.quota or 0) - len(supporters)
        weight = sum(self.weights.get(member, 0) for member in supporters)
        return missing, (self.weight_quota or 0) - weight


def terms(snapshot: Snapshot, rule: DecisionRule, electorate: Sequence[str], day: dt.date) -> Terms:
    """The quotas and the veto holders of a rule on a day."""
    if rule.rule is not Rule.MAJORITY:
        return Terms(rule.rule)
    weights = {member: snapshot.dataset.members[member].weight or 0 for member in electorate}
    holders = {member for id_ in rule.veto for member in snapshot.dataset.group_on(id_, day)}
    quota = rule.quota.needed(len(electorate)) if rule.quota else None
    if quota is None and rule.weight_quota is None:
        quota = len(electorate) // 2 + 1
    return Terms(
        rule=rule.rule,
        quota=quota,
        weight_quota=rule.weight_quota.needed(sum(weights.values())) if rule.weight_quota else None,
        weights=weights,
        veto=frozenset(holders) & frozenset(electorate),
    )


def verdict(standings: Mapping[str, Standing], terms: Terms, *, proposed: bool = True) -> Verdict:
    """Rule 5: the verdict that follows from where the electorate stands, for a candidate who is not out.

    `unanimity`: reached when every member is in support, blocked when any is opposed, else open. `consensus`: reached
    when the candidate has been put forward (`proposed`) and nobody objects, wavers or may object; blocked when any is
    opposed, else open. `majority`: reached when the supporters make every quota and no veto holder is opposed; blocked
    when a veto holder is opposed or a quota is out of reach; else open. Unknown is never support.
    """
    against = {member for member, standing in standings.items() if standing in AGAINST}
    if terms.rule is Rule.MAJORITY:
        return _by_majority(standings, terms, against)
    if against:
        return Verdict.BLOCKED
    if terms.rule is Rule.CONSENSUS:
        reached = proposed and not any(standing in OBJECTING for standing in standings.values())
    else:
        reached = all(standing is Standing.SUPPORT for standing in standings.values())
    return Verdict.REACHED if reached else Verdict.OPEN


def _by_majority(standings: Mapping[str, Standing], terms: Terms, against: set[str]) -> Verdict:
    if against & terms.veto:
        return Verdict.BLOCKED
    supporters = [member for member, standing in standings.items() if standing is Standing.SUPPORT]
    if max(terms.shortfall(supporters)) <= 0:
        return Verdict.REACHED
    lost = against | {member for member, standing in standings.items() if standing is Standing.ABSTAIN}
    at_best = [member for member in standings if member not in lost]
    return Verdict.BLOCKED if max(terms.shortfall(at_best)) > 0 else Verdict.OPEN


def verdict_by_count(counts: Iterable[Event], terms: Terms, holders: Collection[str]) -> Verdict:
    """Rule 5: what the counts of one round say under a majority, where names do not decide.

    `holders` are the groups whose members hold a veto. A count cannot tell weights, so it decides no weighted majority.
    """
    if terms.rule is not Rule.MAJORITY or terms.weight_quota is not None or terms.quota is None:
        return Verdict.OPEN
    counts = list(counts)
    whole = next((event for event in counts if event.group not in holders), None)
    among_holders = [event for event in counts if event.group in holders]
    if any(event.against for event in among_holders):
        return Verdict.BLOCKED
    if whole is None or whole.support is None or whole.support < terms.quota:
        return Verdict.OPEN
    unopposed = any(event.against == 0 for event in among_holders) or whole.against == 0 or not terms.veto
    return Verdict.REACHED if unopposed else Verdict.OPEN


def check(snapshot: Snapshot, candidate: Candidate, rule: DecisionRule | None = None) -> Check:
    """Check one candidate under the selection's own decision rule, or under another."""
    electorate, _ = electorate_of(snapshot, candidate)
    return check_of(snapshot, candidate, snapshot.assess(candidate.id, electorate), rule)


def electorate_of(snapshot: Snapshot, candidate: Candidate) -> tuple[tuple[str, ...], dt.date | None]:
    """The members that decide, and the day of the decision, None where it is not made.

    A member that joined on that very day, such as a country that the decision admits, took no part in it.
    """
    decided = None if snapshot.is_out(candidate) else snapshot.appointed_on(candidate)
    if decided is None:
        return snapshot.electorate, None
    electorate = snapshot.known.electorate(decided)
    before = frozenset(snapshot.known.electorate(decided - _DAY) if decided > dt.date.min else electorate)
    return tuple(member for member in electorate if member in before) or electorate, decided


def check_of(
    snapshot: Snapshot,
    candidate: Candidate,
    assessments: tuple[Assessment, ...],
    rule: DecisionRule | None = None,
) -> Check:
    """Check one candidate by these assessments, reported or supposed ones."""
    rule = rule or snapshot.selection.decision
    electorate, decided = electorate_of(snapshot, candidate)
    day = decided or snapshot.view.as_of
    standings = {assessment.member: assessment.standing for assessment in assessments}
    applied = terms(snapshot, rule, electorate, day)
    reported = reported_count(snapshot, candidate, assessments)
    result, basis = Verdict.OUT, Basis.STANDINGS
    if decided:
        result, basis = Verdict.REACHED, Basis.DECISION
    elif not snapshot.is_out(candidate):
        result = verdict(standings, applied, proposed=is_put_forward(snapshot, candidate))
        if result is Verdict.OPEN:
            counts = _latest_round(snapshot, candidate)
            by_count = verdict_by_count(counts, applied, rule.veto)
            if by_count is not Verdict.OPEN:
                result, basis = by_count, Basis.COUNT
    in_favour = _members(standings, SAYS_YES)
    wanted = [] if result is Verdict.REACHED else _outstanding(standings, rule.rule)
    return Check(
        candidate=candidate,
        status=snapshot.status(candidate) or Status.MENTIONED,
        rule=rule,
        verdict=result,
        assessments=assessments,
        outstanding=tuple(wanted),
        objectors=_members(standings, OBJECTING),
        silent=_members(standings, {Standing.UNKNOWN}),
        reported=reported,
        chances=all_consent(assessments, rule.consents),
        decided_by=basis,
        decided_on=decided,
        blockers=_blockers(standings, applied) if result is Verdict.BLOCKED else (),
        in_favour=in_favour,
        against=_members(standings, AGAINST),
        abstaining=_members(standings, {Standing.ABSTAIN}),
        short_by=0 if result is Verdict.REACHED else _short_by(standings, applied),
        conditions=tuple(
            (assessment.member, assessment.condition) for assessment in assessments if assessment.condition is not None
        ),
    )


def is_put_forward(snapshot: Snapshot, candidate: Candidate) -> bool:
    """True if there is something to object to: the candidate is proposed.

    Where the dataset uses no `proposed`, one who declared, or whom a member nominated, counts as proposed.
    """
    if snapshot.status(candidate) in _PUT_FORWARD:
        return True
    if snapshot.known.uses_proposed:
        return any(change.status is Status.PROPOSED for _, change in snapshot.status_changes(candidate))
    nominated = any(
        report.position is Position.NOMINATE and report.firm and report.date is not None
        for report in snapshot.stances_on(candidate.id)
    )
    return nominated or any(change.status is Status.DECLARED for _, change in snapshot.status_changes(candidate))


def _outstanding(standings: Mapping[str, Standing], rule: Rule) -> tuple[str, ...]:
    """The members whose consent the rule still needs: all that do not say yes, or under consensus all that object."""
    if rule is Rule.CONSENSUS:
        return _members(standings, OBJECTING)
    return _members(standings, set(Standing) - SAYS_YES)


def _blockers(standings: Mapping[str, Standing], terms: Terms) -> tuple[str, ...]:
    """Whose standing stops the choice: the veto holders against it, or all who are, where no veto holder is."""
    against = _members(standings, AGAINST)
    if terms.rule is not Rule.MAJORITY:
        return against
    holders = tuple(member for member in against if member in terms.veto)
    return holders or _members(standings, AGAINST | {Standing.ABSTAIN})


def _short_by(standings: Mapping[str, Standing], terms: Terms) -> int:
    if terms.rule is Rule.MAJORITY:
        return max(0, int(terms.shortfall(_members(standings, SAYS_YES))[0]))
    return len(_outstanding(standings, terms.rule))


def check_all(snapshot: Snapshot, rule: DecisionRule | None = None) -> list[Check]:
    """Check every candidate mentioned by the date; ranked."""
    return ranked(snapshot, [check(snapshot, candidate, rule) for candidate in snapshot.mentioned])


def ranked(snapshot: Snapshot, checks: Iterable[Check]) -> list[Check]:
    """Sort checks as they are listed: reached first, out last, the best supported first.

    An incumbent of whom nothing is reported since the last extension comes after those in the race.
    """
    return sorted(
        checks,
        key=lambda check: (
            check.verdict is Verdict.OUT,
            is_spent(snapshot, check),
            _ORDER[check.verdict],
            -len(check.in_favour),
            check.candidate.id,
        ),
    )


def leaders(snapshot: Snapshot, checks: Iterable[Check]) -> list[Check]:
    """The first of the checks for each post: a selection may fill several, or admit several countries."""
    first: dict[str | None, Check] = {}
    for check in checks:
        if check.verdict is not Verdict.OUT:
            first.setdefault(post_of(check.candidate, snapshot.selection), check)
    return list(first.values())


def is_spent(snapshot: Snapshot, check: Check) -> bool:
    """True if all that is reported of an incumbent was about an extension that has been decided.

    What comes within a month of it are reactions to it, and no support for another.
    """
    if check.status is not Status.EXTENDED:
        return False
    extended = snapshot.status_changes(check.candidate)[-1][0]
    return all(
        assessment.confirmed is None or (assessment.confirmed - extended).days <= _REACTIONS
        for assessment in check.assessments
    )


def _latest_round(snapshot: Snapshot, candidate: Candidate) -> list[Event]:
    """The counts of the latest day, and of its latest round: best grade first."""
    counted = snapshot.counted(candidate.id)
    if not counted:
        return []
    day, last = max(counted, key=lambda pair: (pair[0], pair[1].round or 0))
    events = [event for date, event in counted if date == day and event.round == last.round]
    return sorted(events, key=lambda event: (snapshot.known.source(event.source).reliability, event.source))


def reported_count(snapshot: Snapshot, candidate: Candidate, assessments: Sequence[Assessment]) -> ReportedCount | None:
    """The latest reported count beside the number that the stances name, None without a count.

    Of several of one day and round the one by the most reliable source is taken, and the others are its conflicts where
    their figures differ.
    """
    holders = snapshot.selection.decision.veto
    counts = [event for event in _latest_round(snapshot, candidate) if event.group not in holders or not event.group]
    if not counts:
        return None
    best = counts[0]
    named = sum(assessment.standing is Standing.SUPPORT for assessment in assessments)
    figures = (best.support, best.of, best.against, best.abstain)
    date = best.date or snapshot.known.source(best.source).date
    if date is None:
        return None
    return ReportedCount(
        support=best.support or 0,
        of=best.of or 0,
        source=best.source,
        date=date,
        outstanding=best.outstanding,
        named=named,
        unattributed=max(0, (best.support or 0) - named),
        against=best.against,
        abstain=best.abstain,
        round=best.round,
        conflicts=tuple(
            event for event in counts[1:] if (event.support, event.of, event.against, event.abstain) != figures
        ),
    )


def _members(standings: Mapping[str, Standing], among: Collection[Standing]) -> tuple[str, ...]:
    return tuple(member for member, standing in standings.items() if standing in among)
