"""What is in the dataset."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nato_cli.output.answer import Answer, Block, Column, Heading, Paragraph, Row, rows_of, table_of
from nato_cli.output.vocabulary import count

if TYPE_CHECKING:
    from nato_cli.model import ApproxDate, Dataset, Selection


class SelectionRow(Row):
    id: str
    title: str
    post: str | None
    body: str | None
    opened: ApproxDate | None
    takes_office: ApproxDate | None
    candidates: int
    stances: int
    sources: int
    events: int


def selections(dataset: Dataset, default: str | None) -> Answer:
    """`default` is the selection that commands take when none is asked for."""
    rows = [_row(selection) for selection in dataset.selections.values()]
    return Answer(
        document=lambda: {"dataset": dataset.path, "default": default, "selections": rows},
        table=lambda: rows_of(SelectionRow, rows),
        parts=lambda: _blocks(dataset, rows, default),
    )


def _row(selection: Selection) -> SelectionRow:
    return SelectionRow(
        id=selection.id,
        title=selection.title,
        post=selection.post,
        body=selection.body,
        opened=selection.opened,
        takes_office=selection.takes_office,
        candidates=len(selection.candidates),
        stances=len(selection.stances),
        sources=len(selection.sources),
        events=len(selection.events),
    )


def _blocks(dataset: Dataset, rows: list[SelectionRow], default: str | None) -> list[Block]:
    heading = Heading(f"{dataset.path}: {count(len(rows), 'selection')}")
    if not rows:
        return [heading, Paragraph("Describe one under 'selection:' to begin.")]
    legend = f"Commands take {default} unless --selection names another." if len(rows) > 1 else ""
    id_, title = Column("id", tone="strong"), Column("title", wraps=True)
    narrow = table_of(rows, id_, title, "opened", "stances", legend=legend)
    wide = table_of(rows, id_, "title", "opened", "candidates", "stances", "sources", "events", legend=legend)
    return [heading, wide._replace(narrower=narrow)]
