"""`nato stances`: the reports."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Annotated

from nato_cli.commands import lookup
from nato_cli.commands.options import (
    ON_A_SCREEN,
    Limit,
    OfAttribution,
    OfCandidate,
    OfMember,
    OfPosition,
    OfSource,
    Since,
    Until,
    filter_option,
    with_snapshot,
)
from nato_cli.output.views import stances as view

if TYPE_CHECKING:
    from nato_cli.analysis.snapshot import Snapshot
    from nato_cli.output.answer import Answer


@with_snapshot
def stances(
    snapshot: Snapshot,
    member: OfMember = None,
    candidate: OfCandidate = None,
    position: OfPosition = None,
    attribution: OfAttribution = None,
    hedge: Annotated[bool | None, filter_option("--hedge/--flat", help="Only hedged, or flat.")] = None,
    credibility: Annotated[
        list[int] | None, filter_option("--credibility", min=1, max=6, help="Only reports graded so (1 is the best).")
    ] = None,
    source: OfSource = None,
    since: Since = None,
    until: Until = None,
    limit: Limit = None,
) -> Answer:
    members = {lookup.member_of(snapshot.dataset, wanted).id for wanted in member or ()}
    candidates = {lookup.candidate_of(snapshot, wanted).id for wanted in candidate or ()}
    sources = {lookup.source_of(snapshot, wanted).id for wanted in source or ()}
    matches = [
        stance
        for stance in snapshot.reports()
        if (not members or members.intersection(stance.members))
        and (not candidates or stance.candidate in candidates)
        and (not position or stance.position in position)
        and (not attribution or stance.attribution in attribution)
        and (hedge is None or hedge is (stance.hedge is not None))
        and (not credibility or stance.credibility in credibility)
        and (not sources or stance.source in sources)
        and lookup.is_within(snapshot.date_of(stance), since, until)
    ]
    matches.sort(key=lambda stance: _latest_first(snapshot.date_of(stance)))
    evidence = [snapshot.known.evidence(stance) for stance in matches[: limit or None]]
    return view.stances(snapshot, evidence, len(matches), ON_A_SCREEN if limit is None else None)


def _latest_first(date: dt.date | None) -> int:
    return -date.toordinal() if date else 0
