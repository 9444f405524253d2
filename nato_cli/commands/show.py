"""`nato show`: everything about one candidate, member or source."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from nato_cli.analysis.decision import check
from nato_cli.commands import completion, lookup
from nato_cli.commands.options import (
    AsOf,
    Data,
    Form,
    KnownBy,
    Scale,
    Selection,
)
from nato_cli.model import Candidate, Member
from nato_cli.output import Format

if TYPE_CHECKING:
    import datetime as dt

    from nato_cli.analysis.snapshot import Snapshot
    from nato_cli.model import Source
    from nato_cli.output.answer import Answer


def show(
    id_: Annotated[
        str,
        typer.Argument(
            metavar="ID",
            autocompletion=completion.anything,
            show_default=False,
            help="A candidate, a member or a source.",
        ),
    ],
    as_of: AsOf = None,
    known_by: KnownBy = None,
    scale: Scale = None,
    data: Data = None,
    selection: Selection = None,
    form: Form = Format.TABLE,
) -> None:
    snapshot = lookup.open_snapshot(data, selection, as_of, known_by, scale)
    lookup.emit(_profile(snapshot, id_), form)


def _profile(snapshot: Snapshot, wanted: str) -> Answer:
    found = lookup.found(snapshot, wanted)
    if isinstance(found, Candidate):
        return _candidate(snapshot, found)
    if isinstance(found, Member):
        return _member(snapshot, found)
    return _source_profile(snapshot, found)


def _candidate(snapshot: Snapshot, candidate: Candidate) -> Answer:
    from nato_cli.output.views import show as answer

    stances = sorted(snapshot.stances_on(candidate.id), key=lambda each: _latest_first(each.date))
    events = [each for each in snapshot.events() if each.candidate == candidate.id]
    return answer.candidate(snapshot, check(snapshot, candidate), stances, events)


def _member(snapshot: Snapshot, member: Member) -> Answer:
    from nato_cli.analysis.history import hindsight, objections
    from nato_cli.output.views import show as answer

    standings = [
        (candidate, each)
        for candidate in snapshot.mentioned
        for each in snapshot.assess(candidate.id)
        if each.member == member.id
    ]
    day = snapshot.view.today
    against = [
        each
        for selection in snapshot.dataset.selections.values()
        for each in objections(hindsight(snapshot.dataset, selection, day))
        if each.member == member.id
    ]
    return answer.member(snapshot, member, standings, against)


def _source_profile(snapshot: Snapshot, source: Source) -> Answer:
    from nato_cli.output.views import show as answer

    relayed_by = [each.id for each in snapshot.selection.sources.values() if each.relays == source.id]
    stances = [each for each in snapshot.stances() if each.source.id == source.id]
    return answer.source(snapshot, source, relayed_by, stances)


def _latest_first(date: dt.date | None) -> int:
    return -date.toordinal() if date else 0
