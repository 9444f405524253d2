"""`nato backtest`: what came of past selections."""

from __future__ import annotations

from typing import Annotated

import typer

from nato_cli.analysis import backtest as past
from nato_cli.commands import lookup
from nato_cli.commands.options import Data, Form
from nato_cli.dates import today
from nato_cli.model import View
from nato_cli.output import Format
from nato_cli.output.views import backtest as view


def backtest(
    hedges: Annotated[
        bool, typer.Option("--hedges", help="What followed each word of likelihood, instead of who was chosen.")
    ] = False,
    data: Data = None,
    form: Form = Format.TABLE,
) -> None:
    dataset, now = lookup.open_dataset(data), today()
    if hedges:
        lookup.emit(view.hedges(dataset, past.hedges(dataset, now)), form)
        return
    rates = past.base_rates(dataset, View(as_of=now, known_by=now, today=now))
    lookup.emit(view.backtest(dataset, rates, past.confirmations(dataset, now)), form)
