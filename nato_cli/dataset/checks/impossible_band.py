"""impossible-band: a band of probability whose lower end is above its upper end.

bad:  {words: [likely], lower: 80, upper: 55}
good: {words: [likely], lower: 55, upper: 80}
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from nato_cli.dataset.diagnostics import Diagnostic, at

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nato_cli.model import Dataset

CODE = "impossible-band"


def check(dataset: Dataset) -> Iterator[Diagnostic]:
    for scale in dataset.scales.values():
        for number, band in enumerate(scale.bands):
            if band.lower > band.upper:
                message = f"the band's lower end {band.lower} is above its upper end {band.upper}"
                yield at(scale.place, CODE, message, ("bands", number, "lower"), hint="swap the two")
