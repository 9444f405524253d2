"""`nato silence`: the silence procedure played on the data."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

import typer

from nato_cli.analysis.silence_procedure import ProcedureError, outlook
from nato_cli.commands import lookup
from nato_cli.commands.errors import UsageError
from nato_cli.commands.options import DATE_FORMS, Data, Form, KnownBy, Scale, Selection, Whom, first_day, last_day
from nato_cli.output import Format
from nato_cli.output.views import silence as view


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
    """An objection inside the window breaks silence, and so does one that stood before and was not withdrawn."""
    snapshot = lookup.open_snapshot(data, selection, deadline, known_by, scale)
    whom = lookup.candidate_of(snapshot, candidate)
    try:
        played = outlook(snapshot, whom, opens, deadline)
    except ProcedureError as error:
        raise UsageError(str(error)) from None
    lookup.emit(view.silence(snapshot, whom, played), form)
