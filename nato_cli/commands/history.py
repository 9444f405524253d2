"""`nato history`: past selections."""

from __future__ import annotations

from nato_cli.analysis.history import account
from nato_cli.commands import lookup
from nato_cli.commands.options import Data, Form
from nato_cli.dates import today
from nato_cli.output import Format


def history(data: Data = None, form: Form = Format.TABLE) -> None:
    from nato_cli.output.views.history import history as answer

    dataset = lookup.open_dataset(data)
    accounts = [account(dataset, selection, today()) for selection in dataset.selections.values()]
    accounts.sort(key=lambda past: past.on.toordinal() if past.on else 0, reverse=True)
    lookup.emit(answer(dataset, accounts), form)
