"""The silence procedure: a draft stands unless a member objects in writing before the deadline.

The procedure as a state machine: from `open` a draft goes to `broken` by one objection, to `open` again by an extension
of its deadline, and to `agreed` when the deadline passes in silence; from `broken` a draft may be issued again, as a
new one. `agreed` is final. The case it was written from is that of February 2003: silence was opened on the 6th, to end
on the 10th, and three members broke it that day.
"""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from typing import TYPE_CHECKING

from nato_cli.model import Record, Standing

if TYPE_CHECKING:
    from collections.abc import Iterable

    from nato_cli.analysis.snapshot import Snapshot
    from nato_cli.model import Assessment, Candidate

_OBJECTING = frozenset({Standing.VETO, Standing.OPPOSE})
_WAVERING = frozenset({Standing.LIKELY_OPPOSE, Standing.CONTESTED})


class State(StrEnum):
    OPEN = "open"
    BROKEN = "broken"
    AGREED = "agreed"


class Procedure(Record, frozen=True):
    """A draft under silence. Its deadline is the last day on which an objection counts."""

    opened: dt.date
    deadline: dt.date
    state: State = State.OPEN
    objections: tuple[tuple[dt.date, str], ...] = ()


class ProcedureError(ValueError):
    """A step that the procedure does not know in its state, or a deadline before its opening."""


def open_silence(opened: dt.date, deadline: dt.date) -> Procedure:
    if deadline < opened:
        raise ProcedureError(f"the deadline {deadline} is before the opening on {opened}")
    return Procedure(opened=opened, deadline=deadline)


def break_silence(procedure: Procedure, day: dt.date, member: str) -> Procedure:
    """An objection: one is enough, more may follow until the deadline, and outside of the time none counts."""
    if procedure.state is State.AGREED or not procedure.opened <= day <= procedure.deadline:
        raise ProcedureError(f"an objection on {day} is out of time: silence ran to {procedure.deadline}")
    objections = (*procedure.objections, (day, member))
    return Procedure(opened=procedure.opened, deadline=procedure.deadline, state=State.BROKEN, objections=objections)


def extend(procedure: Procedure, deadline: dt.date) -> Procedure:
    """A later deadline for a draft that is still open."""
    if procedure.state is not State.OPEN:
        raise ProcedureError(f"a draft that is {procedure.state} cannot be extended")
    if deadline <= procedure.deadline:
        raise ProcedureError(f"{deadline} is no later than the deadline {procedure.deadline}")
    return Procedure(opened=procedure.opened, deadline=deadline)


def issue_again(procedure: Procedure, opened: dt.date, deadline: dt.date) -> Procedure:
    """A new draft after a broken one."""
    if procedure.state is not State.BROKEN:
        raise ProcedureError(f"a draft that is {procedure.state} is not issued again")
    return open_silence(opened, deadline)


def pass_deadline(procedure: Procedure) -> Procedure:
    """The deadline passes: silence is agreement, and a broken draft stays broken."""
    if procedure.state is State.BROKEN:
        return procedure
    return Procedure(opened=procedure.opened, deadline=procedure.deadline, state=State.AGREED)


class Outlook(Record, frozen=True):
    """How a draft would fare on the data.

    `breakers` are those whose opposition is on record by the deadline, with the day from which the procedure counts
    it; `wavering` those who may object; `silent` those of whom nothing is on record, on whose silence it leans.
    """

    procedure: Procedure
    breakers: tuple[Assessment, ...]
    wavering: tuple[Assessment, ...]
    silent: tuple[str, ...]


def outlook(snapshot: Snapshot, candidate: Candidate, opened: dt.date, deadline: dt.date) -> Outlook:
    """Play the procedure: `reading` is of the deadline, and who opposes by then breaks silence."""
    assessments = snapshot.assess(candidate.id)
    breakers = tuple(each for each in assessments if each.standing in _OBJECTING)
    procedure = open_silence(opened, deadline)
    for day, member in sorted(_objections(breakers, opened)):
        procedure = break_silence(procedure, day, member)
    return Outlook(
        procedure=pass_deadline(procedure),
        breakers=breakers,
        wavering=tuple(each for each in assessments if each.standing in _WAVERING),
        silent=tuple(each.member for each in assessments if each.standing is Standing.UNKNOWN),
    )


def _objections(breakers: Iterable[Assessment], opened: dt.date) -> list[tuple[dt.date, str]]:
    """Who was against before it opened objects on the day it opens, others on the day of their report."""
    return [(max(opened, each.decisive[0].date or opened), each.member) for each in breakers]
