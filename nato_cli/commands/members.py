"""`nato members`: the electorate, and where each member stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nato_cli.analysis import candidacy
from nato_cli.commands import lookup
from nato_cli.commands.options import (
    AsOf,
    Data,
    Form,
    KnownBy,
    OfCandidate,
    Scale,
    Selection,
)
from nato_cli.output import Format

if TYPE_CHECKING:
    pass


def members(
    candidate: OfCandidate = None,
    as_of: AsOf = None,
    known_by: KnownBy = None,
    scale: Scale = None,
    data: Data = None,
    selection: Selection = None,
    form: Form = Format.TABLE,
) -> None:
    from nato_cli.output.views.members import members as answer

    snapshot = lookup.open_snapshot(data, selection, as_of, known_by, scale)
    wanted = [lookup.candidate_of(snapshot, each) for each in candidate or ()] or candidacy.mentioned(snapshot)
    lookup.emit(answer(snapshot, wanted), form)
