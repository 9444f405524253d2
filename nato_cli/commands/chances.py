"""`nato chances`: bounds of the probability that all consent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nato_cli.commands import lookup
from nato_cli.commands.options import AsOf, Data, Form, KnownBy, Scale, Selection, Whom
from nato_cli.output import Format

if TYPE_CHECKING:
    pass


def chances(
    candidate: Whom,
    as_of: AsOf = None,
    known_by: KnownBy = None,
    scale: Scale = None,
    data: Data = None,
    selection: Selection = None,
    form: Form = Format.TABLE,
) -> None:
    from nato_cli.analysis.copula import curve
    from nato_cli.analysis.probability import announced_alone, frechet
    from nato_cli.analysis.snapshot import Snapshot
    from nato_cli.output.views.chances import Outcome
    from nato_cli.output.views.chances import chances as answer

    snapshot = lookup.open_snapshot(data, selection, as_of, known_by, scale)
    person = lookup.candidate_of(snapshot, candidate)
    shown = snapshot.lexicon.scale
    scales = list({each.id: each for each in (*([shown] if shown else ()), *snapshot.dataset.scales.values())}.values())
    outcomes = []
    for each in scales or [None]:
        assessments = Snapshot(snapshot.dataset, snapshot.selection, snapshot.view, each).assess(person.id)
        for announced_only in (True, False):
            bands = announced_alone(assessments) if announced_only else [(one.lower, one.upper) for one in assessments]
            outcomes.append(Outcome(each.id if each else "", announced_only, frechet(bands), curve(bands)))
    lookup.emit(answer(snapshot, person, outcomes, outcomes[1]), form)
