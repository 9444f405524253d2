"""unexplained-credibility: a stance of another credibility than its attribution gives, with no note why (a warning).

bad:  {attribution: third-party-official, credibility: 3, ...}
good: {attribution: third-party-official, credibility: 3, note: he had spoken to the president that day, ...}
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from nato_cli.dataset.diagnostics import Diagnostic, warning
from nato_cli.model import DEFAULT_CREDIBILITY

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nato_cli.model import Dataset

CODE = "unexplained-credibility"


def check(dataset: Dataset) -> Iterator[Diagnostic]:
    for selection in dataset.selections.values():
        for stance in selection.stances:
            usual = DEFAULT_CREDIBILITY[stance.attribution]
            if stance.credibility != usual and stance.note is None:
                message = f"credibility {stance.credibility}, where '{stance.attribution}' gives {usual}"
                yield warning(stance.place, CODE, message, ("credibility",), hint="say why in 'note'")
