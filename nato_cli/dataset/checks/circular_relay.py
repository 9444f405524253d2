"""circular-relay: sources that relay each other in a circle, so that none is the origin."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nato_cli.dataset.diagnostics import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nato_cli.model import Dataset, Source

CODE = "circular-relay"


def check(dataset: Dataset) -> Iterator[Finding]:
    for sources in (dataset.sources, *(selection.sources for selection in dataset.selections.values())):
        for circle in _circles(sources):
            yield Finding(
                code=CODE,
                place=sources[circle[0]].place,
                message=f"relays in a circle: {' -> '.join((*circle, circle[0]))}",
                fields=(("relays",),),
                hint="one of them reports itself: take its 'relays' away",
            )


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
