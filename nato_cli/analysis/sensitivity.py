"""What stands between a candidate and consensus: whom to win over next, and how fragile the verdict is."""

from __future__ import annotations

from math import prod
from typing import TYPE_CHECKING

from nato_cli.analysis.scenario import Scenario, check_supposed
from nato_cli.model import Assessment, Chances, Check, Position, Record, Rule, Standing, Verdict

if TYPE_CHECKING:
    from nato_cli.analysis.snapshot import Snapshot
    from nato_cli.model import Stance

_OBJECTING = frozenset({Standing.VETO, Standing.OPPOSE, Standing.LIKELY_OPPOSE, Standing.CONTESTED})


class Step(Record, frozen=True):
    """One outstanding member, and what its declared support alone would do.

    `importance` is Birnbaum's (1969) for a series system: the interval of the product of the others' probabilities,
    which is how much the chance of all would rise with this member's, if each decides alone. `conditions` are the
    stances on the candidate that have a note; `vetoes` those of the member in the dataset's other selections.
    """

    assessment: Assessment
    verdict: Verdict
    chances: Chances
    importance: tuple[float, float]
    conditions: tuple[Stance, ...]
    vetoes: tuple[tuple[str, Stance], ...]


class Doubt(Record, frozen=True):
    """A source that, if it were wrong, would change the verdict: it and all that relay it."""

    source: str
    verdict: Verdict
    outstanding: tuple[str, ...]


class Path(Record, frozen=True):
    """`single` are members whose support rests on one origin, `stale` those with an old report, by its age in days."""

    check: Check
    steps: tuple[Step, ...]
    doubts: tuple[Doubt, ...]
    single: tuple[str, ...]
    stale: tuple[tuple[str, int], ...]


def path(snapshot: Snapshot, check: Check, stale_after: int = 90) -> Path:
    """The way to consensus under the rule of `check`.

    Steps come in the order in which they bound the chance of all: the lowest upper bound first, then the lowest lower
    one. Under `silence` only those who object are in the way.
    """
    in_the_way = [each for each in check.assessments if _is_in_the_way(each, check.rule.rule)]
    steps = [_step(snapshot, check, each) for each in in_the_way]
    return Path(
        check=check,
        steps=tuple(sorted(steps, key=lambda each: (each.assessment.upper, each.assessment.lower))),
        doubts=_doubts(snapshot, check),
        single=tuple(
            each.member for each in check.assessments if each.standing is Standing.SUPPORT and len(each.origins) == 1
        ),
        stale=_stale(snapshot, check, stale_after),
    )


def _is_in_the_way(assessment: Assessment, rule: Rule) -> bool:
    if rule is Rule.CONSENSUS:
        return assessment.standing in _OBJECTING
    return assessment.standing is not Standing.SUPPORT


def _step(snapshot: Snapshot, check: Check, assessment: Assessment) -> Step:
    won_over = Scenario(standings={assessment.member: Standing.SUPPORT})
    after = check_supposed(snapshot, check.candidate, won_over, check.rule)
    others = [each for each in check.assessments if each is not assessment]
    return Step(
        assessment=assessment,
        verdict=after.verdict,
        chances=after.chances,
        importance=(round(prod(each.lower for each in others), 6), round(prod(each.upper for each in others), 6)),
        conditions=tuple(each.stance for each in assessment.evidence if each.stance.note),
        vetoes=past_vetoes(snapshot, assessment.member),
    )


def past_vetoes(snapshot: Snapshot, member: str) -> tuple[tuple[str, Stance], ...]:
    """The stances by which a member is reported to have blocked someone in another selection of the dataset."""
    return tuple(
        (selection.id, stance)
        for selection in snapshot.dataset.selections.values()
        if selection.id != snapshot.selection.id
        for stance in selection.stances
        if stance.position is Position.VETO and not stance.collective and member in stance.members
    )


def _doubts(snapshot: Snapshot, check: Check) -> tuple[Doubt, ...]:
    """Each source on which the verdict hangs: taken away, with all that relay it, another verdict follows."""
    used = {each.source.id for assessment in check.assessments for each in assessment.decisive}
    used |= {each.origin.id for assessment in check.assessments for each in assessment.decisive}
    found = []
    for source in sorted(used):
        after = check_supposed(snapshot, check.candidate, Scenario(without=(source,)), check.rule)
        if after.verdict is not check.verdict:
            found.append(Doubt(source=source, verdict=after.verdict, outstanding=after.outstanding))
    return tuple(found)


def _stale(snapshot: Snapshot, check: Check, stale_after: int) -> tuple[tuple[str, int], ...]:
    """The oldest first, those of one age in the order of codes, which is that of the assessments."""
    found = []
    for each in check.assessments:
        if each.decisive and each.decisive[0].date is not None:
            age = (snapshot.view.as_of - each.decisive[0].date).days
            if age > stale_after:
                found.append((each.member, age))
    return tuple(sorted(found, key=lambda pair: -pair[1]))
