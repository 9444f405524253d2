"""Look: the whole at a glance, in time, and what changed."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from nato_cli.analysis import race
from nato_cli.analysis import timeline as time
from nato_cli.analysis.difference import difference
from nato_cli.analysis.standing import Reading
from nato_cli.cli import complete, last_look, subject
from nato_cli.cli.errors import WrongUsageError
from nato_cli.cli.options import AsOf, ByRule, Data, Form, KnownBy, Scale, Selection, day
from nato_cli.model import Event, Rule, Standing, View
from nato_cli.render import Format

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nato_cli.model import Candidate, Member

_LAST = "last"


class Sort(StrEnum):
    """In which order the members come."""

    NAME = "name"
    ACCESSION = "accession"
    SPENDING = "spending"
    STANDING = "standing"


class Only(StrEnum):
    """Which members are shown."""

    OUTSTANDING = "outstanding"


Candidates = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[CANDIDATE]...", autocompletion=complete.candidates, show_default="all who are in the race",
        help="Whose standings.",
    ),
]  # fmt: skip


def matrix(
    candidate: Candidates = None,
    sort: Annotated[
        Sort, typer.Option("--sort", help="The order of the members; by standing on the first candidate.")
    ] = Sort.NAME,
    only: Annotated[
        Only | None,
        typer.Option("--only", show_default=False, help="Only members that are outstanding for the first candidate."),
    ] = None,
    as_of: AsOf = None,
    known_by: KnownBy = None,
    scale: Scale = None,
    data: Data = None,
    selection: Selection = None,
    form: Form = Format.TABLE,
) -> None:
    from nato_cli.render.answers.matrix import matrix as answer

    reading = subject.open_reading(data, selection, as_of, known_by, scale)
    wanted = _wanted(reading, candidate)
    members = _sorted(reading, wanted, sort)
    if only is Only.OUTSTANDING:
        supporters = _by_standing(reading, wanted[0], Standing.SUPPORT) if wanted else set()
        members = [each for each in members if each.id not in supporters]
    subject.emit(answer(reading, members, wanted), form)


def _wanted(reading: Reading, candidates: Sequence[str] | None) -> list[Candidate]:
    if candidates:
        return [subject.candidate_of(reading, each) for each in dict.fromkeys(candidates)]
    return [each for each in race.listed(reading) if not race.has_left(each, reading)]


def _by_standing(reading: Reading, candidate: Candidate, standing: Standing) -> set[str]:
    return {each.member for each in reading.assess(candidate.id) if each.standing is standing}


def _sorted(reading: Reading, candidates: Sequence[Candidate], sort: Sort) -> list[Member]:
    members = [reading.dataset.members[code] for code in reading.electorate]
    if sort is Sort.ACCESSION:
        return sorted(members, key=lambda each: (each.acceded, each.name))
    if sort is Sort.SPENDING:
        return sorted(members, key=lambda each: (-_spending(each), each.name))
    if sort is Sort.STANDING and candidates:
        order = list(Standing)
        standings = {each.member: order.index(each.standing) for each in reading.assess(candidates[0].id)}
        return sorted(members, key=lambda each: (standings[each.id], each.name))
    return sorted(members, key=lambda each: each.name)


def _spending(member: Member) -> int:
    """The latest year's defence expenditure in millions of US dollars, 0 where none is on record."""
    latest = max(member.defence_expenditure, key=lambda each: each.year, default=None)
    return latest.usd_million if latest else 0


def timeline(
    candidate: Annotated[
        str | None,
        typer.Argument(
            metavar="[CANDIDATE]",
            autocompletion=complete.candidates,
            show_default="all",
            help="Whose timeline, with a chart.",
        ),
    ] = None,
    since: Annotated[
        dt.date | None,
        typer.Option("--since", parser=day, metavar="DATE", show_default=False, help="Leave out what happened before."),
    ] = None,
    as_of: AsOf = None,
    known_by: KnownBy = None,
    scale: Scale = None,
    data: Data = None,
    selection: Selection = None,
    form: Form = Format.TABLE,
) -> None:
    from nato_cli.render.answers.timeline import timeline as answer

    reading = subject.open_reading(data, selection, as_of, known_by, scale)
    wanted = [subject.candidate_of(reading, candidate)] if candidate else race.listed(reading)
    entries = [each for each in time.entries(reading, wanted) if since is None or each.date >= since]
    charts = [_chart(reading, each, since) for each in wanted] if candidate else []
    subject.emit(answer(reading, entries, charts), form)


def _chart(
    reading: Reading, candidate: Candidate, since: dt.date | None
) -> tuple[Candidate, list[time.Point], list[tuple[dt.date, Event]]]:
    days = [each for each in time.change_days(reading, [candidate]) if since is None or each >= since]
    days = [*days, reading.view.as_of] if days and days[-1] < reading.view.as_of and not _is_over(reading) else days
    return candidate, time.points(reading, candidate, days), time.reported_counts(reading, candidate.id)


def _is_over(reading: Reading) -> bool:
    return race.appointed(reading) is not None


def diff(
    dates: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[DATE1 [DATE2]]", show_default=False, help="From when, and to when (today unless given)."
        ),
    ] = None,
    since: Annotated[
        str | None,
        typer.Option(
            "--since",
            metavar="DATE|last",
            show_default=False,
            help="What is new to a reader of that date, or since your last look.",
        ),
    ] = None,
    rule: ByRule = Rule.UNANIMITY,
    scale: Scale = None,
    data: Data = None,
    selection: Selection = None,
    form: Form = Format.TABLE,
) -> None:
    """Two dates are compared by all that is known today; with --since, today is compared with what was known then."""
    from nato_cli.render.answers.diff import diff as answer

    given = [day(each) for each in dates or ()]
    if len(given) > 2 or (since is None) == (not given):  # noqa: PLR2004
        raise WrongUsageError("name one or two dates, or --since DATE, or --since last")
    after = subject.open_reading(data, selection, given[1] if len(given) > 1 else None, None, scale)
    first = given[0] if given else _since(since or "", after)
    if first > after.view.as_of:
        raise WrongUsageError(f"{first} is after {after.view.as_of}: name the earlier date first")
    known_by, today = (first, first) if since else (after.view.known_by, after.view.today)
    view = View(as_of=first, known_by=known_by, today=today)
    before = Reading(after.dataset, after.selection, view, after.lexicon.scale)
    subject.emit(answer(before, after, difference(before, after, rule)), form)
    if since == _LAST:
        last_look.remember(after)


def _since(since: str, now: Reading) -> dt.date:
    if since != _LAST:
        return day(since)
    found = last_look.recall(now)
    if found is None:
        last_look.remember(now)
        raise WrongUsageError("this is your first look, and it is remembered: ask again another day, or name a date")
    return found
