"""unknown-candidate: a stance or an event names a candidate that its selection does not have.

candidates: [{id: ann, name: Ann}]
bad:  {candidate: anne, ...}
good: {candidate: ann, ...}
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from nato_cli.dataset.diagnostics import Diagnostic, at, suggestion

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nato_cli.model import Dataset

CODE = "unknown-candidate"


def check(dataset: Dataset) -> Iterator[Diagnostic]:
    for selection in dataset.selections.values():
        named = [(stance.candidate, stance.place) for stance in selection.stances]
        named += [(event.candidate, event.place) for event in selection.events if event.candidate is not None]
        for name, place in named:
            if name not in selection.candidates:
                hint = suggestion(name, selection.candidates, f"describe it under 'candidates:' of {selection.id}")
                yield at(place, CODE, f"unknown candidate '{name}'", ("candidate",), hint=hint)
