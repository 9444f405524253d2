"""unknown-hedge: a hedge that no scale of the dataset has, and that is not among the words without a band.

Words on how sure a source is of its report (reportedly, allegedly) are no hedges: attribution and credibility say that.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from nato_cli.dataset.diagnostics import Finding, Hints

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nato_cli.model import Dataset

CODE = "unknown-hedge"


def check(dataset: Dataset) -> Iterator[Finding]:
    known = {
        word for scale in dataset.scales.values() for band in scale.bands for word in (*band.words, *band.variants)
    }
    if dataset.unscaled is not None:
        known.update(dataset.unscaled.words)
    hints = Hints(
        known, "add it to a scale, or to 'unscaled:'; how sure a source is of its report goes into attribution"
    )
    for selection in dataset.selections.values():
        for stance in selection.stances:
            if stance.hedge is not None and stance.hedge not in known:
                yield Finding(
                    code=CODE,
                    place=stance.place,
                    message=f"unknown hedge '{stance.hedge}'",
                    fields=(("hedge",),),
                    hint=hints.of(stance.hedge),
                )
