"""`nato path`: what stands between a candidate and agreement."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from nato_cli.analysis.decision import check
from nato_cli.commands import lookup
from nato_cli.commands.options import AsOf, ByRule, Data, Form, KnownBy, Scale, Selection, Whom
from nato_cli.output import Format

if TYPE_CHECKING:
    pass


def path(
    candidate: Whom,
    rule: ByRule = None,
    stale_after: Annotated[
        int, typer.Option("--stale-after", metavar="DAYS", min=0, help="After how many days a report is called old.")
    ] = 90,
    as_of: AsOf = None,
    known_by: KnownBy = None,
    scale: Scale = None,
    data: Data = None,
    selection: Selection = None,
    form: Form = Format.TABLE,
) -> None:
    from nato_cli.analysis.sensitivity import path as find_path
    from nato_cli.output.views.path import path as answer

    snapshot = lookup.open_snapshot(data, selection, as_of, known_by, scale)
    person = lookup.candidate_of(snapshot, candidate)
    lookup.emit(
        answer(
            snapshot,
            find_path(snapshot, check(snapshot, person, lookup.rule_of(snapshot, rule)), stale_after),
            stale_after,
        ),
        form,
    )
