"""unused-source: a source that nothing cites and nothing relays (a warning)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nato_cli.dataset import citations
from nato_cli.dataset.diagnostics import Finding, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nato_cli.model import Dataset, Source

CODE = "unused-source"


def check(dataset: Dataset) -> Iterator[Finding]:
    everywhere = {citation.source for citation in citations.of_dataset(dataset)}
    for selection in dataset.selections.values():
        everywhere |= citations.cited_by(selection)
        everywhere |= _relayed(selection.sources)
    for sources in (dataset.sources, *(selection.sources for selection in dataset.selections.values())):
        relayed = _relayed(sources)
        for source in sources.values():
            if source.id not in everywhere and source.id not in relayed:
                yield Finding(
                    code=CODE,
                    severity=Severity.WARNING,
                    place=source.place,
                    message=f"nothing cites source '{source.id}'",
                    fields=(("id",),),
                    hint="cite it, or remove it",
                )


def _relayed(sources: dict[str, Source]) -> set[str]:
    return {source.relays for source in sources.values() if source.relays}
