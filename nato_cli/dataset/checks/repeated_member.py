"""repeated-member: a member or a group named twice in one list (a warning).

bad:  members: [NOR, SWE, NOR]
good: members: [NOR, SWE]
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from nato_cli.dataset.diagnostics import Diagnostic, warning

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from nato_cli.dataset.diagnostics import Field
    from nato_cli.model import Dataset, Place

CODE = "repeated-member"


def check(dataset: Dataset) -> Iterator[Diagnostic]:
    for selection in dataset.selections.values():
        for stance in selection.stances:
            if stance.collective:
                lists = (("members", "all_except"), ("members", "except")), stance.collective.exceptions
                yield from _repeated(stance.place, *lists)
                yield from _repeated(stance.place, (("members", "groups"),), stance.collective.groups)
            else:
                yield from _repeated(stance.place, (("members",),), stance.members)
        for event in selection.events:
            yield from _repeated(event.place, (("outstanding",),), event.outstanding)
    for group in dataset.groups.values():
        # A member may belong, leave, and belong again: such parts have dates.
        always = [part.id if part.since is part.until is None else f"{part.id} {part.since}" for part in group.members]
        yield from _repeated(group.place, (("members",),), always)


def _repeated(place: Place, ways: tuple[Field, ...], ids: Sequence[str]) -> Iterator[Diagnostic]:
    if len(ids) == len(set(ids)):
        return
    for number, name in enumerate(ids):
        if name in ids[:number]:
            fields = [(*way, number) for way in ways]
            message = f"'{name}' is named twice"
            yield warning(place, CODE, message, *fields, hint="keep one of the two")
