"""`nato selections`: the selections of a dataset."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nato_cli.analysis import candidacy
from nato_cli.commands import lookup
from nato_cli.commands.options import (
    Data,
    Form,
)
from nato_cli.output import Format

if TYPE_CHECKING:
    pass


def selections(data: Data = None, form: Form = Format.TABLE) -> None:
    from nato_cli.output.views.selections import selections as answer

    dataset = lookup.open_dataset(data)
    default = candidacy.newest(dataset)
    lookup.emit(answer(dataset, default.id if default else None), form)
