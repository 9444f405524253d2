"""From answers to what people and programs read. Each form is imported when it is asked for."""

from __future__ import annotations

import io
import os
from typing import TYPE_CHECKING

from nato_cli.output.answer import Answer
from nato_cli.output.answer import Format as Format

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import TextIO


PLAIN = "ACCESSIBLE"


def write(answer: Answer, form: Format, stream: TextIO) -> None:
    """Write an answer to a stream in one of the four forms; what is for programs is UTF-8 whatever the locale."""
    if form is not Format.TABLE and isinstance(stream, io.TextIOWrapper):
        stream.reconfigure(encoding="utf-8")
    put(text(answer, form, stream), stream)


def put(pieces: Iterable[str], stream: TextIO) -> None:
    """Write text and flush it; a reader that has seen enough ends it quietly."""
    try:
        stream.writelines(pieces)
        stream.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())  # for what is still in the buffer


def plain_is_wanted() -> bool:
    """True if the reader asked for sentences in place of drawings: `--plain`, or ACCESSIBLE set as is customary."""
    return os.environ.get(PLAIN, "0") not in {"", "0"}


def text(answer: Answer, form: Format, stream: TextIO) -> Iterable[str]:
    if form is Format.TABLE and plain_is_wanted():
        from nato_cli.output import plain

        return plain.lines(answer.parts())
    if form is Format.TABLE:
        from nato_cli.output.terminal import lines

        return lines(answer.parts(), stream)
    if form is Format.JSON:
        from nato_cli.output.json import encoded

        return [encoded(answer.document())]
    if form is Format.CSV:
        from nato_cli.output.csv import comma_separated

        return [comma_separated(answer.table())]
    from nato_cli.output.markdown import markdown

    return markdown(answer.parts())
