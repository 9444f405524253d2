"""unknown-member: a stance or an event names a member that the dataset does not have."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nato_cli.dataset.diagnostics import Finding, Hints

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nato_cli.model import Dataset, Event, Stance

CODE = "unknown-member"

_WAYS = (("members",), ("members", "all_except"), ("members", "except"))


def check(dataset: Dataset) -> Iterator[Finding]:
    known = dataset.members.keys()
    hints = Hints(known, "members are listed under 'members:', by alpha-3 code")
    for selection in dataset.selections.values():
        for stance in selection.stances:
            written = stance.collective.exceptions if stance.collective else stance.members
            for number, code in enumerate(written):
                if code not in known:
                    fields = (("member",), *((*way, number) for way in _WAYS))
                    yield _finding(stance, code, fields, hints)
        for event in selection.events:
            if event.member is not None and event.member not in known:
                yield _finding(event, event.member, (("member",),), hints)
            for number, code in enumerate(event.outstanding):
                if code not in known:
                    yield _finding(event, code, (("outstanding", number),), hints)


def _finding(record: Stance | Event, code: str, fields: tuple[tuple[str | int, ...], ...], hints: Hints) -> Finding:
    return Finding(
        code=CODE,
        place=record.place,
        message=f"unknown member '{code}'",
        fields=fields,
        hint=hints.of(code),
    )
