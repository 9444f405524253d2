"""What became of a report: whether the next firm report by another origin confirmed or contradicted it."""

from __future__ import annotations

from bisect import bisect
from enum import StrEnum
from operator import attrgetter
from typing import TYPE_CHECKING

from nato_cli.analysis.inference import conflict, kind_of
from nato_cli.model import UNSETTLED, Evidence, Record

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from nato_cli.analysis.inference import Reports
    from nato_cli.analysis.snapshot import Snapshot


class Fate(StrEnum):
    CONFIRMED = "confirmed"
    CONTRADICTED = "contradicted"
    MOVED = "moved on"
    OPEN = "open"


class Outcome(Record, frozen=True):
    """What became of a report on one member.

    `by` is the first firm report of another origin that settles it. `came_true` is the first day on which such a report
    agreed, though another had contradicted it before.
    """

    member: str
    fate: Fate
    by: Evidence | None = None
    came_true: dt.date | None = None


def outcomes(snapshot: Snapshot, claim: Evidence) -> list[Outcome]:
    """What became of a report by the date, for each member that it covers."""
    reports = snapshot.known.reports(claim.stance.candidate)
    return [_outcome(snapshot, claim, member, reports[member]) for member in claim.stance.members if member in reports]


def _outcome(snapshot: Snapshot, claim: Evidence, member: str, reports: Reports) -> Outcome:
    later = _later(snapshot, claim, reports)
    first = next(later, None)
    if first is None:
        return Outcome(member=member, fate=Fate.OPEN)
    if not conflict(kind_of(claim), kind_of(first)):
        return Outcome(member=member, fate=Fate.CONFIRMED, by=first)
    if claim.position in UNSETTLED:  # such a member may go anywhere without making the report wrong
        return Outcome(member=member, fate=Fate.MOVED, by=first)
    came_true = next((report.date for report in later if not conflict(kind_of(claim), kind_of(report))), None)
    return Outcome(member=member, fate=Fate.CONTRADICTED, by=first, came_true=came_true)


def _later(snapshot: Snapshot, claim: Evidence, reports: Reports) -> Iterator[Evidence]:
    """The firm reports of other origins after a claim, up to the date of the snapshot."""
    if claim.date is None:
        return
    for number in range(bisect(reports.dated, claim.date, key=attrgetter("date")), len(reports.dated)):
        report = reports.dated[number]
        if report.date is None or report.date > snapshot.view.as_of:
            return
        if report.firm and report.origin.id != claim.origin.id:
            yield report
