"""unexplained-credibility: a stance of another credibility than its attribution gives, with no note why (a warning)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nato_cli.dataset.diagnostics import Finding, Severity
from nato_cli.model import DEFAULT_CREDIBILITY

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nato_cli.model import Dataset

CODE = "unexplained-credibility"


def check(dataset: Dataset) -> Iterator[Finding]:
    for selection in dataset.selections.values():
        for stance in selection.stances:
            usual = DEFAULT_CREDIBILITY[stance.attribution]
            if stance.credibility != usual and stance.note is None:
                yield Finding(
                    code=CODE,
                    severity=Severity.WARNING,
                    place=stance.place,
                    message=f"credibility {stance.credibility}, where '{stance.attribution}' gives {usual}",
                    fields=(("credibility",),),
                    hint="say why in 'note'",
                )
