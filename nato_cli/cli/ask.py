"""Ask: why do we say that?"""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeAlias

import typer

from nato_cli.analysis.unanimity import check
from nato_cli.cli import complete, subject
from nato_cli.cli.errors import WrongUsageError, unknown
from nato_cli.cli.options import AsOf, ByRule, Data, Form, KnownBy, Scale, Selection, day
from nato_cli.model import Rule, Standing
from nato_cli.render import Format

if TYPE_CHECKING:
    from nato_cli.analysis.scenario import Scenario
    from nato_cli.analysis.standing import Reading

Whom: TypeAlias = Annotated[
    str,
    typer.Argument(
        metavar="CANDIDATE", autocompletion=complete.candidates, show_default=False, help="A candidate, by id or name."
    ),
]


def why(
    about: Annotated[
        list[str],
        typer.Argument(
            metavar="[MEMBER] CANDIDATE",
            autocompletion=complete.members_and_candidates,
            show_default=False,
            help="A member, by code or name, and a candidate, by id or name.",
        ),
    ],
    full: Annotated[
        bool,
        typer.Option("--full", help="As a tree, down to the lines of the files; for all members unless one is named."),
    ] = False,
    rule: ByRule = Rule.UNANIMITY,
    as_of: AsOf = None,
    known_by: KnownBy = None,
    scale: Scale = None,
    data: Data = None,
    selection: Selection = None,
    form: Form = Format.TABLE,
) -> None:
    *members, candidate = about
    if len(members) > 1 or not (members or full):
        raise WrongUsageError("name a member and a candidate, or a candidate with --full")
    reading = subject.open_reading(data, selection, as_of, known_by, scale)
    person = subject.candidate_of(reading, candidate)
    codes = [subject.elector_of(reading, each).id for each in members] or reading.electorate
    if full:
        from nato_cli.render.answers.unfolded import unfolded

        subject.emit(unfolded(reading, check(reading, person, rule), codes), form)
        return
    from nato_cli.render.answers.why import why as answer

    assessment = next(each for each in reading.assess(person.id) if each.member == codes[0])
    subject.emit(answer(reading, person, assessment), form)


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
            autocompletion=complete.sources,
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
            help="Suppose that no more was published than by then.",
        ),
    ] = None,
    from_: Annotated[
        Path | None,
        typer.Option("--from", metavar="FILE", show_default=False, help="Read a scenario; options add to it."),
    ] = None,
    save: Annotated[
        Path | None,
        typer.Option("--save", metavar="FILE", show_default=False, help="Write the scenario to a new file."),
    ] = None,
    as_of: AsOf = None,
    scale: Scale = None,
    data: Data = None,
    selection: Selection = None,
    form: Form = Format.TABLE,
) -> None:
    """A scenario never changes the dataset."""
    from nato_cli.analysis.scenario import check_supposed
    from nato_cli.cli import scenario_file
    from nato_cli.render.answers.what_if import what_if as answer

    reading = subject.open_reading(data, selection, as_of, None, scale)
    person = subject.candidate_of(reading, candidate)
    given = _scenario(reading, settings, without, min_credibility, suppose_known_by, by_rule)
    scenario = scenario_file.joined(scenario_file.read(from_, reading), given) if from_ else given
    if save is not None:
        scenario_file.write(save, scenario)
    before = check(reading, person)
    after = check_supposed(reading, person, scenario, Rule.UNANIMITY)
    subject.emit(answer(reading, scenario, before, after), form)


def _scenario(
    reading: Reading,
    settings: list[str] | None,
    without: list[str] | None,
    min_credibility: int | None,
    known_by: dt.date | None,
    rule: Rule | None,
) -> Scenario:
    from nato_cli.analysis.scenario import Scenario

    for source in without or ():
        if source not in reading.selection.sources:
            raise unknown("source", source, reading.selection.sources, "nato sources")
    return Scenario(
        standings=dict(_setting(reading, each) for each in settings or ()),
        without=tuple(without or ()),
        min_credibility=min_credibility,
        known_by=known_by,
        rule=rule,
    )


def _setting(reading: Reading, text: str) -> tuple[str, Standing]:
    member, separator, word = text.partition("=")
    if not separator:
        raise WrongUsageError(f"'{text}' is not MEMBER=STANDING, such as HUN=oppose")
    code = subject.elector_of(reading, member).id
    if word not in list(Standing):
        raise unknown("standing", word, Standing, f"one of {', '.join(Standing)}")
    return code, Standing(word)


def path(
    candidate: Whom,
    rule: ByRule = Rule.UNANIMITY,
    stale_after: Annotated[
        int, typer.Option("--stale-after", metavar="DAYS", min=0, help="After how many days a report is called old.")
    ] = 90,
    as_of: AsOf = None,
    known_by: KnownBy = None,
    scale: Scale = None,
    data: Data = None,
    selection: Selection = None,
    form: Form = Format.TABLE,
) -> None:
    from nato_cli.analysis.path import path as find_path
    from nato_cli.render.answers.path import path as answer

    reading = subject.open_reading(data, selection, as_of, known_by, scale)
    person = subject.candidate_of(reading, candidate)
    subject.emit(answer(reading, find_path(reading, check(reading, person, rule), stale_after), stale_after), form)


def chances(
    candidate: Whom,
    as_of: AsOf = None,
    known_by: KnownBy = None,
    scale: Scale = None,
    data: Data = None,
    selection: Selection = None,
    form: Form = Format.TABLE,
) -> None:
    from nato_cli.analysis.dependence import curve
    from nato_cli.analysis.probability import all_consent, announced_alone
    from nato_cli.analysis.standing import Reading
    from nato_cli.render.answers.chances import Outcome
    from nato_cli.render.answers.chances import chances as answer

    reading = subject.open_reading(data, selection, as_of, known_by, scale)
    person = subject.candidate_of(reading, candidate)
    shown = reading.lexicon.scale
    scales = list({each.id: each for each in (*([shown] if shown else ()), *reading.dataset.scales.values())}.values())
    outcomes = []
    for each in scales or [None]:
        assessments = Reading(reading.dataset, reading.selection, reading.view, each).assess(person.id)
        for announced_only in (True, False):
            bands = announced_alone(assessments) if announced_only else [(one.lower, one.upper) for one in assessments]
            outcomes.append(Outcome(each.id if each else "", announced_only, all_consent(bands), curve(bands)))
    subject.emit(answer(reading, person, outcomes, outcomes[1]), form)


def silence(
    candidate: Whom,
    opens: Annotated[
        dt.date,
        typer.Option("--opens", parser=day, metavar="DATE", help="The day on which the draft is put under silence."),
    ],
    deadline: Annotated[
        dt.date,
        typer.Option("--deadline", parser=day, metavar="DATE", help="The last day on which an objection counts."),
    ],
    known_by: KnownBy = None,
    scale: Scale = None,
    data: Data = None,
    selection: Selection = None,
    form: Form = Format.TABLE,
) -> None:
    from nato_cli.analysis.silence import ProcedureError, outlook
    from nato_cli.render.answers.silence import silence as answer

    reading = subject.open_reading(data, selection, deadline, known_by, scale)
    person = subject.candidate_of(reading, candidate)
    try:
        found = outlook(reading, person, opens, deadline)
    except ProcedureError as error:
        raise WrongUsageError(str(error)) from None
    subject.emit(answer(reading, person, found), form)
