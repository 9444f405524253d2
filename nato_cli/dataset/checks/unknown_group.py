"""unknown-group: a stance, an event or the electorate names a group that the dataset does not have.

groups: [{id: eu, name: European Union, members: [FRA, DEU]}]
bad:  {members: {group: ue}, ...}
good: {members: {group: eu}, ...}
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from nato_cli.dataset.diagnostics import Diagnostic, at, suggestion

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nato_cli.dataset.diagnostics import Field
    from nato_cli.model import Dataset, Place

CODE = "unknown-group"


def check(dataset: Dataset) -> Iterator[Diagnostic]:
    for place, name, fields in _named(dataset):
        if name not in dataset.groups:
            hint = suggestion(name, dataset.groups, "describe it under 'groups:'")
            yield at(place, CODE, f"unknown group '{name}'", *fields, hint=hint)


def _named(dataset: Dataset) -> Iterator[tuple[Place, str, tuple[Field, ...]]]:
    for selection in dataset.selections.values():
        if selection.electorate is not None:
            yield selection.place, selection.electorate, (("electorate",),)
        for stance in selection.stances:
            if stance.collective:
                for number, name in enumerate(stance.collective.groups):
                    yield stance.place, name, (("members", "groups", number), ("members", "group"))
        for event in selection.events:
            if event.group is not None:
                yield event.place, event.group, (("group",),)
