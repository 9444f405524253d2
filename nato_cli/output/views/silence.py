"""The silence procedure played on the data."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from nato_cli.analysis.silence_procedure import State
from nato_cli.output.answer import Answer, Block, Cell, Column, Heading, Paragraph, Rows, Span, Table
from nato_cli.output.views.diff import told
from nato_cli.output.vocabulary import count, listed, title

if TYPE_CHECKING:
    from nato_cli.analysis.silence_procedure import Outlook
    from nato_cli.analysis.snapshot import Snapshot
    from nato_cli.model import Assessment, Candidate

_TONES = {State.BROKEN: "blocked", State.AGREED: "reached"}


def silence(snapshot: Snapshot, candidate: Candidate, outlook: Outlook) -> Answer:
    procedure = outlook.procedure
    return Answer(
        document=lambda: {
            "selection": snapshot.selection.id,
            "known_by": str(snapshot.view.known_by),
            "candidate": candidate.id,
            "opens": str(procedure.opened),
            "deadline": str(procedure.deadline),
            "state": str(procedure.state),
            "objections": [{"date": str(day), "member": member} for day, member in procedure.objections],
            "wavering": [each.member for each in outlook.wavering],
            "silent": list(outlook.silent),
        },
        table=lambda: Rows(("member", "role", "standing", "date"), _rows(outlook)),
        parts=lambda: _parts(snapshot, candidate, outlook),
    )


def _rows(outlook: Outlook) -> list[list[Any]]:
    days = {member: day for day, member in outlook.procedure.objections}
    rows: list[list[Any]] = [[each.member, "breaks", each.standing, days[each.member]] for each in outlook.breakers]
    rows += [[each.member, "wavers", each.standing, None] for each in outlook.wavering]
    return rows + [[member, "silent", "unknown", None] for member in outlook.silent]


def _parts(snapshot: Snapshot, candidate: Candidate, outlook: Outlook) -> list[Block]:
    procedure = outlook.procedure
    tone = _TONES[procedure.state]
    parts: list[Block] = [
        title(snapshot, f"a draft for {candidate.name} under silence"),
        Paragraph(f"Opened {procedure.opened}, deadline {procedure.deadline}."),
    ]
    if procedure.state is State.BROKEN:
        members = listed([member for _, member in procedure.objections])
        parts.append(Paragraph(("It would be ", Span("broken", tone), f" by {members}.")))
    else:
        parts.append(
            Paragraph(("It would ", Span("stand", tone), ": nobody's objection is on record by the deadline."))
        )
    if outlook.breakers:
        parts += _members("Who breaks it", outlook.breakers)
    if outlook.wavering:
        parts += _members("Who may", outlook.wavering)
    if outlook.silent:
        number = count(len(outlook.silent), "member")
        parts.append(
            Paragraph(
                f"It leans on the silence of {number} of whom nothing is on record: {', '.join(outlook.silent)}.",
                apart=True,
            )
        )
    return parts


def _members(name: str, assessments: tuple[Assessment, ...]) -> list[Block]:
    columns = (Column("member"), Column("standing"), Column("by", wraps=True))
    rows: list[list[Cell]] = [
        [
            Span(each.member, "strong"),
            Span(str(each.standing), each.standing),
            "; ".join(told(one) for one in each.decisive),
        ]
        for each in assessments
    ]
    return [Heading(name, 2), Table(columns, rows)]
