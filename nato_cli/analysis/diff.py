"""What changed between two snapshots of one selection: two dates, or two states of knowledge."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nato_cli.analysis import timeline
from nato_cli.analysis.decision import check
from nato_cli.model import Record, Status, Verdict

if TYPE_CHECKING:
    from nato_cli.analysis.snapshot import Snapshot
    from nato_cli.model import DecisionRule


class StatusShift(Record, frozen=True):
    candidate: str
    before: Status | None
    after: Status | None


class VerdictShift(Record, frozen=True):
    """A candidate's verdict before and after, None where not yet mentioned; both are given for all who were."""

    candidate: str
    before: Verdict | None
    after: Verdict | None


class Difference(Record, frozen=True):
    joined: tuple[str, ...]
    left: tuple[str, ...]
    statuses: tuple[StatusShift, ...]
    shifts: tuple[timeline.Shift, ...]
    verdicts: tuple[VerdictShift, ...]

    @property
    def is_empty(self) -> bool:
        changed = any(each.before is not each.after for each in self.verdicts)
        return not (self.joined or self.left or self.statuses or self.shifts or changed)


def difference(before: Snapshot, after: Snapshot, rule: DecisionRule | None = None) -> Difference:
    """Membership, statuses, standings and verdicts that differ; `shifts` say which stance did it."""
    candidates = after.selection.candidates.values()
    statuses = [
        StatusShift(candidate=each.id, before=before.status(each), after=after.status(each)) for each in candidates
    ]
    return Difference(
        joined=tuple(code for code in after.electorate if code not in before.electorate),
        left=tuple(code for code in before.electorate if code not in after.electorate),
        statuses=tuple(each for each in statuses if each.before is not each.after),
        shifts=tuple(shift for each in candidates for shift in timeline.shifts(before, after, each.id)),
        verdicts=tuple(
            VerdictShift(
                candidate=each.candidate,
                before=_verdict(before, each.candidate, rule, listed=each.before is not None),
                after=_verdict(after, each.candidate, rule, listed=each.after is not None),
            )
            for each in statuses
            if each.before is not None or each.after is not None
        ),
    )


def _verdict(snapshot: Snapshot, candidate: str, rule: DecisionRule | None, *, listed: bool) -> Verdict | None:
    return check(snapshot, snapshot.selection.candidates[candidate], rule).verdict if listed else None
