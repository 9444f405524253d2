"""circular-group: a group that contains itself, directly or through another group.

bad:  [{id: eu, members: [FRA, west]}, {id: west, members: [eu]}]
good: [{id: eu, members: [FRA, west]}, {id: west, members: [BEL, NLD]}]
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from nato_cli.dataset.diagnostics import Diagnostic, at

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from nato_cli.model import Dataset, Group

CODE = "circular-group"


def check(dataset: Dataset) -> Iterator[Diagnostic]:
    for group in dataset.groups.values():
        for number, part in enumerate(group.members):
            if group.id in _inner(part.id, dataset.groups):
                message = f"group '{group.id}' contains itself"
                fields = ("members", number, "id"), ("members", number)
                yield at(group.place, CODE, message, *fields, hint="remove one of the two from the other")


def _inner(group: str, groups: Mapping[str, Group]) -> set[str]:
    """The id of a group and those of all groups in it."""
    inner: set[str] = set()
    waiting = [group]
    while waiting:
        name = waiting.pop()
        if name in groups and name not in inner:
            inner.add(name)
            waiting += [part.id for part in groups[name].members]
    return inner
