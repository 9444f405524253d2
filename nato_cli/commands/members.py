"""`nato members`: the electorate, and where each member stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nato_cli.commands import lookup
from nato_cli.commands.options import OfCandidate, with_snapshot
from nato_cli.output.views import members as view

if TYPE_CHECKING:
    from nato_cli.analysis.snapshot import Snapshot
    from nato_cli.output.answer import Answer


@with_snapshot
def members(snapshot: Snapshot, candidate: OfCandidate = None) -> Answer:
    candidates = [lookup.candidate_of(snapshot, wanted) for wanted in candidate or ()]
    return view.members(snapshot, candidates or snapshot.mentioned)
