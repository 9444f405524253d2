"""uneven-grades: one publisher with two reliability grades for one kind of source, and no note why (a warning).

bad:  [{publisher: The Wire, kind: wire, reliability: B}, {publisher: The Wire, kind: wire, reliability: C}]
good: the second with `note: a report of its own, later withdrawn`
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from nato_cli.dataset.diagnostics import Diagnostic, warning

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nato_cli.model import Dataset, Source

CODE = "uneven-grades"


def check(dataset: Dataset) -> Iterator[Diagnostic]:
    for selection in dataset.selections.values():
        by_publisher: dict[tuple[str, str], list[Source]] = {}
        for source in selection.sources.values():
            by_publisher.setdefault((source.publisher, source.kind), []).append(source)
        for sources in by_publisher.values():
            [(usual, _)] = Counter(source.reliability for source in sources).most_common(1)
            first = next(source for source in sources if source.reliability is usual)
            for source in sources:
                if source.reliability is not usual and source.note is None:
                    yield warning(
                        source.place,
                        CODE,
                        f"{source.publisher} has grade {source.reliability} here and {usual} elsewhere",
                        ("reliability",),
                        hint="give it one grade, or say in 'note' why this one differs",
                        other=first.place,
                        other_label="the other grade",
                    )
