"""circular-relay: sources that relay each other in a circle, so that none is the origin.

bad:  [{id: a, relays: b, ...}, {id: b, relays: a, ...}]
good: [{id: a, relays: b, ...}, {id: b, ...}]
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from nato_cli.dataset.diagnostics import Diagnostic, at

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nato_cli.model import Dataset, Source

CODE = "circular-relay"


def check(dataset: Dataset) -> Iterator[Diagnostic]:
    for sources in (dataset.sources, *(selection.sources for selection in dataset.selections.values())):
        for circle in _circles(sources):
            message = f"relays in a circle: {' -> '.join((*circle, circle[0]))}"
            hint = "one of them is the origin: remove its 'relays'"
            yield at(sources[circle[0]].place, CODE, message, ("relays",), hint=hint)


def _circles(sources: dict[str, Source]) -> Iterator[list[str]]:
    """The ids of each circle, from the one that a chain of relays first comes to."""
    followed: set[str] = set()
    for source in sources.values():
        chain: list[str] = []
        following: str | None = source.id
        while following in sources and following not in followed:
            followed.add(following)
            chain.append(following)
            following = sources[following].relays
        if following in chain:
            yield chain[chain.index(following) :]
