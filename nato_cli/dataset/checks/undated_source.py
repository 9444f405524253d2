"""undated-source: a source without a date (a warning).

Its stances count only where they carry a date of their own. `date: unknown` says that the date was looked for and not
found, and is no slip.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from nato_cli.dataset.diagnostics import Finding, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nato_cli.model import Dataset

CODE = "undated-source"


def check(dataset: Dataset) -> Iterator[Finding]:
    for sources in (dataset.sources, *(selection.sources for selection in dataset.selections.values())):
        for source in sources.values():
            if source.date is None and not source.date_sought:
                yield Finding(
                    code=CODE,
                    severity=Severity.WARNING,
                    place=source.place,
                    message=f"source '{source.id}' has no date",
                    fields=(("id",),),
                    hint="add its date, or 'date: unknown' if it shows none",
                )
