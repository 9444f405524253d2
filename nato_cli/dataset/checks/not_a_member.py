"""not-a-member: a stance or an event names a member that did not belong on its date.

    members: [{id: SWE, name: Sweden, acceded: 2024-03-07}]
    bad:  {member: SWE, date: 2024-03-06, ...}
    good: {member: SWE, date: 2024-03-08, ...}

A stance without a date of its own is checked on its source's date; without any date it is not checked.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from nato_cli.dataset.diagnostics import Diagnostic, Field, at

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nato_cli.model import ApproxDate, Dataset, Member, Place

CODE = "not-a-member"


def check(dataset: Dataset) -> Iterator[Diagnostic]:
    members = dataset.members
    for selection in dataset.selections.values():
        dates = {source.id: source.date for source in selection.sources.values()}
        for stance in selection.stances:
            if stance.collective:
                continue
            when = stance.date or dates.get(stance.source)
            for number, name in enumerate(stance.members):
                if _is_outside(members.get(name), when):
                    yield _fault(stance.place, members[name], when, ("members", number), ("member",))
        for event in selection.events:
            when = event.date or dates.get(event.source)
            for number, name in enumerate(event.outstanding):
                if _is_outside(members.get(name), when):
                    yield _fault(event.place, members[name], when, ("outstanding", number))


def _is_outside(member: Member | None, when: ApproxDate | None) -> bool:
    return member is not None and when is not None and not member.belongs_on(when.last)


def _fault(place: Place, member: Member, when: ApproxDate | None, *fields: Field) -> Diagnostic:
    on = "on" if when is None or when.first == when.last else "by the end of"
    dates = [f"acceded on {member.acceded}"] if member.acceded else []
    dates += [f"left on {member.left}"] if member.left else []
    message = f"{member.name} was not a member {on} {when}"
    return at(place, CODE, message, *fields, hint=f"it {' and '.join(dates)}")
