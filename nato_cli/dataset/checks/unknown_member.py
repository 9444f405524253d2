"""unknown-member: a stance, an event or a group names a member that the dataset does not have.

members: [{id: TUR, name: Türkiye}]
bad:  {member: TRK, ...}
good: {member: TUR, ...}
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from nato_cli.dataset.diagnostics import Diagnostic, at, suggestion

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nato_cli.dataset.diagnostics import Field
    from nato_cli.model import Dataset, Place

CODE = "unknown-member"


def check(dataset: Dataset) -> Iterator[Diagnostic]:
    known = dataset.members
    for place, name, fields in _named(dataset):
        if name not in known:
            hint = suggestion(name, known, "members are listed under 'members:'")
            yield at(place, CODE, f"unknown member '{name}'", *fields, hint=hint)
    for group in dataset.groups.values():
        for number, part in enumerate(group.members):
            if part.id not in known and part.id not in dataset.groups:
                hint = suggestion(part.id, (*known, *dataset.groups), "describe it under 'members:' or 'groups:'")
                fields = ("members", number, "id"), ("members", number)
                yield at(group.place, CODE, f"unknown member or group '{part.id}'", *fields, hint=hint)


def _named(dataset: Dataset) -> Iterator[tuple[Place, str, tuple[Field, ...]]]:
    """Each member that a stance or an event names, and where in it."""
    for selection in dataset.selections.values():
        for stance in selection.stances:
            if stance.collective:
                for number, name in enumerate(stance.collective.exceptions):
                    yield stance.place, name, (("members", "all_except", number), ("members", "except", number))
            else:
                for number, name in enumerate(stance.members):
                    yield stance.place, name, (("members", number), ("member",))
        for event in selection.events:
            if event.member is not None:
                yield event.place, event.member, (("member",),)
            for number, name in enumerate(event.outstanding):
                yield event.place, name, (("outstanding", number),)
