"""`nato backtest`: the rules against what happened."""

from __future__ import annotations

from typing import Annotated

import typer

from nato_cli.analysis import backtest as past
from nato_cli.commands import lookup
from nato_cli.commands.options import ByRule, Data, Form, Selection
from nato_cli.dates import today
from nato_cli.model import DecisionRule, Rule
from nato_cli.output import Format


def backtest(
    hedges: Annotated[
        bool, typer.Option("--hedges", help="What followed each word of likelihood, instead of each verdict.")
    ] = False,
    rule: ByRule = None,
    selection: Selection = None,
    data: Data = None,
    form: Form = Format.TABLE,
) -> None:
    from nato_cli.output.views import backtest as answer

    dataset = lookup.open_dataset(data)
    if hedges:
        lookup.emit(answer.hedges(dataset, past.hedges(dataset, today())), form)
        return
    wanted = [lookup.chosen(dataset, selection)] if selection else list(dataset.selections.values())
    cases = [
        case
        for each in wanted
        for case in past.readings(dataset, each, today(), DecisionRule(rule=rule) if rule else None)
    ]
    lookup.emit(answer.backtest(dataset, cases, rule or Rule.UNANIMITY), form)
