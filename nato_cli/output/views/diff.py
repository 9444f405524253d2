"""What changed between two dates."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from nato_cli.output.answer import BREAK, Answer, Block, Cell, Column, Heading, Paragraph, Rows, Span, Table
from nato_cli.output.vocabulary import date_of, grade, position

if TYPE_CHECKING:
    from nato_cli.analysis.diff import Difference, VerdictShift
    from nato_cli.analysis.snapshot import Snapshot
    from nato_cli.analysis.timeline import Shift
    from nato_cli.model import Evidence

_NAMES = ("what", "id", "candidate", "before", "after", "stance", "source", "date")


def diff(before: Snapshot, after: Snapshot, found: Difference) -> Answer:
    return Answer(
        document=lambda: _document(before, after, found),
        table=lambda: Rows(_NAMES, _rows(found)),
        parts=lambda: _parts(before, after, found),
    )


def _document(before: Snapshot, after: Snapshot, found: Difference) -> dict[str, Any]:
    return {
        "selection": after.selection.id,
        "before": {"as_of": str(before.view.as_of), "known_by": str(before.view.known_by)},
        "after": {"as_of": str(after.view.as_of), "known_by": str(after.view.known_by)},
        "joined": list(found.joined),
        "left": list(found.left),
        "statuses": [
            {"candidate": each.candidate, "before": _word(each.before), "after": _word(each.after)}
            for each in found.statuses
        ],
        "standings": [_shift(each) for each in found.shifts],
        "verdicts": [
            {"candidate": each.candidate, "before": _word(each.before), "after": _word(each.after)}
            for each in found.verdicts
        ],
    }


def _word(value: str | None) -> str | None:
    return None if value is None else str(value)


def _shift(shift: Shift) -> dict[str, Any]:
    assessment = shift.decision
    return {
        "member": assessment.member,
        "candidate": assessment.candidate,
        "before": _word(shift.before),
        "after": str(assessment.standing),
        "stances": [each.stance.id for each in assessment.decisive],
    }


def _rows(found: Difference) -> list[list[Any]]:
    rows: list[list[Any]] = [["joined", code, None, None, None, None, None, None] for code in found.joined]
    rows += [["left", code, None, None, None, None, None, None] for code in found.left]
    rows += [["status", None, each.candidate, each.before, each.after, None, None, None] for each in found.statuses]
    for shift in found.shifts:
        assessment = shift.decision
        ids = [each.stance.id for each in assessment.decisive]
        sources = [each.source.id for each in assessment.decisive]
        when = date_of(assessment.decisive[0]) if assessment.decisive else None
        shared = ["standing", assessment.member, assessment.candidate, shift.before, assessment.standing]
        rows.append([*shared, ids, sources, when])
    rows += [["verdict", None, each.candidate, each.before, each.after, None, None, None] for each in found.verdicts]
    return rows


def _parts(before: Snapshot, after: Snapshot, found: Difference) -> list[Block]:
    told = [f"{snapshot.view.as_of}{_knowledge(snapshot)}" for snapshot in (before, after)]
    heading = Heading(f"{after.selection.title}: what changed from {told[0]} to {told[1]}")
    if found.is_empty:
        return [heading, Paragraph("Nothing.")]
    return [heading, *_membership(after, found), *_statuses(found), *_standings(found), *_verdicts(found)]


def _knowledge(snapshot: Snapshot) -> str:
    return f" (as known on {snapshot.view.known_by})" if snapshot.view.known_by < snapshot.view.today else ""


def _membership(after: Snapshot, found: Difference) -> list[Block]:
    names = after.dataset.members
    lines = [f"{names[code].name} ({code}) joined: {len(after.electorate)} members." for code in found.joined]
    lines += [f"{names[code].name} ({code}) left: {len(after.electorate)} members." for code in found.left]
    return [Paragraph(line) for line in lines]


def _statuses(found: Difference) -> list[Block]:
    if not found.statuses:
        return []
    columns = (Column("candidate"), Column("was"), Column("is"))
    rows: list[list[Cell]] = [
        [Span(each.candidate, "strong"), _said(each.before, "not mentioned"), _said(each.after, "not mentioned")]
        for each in found.statuses
    ]
    return [Heading("Status", 2), Table(columns, rows)]


def _said(value: str | None, nothing: str) -> str:
    return nothing if value is None else str(value)


def _standings(found: Difference) -> list[Block]:
    if not found.shifts:
        return []
    columns = (Column("member"), Column("candidate"), Column("was"), Column("is"), Column("by", wraps=True))
    return [Heading("Standings", 2), Table(columns, [standing_row(each) for each in found.shifts])]


def standing_row(shift: Shift) -> list[Cell]:
    """A changed standing, and the stance that did it."""
    assessment = shift.decision
    lines: list[str | Span] = []
    for each in assessment.decisive:
        lines += [BREAK] if lines else []
        lines.append(told(each))
    return [
        Span(assessment.member, "strong"),
        assessment.candidate,
        Span(_said(shift.before, "no member"), shift.before or "muted"),
        Span(str(assessment.standing), assessment.standing),
        tuple(lines),
    ]


def told(each: Evidence) -> str:
    return f"{each.source.id} {date_of(each)} {grade(each)}: {position(each.stance)}"


def _verdicts(found: Difference) -> list[Block]:
    changed = [each for each in found.verdicts if each.before is not each.after]
    if not changed:
        return [Paragraph("No verdict changed.", apart=True)]
    columns = (Column("candidate"), Column("was"), Column("is"))
    return [Heading("Verdict", 2), Table(columns, [_verdict_row(each) for each in changed])]


def _verdict_row(each: VerdictShift) -> list[Cell]:
    return [
        Span(each.candidate, "strong"),
        Span(_said(each.before, "not mentioned"), each.before or "muted"),
        Span(_said(each.after, "not mentioned"), each.after or "muted"),
    ]
