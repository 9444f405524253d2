"""`nato what-if`: the check under other assumptions."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Annotated

import typer

from nato_cli.analysis.decision import check
from nato_cli.commands import completion, lookup
from nato_cli.commands.errors import UsageError, unknown
from nato_cli.commands.options import DATE_FORMS, AsOf, Data, Form, Scale, Selection, Whom, day
from nato_cli.model import Rule, Standing
from nato_cli.output import Format

if TYPE_CHECKING:
    from nato_cli.analysis.scenario import Scenario
    from nato_cli.analysis.snapshot import Snapshot


def what_if(
    candidate: Whom,
    settings: Annotated[
        list[str] | None,
        typer.Option("--set", metavar="MEMBER=STANDING", show_default=False, help="Suppose that a member stands so."),
    ] = None,
    without: Annotated[
        list[str] | None,
        typer.Option(
            "--without",
            metavar="SOURCE",
            show_default=False,
            autocompletion=completion.sources,
            help="Do without a source, and all that relay it.",
        ),
    ] = None,
    min_credibility: Annotated[
        int | None,
        typer.Option(
            "--min-credibility", min=1, max=6, show_default=False, help="Leave out what is less credible (1 is best)."
        ),
    ] = None,
    by_rule: Annotated[Rule | None, typer.Option("--rule", show_default=False, help="Suppose another rule.")] = None,
    suppose_known_by: Annotated[
        dt.date | None,
        typer.Option(
            "--known-by",
            parser=day,
            metavar="DATE",
            show_default=False,
            help=f"Suppose that nothing was published after this date ({DATE_FORMS}).",
        ),
    ] = None,
    as_of: AsOf = None,
    scale: Scale = None,
    data: Data = None,
    selection: Selection = None,
    form: Form = Format.TABLE,
) -> None:
    """A scenario never changes the dataset."""
    from nato_cli.analysis.scenario import check_supposed
    from nato_cli.output.views.what_if import what_if as answer

    snapshot = lookup.open_snapshot(data, selection, as_of, None, scale)
    person = lookup.candidate_of(snapshot, candidate)
    scenario = _scenario(snapshot, settings, without, min_credibility, suppose_known_by, by_rule)
    before = check(snapshot, person)
    after = check_supposed(snapshot, person, scenario)
    lookup.emit(answer(snapshot, scenario, before, after), form)


def _scenario(
    snapshot: Snapshot,
    settings: list[str] | None,
    without: list[str] | None,
    min_credibility: int | None,
    known_by: dt.date | None,
    rule: Rule | None,
) -> Scenario:
    from nato_cli.analysis.scenario import Scenario

    for source in without or ():
        if source not in snapshot.selection.sources:
            raise unknown("source", source, snapshot.selection.sources, "nato sources")
    return Scenario(
        standings=dict(_setting(snapshot, each) for each in settings or ()),
        without=tuple(without or ()),
        min_credibility=min_credibility,
        known_by=known_by,
        rule=lookup.rule_of(snapshot, rule),
    )


def _setting(snapshot: Snapshot, text: str) -> tuple[str, Standing]:
    member, separator, word = text.partition("=")
    if not separator:
        raise UsageError(f"'{text}' is not MEMBER=STANDING, such as HUN=oppose")
    code = lookup.elector_of(snapshot, member).id
    if word not in list(Standing):
        raise unknown("standing", word, Standing, f"one of {', '.join(Standing)}")
    return code, Standing(word)
