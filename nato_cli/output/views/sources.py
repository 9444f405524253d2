"""The publications: what was published when, of which grade, repeating whom, with how many stances."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from nato_cli.output.answer import BREAK, Answer, Block, Cell, Column, Each, Paragraph, Rows, Span, Table
from nato_cli.output.vocabulary import count, title

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from nato_cli.analysis.snapshot import Snapshot
    from nato_cli.model import Source

_NAMES = (
    "id", "publisher", "title", "author", "date", "kind", "language", "reliability", "relays", "origin", "stances",
    "url", "note",
)  # fmt: skip


def sources(snapshot: Snapshot, found: Sequence[Source], stances: Mapping[str, int]) -> Answer:
    """`stances` gives the number of stances by the id of their source."""
    entries = Each(found, lambda source: entry(snapshot, source, stances.get(source.id, 0)))
    return Answer(
        document=lambda: {
            "selection": snapshot.selection.id,
            "known_by": str(snapshot.view.known_by),
            "sources": entries,
        },
        table=lambda: Rows(_NAMES, Each(entries, lambda each: list(each.values()))),
        parts=lambda: [
            title(snapshot, count(len(found), "source")),
            *([_listing(snapshot, found, stances)] if found else [Paragraph("No source on record fits.")]),
        ],
    )


def entry(snapshot: Snapshot, source: Source, stances: int) -> dict[str, Any]:
    values = (
        source.id,
        source.publisher,
        source.title,
        source.author,
        str(source.date) if source.date else None,
        str(source.kind),
        source.language,
        str(source.reliability),
        source.relays,
        snapshot.origin_of(source).id,
        stances,
        source.url,
        source.note,
    )
    return dict(zip(_NAMES, values, strict=True))


def _listing(snapshot: Snapshot, found: Sequence[Source], stances: Mapping[str, int]) -> Block:
    names = ("source", "publisher", "date", "kind", "grade", "stances", "origin", "url")
    wide = Table(
        [Column(name, right=name == "stances", wraps=name == "publisher") for name in names],
        Each(found, lambda source: [*_row(source, stances), _origin(snapshot, source), source.url]),
    )
    middle = Table(wide.columns[:7], Each(found, lambda source: [*_row(source, stances), _origin(snapshot, source)]))
    columns = (Column("date"), Column("grade"), Column("stances", right=True), Column("source", wraps=True))
    narrow = Table(columns, Each(found, lambda source: _short_row(snapshot, source, stances)))
    return wide._replace(narrower=middle._replace(narrower=narrow))


def _row(source: Source, stances: Mapping[str, int]) -> list[Cell]:
    return [
        Span(source.id, "strong"),
        source.publisher,
        str(source.date or "undated"),
        str(source.kind),
        str(source.reliability),
        stances.get(source.id, 0),
    ]


def _short_row(snapshot: Snapshot, source: Source, stances: Mapping[str, int]) -> list[Cell]:
    origin = _origin(snapshot, source)
    relayed = (BREAK, Span(f"relays {origin}", "muted")) if origin else ()
    told = (Span(source.id, "strong"), BREAK, f"{source.publisher}, {source.kind}", *relayed)
    row = _row(source, stances)
    return [row[2], row[4], row[5], told]


def _origin(snapshot: Snapshot, source: Source) -> str | None:
    """The origin of what a source relays, None where it reports itself."""
    return snapshot.origin_of(source).id if source.relays else None
