"""unreachable-quota: a quota out of reach, a majority without a quota, or a quota without a majority (a warning).

members: five of them
bad:  decision: {rule: majority, quota: 9}
good: decision: {rule: majority, quota: 3}
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from nato_cli.dataset.diagnostics import Diagnostic, warning
from nato_cli.model import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nato_cli.model import Dataset, Selection

CODE = "unreachable-quota"


def check(dataset: Dataset) -> Iterator[Diagnostic]:
    for selection in dataset.selections.values():
        decision = selection.decision
        fields = ("decision", "quota"), ("decision",)
        if decision.rule is not Rule.MAJORITY:
            if decision.quota or decision.weight_quota or decision.veto:
                message = f"a quota or a veto belongs to a majority, not to '{decision.rule}'"
                yield warning(selection.place, CODE, message, *fields, hint="write {rule: majority, quota: ...}")
            continue
        if decision.quota is None and decision.weight_quota is None:
            message, hint = "a majority of how many is not said", "add 'quota', such as 9, 2/3 or 55 %"
            yield warning(selection.place, CODE, message, *fields, hint=hint)
        electorate = dataset.electorate(selection, day_of(selection))
        weights = [dataset.members[name].weight or 0.0 for name in electorate]
        totals = {"quota": float(len(electorate)), "weight_quota": sum(weights)}
        for name, total in totals.items():
            quota = getattr(decision, name)
            if quota is not None and total and not 0 < (needed := quota.needed(total)) <= total:
                why = "nobody can reach" if needed > 0 else "everybody reaches"
                message = f"it takes {needed:g} of {total:g}, which {why}"
                hint = "correct the quota or the electorate"
                yield warning(selection.place, CODE, message, ("decision", name), hint=hint)


def day_of(selection: Selection) -> dt.date:
    """A day on which the electorate of a selection decides: its end, else its beginning, else any."""
    date = selection.closes or selection.opened
    return date.last if date else dt.date.max
