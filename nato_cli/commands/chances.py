"""`nato chances`: how sure it is that those who are reported to consent really do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nato_cli.commands import lookup
from nato_cli.commands.options import ByRule, Whom, with_snapshot
from nato_cli.output.views import chances as view

if TYPE_CHECKING:
    from nato_cli.analysis.snapshot import Snapshot
    from nato_cli.output.answer import Answer


@with_snapshot
def chances(snapshot: Snapshot, candidate: Whom, rule: ByRule = None) -> Answer:
    from nato_cli.analysis.backtest import base_rates_for
    from nato_cli.analysis.decision import check
    from nato_cli.analysis.snapshot import Snapshot

    person, decision = lookup.candidate_of(snapshot, candidate), lookup.rule_of(snapshot, rule)
    checked = check(snapshot, person, decision)
    shown = snapshot.lexicon.scale
    others = [scale for scale in snapshot.dataset.scales.values() if shown is None or scale.id != shown.id]
    outcomes = [view.outcome(snapshot, checked)]
    for scale in others:
        read_by_it = Snapshot(snapshot.dataset, snapshot.selection, snapshot.view, scale)
        outcomes.append(view.outcome(read_by_it, check(read_by_it, person, decision)))
    rates = base_rates_for(snapshot.dataset, snapshot.selection, snapshot.view)
    return view.chances(snapshot, checked, outcomes, rates)
