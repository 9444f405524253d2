"""after-appointment: a stance of a day after the appointment that ended the selection.

    statuses: [{status: appointed, date: 2024-06-26, source: nato}]
    bad:  {member: HUN, date: 2024-06-27, ...}
    good: {member: HUN, date: 2024-06-25, ...}

An appointment to another post ends nothing.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from nato_cli.dataset.diagnostics import Diagnostic, at
from nato_cli.model import Status

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nato_cli.model import Candidate, Dataset, Selection

CODE = "after-appointment"


def check(dataset: Dataset) -> Iterator[Diagnostic]:
    for selection in dataset.selections.values():
        ends = _appointments(selection)
        if not ends:
            continue
        for stance in selection.stances:
            candidate = selection.candidates.get(stance.candidate)
            end = candidate and ends.get(candidate.post)
            if end and stance.date is not None and stance.date.first > end[0]:
                yield at(
                    stance.place,
                    CODE,
                    f"a stance of {stance.date}, after the appointment of {end[1].id} on {end[0]}",
                    ("date",),
                    hint="what is said of a decision already taken is not a stance on it",
                    other=end[1].place,
                    other_label="appointed",
                )


def _appointments(selection: Selection) -> dict[str | None, tuple[dt.date, Candidate]]:
    """The first appointment to each post."""
    ends: dict[str | None, tuple[dt.date, Candidate]] = {}
    for candidate in selection.candidates.values():
        for change in candidate.statuses:
            if change.status is Status.APPOINTED and change.date is not None:
                end = change.date.last, candidate
                ends[candidate.post] = min(ends.get(candidate.post, end), end, key=lambda pair: pair[0])
    return ends
