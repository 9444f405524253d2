"""missing-url: a source is cited that says neither its address nor where it can be found.

    bad:  {id: minutes, publisher: The Board, kind: official, reliability: A}
    good: {id: minutes, publisher: The Board, kind: official, reliability: A, where: "binder 2026, 2 September"}

An original that nobody has seen may go without, so long as it is only what other sources relay.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from nato_cli.dataset import citations
from nato_cli.dataset.diagnostics import Diagnostic, at

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nato_cli.model import Dataset

CODE = "missing-url"


def check(dataset: Dataset) -> Iterator[Diagnostic]:
    for selection in dataset.selections.values():
        cited = citations.cited_by(selection)
        for source in selection.sources.values():
            if source.url is None and source.where is None and source.id in cited:
                message = f"source '{source.id}' is cited and has no url"
                hint = "give its 'url', or in 'where' where it can be found, or cite the source that relays it"
                yield at(source.place, CODE, message, ("id",), hint=hint)
