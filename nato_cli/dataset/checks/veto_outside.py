"""veto-outside: a veto holder that is not a member, or not one of those that decide (a warning).

groups: [{id: council, members: [FRA, JPN], ...}, {id: permanent, members: [FRA, USA], ...}]
bad:  {electorate: council, decision: {rule: majority, quota: 2, veto: permanent}, ...}
good: {electorate: council, decision: {rule: majority, quota: 2, veto: [FRA]}, ...}
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from nato_cli.dataset.checks.unreachable_quota import day_of
from nato_cli.dataset.diagnostics import Diagnostic, suggestion, warning

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nato_cli.model import Dataset

CODE = "veto-outside"


def check(dataset: Dataset) -> Iterator[Diagnostic]:
    known = (*dataset.groups, *dataset.members)
    for selection in dataset.selections.values():
        day = day_of(selection)
        electorate = dataset.electorate(selection, day)
        for number, name in enumerate(selection.decision.veto):
            fields = ("decision", "veto", number), ("decision", "veto")
            if name not in known:
                hint = suggestion(name, known, "describe it under 'groups:' or 'members:'")
                yield warning(selection.place, CODE, f"unknown group or member '{name}'", *fields, hint=hint)
                continue
            outside = sorted(dataset.group_on(name, day).difference(electorate)) if electorate else []
            if outside:
                message = f"{', '.join(outside)} may veto, but cannot decide"
                hint = "add it to the electorate, or take its veto away"
                yield warning(selection.place, CODE, message, *fields, hint=hint)
