"""The reports: who is said to hold which position on whom, by which source."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nato_cli.model import ApproxDate, Attribution, Position, Reliability, Standing
from nato_cli.output.answer import BREAK, Answer, Cell, Column, Heading, Paragraph, Row, Span, Table, rows_of, table_of
from nato_cli.output.vocabulary import context, count, date_of, file_in, percent, point_of_view

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nato_cli.analysis.snapshot import Snapshot
    from nato_cli.model import Evidence


class StanceRow(Row):
    """A stance, with what the rules make of it by itself. `members` are those that it covers on its date."""

    id: str
    date: ApproxDate | None
    members: tuple[str, ...]
    all_except: tuple[str, ...] | None
    groups: tuple[str, ...] | None
    candidate: str
    position: Position
    hedge: str | None
    attribution: Attribution
    speaker: str | None
    credibility: int
    reliability: Reliability
    source: str
    origin: str
    firm: bool
    standing: Standing
    condition: str | None
    met: ApproxDate | None
    quote: str | None
    note: str | None
    file: str
    line: int


def stances(snapshot: Snapshot, evidence: Sequence[Evidence], matches: int, limit: int | None) -> Answer:
    """The reports in this order; `limit` is how many a terminal shows."""
    rows = [row(snapshot, report) for report in evidence]
    return Answer(
        document=lambda: {
            **point_of_view(snapshot),
            "stances": rows,
        },
        table=lambda: rows_of(StanceRow, rows),
        parts=lambda: [
            Heading(_in_short(snapshot, evidence, matches)),
            context(snapshot, "stances"),
            listing(rows, limit) if rows else Paragraph("No matching reports."),
        ],
    )


def _in_short(snapshot: Snapshot, evidence: Sequence[Evidence], matches: int) -> str:
    """How many reports these are, of how many, and on whose word."""
    total = len(snapshot.reports())
    if not matches:
        return f"None of {count(total, 'stance')} match."
    origins = count(len({report.origin.id for report in evidence}), "origin")
    firm = percent(sum(report.firm for report in evidence) / len(evidence)) if evidence else "0 %"
    which = f"{count(matches, 'stance')}" if matches == total else f"{matches} of {total} stances match"
    return f"{which}, by {origins}; {firm} of them firm."


def row(snapshot: Snapshot, evidence: Evidence) -> StanceRow:
    stance = evidence.stance
    return StanceRow.from_records(
        stance,
        date=date_of(evidence),
        all_except=stance.collective.exceptions if stance.collective else None,
        groups=stance.collective.groups if stance.collective else None,
        reliability=evidence.source.reliability,
        origin=evidence.origin.id,
        firm=evidence.firm,
        standing=evidence.side,
        met=snapshot.met(stance),
        file=file_in(snapshot.dataset, stance.place),
        line=stance.place.line,
    )


def listing(rows: Sequence[StanceRow], limit: int | None = None) -> Table:
    """A table of reports; on a narrow screen each is a paragraph."""
    narrow = table_of(
        rows,
        Column("date", cell=_when),
        Column("grade", cell=_grade),
        Column("report", wraps=True, cell=_report),
    )
    return table_of(
        rows,
        Column("date", cell=_when),
        Column("members", wraps=True, cell=_members),
        "candidate",
        Column("position", cell=_position),
        Column("on whose word", wraps=True, cell=_speaker),
        Column("grade", cell=_grade),
        "source",
        Column("note", wraps=True, cell=_note),
        narrower=narrow,
        limit=limit,
    )


def _when(row: StanceRow) -> str:
    return str(row.date or "undated")


def _members(row: StanceRow) -> str:
    if row.all_except is None:
        return ", ".join(row.members)
    whole = ", ".join(row.groups) if row.groups else "all"
    return f"{whole} but {', '.join(row.all_except)}" if row.all_except else whole if row.groups else "all members"


def _position(row: StanceRow) -> Span:
    return Span(f"{row.position} ({row.hedge})" if row.hedge else str(row.position), row.standing)


def _speaker(row: StanceRow) -> str:
    return row.speaker or str(row.attribution)


def _grade(row: StanceRow) -> str:
    return f"{row.reliability}{row.credibility}"


def _condition(row: StanceRow) -> str:
    return f"if {row.condition}" + (f" (met {row.met})" if row.met else "")


def _note(row: StanceRow) -> str:
    return ". ".join(part for part in (_condition(row) if row.condition else "", row.note or "") if part)


def _report(row: StanceRow) -> Cell:
    parts: list[str | Span] = [f"{_members(row)} on {row.candidate}: ", _position(row)]
    if row.condition:
        parts.append(f", {_condition(row)}")
    parts += [BREAK, Span(f"{row.source}, {_speaker(row)}", "muted")]
    parts += [BREAK, row.note] if row.note else []
    return tuple(parts)
