"""mismatched-count: a count that does not add up (a warning).

It leaves over as many members as it names as outstanding, if it names any, and its total is the electorate of its date.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect
from typing import TYPE_CHECKING

from nato_cli.dataset.diagnostics import Finding, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nato_cli.model import Dataset

CODE = "mismatched-count"


def check(dataset: Dataset) -> Iterator[Finding]:
    acceded = sorted(member.acceded or dt.date.min for member in dataset.members.values())
    left = sorted(member.left for member in dataset.members.values() if member.left is not None)
    for selection in dataset.selections.values():
        for event in selection.events:
            if event.support is None or event.of is None:
                continue
            over = event.of - event.support
            if event.outstanding and len(event.outstanding) != over:
                yield Finding(
                    code=CODE,
                    severity=Severity.WARNING,
                    place=event.place,
                    message=f"{event.support} of {event.of} leaves {over}, but it names {len(event.outstanding)}",
                    fields=(("outstanding",),),
                    hint="name them all, or none",
                )
            if event.date is None:
                continue
            size = bisect(acceded, event.date.last) - bisect(left, event.date.last)
            if size != event.of:
                yield Finding(
                    code=CODE,
                    severity=Severity.WARNING,
                    place=event.place,
                    message=f"a count of {event.of} members on {event.date}, when there were {size}",
                    fields=(("of",),),
                    hint=f"look at the members of that date: nato members --as-of {event.date.last}",
                )
