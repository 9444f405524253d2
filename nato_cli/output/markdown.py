"""Answers as Markdown, for a note, an issue or a wiki."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from nato_cli.output.answer import (
    BREAK,
    Block,
    Cell,
    Column,
    Drawing,
    Fields,
    Heading,
    Paragraph,
    Table,
    Tree,
    spans,
    walk,
)
from nato_cli.output.escape import in_markdown

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


def markdown(parts: Sequence[Block]) -> Iterator[str]:
    """The text of an answer line by line."""
    before = ""
    for part in parts:
        for line in _lines(part):
            yield f"{before}{line}\n"
            before = ""
        before = "\n"


def _lines(part: Block) -> Iterator[str]:
    if isinstance(part, Heading):
        yield f"{'#' * part.level} {_text(part.line)}"
    elif isinstance(part, Paragraph):
        yield _text(part.line)
    elif isinstance(part, Table):
        yield from _listing(part)
    elif isinstance(part, Fields):
        yield from (f"- **{_text(name)}**: {_text(value)}" for name, value in part.pairs)
    elif isinstance(part, Tree):
        yield from _tree(part)
    elif isinstance(part, Drawing):
        yield _text(part.words)
    else:
        assert_never(part)


def _tree(tree: Tree) -> Iterator[str]:
    for level, branch in walk(tree):
        yield f"{'  ' * level}- {_text(branch.line)}"


def _listing(listing: Table) -> Iterator[str]:
    yield _row([column.title for column in listing.columns])
    yield _ruled(listing.columns)
    yield from map(_row, listing.rows)
    if listing.legend:
        yield ""
        yield _text(listing.legend)


def _row(cells: Sequence[Cell]) -> str:
    return f"| {' | '.join(map(_text, cells))} |"


def _ruled(columns: Sequence[Column]) -> str:
    return f"| {' | '.join('---:' if column.right else '---' for column in columns)} |"


def _text(cell: Cell) -> str:
    # Blanks at the beginning of a line would make it code, and at its end a line break.
    return "".join("<br>" if span is BREAK else in_markdown(span.text) for span in spans(cell)).strip()
