"""after-appointment: a stance of a day after the appointment that ended the selection."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nato_cli.dataset.diagnostics import Finding
from nato_cli.model import Status

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nato_cli.model import Dataset

CODE = "after-appointment"


def check(dataset: Dataset) -> Iterator[Finding]:
    for selection in dataset.selections.values():
        appointments = [
            (change.date.last, candidate)
            for candidate in selection.candidates.values()
            for change in candidate.statuses
            if change.status is Status.APPOINTED and change.date is not None
        ]
        if not appointments:
            continue
        day, candidate = min(appointments, key=lambda pair: pair[0])
        for stance in selection.stances:
            if stance.date is not None and stance.date.first > day:
                yield Finding(
                    code=CODE,
                    place=stance.place,
                    message=f"a stance of {stance.date}, after the appointment of {candidate.id} on {day}",
                    fields=(("date",),),
                    hint="what is said of a decision already taken is no stance on it",
                    other=candidate.place,
                    other_label="appointed",
                )
