"""Ask: why do we say that?"""

from __future__ import annotations

from typing import Annotated

import typer

from nato_cli.cli import complete, session
from nato_cli.cli.options import AsOf, Data, Form, KnownBy, Scale, Selection
from nato_cli.render import Format


def why(
    member: Annotated[
        str,
        typer.Argument(
            metavar="MEMBER", autocompletion=complete.members, show_default=False, help="A member, by code or name."
        ),
    ],
    candidate: Annotated[
        str,
        typer.Argument(
            metavar="CANDIDATE",
            autocompletion=complete.candidates,
            show_default=False,
            help="A candidate, by id or name.",
        ),
    ],
    as_of: AsOf = None,
    known_by: KnownBy = None,
    scale: Scale = None,
    data: Data = None,
    selection: Selection = None,
    form: Form = Format.TABLE,
) -> None:
    """The whole chain of evidence behind one standing: what decided, by which rule, and what was overruled."""
    from nato_cli.render.answers.why import why as answer

    reading = session.open_reading(data, selection, as_of, known_by, scale)
    person = session.candidate_of(reading, candidate)
    code = session.elector_of(reading, member).id
    assessment = next(each for each in reading.assess(person.id) if each.member == code)
    session.emit(answer(reading, person, assessment), form)
