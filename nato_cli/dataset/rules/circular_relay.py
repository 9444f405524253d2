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
        reported: set[str] = set()
        for source in sources.values():
            circle = _circle(source, sources)
            if circle and source.id not in reported:
                reported.update(circle)
                yield Finding(
                    code=CODE,
                    place=source.place,
                    message=f"relays in a circle: {' -> '.join((*circle, source.id))}",
                    fields=(("relays",),),
                    hint="one of them reports itself: take its 'relays' away",
                )


def _circle(start: Source, sources: dict[str, Source]) -> tuple[str, ...]:
    """The ids from `start` back to itself, or nothing where its chain ends or joins a circle without it."""
    chain = [start.id]
    following = start.relays
    while following is not None and following in sources and following not in chain:
        chain.append(following)
        following = sources[following].relays
    return tuple(chain) if following == start.id else ()
