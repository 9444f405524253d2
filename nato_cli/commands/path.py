"""`nato path`: what stands between a candidate and a decision."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from nato_cli.analysis.decision import check
from nato_cli.analysis.sensitivity import path as find_path
from nato_cli.commands import lookup
from nato_cli.commands.options import ByRule, Whom, with_snapshot
from nato_cli.output.views import path as view

if TYPE_CHECKING:
    from nato_cli.analysis.snapshot import Snapshot
    from nato_cli.output.answer import Answer


@with_snapshot
def path(
    snapshot: Snapshot,
    candidate: Whom,
    rule: ByRule = None,
    stale_after: Annotated[
        int, typer.Option("--stale-after", metavar="DAYS", min=0, help="After how many days a report is called old.")
    ] = 90,
) -> Answer:
    checked = check(snapshot, lookup.candidate_of(snapshot, candidate), lookup.rule_of(snapshot, rule))
    return view.path(snapshot, find_path(snapshot, checked, stale_after), stale_after)
