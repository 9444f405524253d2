"""unknown-candidate: a stance or an event names a candidate that its selection does not have."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nato_cli.dataset.diagnostics import Finding, Hints

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nato_cli.model import Dataset, Place

CODE = "unknown-candidate"


def check(dataset: Dataset) -> Iterator[Finding]:
    for selection in dataset.selections.values():
        known = selection.candidates.keys()
        hints = Hints(known, f"describe it under 'candidates:' of {selection.id}")
        for stance in selection.stances:
            if stance.candidate not in known and stance.candidate:
                yield _finding(stance.candidate, stance.place, hints)
        for event in selection.events:
            if event.candidate is not None and event.candidate not in known:
                yield _finding(event.candidate, event.place, hints)


def _finding(candidate: str, place: Place, hints: Hints) -> Finding:
    return Finding(
        code=CODE,
        place=place,
        message=f"unknown candidate '{candidate}'",
        fields=(("candidate",),),
        hint=hints.of(candidate),
    )
