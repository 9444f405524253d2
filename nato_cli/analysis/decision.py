"""Rule 5: is the consensus there?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from nato_cli.analysis import candidacy
from nato_cli.analysis.probability import frechet
from nato_cli.model import Check, EventKind, ReportedCount, Rule, Standing, Status, Verdict

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from nato_cli.analysis.snapshot import Snapshot
    from nato_cli.model import Assessment, Candidate

_BLOCKING = {
    Rule.UNANIMITY: frozenset({Standing.OPPOSE, Standing.VETO}),
    Rule.SILENCE: frozenset({Standing.VETO}),
}
_OBJECTING = frozenset({Standing.OPPOSE, Standing.VETO, Standing.LIKELY_OPPOSE, Standing.CONTESTED})


def verdict(standings: Collection[Standing], rule: Rule) -> Verdict:
    """Rule 5, for a candidate in the race and an electorate that is not empty.

    `unanimity`: reached when every standing is support, blocked when any is oppose or veto, else open. `silence`:
    reached when none is oppose, veto, likely-oppose or contested; blocked when any is veto; else open. Unknown is
    never support: it counts as consent under silence alone.
    """
    if any(each in _BLOCKING[rule] for each in standings):
        return Verdict.BLOCKED
    if rule is Rule.UNANIMITY:
        agreed = all(each is Standing.SUPPORT for each in standings)
    else:
        agreed = not any(each in _OBJECTING for each in standings)
    return Verdict.REACHED if agreed else Verdict.OPEN


def check(snapshot: Snapshot, candidate: Candidate, rule: Rule = Rule.UNANIMITY) -> Check:
    """The unanimity check of one candidate."""
    return check_of(snapshot, candidate, snapshot.assess(candidate.id), rule)


def check_of(snapshot: Snapshot, candidate: Candidate, assessments: tuple[Assessment, ...], rule: Rule) -> Check:
    """The check that follows from these assessments, be they what is reported or what is supposed.

    `outstanding` are the members whose standing is not support; `objectors` those who would break a silence;
    `silent` those of whom nothing is on record, on whom a verdict under `silence` leans.
    """
    standings = [each.standing for each in assessments]
    status = candidacy.status_of(candidate, snapshot) or Status.MENTIONED
    left = candidacy.is_out(candidate, snapshot)
    return Check(
        candidate=candidate,
        status=status,
        rule=rule,
        verdict=Verdict.OUT if left else verdict(standings, rule),
        assessments=assessments,
        outstanding=_codes(assessments, set(Standing) - {Standing.SUPPORT}),
        objectors=_codes(assessments, _OBJECTING),
        silent=_codes(assessments, {Standing.UNKNOWN}),
        reported=reported_count(snapshot, candidate, assessments),
        chances=frechet([(each.lower, each.upper) for each in assessments]),
    )


def check_all(snapshot: Snapshot, rule: Rule = Rule.UNANIMITY) -> list[Check]:
    """The check of every candidate mentioned by the date: those in the race first, the best supported first."""
    checks = [check(snapshot, candidate, rule) for candidate in candidacy.mentioned(snapshot)]
    return sorted(checks, key=lambda each: (each.verdict is Verdict.OUT, -support(each), each.candidate.id))


def support(check: Check) -> int:
    return len(check.members_by_standing(Standing.SUPPORT))


def reported_count(snapshot: Snapshot, candidate: Candidate, assessments: Sequence[Assessment]) -> ReportedCount | None:
    """The latest reported count by the date beside the members that the stances name, None if nobody counted.

    Of two counts of one day the later in the files is taken.
    """
    counts = [
        (date, event)
        for event in snapshot.events_on(candidate.id)
        if event.kind is EventKind.COUNT
        if (date := event.date or snapshot.selection.sources[event.source].date) is not None
    ]
    if not counts:
        return None
    date, latest = max(reversed(counts), key=lambda pair: pair[0].last)
    reported = latest.support or 0
    named = sum(each.standing is Standing.SUPPORT for each in assessments)
    return ReportedCount(
        support=reported,
        of=latest.of or 0,
        source=latest.source,
        date=date,
        outstanding=latest.outstanding,
        named=named,
        unattributed=max(0, reported - named),
    )


def _codes(assessments: Sequence[Assessment], standings: Collection[Standing]) -> tuple[str, ...]:
    return tuple(each.member for each in assessments if each.standing in standings)
