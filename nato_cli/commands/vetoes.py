"""`nato vetoes`: who objected to whom, and how it ended."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nato_cli.analysis.history import hindsight, objections
from nato_cli.commands import lookup
from nato_cli.commands.options import ON_A_SCREEN, Data, Form, Limit, OfCandidate, OfMember, SelectionOrAll
from nato_cli.dates import today
from nato_cli.output import Format
from nato_cli.output.views import vetoes as view

if TYPE_CHECKING:
    from nato_cli.model import Selection


def vetoes(
    member: OfMember = None,
    candidate: OfCandidate = None,
    selection: SelectionOrAll = None,
    limit: Limit = None,
    data: Data = None,
    form: Form = Format.TABLE,
) -> None:
    dataset = lookup.open_dataset(data)
    members = {lookup.member_of(dataset, wanted).id for wanted in member or ()}
    wanted = [lookup.chosen(dataset, selection)] if selection else list(dataset.selections.values())
    wanted.sort(key=_opened, reverse=True)
    everybody = {person.id: person for past in wanted for person in past.candidates.values()}
    named = [*everybody.items(), *((person.name, person) for person in everybody.values())]
    candidates = {lookup.match("candidate", name, named, "nato history").id for name in candidate or ()}
    matches = [
        objection
        for past in wanted
        for objection in objections(hindsight(dataset, past, today()))
        if (not members or objection.member in members) and (not candidates or objection.candidate in candidates)
    ]
    lookup.emit(view.vetoes(dataset, matches, limit or None, ON_A_SCREEN if limit is None else None), form)


def _opened(selection: Selection) -> int:
    return selection.opened.last.toordinal() if selection.opened else 0
