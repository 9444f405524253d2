"""`nato stances`: the reports."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from nato_cli.commands import lookup
from nato_cli.commands.options import (
    AsOf,
    Data,
    Form,
    KnownBy,
    OfCandidate,
    OfMember,
    OfPosition,
    OfSource,
    Scale,
    Selection,
    Since,
    Until,
)
from nato_cli.output import Format

if TYPE_CHECKING:
    pass


def stances(
    member: OfMember = None,
    candidate: OfCandidate = None,
    position: OfPosition = None,
    source: OfSource = None,
    since: Since = None,
    until: Until = None,
    as_of: AsOf = None,
    known_by: KnownBy = None,
    scale: Scale = None,
    data: Data = None,
    selection: Selection = None,
    form: Form = Format.TABLE,
) -> None:
    from nato_cli.output.views.stances import stances as answer

    snapshot = lookup.open_snapshot(data, selection, as_of, known_by, scale)
    members = {lookup.member_of(snapshot.dataset, each).id for each in member or ()}
    candidates = {lookup.candidate_of(snapshot, each).id for each in candidate or ()}
    sources = {lookup.source_of(snapshot, each).id for each in source or ()}
    found = [
        each
        for each in snapshot.reports()
        if (not members or any(each.concerns(code) for code in members))
        and (not candidates or each.candidate in candidates)
        and (not position or each.position in position)
        and (not sources or each.source in sources)
        and lookup.is_within(snapshot.date_of(each), since, until)
    ]
    found.sort(key=lambda each: _latest_first(snapshot.date_of(each)))
    lookup.emit(answer(snapshot, found), form)


def _latest_first(date: dt.date | None) -> int:
    return -date.toordinal() if date else 0
