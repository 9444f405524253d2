"""What if: the same check under supposed standings, without a source, or with doubtful reports left out.

A scenario never changes a dataset: it is another snapshot of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from nato_cli.analysis.decision import check_of, electorate_of
from nato_cli.analysis.probability import VAGUE
from nato_cli.analysis.snapshot import Snapshot
from nato_cli.model import ApproxDate, Assessment, Check, DecisionRule, Record, Standing, View

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection, Mapping

    from nato_cli.model import Candidate, Selection, Source

_CERTAIN = {
    Standing.SUPPORT: (1.0, 1.0),
    Standing.NO_OBJECTION: (1.0, 1.0),
    Standing.OPPOSE: (0.0, 0.0),
    Standing.VETO: (0.0, 0.0),
}


class Scenario(Record, frozen=True):
    """What is supposed.

    `standings` by member; sources to do without, each with all that relay it; the least credible grade (1 to 6) that
    still counts; another `known_by` and another rule; members and candidates of whom a condition is met.
    """

    standings: dict[str, Standing] = {}
    without: tuple[str, ...] = ()
    min_credibility: int | None = None
    known_by: dt.date | None = None
    rule: DecisionRule | None = None
    met: tuple[tuple[str, str], ...] = ()


def suppose(snapshot: Snapshot, scenario: Scenario) -> Snapshot:
    """A snapshot under a scenario: without its sources and doubtful reports, with its conditions met."""
    view = snapshot.view
    if scenario.known_by is not None:
        view = View(as_of=view.as_of, known_by=scenario.known_by, today=view.today)
    selection = _without(snapshot.selection, scenario.without, scenario.min_credibility)
    if scenario.met:
        selection = _with_conditions_met(selection, scenario.met, view.as_of)
    return Snapshot(snapshot.dataset, selection, view, snapshot.lexicon.scale)


def _without(selection: Selection, sources: Collection[str], least: int | None) -> Selection:
    """The selection without these sources and all that relay them, and without reports less credible than a grade."""
    doubted = _with_relays(sources, selection.sources)
    stances = tuple(
        stance
        for stance in selection.stances
        if (least is None or stance.credibility <= least) and stance.source not in doubted
    )
    events = tuple(event for event in selection.events if event.source not in doubted)
    return msgspec.structs.replace(selection, stances=stances, events=events)


def _with_relays(doubted: Collection[str], known: Mapping[str, Source]) -> set[str]:
    """These sources and all that relay them, directly or through others."""
    if not doubted:
        return set()
    relayed_by: dict[str, list[str]] = {}
    for source in known.values():
        if source.relays is not None:
            relayed_by.setdefault(source.relays, []).append(source.id)
    reached, following = set(doubted), list(doubted)
    while following:
        further = [source for source in relayed_by.get(following.pop(), ()) if source not in reached]
        reached.update(further)
        following += further
    return reached


def _with_conditions_met(selection: Selection, met: Collection[tuple[str, str]], day: dt.date) -> Selection:
    """The selection as if these members' conditions on these candidates were met on a day."""
    when = ApproxDate(text=str(day), first=day, last=day)
    stances = tuple(
        msgspec.structs.replace(stance, met=when)
        if stance.condition is not None and any((member, stance.candidate) in met for member in stance.members)
        else stance
        for stance in selection.stances
    )
    return msgspec.structs.replace(selection, stances=stances)


def check_supposed(snapshot: Snapshot, candidate: Candidate, scenario: Scenario) -> Check:
    """Check one candidate under a scenario."""
    remaining = suppose(snapshot, scenario)
    assessments = tuple(
        _supposed(assessment, scenario.standings[assessment.member], remaining)
        if assessment.member in scenario.standings
        else assessment
        for assessment in remaining.assess(candidate.id, electorate_of(remaining, candidate)[0])
    )
    return check_of(remaining, candidate, assessments, scenario.rule)


def _supposed(assessment: Assessment, standing: Standing, snapshot: Snapshot) -> Assessment:
    lower, upper = supposed_band(standing, snapshot)
    return Assessment(
        member=assessment.member,
        candidate=assessment.candidate,
        standing=standing,
        lower=lower,
        upper=upper,
    )


def supposed_band(standing: Standing, snapshot: Snapshot) -> tuple[float, float]:
    """The band of a standing that is supposed: a fact if it is flat, the scale's 'likely' if it is likely."""
    likely = snapshot.lexicon.band("likely") or VAGUE
    if standing is Standing.LIKELY_SUPPORT:
        return likely
    if standing is Standing.LIKELY_OPPOSE:
        return (round(1 - likely[1], 6), round(1 - likely[0], 6))
    return _CERTAIN.get(standing, VAGUE)
