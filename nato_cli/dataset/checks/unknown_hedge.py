"""unknown-hedge: a hedge that no scale of the dataset has, and that is not among the words without a band.

    scales: [{id: s, bands: [{words: [likely], lower: 55, upper: 80}], ...}]
    bad:  {hedge: reportedly, ...}
    good: {hedge: likely, ...}

Words on how sure a source is of its report (reportedly, allegedly) are not hedges: attribution and
credibility say that.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from nato_cli.dataset.diagnostics import Diagnostic, at, suggestion

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nato_cli.model import Dataset

CODE = "unknown-hedge"

_HINT = "add it to a scale, or to 'unscaled:'; how sure a source is of its report goes into attribution"


def check(dataset: Dataset) -> Iterator[Diagnostic]:
    known = {
        word for scale in dataset.scales.values() for band in scale.bands for word in (*band.words, *band.variants)
    }
    if dataset.unscaled is not None:
        known.update(dataset.unscaled.words)
    for selection in dataset.selections.values():
        for stance in selection.stances:
            if stance.hedge is not None and stance.hedge not in known:
                hint = suggestion(stance.hedge, known, _HINT)
                yield at(stance.place, CODE, f"unknown hedge '{stance.hedge}'", ("hedge",), hint=hint)
