"""From answers to what people and programs read. Each form is imported when it is asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nato_cli.render.answer import Answer
from nato_cli.render.answer import Format as Format

if TYPE_CHECKING:
    from typing import TextIO


def write(answer: Answer, form: Format, stream: TextIO) -> None:
    """Write an answer to a stream in one of the four forms."""
    if form is Format.TABLE:
        from nato_cli.render.tables import show

        show(answer.parts(), stream)
    elif form is Format.JSON:
        from nato_cli.render.json import chunks

        stream.writelines(chunks(answer.document()))
    elif form is Format.CSV:
        from nato_cli.render.csv import comma_separated

        stream.writelines(comma_separated(answer.table()))
    else:
        from nato_cli.render.markdown import markdown

        stream.writelines(markdown(answer.parts()))
