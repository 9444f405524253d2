"""What is in the dataset."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from nato_cli.output.answer import Answer, Cell, Column, Heading, Paragraph, Rows, Span, Table
from nato_cli.output.vocabulary import count

if TYPE_CHECKING:
    from nato_cli.model import Dataset, Selection

_NAMES = ("id", "title", "post", "body", "opened", "takes_office", "candidates", "stances", "sources", "events")


def selections(dataset: Dataset, chosen: str | None) -> Answer:
    """`chosen` is the selection that commands take when none is asked for."""
    entries = [_entry(selection) for selection in dataset.selections.values()]
    return Answer(
        document=lambda: {"dataset": dataset.path, "default": chosen, "selections": entries},
        table=lambda: Rows(_NAMES, [list(each.values()) for each in entries]),
        parts=lambda: [
            Heading(f"{dataset.path}: {count(len(entries), 'selection')}"),
            _listing(entries, chosen) if entries else Paragraph("Describe one under 'selection:' to begin."),
        ],
    )


def _entry(selection: Selection) -> dict[str, Any]:
    values = (
        selection.id,
        selection.title,
        selection.post,
        selection.body,
        str(selection.opened) if selection.opened else None,
        str(selection.takes_office) if selection.takes_office else None,
        len(selection.candidates),
        len(selection.stances),
        len(selection.sources),
        len(selection.events),
    )
    return dict(zip(_NAMES, values, strict=True))


def _listing(entries: list[dict[str, Any]], chosen: str | None) -> Table:
    names = ("id", "title", "opened", "candidates", "stances", "sources", "events")
    columns = [Column(name, right=name in names[3:]) for name in names]
    rows: list[list[Cell]] = [[Span(each["id"], "strong"), *(each[name] for name in names[1:])] for each in entries]
    legend = f"Commands take {chosen} unless --selection names another." if len(entries) > 1 else ""
    short = (Column("id"), Column("title", wraps=True), Column("opened"), Column("stances", right=True))
    narrow = Table(short, [[*row[:3], row[4]] for row in rows], legend=legend)
    return Table(columns, rows, narrower=narrow, legend=legend)
