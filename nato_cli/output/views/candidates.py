"""Who is in the race, their status, and how many members stand where."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from nato_cli.model import Standing
from nato_cli.output.answer import Answer, Block, Cell, Column, Paragraph, Rows, Span, Table
from nato_cli.output.vocabulary import SIGNS, key, legend, title

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nato_cli.analysis.snapshot import Snapshot
    from nato_cli.model import Check

_NAMES = ("id", "name", "nationality", "office", "status", "verdict")


def candidates(snapshot: Snapshot, checks: Sequence[Check]) -> Answer:
    """`checks` in the order to be shown."""
    return Answer(
        document=lambda: {
            "selection": snapshot.selection.id,
            "as_of": str(snapshot.view.as_of),
            "known_by": str(snapshot.view.known_by),
            "members": len(snapshot.electorate),
            "candidates": [_entry(check) for check in checks],
        },
        table=lambda: Rows((*_NAMES, *map(key, Standing)), [list(_entry(check).values()) for check in checks]),
        parts=lambda: _parts(snapshot, checks),
    )


def _entry(check: Check) -> dict[str, Any]:
    candidate = check.candidate
    values = (candidate.id, candidate.name, candidate.nationality, candidate.office, check.status, check.verdict)
    counts = {key(standing): len(check.members_by_standing(standing)) for standing in Standing}
    return dict(zip(_NAMES, map(_text, values), strict=True)) | counts


def _text(value: str | None) -> str | None:
    return None if value is None else str(value)


def _parts(snapshot: Snapshot, checks: Sequence[Check]) -> list[Block]:
    heading = title(snapshot, "candidates")
    if not checks:
        return [heading, Paragraph("Nobody has been mentioned by then.")]
    middle = _listing(checks, [Column(str(standing), right=True) for standing in Standing])
    narrow = _listing(checks, [Column(SIGNS[standing], right=True) for standing in Standing])._replace(
        legend=legend(), gap=1
    )
    wide = Table(
        columns=(*middle.columns[:2], Column("office"), *middle.columns[2:]),
        rows=[(*row[:2], check.candidate.office, *row[2:]) for row, check in zip(middle.rows, checks, strict=True)],
        narrower=middle._replace(narrower=narrow),
    )
    return [heading, wide]


def _listing(checks: Sequence[Check], counts: Sequence[Column]) -> Table:
    columns = (Column("candidate"), Column("name", wraps=True), Column("status"), Column("verdict"), *counts)
    return Table(columns, [_row(check) for check in checks])


def _row(check: Check) -> list[Cell]:
    counts = [_count(standing, len(check.members_by_standing(standing))) for standing in Standing]
    return [
        Span(check.candidate.id, "strong"),
        check.candidate.name,
        str(check.status),
        Span(str(check.verdict), check.verdict),
        *counts,
    ]


def _count(standing: Standing, number: int) -> Span:
    return Span(str(number), standing if number else "muted")
