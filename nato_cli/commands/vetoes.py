"""`nato vetoes`: who objected to whom, and how it ended."""

from __future__ import annotations

from nato_cli.analysis.history import hindsight, objections
from nato_cli.commands import lookup
from nato_cli.commands.options import Data, Form, OfMember, Selection
from nato_cli.dates import today
from nato_cli.output import Format


def vetoes(
    member: OfMember = None,
    selection: Selection = None,
    data: Data = None,
    form: Form = Format.TABLE,
) -> None:
    from nato_cli.output.views.history import vetoes as answer

    dataset = lookup.open_dataset(data)
    codes = {lookup.member_of(dataset, each).id for each in member or ()}
    wanted = [lookup.chosen(dataset, selection)] if selection else list(dataset.selections.values())
    wanted.sort(key=lambda each: each.opened.last.toordinal() if each.opened else 0, reverse=True)
    found = [
        each
        for some in wanted
        for each in objections(hindsight(dataset, some, today()))
        if not codes or each.member in codes
    ]
    lookup.emit(answer(dataset, found), form)
