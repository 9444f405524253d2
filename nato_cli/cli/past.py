"""History: past selections, who objected to whom, and how the rules would have read it all."""

from __future__ import annotations

from typing import Annotated

import typer

from nato_cli.analysis import backtest as past
from nato_cli.analysis.history import account, hindsight, objections
from nato_cli.cli import subject
from nato_cli.cli.options import ByRule, Data, Form, OfMember, Selection
from nato_cli.clock import today
from nato_cli.model import Rule
from nato_cli.render import Format


def history(data: Data = None, form: Form = Format.TABLE) -> None:
    from nato_cli.render.answers.history import history as answer

    dataset = subject.open_dataset(data)
    accounts = [account(dataset, each, today()) for each in dataset.selections.values()]
    accounts.sort(key=lambda each: each.on.toordinal() if each.on else 0, reverse=True)
    subject.emit(answer(dataset, accounts), form)


def vetoes(
    member: OfMember = None,
    selection: Selection = None,
    data: Data = None,
    form: Form = Format.TABLE,
) -> None:
    from nato_cli.render.answers.history import vetoes as answer

    dataset = subject.open_dataset(data)
    codes = {subject.member_of(dataset, each).id for each in member or ()}
    wanted = [subject.chosen(dataset, selection)] if selection else list(dataset.selections.values())
    wanted.sort(key=lambda each: each.opened.last.toordinal() if each.opened else 0, reverse=True)
    found = [
        each
        for some in wanted
        for each in objections(hindsight(dataset, some, today()))
        if not codes or each.member in codes
    ]
    subject.emit(answer(dataset, found), form)


def backtest(
    hedges: Annotated[
        bool, typer.Option("--hedges", help="What followed each word of likelihood, instead of each verdict.")
    ] = False,
    rule: ByRule = Rule.UNANIMITY,
    selection: Selection = None,
    data: Data = None,
    form: Form = Format.TABLE,
) -> None:
    from nato_cli.render.answers import backtest as answer

    dataset = subject.open_dataset(data)
    if hedges:
        subject.emit(answer.hedges(dataset, past.hedges(dataset, today())), form)
        return
    wanted = [subject.chosen(dataset, selection)] if selection else list(dataset.selections.values())
    cases = [case for each in wanted for case in past.readings(dataset, each, today(), rule)]
    subject.emit(answer.backtest(dataset, cases, rule), form)
