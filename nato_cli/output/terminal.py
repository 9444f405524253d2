"""Answers on a terminal: the one module that knows Rich.

Rich knows the terminal, its colours and how wide characters are. Laying out is done here, line by line and row by row,
so that a listing may be of any length and the first line does not wait for the last.
"""

from __future__ import annotations

import os
import re
from itertools import chain, zip_longest
from typing import TYPE_CHECKING, NamedTuple, TypeAlias, assert_never

from rich.cells import cell_len, chop_cells

from nato_cli.output.answer import BREAK, Block, Column, Fields, Heading, Paragraph, Span, Table, Tree, spans
from nato_cli.output.escape import one_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from typing import TextIO

    from nato_cli.output.answer import Cell

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
#: Variables by which Rich takes a pipe for a terminal.
_SAYS_TERMINAL = ("FORCE_COLOR", "TTY_COMPATIBLE", "TTY_INTERACTIVE")
_NARROWEST = 20
_NARROWEST_COLUMN = 12
_WIDEST_CHARACTER = 2
_FACTS = (Column("", tone="strong"), Column("", wraps=True))

_WORD = re.compile(r"\s*\S+\s*")

#: A text that is inert and holds no line end, and its tone.
Piece: TypeAlias = "tuple[str, str]"


class _Line(NamedTuple):
    """What stands on one line, and how many columns of the screen it takes."""

    pieces: Sequence[Piece]
    width: int


_EMPTY = _Line((), 0)


class _Guides(NamedTuple):
    """What leads to a branch of a tree, and what stands beside the lines that follow it."""

    fork: str
    beside_fork: str
    end: str
    beside_end: str = "    "


_DRAWN = _Guides("├── ", "│   ", "└── ")
_TYPED = _Guides("+-- ", "|   ", "`-- ")


def lines(parts: Sequence[Block], stream: TextIO) -> Iterator[str]:
    """The lines of an answer for a terminal, or plain lines of any length where no terminal is."""
    screen = _Screen(stream)
    before: Block | None = None
    for part in parts:
        if before is not None and _is_apart(part, before):
            yield "\n"
        yield from (screen.painted(line) for line in _lines_of(part, screen))
        before = part


class _Screen:
    """What an answer is shown on: its width, its colours, and what it has to draw a tree with.

    Rich is asked for them where there is a terminal, or the environment says that there is one. In a pipe there is
    nothing to ask.
    """

    def __init__(self, stream: TextIO) -> None:
        self.width = _width_told() or _UNLIMITED
        self.guides = _DRAWN if (stream.encoding or "utf-8").lower().startswith("utf") else _TYPED
        self._has_styles = self._has_colours = False
        self._codes: dict[str, tuple[str, str]] = {}
        if stream.isatty() or any(os.environ.get(name) for name in _SAYS_TERMINAL):
            self._ask(stream)

    def _ask(self, stream: TextIO) -> None:
        from rich.console import Console

        console = Console(width=_width_told() or (None if stream.isatty() else _UNLIMITED), file=stream)
        self.width = console.width
        self._has_styles = console.color_system is not None
        self._has_colours = not console.no_color

    def painted(self, line: Sequence[Piece]) -> str:
        """A line with its end, in its colours."""
        if not self._has_styles:
            return "".join([text for text, _ in line]) + "\n"
        return "".join([f"{begin}{text}{end}" for text, tone in line for begin, end in (self._code(tone),)]) + "\n"

    def _code(self, tone: str) -> tuple[str, str]:
        """What turns a tone on, and off again."""
        code = self._codes.get(tone)
        if code is None:
            from rich.style import Style

            style = Style.parse(_STYLES.get(tone, ""))
            begin, _, end = (style if self._has_colours else style.without_color).render("-").partition("-")
            code = self._codes[tone] = (begin, end)
        return code


def _width_told() -> int | None:
    """The width that COLUMNS says, None where it says none."""
    told = os.environ.get("COLUMNS", "")
    return max(int(told), _NARROWEST) if told.isdecimal() else None


def _is_apart(part: Block, before: Block) -> bool:
    return not isinstance(part, Paragraph) or part.apart or isinstance(before, Table | Fields)


def _lines_of(part: Block, screen: _Screen) -> Iterator[Sequence[Piece]]:
    if isinstance(part, Heading):
        return (line.pieces for line in _wrapped(part.line, screen.width, "heading"))
    if isinstance(part, Paragraph):
        return _paragraph(part, screen.width)
    if isinstance(part, Table):
        return _listing(part, screen.width)
    if isinstance(part, Fields):
        return _laid_out(_FACTS, part.pairs, _narrowed(_FACTS, _natural_widths(_FACTS, part.pairs), 2, screen.width))
    if isinstance(part, Tree):
        return _tree(part, screen)
    assert_never(part)


def _paragraph(paragraph: Paragraph, width: int) -> Iterator[Sequence[Piece]]:
    margin = ((" " * paragraph.indent, ""),)
    for line in _wrapped(paragraph.line, width - paragraph.indent):
        yield (*margin, *line.pieces)


def _tree(tree: Tree, screen: _Screen) -> Iterator[Sequence[Piece]]:
    """A tree from its root down; what leads to a line is part of it, so that no depth is too deep."""
    guides = screen.guides
    following = [(tree, "", "")]
    while following:
        each, lead, beside = following.pop()
        for line in _wrapped(each.line, max(_NARROWEST_COLUMN, screen.width - len(lead))):
            yield ((lead, "muted"), *line.pieces)
            lead = beside
        for number, branch in enumerate(reversed(each.branches)):
            if number == 0:
                following.append((branch, beside + guides.end, beside + guides.beside_end))
            else:
                following.append((branch, beside + guides.fork, beside + guides.beside_fork))


def _listing(listing: Table, width: int) -> Iterator[Sequence[Piece]]:
    """A listing in the first of its designs that fits the screen, or else in its narrowest."""
    heads = [Span(column.title, "head") for column in listing.columns]
    widths = _natural_widths(listing.columns, chain([heads], listing.rows))
    room = width - listing.indent
    if listing.narrower is not None and sum(widths) + listing.gap * (len(widths) - 1) > room:
        yield from _listing(listing.narrower, width)
        return
    widths = _narrowed(listing.columns, widths, listing.gap, room)
    yield from _laid_out(listing.columns, chain([heads], listing.rows), widths, listing.indent, listing.gap)
    if listing.legend:
        yield ()
        yield from (line.pieces for line in _wrapped(listing.legend, width))


def _natural_widths(columns: Sequence[Column], rows: Iterable[Sequence[Cell]]) -> list[int]:
    """How wide the columns are when no line is broken."""
    widths = [0] * len(columns)
    for row in rows:
        for number, cell in enumerate(row):
            widths[number] = max(widths[number], *[line.width for line in _lines_in(cell)])
    return [column.width or width for column, width in zip(columns, widths, strict=True)]


def _narrowed(columns: Sequence[Column], widths: Sequence[int], gap: int, room: int) -> list[int]:
    """Widths with what is too much taken from the columns that may wrap, from the widest first."""
    narrowed = list(widths)
    over = sum(widths) + gap * (len(widths) - 1) - room
    able = [number for number, column in enumerate(columns) if column.wraps]
    while over > 0 and able:
        widest = max(able, key=narrowed.__getitem__)
        next_widest = max((narrowed[number] for number in able if number != widest), default=0)
        spare = narrowed[widest] - max(_NARROWEST_COLUMN, next_widest)
        if narrowed[widest] <= _NARROWEST_COLUMN:
            break
        taken = min(over, max(1, spare))
        narrowed[widest] -= taken
        over -= taken
    return narrowed


def _laid_out(
    columns: Sequence[Column], rows: Iterable[Sequence[Cell]], widths: Sequence[int], indent: int = 0, gap: int = 2
) -> Iterator[Sequence[Piece]]:
    """Rows in columns of these widths, each row over as many lines as its longest cell takes."""
    for row in rows:
        cells = [_cell_lines(cell, column, width) for cell, column, width in zip(row, columns, widths, strict=True)]
        for lines in zip_longest(*cells, fillvalue=_EMPTY):
            pieces: list[Piece] = []
            blanks = indent
            for line, column, width in zip(lines, columns, widths, strict=True):
                space = max(0, width - line.width)
                before = space if column.right else space // 2 if column.centred else 0
                if line.pieces:
                    pieces += ((" " * (blanks + before), ""), *line.pieces)
                    blanks = space - before + gap
                else:
                    blanks += width + gap
            yield pieces


def _cell_lines(cell: Cell, column: Column, width: int) -> list[_Line]:
    if column.wraps or column.width is not None:
        return list(_wrapped(cell, width, column.tone))
    return _lines_in(cell, column.tone)


def _wrapped(cell: Cell, width: int, tone: str = "") -> Iterator[_Line]:
    """The lines of a cell, those that are too long broken between words, or within one that is too long itself."""
    for line in _lines_in(cell, tone):
        if line.width <= width:
            yield line
            continue
        text = "".join([piece for piece, _ in line.pieces])
        starts = [0, *_breaks(text, max(width, _WIDEST_CHARACTER))]
        for start, end in zip(starts, [*starts[1:], len(text)], strict=True):
            yield _line(list(_between(line.pieces, start, end)))


def _lines_in(cell: Cell, tone: str = "") -> list[_Line]:
    """The lines of a cell, none of them broken."""
    if type(cell) is str:  # Nearly all cells are, and long listings feel it.
        return [_line([(one_line(cell), tone)])]
    lines: list[_Line] = []
    pieces: list[Piece] = []
    for span in spans(cell):
        if span is BREAK:
            lines.append(_line(pieces))
            pieces = []
        elif span.text:
            pieces.append((one_line(span.text), span.tone or tone))
    return [*lines, _line(pieces)]


def _line(pieces: list[Piece]) -> _Line:
    """Pieces as a line, without blanks at its end."""
    while pieces:
        text, tone = pieces.pop()
        kept = text.rstrip(" ")
        if kept:
            pieces.append((kept, tone))
            break
    return _Line(pieces, sum([cell_len(text) for text, _ in pieces]))


def _breaks(text: str, width: int) -> Iterator[int]:
    """Where in a text a new line begins, so that none is wider than `width`."""
    column = 0
    for found in _WORD.finditer(text):
        word, start = found[0], found.start()
        length = cell_len(word.rstrip())
        if length > width:
            if column:
                yield start
            *parts, last = chop_cells(word, width)
            for part in parts:
                start += len(part)
                yield start
            column = cell_len(last)
            continue
        if column + length > width and column:
            yield start
            column = 0
        column += cell_len(word)


def _between(pieces: Sequence[Piece], start: int, end: int) -> Iterator[Piece]:
    """The pieces of a line from one place in its text to another."""
    at = 0
    for text, tone in pieces:
        part = text[max(0, start - at) : max(0, end - at)]
        if part:
            yield part, tone
        at += len(text)
