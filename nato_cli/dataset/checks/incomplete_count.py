"""incomplete-count: a count that does not say of whom, how many and of how many, or figures without a count.

    bad:  {kind: count, support: 20, source: wire}
    good: {kind: count, candidate: ann, support: 20, of: 32, source: wire}

Nor may it count more votes than there are.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from nato_cli.dataset.diagnostics import Diagnostic, at
from nato_cli.model import EventKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nato_cli.model import Dataset, Event

CODE = "incomplete-count"

_FIGURES = ("support", "against", "abstain", "of", "outstanding", "round", "group")


def check(dataset: Dataset) -> Iterator[Diagnostic]:
    for selection in dataset.selections.values():
        for event in selection.events:
            yield from _of_count(event) if event.kind is EventKind.COUNT else _of_other(event)


def _of_count(event: Event) -> Iterator[Diagnostic]:
    for key in ("candidate", "support", "of"):
        if getattr(event, key) is None:
            hint = "a count says of which candidate, how many support, and of how many"
            yield at(event.place, CODE, f"'{key}' is missing", hint=hint)
    votes = sum(number or 0 for number in (event.support, event.against, event.abstain))
    if event.of is not None and votes > event.of:
        message = f"{votes} of {event.of} is more than all"
        yield at(event.place, CODE, message, ("support",), hint="correct one of the figures")


def _of_other(event: Event) -> Iterator[Diagnostic]:
    for key in _FIGURES:
        if getattr(event, key) not in (None, ()):
            yield at(event.place, CODE, f"'{key}' belongs to a count", (key, "key!"), hint="set 'kind: count'")
