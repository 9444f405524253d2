"""undated-source: a source without a date (a warning).

    bad:  {id: wire-1, publisher: The Wire, ...}
    good: {id: wire-1, publisher: The Wire, date: 2024-03-02, ...}

Its stances count only where they carry a date of their own. `date: unknown` says that somebody looked for the date and
did not find it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from nato_cli.dataset.diagnostics import Diagnostic, warning

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nato_cli.model import Dataset

CODE = "undated-source"


def check(dataset: Dataset) -> Iterator[Diagnostic]:
    for sources in (dataset.sources, *(selection.sources for selection in dataset.selections.values())):
        for source in sources.values():
            if source.date is None and not source.date_sought:
                message = f"source '{source.id}' has no date"
                hint = "add its date, or 'date: unknown' if it shows none"
                yield warning(source.place, CODE, message, ("id",), hint=hint)
