"""mismatched-count: a count that does not fit the members of its date (a warning).

    groups: [{id: permanent, members: [CHN, FRA, GBR, RUS, USA], ...}]
    bad:  {kind: count, group: permanent, support: 7, of: 7, ...}
    good: {kind: count, group: permanent, support: 4, of: 5, ...}

A count must name as many outstanding members as it leaves over, or none; its total must be the size of its group, or of
the electorate, on its date.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from nato_cli.dataset.diagnostics import Diagnostic, warning

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nato_cli.model import Dataset, Event, Selection

CODE = "mismatched-count"


def check(dataset: Dataset) -> Iterator[Diagnostic]:
    sizes: dict[tuple[str, str | None, dt.date], int] = {}
    for selection in dataset.selections.values():
        for event in selection.events:
            if event.support is None or event.of is None:
                continue
            over = event.of - event.support - (event.abstain or 0)
            if event.outstanding and len(event.outstanding) != over:
                message = f"{event.support} of {event.of} leaves {over}, but it names {len(event.outstanding)}"
                fields = ("outstanding",)
                yield warning(event.place, CODE, message, fields, hint="name them all, or none")
            if event.date is None:
                continue
            key = selection.id, event.group, event.date.last
            if key not in sizes:
                sizes[key] = _size(dataset, selection, event, event.date.last)
            if sizes[key] != event.of:
                whom = f"group '{event.group}' had" if event.group else "there were"
                message = f"a count of {event.of} members on {event.date}, when {whom} {sizes[key]}"
                hint = f"look at the members of that date: nato members --as-of {event.date.last}"
                yield warning(event.place, CODE, message, ("of",), hint=hint)


def _size(dataset: Dataset, selection: Selection, event: Event, day: dt.date) -> int:
    if event.group is not None:
        return len(dataset.group_on(event.group, day))
    return len(dataset.electorate(selection, day))
