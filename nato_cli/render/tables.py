"""Answers on a terminal: the one module that knows Rich."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING, assert_never

from rich.cells import cell_len
from rich.console import Console
from rich.padding import Padding
from rich.text import Text
from rich.tree import Tree as RichTree

from nato_cli.render.answer import BREAK, Column, Facts, Heading, Listing, Paragraph, Part, Span, Tree, spans
from nato_cli.render.inert import one_line

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import TextIO

    from nato_cli.render.answer import Cell

#: The sixteen colours that every theme, light or dark, sets to be read. Nothing is told by colour alone.
_STYLES = {
    "support": "bold green",
    "likely-support": "green",
    "no-objection": "cyan",
    "undecided": "yellow",
    "unknown": "dim",
    "likely-oppose": "red",
    "oppose": "bold red",
    "veto": "bold red",
    "contested": "bold magenta",
    "reached": "bold green",
    "open": "bold yellow",
    "blocked": "bold red",
    "out": "dim",
    "strong": "bold",
    "muted": "dim",
    "heading": "bold",
    "head": "bold underline",
    "warning": "bold yellow",
    "error": "bold red",
}
_UNLIMITED = 10_000
_NARROWEST = 20
_NARROWEST_COLUMN = 12
_FACTS = (Column("", tone="strong"), Column("", wraps=True))


def show(parts: Sequence[Part], stream: TextIO) -> None:
    """Write an answer to a terminal, or as plain lines of any length where no terminal is."""
    console = Console(width=_width(stream), file=stream, highlight=False, markup=False, emoji=False)
    with console.capture() as captured:
        _show_parts(parts, console)
    text = captured.get()
    stream.write(text if console.is_terminal else re.sub("(?m) +$", "", text))


def _width(stream: TextIO) -> int | None:
    """The width of the screen, None for Rich to find it out; without a screen, what COLUMNS says or no limit."""
    told = os.environ.get("COLUMNS", "")
    if told.isdecimal():
        return max(int(told), _NARROWEST)
    return None if stream.isatty() else _UNLIMITED


def _show_parts(parts: Sequence[Part], console: Console) -> None:
    before: Part | None = None
    for part in parts:
        if before is not None and _is_apart(part, before):
            console.print()
        _show_part(part, console)
        before = part


def _is_apart(part: Part, before: Part) -> bool:
    return not isinstance(part, Paragraph) or part.apart or isinstance(before, Listing | Facts)


def _show_part(part: Part, console: Console) -> None:
    if isinstance(part, Heading):
        console.print(_text(part.line, "heading"))
    elif isinstance(part, Paragraph):
        text = _text(part.line)
        console.print(Padding(text, (0, 0, 0, part.indent), expand=False) if part.indent else text)
    elif isinstance(part, Listing):
        _show_listing(part, console)
    elif isinstance(part, Facts):
        _print_as_is(_laid_out(_FACTS, part.pairs, 0, 2, console), console)
    elif isinstance(part, Tree):
        console.print(_tree(part))
    else:
        assert_never(part)


def _show_listing(listing: Listing, console: Console) -> None:
    while listing.narrower is not None and _natural_width(listing) > console.width:
        listing = listing.narrower
    heads = [Span(column.title, "head") for column in listing.columns]
    _print_as_is(_laid_out(listing.columns, [heads, *listing.rows], listing.indent, listing.gap, console), console)
    if listing.legend:
        console.print()
        console.print(_text(listing.legend))


def _print_as_is(text: Text, console: Console) -> None:
    """Print lines that have been laid out already: no breaking, no cropping."""
    console.print(text, no_wrap=True, overflow="ignore", crop=False)


def _natural_width(listing: Listing) -> int:
    """The columns of a screen that a listing takes when no line is broken."""
    widths = _natural_widths(listing.columns, [[column.title for column in listing.columns], *listing.rows])
    return listing.indent + sum(widths) + listing.gap * (len(widths) - 1)


def _natural_widths(columns: Sequence[Column], rows: Sequence[Sequence[Cell]]) -> list[int]:
    widths = [max(_cell_width(cell) for cell in cells) for cells in zip(*rows, strict=True)]
    return [column.width or width for column, width in zip(columns, widths, strict=True)]


def _cell_width(cell: Cell) -> int:
    """The width of a cell's longest line."""
    widths = [0]
    for span in spans(cell):
        if span is BREAK:
            widths.append(0)
        else:
            widths[-1] += cell_len(one_line(span.text))
    return max(widths)


def _laid_out(
    columns: Sequence[Column], rows: Sequence[Sequence[Cell]], indent: int, gap: int, console: Console
) -> Text:
    """Rows in columns, each as wide as it needs, those that may wrap as wide as there is room."""
    widths = _natural_widths(columns, rows)
    over = indent + sum(widths) + gap * (len(widths) - 1) - console.width
    widths = _narrowed(columns, widths, over)
    lines: list[Text] = []
    for row in rows:
        cells = [
            _cell_lines(cell, column, width, console) for cell, column, width in zip(row, columns, widths, strict=True)
        ]
        for number in range(max(map(len, cells))):
            line = Text(" " * indent)
            for column, width, cell in zip(columns, widths, cells, strict=True):
                _append(line, cell[number] if number < len(cell) else Text(), column, width)
                line.append(" " * gap)
            line.rstrip()
            lines.append(line)
    return Text("\n").join(lines)


def _narrowed(columns: Sequence[Column], widths: list[int], over: int) -> list[int]:
    """Widths with what is too much taken from the columns that may wrap, from the widest first."""
    narrowed = list(widths)
    while over > 0:
        able = [number for number, column in enumerate(columns) if column.wraps]
        widest = max(able, key=lambda number: narrowed[number], default=None)
        if widest is None or narrowed[widest] <= _NARROWEST_COLUMN:
            break
        narrowed[widest] -= 1
        over -= 1
    return narrowed


def _cell_lines(cell: Cell, column: Column, width: int, console: Console) -> list[Text]:
    text = _text(cell, column.tone)
    if text.plain and (column.wraps or column.width is not None):
        return list(text.wrap(console, width))
    return list(text.split("\n")) if "\n" in text.plain else [text]


def _append(line: Text, cell: Text, column: Column, width: int) -> None:
    cell.rstrip()
    space = max(0, width - cell.cell_len)
    before = space if column.right else space // 2 if column.centred else 0
    line.append(" " * before).append_text(cell).append(" " * (space - before))


def _tree(tree: Tree) -> RichTree:
    grown = RichTree(_text(tree.line), guide_style="dim")
    for branch in tree.branches:
        grown.children.append(_tree(branch))
    return grown


def _text(cell: Cell, style: str = "") -> Text:
    text = Text(style=_STYLES.get(style, ""))
    for span in spans(cell):
        text.append("\n" if span is BREAK else one_line(span.text), _STYLES.get(span.tone, ""))
    return text
