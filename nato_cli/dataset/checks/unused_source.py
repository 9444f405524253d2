"""unused-source: a source that nothing cites and nothing relays (a warning).

bad:  {id: wire-9, ...} and no record with `source: wire-9`
good: cite it, or remove it
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from nato_cli.dataset import citations
from nato_cli.dataset.diagnostics import Diagnostic, warning

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nato_cli.model import Dataset, Source

CODE = "unused-source"


def check(dataset: Dataset) -> Iterator[Diagnostic]:
    everywhere = {citation.source for citation in citations.of_dataset(dataset)}
    for selection in dataset.selections.values():
        everywhere |= citations.cited_by(selection) | _relayed(selection.sources)
    for sources in (dataset.sources, *(selection.sources for selection in dataset.selections.values())):
        relayed = _relayed(sources)
        for source in sources.values():
            if source.id not in everywhere and source.id not in relayed:
                message, hint = f"nothing cites source '{source.id}'", "cite it, or remove it"
                yield warning(source.place, CODE, message, ("id",), hint=hint)


def _relayed(sources: dict[str, Source]) -> set[str]:
    return {source.relays for source in sources.values() if source.relays}
