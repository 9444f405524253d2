"""One member's story: where it stood on each candidate, from when to when, by whose word and on which conditions."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from nato_cli.model import ApproxDate, Evidence, Record, Standing

if TYPE_CHECKING:
    from nato_cli.analysis.inference import Standpoint
    from nato_cli.analysis.snapshot import Snapshot
    from nato_cli.model import Candidate


class Phase(Record, frozen=True):
    """A time in which a member kept one standing; `until` is the day on which it ended, None if it lasts.

    `conditions` are what the member wanted first, with the date on which that was met, None if it has not been.
    """

    member: str
    candidate: str
    since: dt.date
    until: dt.date | None
    before: Standing | None
    standing: Standing
    decisive: tuple[Evidence, ...]
    conditions: tuple[tuple[str, ApproxDate | None], ...] = ()


def phases(snapshot: Snapshot, member: str, candidate: str) -> list[Phase]:
    """The phases of a member's standing on a candidate up to `as_of`, oldest first."""
    reports = snapshot.known.reports(candidate).get(member)
    points = [point for point in reports.course if point.day <= snapshot.view.as_of] if reports else []
    groups: list[list[Standpoint]] = []
    for point in points:
        if groups and groups[-1][-1].standing is point.standing:
            groups[-1].append(point)
        else:
            groups.append([point])
    result: list[Phase] = []
    for number, group in enumerate(groups):
        last = group[-1]
        ends = groups[number + 1][0].day if number + 1 < len(groups) else None
        result.append(
            Phase(
                member=member,
                candidate=candidate,
                since=group[0].day,
                until=ends,
                before=result[-1].standing if result else None,
                standing=last.standing,
                decisive=group[0].decisive,
                conditions=_conditions(snapshot, last),
            )
        )
    return result


def _conditions(snapshot: Snapshot, point: Standpoint) -> tuple[tuple[str, ApproxDate | None], ...]:
    """What the reports of a run give as conditions, those of the report that decides first."""
    conditions: dict[str, ApproxDate | None] = {}
    for evidence in (*point.decisive, *reversed(point.run())):
        stance = evidence.stance
        if stance.condition is not None:
            conditions.setdefault(stance.condition, snapshot.met(stance))
    return tuple(conditions.items())


def story(snapshot: Snapshot, member: str) -> list[Phase]:
    """All phases of a member: first on whom its story is mostly about, then on the others, each oldest first."""
    main = main_candidate(snapshot, member)
    candidates = sorted(snapshot.mentioned, key=lambda candidate: candidate is not main)
    return [phase for candidate in candidates for phase in phases(snapshot, member, candidate.id)]


def main_candidate(snapshot: Snapshot, member: str) -> Candidate | None:
    """The candidate that a member's story is mostly about: the one appointed, else the one with most reports."""
    spoken_of = [candidate for candidate in snapshot.mentioned if member in snapshot.known.reports(candidate.id)]
    appointed = [candidate for candidate in snapshot.appointed.values() if candidate in spoken_of]
    if appointed:
        return appointed[0]
    return max(spoken_of, key=lambda candidate: len(snapshot.known.reports(candidate.id)[member].dated), default=None)
