"""`nato silence`: the silence procedure played on the data."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Annotated

import typer

from nato_cli.commands import lookup
from nato_cli.commands.errors import UsageError
from nato_cli.commands.options import DATE_FORMS, Data, Form, KnownBy, Scale, Selection, Whom, first_day, last_day
from nato_cli.output import Format

if TYPE_CHECKING:
    pass


def silence(
    candidate: Whom,
    opens: Annotated[
        dt.date,
        typer.Option(
            "--opens",
            parser=first_day,
            metavar="DATE",
            help=f"The day on which the draft is put under silence ({DATE_FORMS}).",
        ),
    ],
    deadline: Annotated[
        dt.date,
        typer.Option(
            "--deadline",
            parser=last_day,
            metavar="DATE",
            help=f"The last day on which an objection counts ({DATE_FORMS}).",
        ),
    ],
    known_by: KnownBy = None,
    scale: Scale = None,
    data: Data = None,
    selection: Selection = None,
    form: Form = Format.TABLE,
) -> None:
    from nato_cli.analysis.silence_procedure import ProcedureError, outlook
    from nato_cli.output.views.silence import silence as answer

    snapshot = lookup.open_snapshot(data, selection, deadline, known_by, scale)
    person = lookup.candidate_of(snapshot, candidate)
    try:
        found = outlook(snapshot, person, opens, deadline)
    except ProcedureError as error:
        raise UsageError(str(error)) from None
    lookup.emit(answer(snapshot, person, found), form)
