"""The reports: who is said to hold which position on whom, by which source."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from nato_cli.output.answer import BREAK, Answer, Block, Cell, Column, Each, Paragraph, Rows, Span, Table
from nato_cli.output.vocabulary import count, date_of, grade, members_of, position, title

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nato_cli.analysis.snapshot import Snapshot
    from nato_cli.model import Evidence, Stance

_NAMES = (
    "id", "date", "members", "all_except", "candidate", "position", "hedge", "attribution", "credibility",
    "reliability", "source", "origin", "firm", "standing", "note", "file", "line",
)  # fmt: skip


def stances(snapshot: Snapshot, found: Sequence[Stance]) -> Answer:
    """`found` in the order to be shown. What the rules make of each is worked out when it is written."""
    evidence = Each(found, snapshot.evidence)
    return Answer(
        document=lambda: {
            "selection": snapshot.selection.id,
            "as_of": str(snapshot.view.as_of),
            "known_by": str(snapshot.view.known_by),
            "stances": Each(evidence, entry),
        },
        table=lambda: Rows(_NAMES, Each(evidence, lambda each: list(entry(each).values()))),
        parts=lambda: [
            title(snapshot, count(len(found), "stance")),
            *([listing(evidence)] if found else [Paragraph("No report on record fits.")]),
        ],
    )


def entry(evidence: Evidence) -> dict[str, Any]:
    """A stance for programs, with what the rules make of it by itself."""
    stance, when = evidence.stance, date_of(evidence)
    values = (
        stance.id,
        str(when) if when else None,
        None if stance.collective else list(stance.members),
        list(stance.collective.exceptions) if stance.collective else None,
        stance.candidate,
        str(stance.position),
        stance.hedge,
        str(stance.attribution),
        stance.credibility,
        str(evidence.source.reliability),
        evidence.source.id,
        evidence.origin.id,
        evidence.firm,
        str(evidence.side),
        stance.note,
        stance.place.path,
        stance.place.line,
    )
    return dict(zip(_NAMES, values, strict=True))


def listing(found: Sequence[Evidence] | Each[Stance, Evidence]) -> Block:
    names = ("date", "members", "candidate", "position", "attribution", "grade", "source", "note")
    columns = [Column(name, wraps=name in {"members", "note"}) for name in names]
    narrow = (Column("date"), Column("grade"), Column("report", wraps=True))
    return Table(
        columns,
        Each(found, _row),
        narrower=Table(narrow, Each(found, _short_row)),
    )


def _row(each: Evidence) -> list[Cell]:
    stance = each.stance
    return [
        str(date_of(each) or "undated"),
        members_of(stance),
        stance.candidate,
        Span(position(stance), each.side),
        str(stance.attribution),
        grade(each),
        each.source.id,
        stance.note,
    ]


def _short_row(each: Evidence) -> list[Cell]:
    stance = each.stance
    lines: list[str | Span] = [f"{members_of(stance)} on {stance.candidate}: ", Span(position(stance), each.side)]
    lines += [BREAK, Span(f"{each.source.id}, {stance.attribution}", "muted")]
    lines += [BREAK, stance.note] if stance.note else []
    return [str(date_of(each) or "undated"), grade(each), tuple(lines)]
