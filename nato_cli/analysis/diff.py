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
        changed = any(shift.before is not shift.after for shift in self.verdicts)
        return not (self.joined or self.left or self.statuses or self.shifts or changed)


def difference(before: Snapshot, after: Snapshot, rule: DecisionRule | None = None) -> Difference:
    """Compare membership, statuses, standings and verdicts; `shifts` name the stances that changed a standing."""
    candidates = after.selection.candidates.values()
    statuses = [
        StatusShift(candidate=candidate.id, before=before.status(candidate), after=after.status(candidate))
        for candidate in candidates
    ]
    return Difference(
        joined=tuple(sorted({*after.electorate}.difference(before.electorate))),
        left=tuple(sorted({*before.electorate}.difference(after.electorate))),
        statuses=tuple(shift for shift in statuses if shift.before is not shift.after),
        shifts=tuple(shift for candidate in candidates for shift in timeline.shifts(before, after, candidate.id)),
        verdicts=tuple(
            VerdictShift(
                candidate=shift.candidate,
                before=_verdict(before, shift.candidate, rule, listed=shift.before is not None),
                after=_verdict(after, shift.candidate, rule, listed=shift.after is not None),
            )
            for shift in statuses
            if shift.before is not None or shift.after is not None
        ),
    )


def _verdict(snapshot: Snapshot, candidate: str, rule: DecisionRule | None, *, listed: bool) -> Verdict | None:
    return check(snapshot, snapshot.selection.candidates[candidate], rule).verdict if listed else None
