"""duplicate-stance: the same stance of the same source given twice (a warning)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nato_cli.dataset.diagnostics import Finding, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nato_cli.model import Dataset, Place

CODE = "duplicate-stance"


def check(dataset: Dataset) -> Iterator[Finding]:
    for selection in dataset.selections.values():
        seen: dict[tuple[object, ...], Place] = {}
        for stance in selection.stances:
            what = (
                stance.source,
                stance.candidate,
                stance.members,
                stance.collective,
                stance.position,
                stance.hedge,
                stance.date and stance.date.text,
            )
            first = seen.setdefault(what, stance.place)
            if first is not stance.place:
                yield Finding(
                    code=CODE,
                    severity=Severity.WARNING,
                    place=stance.place,
                    message=f"the same stance of '{stance.source}' again",
                    fields=(("source",),),
                    hint="keep one of the two",
                    other=first,
                )
