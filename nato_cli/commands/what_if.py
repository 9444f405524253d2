"""`nato what-if`: the check under other assumptions."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Annotated

from nato_cli.analysis.decision import check
from nato_cli.analysis.scenario import Scenario, check_supposed
from nato_cli.commands import completion, lookup
from nato_cli.commands.errors import UsageError, unknown
from nato_cli.commands.options import DATE_FORMS, AsOf, Data, Form, Scale, Selection, Whom, last_day, option
from nato_cli.model import Rule, Standing
from nato_cli.output import Format
from nato_cli.output.views import what_if as view

if TYPE_CHECKING:
    from nato_cli.analysis.snapshot import Snapshot


def what_if(
    candidate: Whom,
    settings: Annotated[
        list[str] | None, option("--set", metavar="MEMBER=STANDING", help="Suppose that a member stands so.")
    ] = None,
    met: Annotated[
        list[str] | None,
        option("--met", metavar="MEMBER[:CANDIDATE]", help="Suppose that what a member wants first is done."),
    ] = None,
    without: Annotated[
        list[str] | None,
        option(
            "--without",
            metavar="SOURCE",
            autocompletion=completion.sources,
            help="Do without a source, and all that relay it.",
        ),
    ] = None,
    min_credibility: Annotated[
        int | None, option("--min-credibility", min=1, max=6, help="Leave out what is less credible (1 is best).")
    ] = None,
    by_rule: Annotated[Rule | None, option("--rule", help="Suppose another rule.")] = None,
    suppose_known_by: Annotated[
        dt.date | None,
        option(
            "--known-by",
            parser=last_day,
            metavar="DATE",
            help=f"Suppose that no more was published than by then ({DATE_FORMS}).",
        ),
    ] = None,
    as_of: AsOf = None,
    scale: Scale = None,
    data: Data = None,
    selection: Selection = None,
    form: Form = Format.TABLE,
) -> None:
    """A scenario never changes the dataset."""
    snapshot = lookup.open_snapshot(data, selection, as_of, None, scale)
    whom = lookup.candidate_of(snapshot, candidate)
    scenario = Scenario(
        standings=dict(_setting(snapshot, text) for text in settings or ()),
        without=tuple(lookup.source_of(snapshot, name).id for name in without or ()),
        min_credibility=min_credibility,
        known_by=suppose_known_by,
        rule=lookup.rule_of(snapshot, by_rule),
        met=tuple(_condition(snapshot, text, whom.id) for text in met or ()),
    )
    lookup.emit(view.what_if(snapshot, scenario, check(snapshot, whom), check_supposed(snapshot, whom, scenario)), form)


def _setting(snapshot: Snapshot, text: str) -> tuple[str, Standing]:
    name, separator, word = text.partition("=")
    if not separator:
        raise UsageError(f"'{text}' is not MEMBER=STANDING, such as HUN=oppose")
    member = lookup.elector_of(snapshot, name).id
    if word not in list(Standing):
        raise unknown("standing", word, Standing, f"choose from {', '.join(Standing)}")
    return member, Standing(word)


def _condition(snapshot: Snapshot, text: str, candidate: str) -> tuple[str, str]:
    """A member and the candidate on whom its condition is, by default the one asked about."""
    name, separator, whom = text.partition(":")
    member = lookup.elector_of(snapshot, name)
    about = lookup.candidate_of(snapshot, whom).id if separator else candidate
    reports = snapshot.known.reports(about).get(member.id)
    point = reports.on(snapshot.view.as_of) if reports else None
    if point is None or not any(report.condition for report in point.run()):
        raise UsageError(f"no condition of {member.name} on {about} is on record: see `nato why {member.id} {about}`")
    return member.id, about
