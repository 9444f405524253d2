"""`nato sources`: the publications."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Annotated

import typer

from nato_cli.analysis.snapshot import is_known
from nato_cli.commands import lookup
from nato_cli.commands.options import ON_A_SCREEN, Limit, OfCandidate, OfMember, Since, Until, with_snapshot
from nato_cli.model import Reliability, SourceKind
from nato_cli.output.views import sources as view

if TYPE_CHECKING:
    from nato_cli.analysis.snapshot import Snapshot
    from nato_cli.output.answer import Answer


@with_snapshot
def sources(
    snapshot: Snapshot,
    kind: Annotated[
        list[SourceKind] | None,
        typer.Option(
            "--kind", metavar="KIND", show_default=False, rich_help_panel="Filter",
            help=f"Only publications of this kind: {', '.join(SourceKind)}.",
        ),
    ] = None,
    reliability: Annotated[
        list[Reliability] | None,
        typer.Option(
            "--reliability", show_default=False, rich_help_panel="Filter", help="Only sources of this grade, A to F."
        ),
    ] = None,
    relays: Annotated[
        bool | None,
        typer.Option(
            "--relays/--original", show_default=False, rich_help_panel="Filter",
            help="Only those that repeat another source, or only those that do not.",
        ),
    ] = None,
    unarchived: Annotated[
        bool,
        typer.Option(
            "--unarchived", rich_help_panel="Filter",
            help="Only the addresses of sources without an archived copy, one to a line.",
        ),
    ] = False,
    member: OfMember = None,
    candidate: OfCandidate = None,
    since: Since = None,
    until: Until = None,
    limit: Limit = None,
) -> Answer:  # fmt: skip
    members = {lookup.member_of(snapshot.dataset, wanted).id for wanted in member or ()}
    candidates = {lookup.candidate_of(snapshot, wanted).id for wanted in candidate or ()}
    reporting = Counter(
        stance.source
        for stance in snapshot.reports()
        if (not members or members.intersection(stance.members)) and (not candidates or stance.candidate in candidates)
    )
    matches = [
        source
        for source in snapshot.selection.sources.values()
        if (not kind or source.kind in kind)
        and (not reliability or source.reliability in reliability)
        and (relays is None or relays is (source.relays is not None))
        and not (unarchived and (source.archived or not source.url))
        and (source.id in reporting or not (members or candidates))
        and is_known(source, snapshot.view)
        and lookup.is_within(source.date.last if source.date else None, since, until)
    ]
    matches.sort(key=lambda source: source.date.last.toordinal() if source.date else 0, reverse=True)
    shown = matches[: limit or None]
    if unarchived:
        return view.addresses(snapshot, shown, reporting)
    return view.sources(snapshot, shown, reporting, len(matches), ON_A_SCREEN if limit is None else None)
