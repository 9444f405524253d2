"""mismatched-count: a count whose named outstanding members are not as many as it leaves over, or whose total is not
the electorate of its date (a warning)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nato_cli.dataset.diagnostics import Finding, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nato_cli.model import Dataset

CODE = "mismatched-count"


def check(dataset: Dataset) -> Iterator[Finding]:
    for selection in dataset.selections.values():
        for event in selection.events:
            if event.support is None or event.of is None:
                continue
            left = event.of - event.support
            if event.outstanding and len(event.outstanding) != left:
                yield Finding(
                    code=CODE,
                    severity=Severity.WARNING,
                    place=event.place,
                    message=f"{event.support} of {event.of} leaves {left}, but {len(event.outstanding)} are named",
                    fields=(("outstanding",),),
                    hint="name them all, or none",
                )
            day = event.date
            size = sum(member.belongs_on(day.last) for member in dataset.members.values()) if day else event.of
            if size != event.of:
                yield Finding(
                    code=CODE,
                    severity=Severity.WARNING,
                    place=event.place,
                    message=f"a count of {event.of} members on {day}, when there were {size}",
                    fields=(("of",),),
                )
