"""unknown-member: a stance or an event names a member that the dataset does not have."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nato_cli.dataset.diagnostics import Finding, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nato_cli.model import Dataset, Event, Stance

CODE = "unknown-member"


def check(dataset: Dataset) -> Iterator[Finding]:
    known = dataset.members.keys()
    for selection in dataset.selections.values():
        for stance in selection.stances:
            for number, code in enumerate(stance.members):
                if code not in known:
                    yield _finding(dataset, stance, code, (("member",), ("members", number), ("members", "all_except", number)))
        for event in selection.events:
            if event.member is not None and event.member not in known:
                yield _finding(dataset, event, event.member, (("member",),))
            for number, code in enumerate(event.outstanding):
                if code not in known:
                    yield _finding(dataset, event, code, (("outstanding", number),))


def _finding(dataset: Dataset, record: Stance | Event, code: str, fields: tuple[tuple[str | int, ...], ...]) -> Finding:
    return Finding(
        code=CODE,
        place=record.place,
        message=f"unknown member '{code}'",
        fields=fields,
        hint=did_you_mean(code, dataset.members) or "members are listed under 'members:', by alpha-3 code",
    )
