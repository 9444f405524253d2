"""missing-url: a source is cited that has no address.

An original that was not seen itself may go without one, so long as it is only what other sources relay.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from nato_cli.dataset import citations
from nato_cli.dataset.diagnostics import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nato_cli.model import Dataset

CODE = "missing-url"


def check(dataset: Dataset) -> Iterator[Finding]:
    for selection in dataset.selections.values():
        cited = citations.cited_by(selection)
        for source in selection.sources.values():
            if source.url is None and source.where is None and source.id in cited:
                yield Finding(
                    code=CODE,
                    place=source.place,
                    message=f"source '{source.id}' is cited and has no url",
                    fields=(("id",),),
                    hint="give its address, or cite the source that relays it",
                )
