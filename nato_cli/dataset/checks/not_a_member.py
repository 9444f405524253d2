"""not-a-member: a stance or an event names a state that was not a member on its date.

A stance without a date of its own is asked about on its source's date; without any date it is not asked about.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from nato_cli.dataset.diagnostics import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nato_cli.model import ApproxDate, Dataset, Member, Place

CODE = "not-a-member"


def check(dataset: Dataset) -> Iterator[Finding]:
    members = dataset.members
    for selection in dataset.selections.values():
        dates = {source.id: source.date for source in selection.sources.values()}
        for stance in selection.stances:
            when = stance.date or dates.get(stance.source)
            for number, code in enumerate(() if stance.collective else stance.members):
                if _is_outside(members.get(code), when):
                    fields = (("member",), ("members", number))
                    yield _finding(stance.place, members[code], when, fields)
        for event in selection.events:
            when = event.date or dates.get(event.source)
            for number, code in enumerate(event.outstanding):
                if _is_outside(members.get(code), when):
                    yield _finding(event.place, members[code], when, (("outstanding", number),))


def _is_outside(member: Member | None, when: ApproxDate | None) -> bool:
    return member is not None and when is not None and not member.belongs_on(when.last)


def _finding(
    place: Place, member: Member, when: ApproxDate | None, fields: tuple[tuple[str | int, ...], ...]
) -> Finding:
    at = "on" if when is None or when.first == when.last else "by the end of"
    until = f" and left on {member.left}" if member.left else ""
    return Finding(
        code=CODE,
        place=place,
        message=f"{member.name} was not a member {at} {when}",
        fields=fields,
        hint=f"it acceded on {member.acceded}{until}" if member.acceded else f"it left on {member.left}",
    )
