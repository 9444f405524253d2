"""Answers as Markdown, for a note, an issue or a wiki."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from nato_cli.render.answer import BREAK, Cell, Facts, Heading, Listing, Paragraph, Part, Tree, spans
from nato_cli.render.inert import in_markdown

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


def markdown(parts: Sequence[Part]) -> str:
    return "\n\n".join(text for part in parts if (text := _part(part))) + "\n"


def _part(part: Part) -> str:
    if isinstance(part, Heading):
        return f"{'#' * part.level} {_text(part.line)}"
    if isinstance(part, Paragraph):
        return _text(part.line)
    if isinstance(part, Listing):
        return _listing(part)
    if isinstance(part, Facts):
        return "\n".join(f"- **{_text(name)}**: {_text(value)}" for name, value in part.pairs)
    if isinstance(part, Tree):
        return "\n".join(_tree(part, 0))
    assert_never(part)


def _tree(tree: Tree, depth: int) -> Iterator[str]:
    yield f"{'  ' * depth}- {_text(tree.line)}"
    for branch in tree.branches:
        yield from _tree(branch, depth + 1)


def _listing(listing: Listing) -> str:
    heads = [_text(column.title) for column in listing.columns]
    rules = ["---:" if column.right else "---" for column in listing.columns]
    rows = [[_text(cell) for cell in row] for row in listing.rows]
    table = "\n".join(f"| {' | '.join(row)} |" for row in (heads, rules, *rows))
    return f"{table}\n\n{_text(listing.legend)}" if listing.legend else table


def _text(cell: Cell) -> str:
    return "".join("<br>" if span is BREAK else in_markdown(span.text) for span in spans(cell))
