"""duplicate-stance: the same stance of the same source given twice (a warning).

bad:  two items {member: HUN, candidate: ann, position: oppose, source: wire, ...}
good: one of them
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from nato_cli.dataset.diagnostics import Diagnostic, warning

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nato_cli.model import Dataset, Place

CODE = "duplicate-stance"


def check(dataset: Dataset) -> Iterator[Diagnostic]:
    for selection in dataset.selections.values():
        seen: dict[tuple[object, ...], Place] = {}
        for stance in selection.stances:
            about = stance.candidate, stance.members, stance.collective, stance.date
            first = seen.setdefault((*about, stance.source, stance.position, stance.hedge), stance.place)
            if first is not stance.place:
                message, hint = f"the same stance of '{stance.source}' again", "keep one of the two"
                yield warning(stance.place, CODE, message, ("source",), hint=hint, other=first)
