"""`nato candidates`: who is in the race, and how many members stand where."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nato_cli.analysis.decision import check_all
from nato_cli.commands import lookup
from nato_cli.commands.options import (
    AsOf,
    Data,
    Form,
    KnownBy,
    Scale,
    Selection,
)
from nato_cli.output import Format

if TYPE_CHECKING:
    pass


def candidates(
    as_of: AsOf = None,
    known_by: KnownBy = None,
    scale: Scale = None,
    data: Data = None,
    selection: Selection = None,
    form: Form = Format.TABLE,
) -> None:
    from nato_cli.output.views.candidates import candidates as answer

    snapshot = lookup.open_snapshot(data, selection, as_of, known_by, scale)
    lookup.emit(answer(snapshot, check_all(snapshot)), form)
