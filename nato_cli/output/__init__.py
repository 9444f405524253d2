"""From answers to what people and programs read. Each form is imported when it is asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nato_cli.output.answer import Answer
from nato_cli.output.answer import Format as Format
from nato_cli.output.progress import watched

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import TextIO


def write(answer: Answer, form: Format, stream: TextIO) -> None:
    """Write an answer to a stream in one of the four forms, piece by piece."""
    pieces = _pieces(answer, form, stream)
    # On a terminal the answer itself shows how far it has come.
    stream.writelines(pieces if stream.isatty() else watched(pieces, None, "Writing"))


def _pieces(answer: Answer, form: Format, stream: TextIO) -> Iterator[str]:
    if form is Format.TABLE:
        from nato_cli.output.terminal import lines

        return lines(answer.parts(), stream)
    if form is Format.JSON:
        from nato_cli.output.json import chunks

        return chunks(answer.document())
    if form is Format.CSV:
        from nato_cli.output.csv import comma_separated

        return comma_separated(answer.table())
    from nato_cli.output.markdown import markdown

    return markdown(answer.parts())
