"""`nato candidates`: who is in the race, and how many members stand where."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from nato_cli.analysis.decision import check_all
from nato_cli.commands.options import with_snapshot
from nato_cli.output.views import candidates as view

if TYPE_CHECKING:
    from nato_cli.analysis.snapshot import Snapshot
    from nato_cli.output.answer import Answer


@with_snapshot
def candidates(
    snapshot: Snapshot,
    all_: Annotated[bool, typer.Option("--all", help="List those too of whom nothing is on record.")] = False,
) -> Answer:
    return view.candidates(snapshot, check_all(snapshot), show_all=all_)
