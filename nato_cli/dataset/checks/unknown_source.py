"""unknown-source: a source is cited, or said to be relayed, that the dataset does not have."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nato_cli.dataset import citations
from nato_cli.dataset.diagnostics import Finding, Hints

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nato_cli.model import Dataset, Source

CODE = "unknown-source"


def check(dataset: Dataset) -> Iterator[Finding]:
    everywhere = dict(dataset.sources)
    for selection in dataset.selections.values():
        everywhere |= selection.sources
    yield from _unknown(citations.of_dataset(dataset), everywhere)
    for selection in dataset.selections.values():
        if not citations.cited_by(selection) <= selection.sources.keys():
            yield from _unknown(citations.of_selection(selection), selection.sources)
    for known in (dataset.sources, *(selection.sources for selection in dataset.selections.values())):
        yield from _unknown(
            (citations.Citation(each.relays, each.place, ("relays",)) for each in known.values() if each.relays), known
        )


def _unknown(cited: Iterator[citations.Citation], known: dict[str, Source]) -> Iterator[Finding]:
    hints = Hints(known, "describe it under 'sources:'")
    for citation in cited:
        if citation.source not in known:
            yield Finding(
                code=CODE,
                place=citation.place,
                message=f"unknown source '{citation.source}'",
                fields=(citation.field,),
                hint=hints.of(citation.source),
            )
