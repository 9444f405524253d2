"""The silence procedure: a draft stands unless a member objects in writing before the deadline.

One objection inside the window breaks it, and so does one that stood at its opening and was not withdrawn. The case it
was written from is that of February 2003: silence was opened on the 6th, to end on the 10th, and three members broke it
that day.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from nato_cli.analysis.snapshot import assessment_of
from nato_cli.model import AGAINST, OBJECTING, OBJECTIONS, Record, Standing

if TYPE_CHECKING:
    import datetime as dt

    from nato_cli.analysis.inference import Reports
    from nato_cli.analysis.snapshot import Snapshot
    from nato_cli.model import Assessment, Candidate


class State(StrEnum):
    BROKEN = "broken"
    AGREED = "agreed"


class ProcedureError(ValueError):
    """A deadline before the opening."""


class Outlook(Record, frozen=True):
    """How a draft under silence would fare on the data.

    `deadline` is the last day on which an objection counts, `objections` are days with members. `breakers` are those
    who break silence, as they stood on the day of their objection; `wavering` those who may object; `silent` those of
    whom nothing is on record, on whose silence it leans.
    """

    opened: dt.date
    deadline: dt.date
    objections: tuple[tuple[dt.date, str], ...]
    breakers: tuple[Assessment, ...]
    wavering: tuple[Assessment, ...]
    silent: tuple[str, ...]

    @property
    def state(self) -> State:
        return State.BROKEN if self.objections else State.AGREED


def outlook(snapshot: Snapshot, candidate: Candidate, opened: dt.date, deadline: dt.date) -> Outlook:
    """Play the procedure: who of the electorate of the deadline breaks silence, and when.

    Raises:
        ProcedureError: The deadline is before the opening.
    """
    if deadline < opened:
        raise ProcedureError(f"the deadline {deadline} is before the opening on {opened}")
    at_the_end = snapshot.on(deadline)
    reports = snapshot.known.reports(candidate.id)
    objections = sorted(
        (day, member)
        for member in at_the_end.electorate
        if member in reports
        if (day := objection(reports[member], opened, deadline)) is not None
    )
    objectors = {member for _, member in objections}
    others = [assessment for assessment in at_the_end.assess(candidate.id) if assessment.member not in objectors]
    return Outlook(
        opened=opened,
        deadline=deadline,
        objections=tuple(objections),
        breakers=tuple(assessment_of(member, candidate.id, reports[member], day) for day, member in objections),
        wavering=tuple(assessment for assessment in others if assessment.standing in OBJECTING),
        silent=tuple(assessment.member for assessment in others if assessment.standing is Standing.UNKNOWN),
    )


def objection(reports: Reports, opened: dt.date, deadline: dt.date) -> dt.date | None:
    """The day on which a member objects: that of its first firm objection inside the window.

    Without one, an objection that stood at the opening and still stands at the deadline counts on the opening day.
    """
    for report in reports.until(deadline):
        if report.date is not None and report.date >= opened and report.firm and report.position in OBJECTIONS:
            point = reports.on(report.date)
            if point is not None and point.standing in AGAINST:
                return report.date
    point = reports.on(deadline)
    return opened if point is not None and point.standing in AGAINST else None
