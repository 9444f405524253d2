"""Answers for a screen reader: a labelled sentence for each row of a table, words in place of signs, no drawings."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, assert_never

from nato_cli.model import Standing
from nato_cli.output.answer import BREAK, Block, Drawing, Fields, Heading, Paragraph, Table, Tree, spans, walk
from nato_cli.output.escape import one_line
from nato_cli.output.vocabulary import SIGNS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from nato_cli.output.answer import Cell

_STANDINGS = {standing.value for standing in Standing}
_SIGNS = re.compile(f"[{re.escape(''.join(SIGNS.values()))}]+")


def lines(blocks: Sequence[Block]) -> Iterator[str]:
    for block in blocks:
        for line in _lines(block):
            if line.strip():
                yield f"{line}\n"


def _lines(block: Block) -> Iterator[str]:
    if isinstance(block, Heading | Paragraph):
        yield _text(block.line)
    elif isinstance(block, Table):
        for row in block.rows:
            yield _sentence(zip((column.title for column in block.columns), row, strict=True))
    elif isinstance(block, Fields):
        yield from (f"{name}: {_text(value)}" for name, value in block.pairs)
    elif isinstance(block, Tree):
        yield from (f"{'  ' * level}{_text(branch.line)}" for level, branch in walk(block))
    elif isinstance(block, Drawing):
        yield _text(block.words)
    else:
        assert_never(block)


def _sentence(pairs: Iterable[tuple[str, Cell]]) -> str:
    parts = [f"{title}: {text}" if title else text for title, cell in pairs if (text := _text(cell))]
    return f"{'; '.join(parts)}." if parts else ""


def _text(cell: Cell) -> str:
    return " ".join(
        "".join(_words(span.text, span.tone) if span is not BREAK else "; " for span in spans(cell)).split()
    )


def _words(text: str, tone: str) -> str:
    """The text of a span; a sign of a standing becomes its word, and a row of equal signs their number and the word."""
    line = one_line(text)
    if tone not in _STANDINGS or not (signs := _SIGNS.match(line)):
        return line
    rest = line[signs.end() :].strip()
    number = len(signs[0])
    return rest or (tone if number == 1 else f"{number} {tone}, ")
