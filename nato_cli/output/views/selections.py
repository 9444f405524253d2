"""What is in the dataset."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING

from nato_cli.output.answer import Answer, Block, Column, Heading, Row, rows_of, table_of
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
        document=lambda: {"dataset": PurePath(dataset.path).name, "default": default, "selections": rows},
        table=lambda: rows_of(SelectionRow, rows),
        parts=lambda: _blocks(rows, default),
    )


def _row(selection: Selection) -> SelectionRow:
    return SelectionRow.from_records(
        selection,
        candidates=len(selection.candidates),
        stances=len(selection.stances),
        sources=len(selection.sources),
        events=len(selection.events),
    )


def _blocks(rows: list[SelectionRow], default: str | None) -> list[Block]:
    if not rows:
        return [Heading("No selection yet: describe one under 'selection:' to begin.")]
    heading = Heading(f"{count(len(rows), 'selection')}; commands take {default} unless --selection names another.")
    id_, title = Column("id", tone="strong"), Column("title", wraps=True)
    narrow = table_of(rows, id_, title, "opened", "stances")
    wide = table_of(rows, id_, "title", "opened", "candidates", "stances", "sources", "events")
    return [heading, wide._replace(narrower=narrow)]
