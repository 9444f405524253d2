"""unknown-source: a record cites a source, or a source relays one, that the dataset does not have.

sources: [{id: wire-1, ...}]
bad:  {source: wire1, ...}
good: {source: wire-1, ...}
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from nato_cli.dataset import citations
from nato_cli.dataset.diagnostics import Diagnostic, at, suggestion

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from nato_cli.model import Dataset, Source

CODE = "unknown-source"


def check(dataset: Dataset) -> Iterator[Diagnostic]:
    everywhere = dict(dataset.sources)
    for selection in dataset.selections.values():
        everywhere |= selection.sources
    yield from _unknown(citations.of_dataset(dataset), everywhere)
    for selection in dataset.selections.values():
        yield from _unknown(citations.of_selection(selection), selection.sources)
    for known in (dataset.sources, *(selection.sources for selection in dataset.selections.values())):
        relays = (citations.Citation(source.relays or "", source.place, ("relays",)) for source in known.values())
        yield from _unknown((citation for citation in relays if citation.source), known)


def _unknown(cited: Iterable[citations.Citation], known: dict[str, Source]) -> Iterator[Diagnostic]:
    for citation in cited:
        if citation.source not in known:
            hint = suggestion(citation.source, known, "describe it under 'sources:'")
            yield at(citation.place, CODE, f"unknown source '{citation.source}'", citation.field, hint=hint)
