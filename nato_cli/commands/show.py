"""`nato show`: everything about one candidate, member or source."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from nato_cli.analysis.decision import check
from nato_cli.analysis.outcomes import outcomes
from nato_cli.analysis.snapshot import Snapshot
from nato_cli.analysis.story import story
from nato_cli.commands import completion, lookup
from nato_cli.commands.options import ON_A_SCREEN, Limit, argument, with_snapshot
from nato_cli.model import Candidate, Member
from nato_cli.output.views import show as view

if TYPE_CHECKING:
    import datetime as dt

    from nato_cli.model import Source
    from nato_cli.output.answer import Answer


@with_snapshot
def show(
    snapshot: Snapshot,
    id_: Annotated[
        str,
        argument(
            metavar="ID", autocompletion=completion.anything, help="A candidate, a member or a source, by id or name."
        ),
    ],
    limit: Limit = None,
) -> Answer:
    """Of a source it says what rests on it, and what became of each claim."""
    record = lookup.found(snapshot, id_)
    if isinstance(record, Candidate):
        return _candidate(snapshot, record, limit)
    if isinstance(record, Member):
        return _member(snapshot, record, limit)
    return _source(snapshot, record)


def _candidate(snapshot: Snapshot, candidate: Candidate, limit: int | None) -> Answer:
    stances = sorted(snapshot.stances_on(candidate.id), key=lambda report: _latest_first(report.date))
    events = [event for event in snapshot.events() if event.candidate == candidate.id]
    on_screen = ON_A_SCREEN if limit is None else None
    return view.candidate(snapshot, check(snapshot, candidate), stances[: limit or None], events, on_screen)


def _member(snapshot: Snapshot, member: Member, limit: int | None) -> Answer:
    from nato_cli.analysis.history import objections

    standings = [
        (candidate, assessment)
        for candidate in snapshot.mentioned
        for assessment in snapshot.assess(candidate.id)
        if assessment.member == member.id
    ]
    against = [
        objection
        for selection in snapshot.dataset.selections.values()
        for objection in objections(Snapshot(snapshot.dataset, selection, snapshot.view, snapshot.lexicon.scale))
        if objection.member == member.id
    ]
    phases = story(snapshot, member.id)
    return view.member(snapshot, member, standings, phases, against, ON_A_SCREEN if limit is None else limit or None)


def _source(snapshot: Snapshot, source: Source) -> Answer:
    relayed_by = [
        other.id
        for other in snapshot.selection.sources.values()
        if other.relays == source.id and snapshot.known.knows(other.id)
    ]
    claims = [(report, outcomes(snapshot, report)) for report in snapshot.stances() if report.source.id == source.id]
    return view.source(snapshot, source, relayed_by, claims)


def _latest_first(date: dt.date | None) -> int:
    return -date.toordinal() if date else 0
