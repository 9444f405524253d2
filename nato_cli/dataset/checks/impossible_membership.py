"""impossible-membership: a member that left before it acceded, or a part of a group that ends before it begins.

bad:  {id: FRA, acceded: 1949-08-24, left: 1948-01-01}
good: {id: FRA, acceded: 1949-08-24}
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from nato_cli.dataset.diagnostics import Diagnostic, at

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nato_cli.model import Dataset

CODE = "impossible-membership"

_HINT = "correct one of the two dates"


def check(dataset: Dataset) -> Iterator[Diagnostic]:
    for member in dataset.members.values():
        if member.acceded and member.left and member.left < member.acceded:
            message = f"left on {member.left}, before it acceded on {member.acceded}"
            yield at(member.place, CODE, message, ("left",), hint=_HINT)
    for group in dataset.groups.values():
        for number, part in enumerate(group.members):
            if part.since and part.until and part.until < part.since:
                message = f"'{part.id}' belongs until {part.until}, and from {part.since}"
                yield at(group.place, CODE, message, ("members", number, "until"), hint=_HINT)
