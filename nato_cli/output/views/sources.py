"""The publications: what was published when, of which grade, repeating whom, with how many stances."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from nato_cli.analysis.snapshot import is_known
from nato_cli.model import ApproxDate, Reliability, SourceKind
from nato_cli.output.answer import BREAK, Answer, Cell, Column, Heading, Paragraph, Row, Span, Table, rows_of, table_of
from nato_cli.output.vocabulary import context, count

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from nato_cli.analysis.snapshot import Snapshot
    from nato_cli.model import Source


_WEAK = frozenset({Reliability.D, Reliability.E, Reliability.F})


class SourceRow(Row):
    id: str
    publisher: str
    title: str | None
    author: str | None
    date: ApproxDate | None
    kind: SourceKind
    language: str | None
    reliability: Reliability
    relays: str | None
    origin: str
    stances: int
    url: str | None
    where: str | None
    archived: str | None
    accessed: dt.date | None
    note: str | None


def sources(
    snapshot: Snapshot, matching: Sequence[Source], stances: Mapping[str, int], matches: int, limit: int | None
) -> Answer:
    """`stances` gives the number of stances by the id of their source; `limit` is how many a terminal shows."""
    rows = [row(snapshot, source, stances.get(source.id, 0)) for source in matching]
    return Answer(
        document=lambda: _document(snapshot, rows),
        table=lambda: rows_of(SourceRow, rows),
        parts=lambda: [
            Heading(_in_short(snapshot, matching, matches)),
            context(snapshot, "sources"),
            _listing(rows, limit) if rows else Paragraph("No matching sources."),
        ],
    )


def _in_short(snapshot: Snapshot, matching: Sequence[Source], matches: int) -> str:
    """How many sources these are, of how many, and how good."""
    total = sum(is_known(source, snapshot.view) for source in snapshot.selection.sources.values())
    which = count(matches, "source") if matches == total else f"{matches} of {count(total, 'source')} match"
    weak = sum(source.reliability in _WEAK for source in matching)
    repeating = sum(source.relays is not None for source in matching)
    return f"{which}: {weak} graded D or worse, {repeating} repeat another source."


def addresses(snapshot: Snapshot, matching: Sequence[Source], stances: Mapping[str, int]) -> Answer:
    """The addresses alone, one to a line, for a service that archives them."""
    rows = [row(snapshot, source, stances.get(source.id, 0)) for source in matching]
    return Answer(
        document=lambda: _document(snapshot, rows),
        table=lambda: rows_of(SourceRow, rows),
        parts=lambda: [Paragraph(source.url or "") for source in matching],
    )


def _document(snapshot: Snapshot, rows: Sequence[SourceRow]) -> dict[str, object]:
    return {"selection": snapshot.selection.id, "known_by": snapshot.view.known_by, "sources": rows}


def row(snapshot: Snapshot, source: Source, stances: int) -> SourceRow:
    return SourceRow.from_records(source, origin=snapshot.origin_of(source).id, stances=stances)


def _listing(rows: Sequence[SourceRow], limit: int | None) -> Table:
    id_ = Column("source", tone="strong", cell=lambda row: row.id)
    publisher = Column("publisher", wraps=True)
    date = Column("date", cell=lambda row: str(row.date or "undated"))
    grade = Column("grade", cell=lambda row: str(row.reliability))
    origin = Column("origin", cell=lambda row: row.origin if row.relays else None)
    described = Column("source", wraps=True, cell=_described)
    narrow = table_of(rows, date, grade, "stances", described)
    middle = table_of(rows, id_, publisher, date, "kind", grade, "stances", origin, narrower=narrow)
    return table_of(
        rows, id_, publisher, date, "kind", grade, "stances", origin, Column("url"), narrower=middle, limit=limit
    )


def _described(row: SourceRow) -> Cell:
    relayed = (BREAK, Span(f"repeats {row.origin}", "muted")) if row.relays else ()
    address = (BREAK, Span(row.url, "muted")) if row.url else ()
    return (Span(row.id, "strong"), BREAK, f"{row.publisher}, {row.kind}", *relayed, *address)
