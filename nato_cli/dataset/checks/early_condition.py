"""early-condition: a condition that was met before the stance that names it, or `met` without a condition.

bad:  {condition: the sale of F-16s, date: 2023-07-10, met: 2023-07-01, ...}
good: {condition: the sale of F-16s, date: 2023-07-10, met: 2024-01-26, ...}
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from nato_cli.dataset.diagnostics import Diagnostic, at

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nato_cli.model import Dataset

CODE = "early-condition"


def check(dataset: Dataset) -> Iterator[Diagnostic]:
    for selection in dataset.selections.values():
        for stance in selection.stances:
            if stance.met is None:
                continue
            source = selection.sources.get(stance.source)
            date = stance.date or (source and source.date)
            if stance.condition is None:
                hint = "say in 'condition' what the member wanted first"
                yield at(stance.place, CODE, "'met' without a condition", ("met",), hint=hint)
            elif date and stance.met.last < date.first:
                message = f"met on {stance.met}, before the stance of {date} that names the condition"
                yield at(stance.place, CODE, message, ("met",), hint="correct one of the two dates")
