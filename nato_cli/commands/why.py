"""`nato why`: the evidence behind one standing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from nato_cli.analysis.decision import check
from nato_cli.commands import completion, lookup
from nato_cli.commands.errors import UsageError
from nato_cli.commands.options import AsOf, ByRule, Data, Form, KnownBy, Scale, Selection
from nato_cli.output import Format

if TYPE_CHECKING:
    pass


def why(
    about: Annotated[
        list[str],
        typer.Argument(
            metavar="[MEMBER] CANDIDATE",
            autocompletion=completion.members_and_candidates,
            show_default=False,
            help="A member, by code or name, and a candidate, by id or name.",
        ),
    ],
    full: Annotated[
        bool,
        typer.Option("--full", help="As a tree, down to the lines of the files; for all members unless one is named."),
    ] = False,
    rule: ByRule = None,
    as_of: AsOf = None,
    known_by: KnownBy = None,
    scale: Scale = None,
    data: Data = None,
    selection: Selection = None,
    form: Form = Format.TABLE,
) -> None:
    *members, candidate = about
    if len(members) > 1 or not (members or full):
        raise UsageError("name a member and a candidate, or a candidate with --full")
    snapshot = lookup.open_snapshot(data, selection, as_of, known_by, scale)
    person = lookup.candidate_of(snapshot, candidate)
    codes = [lookup.elector_of(snapshot, each).id for each in members] or snapshot.electorate
    if full:
        from nato_cli.output.views.why_tree import unfolded

        lookup.emit(unfolded(snapshot, check(snapshot, person, lookup.rule_of(snapshot, rule)), codes), form)
        return
    from nato_cli.output.views.why import why as answer

    assessment = next(each for each in snapshot.assess(person.id) if each.member == codes[0])
    lookup.emit(answer(snapshot, person, assessment), form)
