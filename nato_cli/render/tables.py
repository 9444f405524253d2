"""Answers on a terminal: the one module that knows Rich."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING, assert_never

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text
from rich.tree import Tree as RichTree

from nato_cli.render.answer import BREAK, Facts, Heading, Listing, Paragraph, Part, Tree, spans
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
    "warning": "bold yellow",
    "error": "bold red",
}
_UNLIMITED = 10_000
_NARROWEST = 20


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
        console.print(_indented(_text(part.line), part.indent))
    elif isinstance(part, Listing):
        _show_listing(part, console)
    elif isinstance(part, Facts):
        console.print(_facts(part))
    elif isinstance(part, Tree):
        console.print(_tree(part))
    else:
        assert_never(part)


def _show_listing(listing: Listing, console: Console) -> None:
    table = _table(listing)
    while listing.narrower is not None and not _fits(table, console.width - listing.indent, console):
        listing = listing.narrower
        table = _table(listing)
    console.print(_indented(table, listing.indent))
    if listing.legend:
        console.print()
        console.print(_text(listing.legend))


def _indented(what: Table | Text, by: int) -> Padding:
    return Padding(what, (0, 0, 0, by), expand=False)


def _fits(table: Table, width: int, console: Console) -> bool:
    return console.measure(table, options=console.options.update(width=_UNLIMITED)).maximum <= width


def _table(listing: Listing) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, listing.gap, 0, 0), header_style="bold underline")
    for column in listing.columns:
        table.add_column(
            _text(column.title),
            justify="right" if column.right else "center" if column.centred else "left",
            no_wrap=not column.wraps and column.width is None,
            width=column.width,
            overflow="fold",
        )
    for row in listing.rows:
        table.add_row(*(_text(cell) for cell in row))
    return table


def _tree(tree: Tree) -> RichTree:
    grown = RichTree(_text(tree.line), guide_style="dim")
    for branch in tree.branches:
        grown.children.append(_tree(branch))
    return grown


def _facts(facts: Facts) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), show_header=False)
    table.add_column(style="bold", no_wrap=True)
    table.add_column(overflow="fold")
    for name, value in facts.pairs:
        table.add_row(_text(name), _text(value))
    return table


def _text(cell: Cell, style: str = "") -> Text:
    text = Text(style=_STYLES.get(style, ""))
    for span in spans(cell):
        text.append("\n" if span is BREAK else one_line(span.text), _STYLES.get(span.tone, ""))
    return text
