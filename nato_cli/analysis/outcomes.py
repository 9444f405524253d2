"""What became of a report: whether the next firm report by another origin confirmed or contradicted it."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from nato_cli.analysis import inference
from nato_cli.analysis.inference import Relation
from nato_cli.model import Evidence, Record, Standing

if TYPE_CHECKING:
    import datetime as dt

    from nato_cli.analysis.snapshot import Snapshot


class Fate(StrEnum):
    CONFIRMED = "confirmed"
    CONTRADICTED = "contradicted"
    OPEN = "open"


class Outcome(Record, frozen=True):
    """What became of what a report says of one member.

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


def _outcome(snapshot: Snapshot, claim: Evidence, member: str, reports: inference.Reports) -> Outcome:
    standing = inference.standing_of(claim.position, firm=True)
    later = [
        each
        for each in reports.until(snapshot.view.as_of)
        if each.firm and each.origin.id != claim.origin.id and _is_after(each, claim)
    ]
    for number, each in enumerate(later):
        if not _contradicts(standing, each):
            return Outcome(member=member, fate=Fate.CONFIRMED, by=each)
        agreeing = (other.date for other in later[number:] if not _contradicts(standing, other))
        return Outcome(member=member, fate=Fate.CONTRADICTED, by=each, came_true=next(agreeing, None))
    return Outcome(member=member, fate=Fate.OPEN)


def _is_after(each: Evidence, claim: Evidence) -> bool:
    return each.date is not None and claim.date is not None and each.date > claim.date


def _contradicts(standing: Standing, each: Evidence) -> bool:
    return inference.relation(standing, each.position, own_word=each.own_word) is Relation.CONTRADICTS
