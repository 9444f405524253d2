"""Answers on a terminal, laid out and coloured by Rich."""

from __future__ import annotations

import io
import os
from typing import TYPE_CHECKING, assert_never

from rich.cells import cell_len
from rich.console import Console, Group
from rich.padding import Padding
from rich.segment import Segment, Segments
from rich.table import Table as RichTable
from rich.text import Text
from rich.theme import Theme
from rich.tree import Tree as RichTree

from nato_cli.output.answer import (
    BREAK,
    Block,
    Column,
    Drawing,
    Fields,
    Heading,
    Paragraph,
    Span,
    Table,
    Tree,
    spans,
    walk,
)
from nato_cli.output.escape import one_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import TextIO

    from rich.console import RenderableType

    from nato_cli.output.answer import Cell

#: The sixteen colours that every theme, light or dark, makes readable. Colour alone never carries a meaning.
_THEME = Theme(
    {
        "support": "bold green",
        "likely-support": "green",
        "no-objection": "cyan",
        "abstain": "cyan",
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
    },
)
_PIPE_WIDTH = 10_000
_NARROWEST = 20
_PICTURE_WIDTH = 100
#: Rich's frame for a picture, without its window and without the fonts that it would fetch from elsewhere.
_SVG = """\
<svg class="rich-terminal" viewBox="0 0 {width} {height}" xmlns="http://www.w3.org/2000/svg">
<style>
.{unique_id}-matrix {{ font-family: monospace; font-size: {char_height}px; line-height: {line_height}px; }}
{styles}
</style>
<defs><clipPath id="{unique_id}-clip-terminal"><rect x="0" y="0" width="{terminal_width}" height="{terminal_height}"/>
</clipPath>{lines}</defs>
<rect fill="#ffffff" width="{width}" height="{height}"/>
<g transform="translate({terminal_x}, 20)" clip-path="url(#{unique_id}-clip-terminal)">
{backgrounds}<g class="{unique_id}-matrix">{matrix}</g></g>
</svg>
"""


def lines(blocks: Sequence[Block], stream: TextIO) -> Iterator[str]:
    """The lines of an answer: as wide as the terminal, and of any length where there is none."""
    console = _console(stream)
    before: Block | None = None
    for block in blocks:
        if before is not None and is_apart(block, before):
            yield "\n"
        with console.capture() as captured:
            console.print(_drawn(block, console))
        yield from (f"{line.rstrip()}\n" for line in captured.get().splitlines())
        before = block


def width(text: str) -> int:
    """How many columns of a terminal a line takes."""
    return cell_len(text)


def picture(blocks: Sequence[Block]) -> str:
    """An answer as an SVG picture, on white, with no reference to anything outside of it."""
    from rich.terminal_theme import DEFAULT_TERMINAL_THEME

    console = Console(
        record=True, file=io.StringIO(), width=_PICTURE_WIDTH, theme=_THEME, color_system="standard", no_color=False,
        highlight=False, markup=False, emoji=False, legacy_windows=False,
    )  # fmt: skip
    before: Block | None = None
    for block in blocks:
        if before is not None and is_apart(block, before):
            console.print()
        console.print(_drawn(block, console))
        before = block
    return console.export_svg(title="nato", theme=DEFAULT_TERMINAL_THEME, code_format=_SVG)


def _console(stream: TextIO) -> Console:
    columns = os.environ.get("COLUMNS", "")
    width = max(int(columns), _NARROWEST) if columns.isdecimal() else None if stream.isatty() else _PIPE_WIDTH
    return Console(file=stream, theme=_THEME, width=width, highlight=False, markup=False, emoji=False)


def is_apart(block: Block, before: Block) -> bool:
    """True if an empty line stands before a block."""
    return not isinstance(block, Paragraph) or block.apart or isinstance(before, Table | Fields | Drawing)


def _drawn(block: Block, console: Console) -> RenderableType:
    if isinstance(block, Heading):
        return _text(block.line, "heading")
    if isinstance(block, Paragraph):
        return Padding(_text(block.line), (0, 0, 0, block.indent), expand=False)
    if isinstance(block, Table):
        return _table(block, console)
    if isinstance(block, Fields):
        return _grid((Column("", tone="strong"), Column("", wraps=True)), block.pairs, show_header=False)
    if isinstance(block, Tree):
        return _tree(block)
    if isinstance(block, Drawing):
        return Text("\n").join(_text(line) for line in block.lines)
    assert_never(block)


def _table(table: Table, console: Console) -> RenderableType:
    shown = _shown(table) if console.is_terminal else table
    widths = _natural_widths(shown)
    while shown.narrower is not None and _total(shown, widths) > console.width:
        kept = shown.narrower._replace(limit=len(shown.rows), keeps_last=table.keeps_last)
        shown = _shown(kept)
        widths = _natural_widths(shown)
    columns = shown.columns
    if _total(shown, widths) <= console.width:
        # Rich need not measure the cells again.
        columns = [column._replace(width=width) for column, width in zip(columns, widths, strict=True)]
    if console.color_system is None and _total(shown, widths) <= console.width:
        drawn: list[RenderableType] = [Segments(_unstyled(shown, widths, console))]
    else:
        grid = _grid(columns, shown.rows, show_header=shown.has_head, gap=shown.gap)
        drawn = [Padding(grid, (0, 0, 0, shown.indent), expand=False)]
    if len(shown.rows) < len(table.rows):
        which = "last" if table.keeps_last else "first"
        drawn += ["", Text(f"The {which} {len(shown.rows)} of {len(table.rows)}; --limit 0 shows all.", "muted")]
    if shown.legend:
        drawn += ["", _text(shown.legend)]
    return Group(*drawn)


def _unstyled(table: Table, widths: Sequence[int], console: Console) -> Iterator[Segment]:
    """The lines of a table without colours that needs no wrapping, as Rich draws them, in a tenth of its time."""
    heads: list[Cell] = [column.title for column in table.columns]
    for number, row in enumerate([heads, *table.rows] if table.has_head else table.rows, not table.has_head):
        cells = [_letters(cell).split("\n") for cell in row]
        for column, width, cell in zip(table.columns, widths, cells, strict=True):
            if column.width:
                cell[:] = [line.plain for line in Text("\n".join(cell)).wrap(console, width, overflow="fold")]
        height = max(map(len, cells))
        for cell in cells:
            cell[len(cell) if number else 0 : 0] = [""] * (height - len(cell))  # heads stand at the bottom
        for line in zip(*cells, strict=True):
            parts = map(_padded, table.columns, widths, line)
            yield Segment(f"{' ' * table.indent}{(' ' * table.gap).join(parts)}\n")


def _padded(column: Column, width: int, text: str) -> str:
    text = text.rstrip() if column.right or column.centred else text
    room = width - (len(text) if text.isascii() else cell_len(text))
    left = room if column.right else room // 2 if column.centred else 0
    return f"{' ' * left}{text}{' ' * (room - left)}"


def _letters(cell: Cell) -> str:
    if isinstance(cell, str | int):
        return one_line(str(cell))
    return "".join("\n" if span is BREAK else one_line(span.text) for span in spans(cell))


def _shown(table: Table) -> Table:
    """A table with the rows that a terminal shows."""
    if not table.limit or table.limit >= len(table.rows):
        return table
    return table._replace(rows=table.rows[-table.limit :] if table.keeps_last else table.rows[: table.limit])


def _natural_widths(table: Table) -> list[int]:
    """How wide the columns are when no line is broken."""
    heads = [column.title if table.has_head else "" for column in table.columns]
    cells = zip(heads, *table.rows, strict=True)
    return [column.width or max(map(_width, those)) for column, those in zip(table.columns, cells, strict=True)]


def _total(table: Table, widths: Sequence[int]) -> int:
    return sum(widths) + table.gap * (len(widths) - 1) + table.indent


def _width(cell: Cell) -> int:
    if isinstance(cell, str) and cell.isascii():
        return len(cell)
    return max(cell_len(line) for line in _letters(cell).split("\n"))


def _grid(
    columns: Sequence[Column], rows: Sequence[Sequence[Cell]], *, show_header: bool = True, gap: int = 2
) -> RichTable:
    grid = RichTable(box=None, padding=(0, gap, 0, 0), pad_edge=False, show_header=show_header, header_style="none")
    for column in columns:
        grid.add_column(
            _text((Span(column.title, "head"),)),
            justify="right" if column.right else "center" if column.centred else "left",
            no_wrap=not column.wraps and column.width is None,
            overflow="fold" if column.wraps or column.width else "ellipsis",
            width=column.width,
            style=column.tone,
        )
    for row in rows:
        grid.add_row(*map(_text, row))
    return grid


def _tree(tree: Tree) -> RichTree:
    root = RichTree(_text(tree.line), guide_style="muted")
    path = [root]
    for level, branch in walk(tree):
        if level:
            del path[level:]
            path.append(path[-1].add(_text(branch.line)))
    return root


def _text(cell: Cell, tone: str = "") -> Text:
    if isinstance(cell, str | int):
        return Text(one_line(str(cell)), tone)
    text = Text()
    for span in spans(cell):
        if span is BREAK:
            text.append("\n")
        else:
            text.append(one_line(span.text), span.tone or tone)
    return text
