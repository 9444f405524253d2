"""missing-weight: the decision rule has a quota of weights, and a member that decides has none (a warning).

selection: {decision: {rule: majority, quota: 55 %, weight_quota: 65 %}, ...}
bad:  {id: MLT, name: Malta}
good: {id: MLT, name: Malta, weight: 0.5}
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from nato_cli.dataset.checks.unreachable_quota import day_of
from nato_cli.dataset.diagnostics import Diagnostic, warning

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nato_cli.model import Dataset

CODE = "missing-weight"


def check(dataset: Dataset) -> Iterator[Diagnostic]:
    for selection in dataset.selections.values():
        if selection.decision.weight_quota is None:
            continue
        for name in dataset.electorate(selection, day_of(selection)):
            if dataset.members[name].weight is None:
                message = f"{dataset.members[name].name} has no weight, and {selection.id} decides by weights"
                hint = "add 'weight', or remove 'weight_quota' from the decision"
                place, other = dataset.members[name].place, selection.place
                yield warning(place, CODE, message, ("id",), hint=hint, other=other, other_label="decided")
