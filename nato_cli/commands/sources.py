"""`nato sources`: the publications."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Annotated

import typer

from nato_cli.analysis.snapshot import is_known
from nato_cli.commands import lookup
from nato_cli.commands.options import (
    Data,
    Form,
    KnownBy,
    OfCandidate,
    OfMember,
    Selection,
    Since,
    Until,
)
from nato_cli.model import SourceKind
from nato_cli.output import Format

if TYPE_CHECKING:
    pass


def sources(
    kind: Annotated[
        list[SourceKind] | None,
        typer.Option("--kind", show_default=False, rich_help_panel="Filter", help="Those of this kind."),
    ] = None,
    member: OfMember = None,
    candidate: OfCandidate = None,
    since: Since = None,
    until: Until = None,
    known_by: KnownBy = None,
    data: Data = None,
    selection: Selection = None,
    form: Form = Format.TABLE,
) -> None:
    from nato_cli.output.views.sources import sources as answer

    snapshot = lookup.open_snapshot(data, selection, None, known_by)
    members = {lookup.member_of(snapshot.dataset, each).id for each in member or ()}
    candidates = {lookup.candidate_of(snapshot, each).id for each in candidate or ()}
    reporting = Counter(
        each.source
        for each in snapshot.reports()
        if (not members or any(each.concerns(code) for code in members))
        and (not candidates or each.candidate in candidates)
    )
    found = [
        each
        for each in snapshot.selection.sources.values()
        if (not kind or each.kind in kind)
        and (each.id in reporting or not (members or candidates))
        and is_known(each, snapshot.view)
        and lookup.is_within(each.date.last if each.date else None, since, until)
    ]
    found.sort(key=lambda each: each.date.last.toordinal() if each.date else 0, reverse=True)
    lookup.emit(answer(snapshot, found, reporting), form)
