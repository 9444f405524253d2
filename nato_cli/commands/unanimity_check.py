"""Check: is the consensus there?"""

from __future__ import annotations

from typing import Annotated

import typer

from nato_cli.analysis.decision import check, check_all
from nato_cli.commands import completion, lookup
from nato_cli.commands.errors import DOES_NOT_HOLD
from nato_cli.commands.options import AsOf, ByRule, Data, Form, KnownBy, Scale, Selection
from nato_cli.model import Verdict
from nato_cli.output import Format


def unanimity_check(
    candidate: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[CANDIDATE]...",
            autocompletion=completion.candidates,
            show_default="all who are in the race",
            help="Whom to check.",
        ),
    ] = None,
    rule: ByRule = None,
    exit_code: Annotated[
        bool, typer.Option("--exit-code", help="Exit with 1 unless the verdict on each candidate is 'reached'.")
    ] = False,
    as_of: AsOf = None,
    known_by: KnownBy = None,
    scale: Scale = None,
    data: Data = None,
    selection: Selection = None,
    form: Form = Format.TABLE,
) -> None:
    from nato_cli.output.views.unanimity_check import unanimity_check as answer

    snapshot = lookup.open_snapshot(data, selection, as_of, known_by, scale)
    wanted = lookup.rule_of(snapshot, rule)
    if candidate:
        checks = [check(snapshot, lookup.candidate_of(snapshot, each), wanted) for each in dict.fromkeys(candidate)]
    else:
        checks = [each for each in check_all(snapshot, wanted) if each.verdict is not Verdict.OUT]
    lookup.emit(answer(snapshot, checks, wanted or snapshot.selection.decision), form)
    if exit_code and not (checks and all(each.verdict is Verdict.REACHED for each in checks)):
        raise typer.Exit(DOES_NOT_HOLD)
