"""`nato counts`: what was counted, by rounds or by dates."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nato_cli.commands import lookup
from nato_cli.commands.options import ON_A_SCREEN, Limit, OfCandidate, with_snapshot
from nato_cli.output.views import counts as view

if TYPE_CHECKING:
    from nato_cli.analysis.snapshot import Snapshot
    from nato_cli.model import Candidate
    from nato_cli.output.answer import Answer


@with_snapshot
def counts(snapshot: Snapshot, candidate: OfCandidate = None, limit: Limit = None) -> Answer:
    wanted = [lookup.candidate_of(snapshot, name) for name in candidate or ()] or snapshot.mentioned
    leading = sorted(wanted, key=lambda whom: _leads(snapshot, whom), reverse=True)
    return view.counts(snapshot, leading, limit=ON_A_SCREEN if limit is None else limit or None)


def _leads(snapshot: Snapshot, candidate: Candidate) -> tuple[int, int, int, str]:
    """The order of candidates: the latest count decides, then how many were for the candidate."""
    counted = snapshot.counted(candidate.id)
    if not counted:
        return (0, 0, 0, candidate.id)
    day, latest = max(counted, key=lambda pair: (pair[0], pair[1].round or 0, pair[1].support or 0))
    return (day.toordinal(), latest.round or 0, latest.support or 0, candidate.id)
