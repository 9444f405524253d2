"""overgrown: a selection that would take hours to read, though its files are small.

Every candidate is asked about of every member, and a collective stance is one of each: a few bytes may stand for as
many answers as there are members. No appointment that anybody has heard of comes near these numbers.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from nato_cli.dataset.diagnostics import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nato_cli.model import Dataset

CODE = "overgrown"

_MOST_CANDIDATES = 1_000
_MOST_PAIRS = 250_000
#: What a dataset of any size may have besides: so many answers for each stance that it writes out.
_PAIRS_A_STANCE = 50


def check(dataset: Dataset) -> Iterator[Finding]:
    members = len(dataset.members)
    for selection in dataset.selections.values():
        candidates = len(selection.candidates)
        collective = sum(stance.collective for stance in selection.stances)
        pairs = (candidates + collective) * members
        most = max(_MOST_PAIRS, _PAIRS_A_STANCE * len(selection.stances))
        if candidates > _MOST_CANDIDATES:
            message = f"{candidates} candidates are more than {_MOST_CANDIDATES}"
        elif pairs > most:
            message = f"{candidates} candidates and {collective} collective stances of {members} members each"
        else:
            continue
        yield Finding(code=CODE, place=selection.place, message=message, hint="leave out whom no report is about")
