"""`nato selections`: the selections of a dataset."""

from __future__ import annotations

from nato_cli.analysis import candidacy
from nato_cli.commands import lookup
from nato_cli.commands.options import Data, Form
from nato_cli.output import Format
from nato_cli.output.views import selections as view


def selections(data: Data = None, form: Form = Format.TABLE) -> None:
    dataset = lookup.open_dataset(data)
    default = candidacy.newest(dataset)
    lookup.emit(view.selections(dataset, default.id if default else None), form)
