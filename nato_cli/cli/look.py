"""Look: who and what is on record."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Annotated

import typer

from nato_cli.analysis import race
from nato_cli.analysis.standing import is_known
from nato_cli.analysis.unanimity import check, check_all
from nato_cli.cli import complete, subject
from nato_cli.cli.errors import unknown
from nato_cli.cli.options import (
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
from nato_cli.model import Candidate, Member, SourceKind
from nato_cli.render import Format

if TYPE_CHECKING:
    import datetime as dt

    from nato_cli.analysis.standing import Reading
    from nato_cli.model import Source
    from nato_cli.render.answer import Answer


def candidates(
    as_of: AsOf = None,
    known_by: KnownBy = None,
    scale: Scale = None,
    data: Data = None,
    selection: Selection = None,
    form: Form = Format.TABLE,
) -> None:
    from nato_cli.render.answers.candidates import candidates as answer

    reading = subject.open_reading(data, selection, as_of, known_by, scale)
    subject.emit(answer(reading, check_all(reading)), form)


def members(
    candidate: OfCandidate = None,
    as_of: AsOf = None,
    known_by: KnownBy = None,
    scale: Scale = None,
    data: Data = None,
    selection: Selection = None,
    form: Form = Format.TABLE,
) -> None:
    from nato_cli.render.answers.members import members as answer

    reading = subject.open_reading(data, selection, as_of, known_by, scale)
    wanted = [subject.candidate_of(reading, each) for each in candidate or ()] or race.listed(reading)
    subject.emit(answer(reading, wanted), form)


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
    from nato_cli.render.answers.stances import stances as answer

    reading = subject.open_reading(data, selection, as_of, known_by, scale)
    members = {subject.member_of(reading.dataset, each).id for each in member or ()}
    candidates = {subject.candidate_of(reading, each).id for each in candidate or ()}
    sources = {_source(reading, each).id for each in source or ()}
    found = [
        each
        for each in reading.reports()
        if (not members or any(each.concerns(code) for code in members))
        and (not candidates or each.candidate in candidates)
        and (not position or each.position in position)
        and (not sources or each.source in sources)
        and _is_within(reading.date_of(each), since, until)
    ]
    found.sort(key=lambda each: _latest_first(reading.date_of(each)))
    subject.emit(answer(reading, found), form)


def sources(
    kind: Annotated[
        list[SourceKind] | None,
        typer.Option("--kind", show_default=False, rich_help_panel="Filter", help="Those of this kind."),
    ] = None,
    member: OfMember = None,
    candidate: OfCandidate = None,
    since: Since = None,
    until: Until = None,
    known_by: KnownBy = None,
    data: Data = None,
    selection: Selection = None,
    form: Form = Format.TABLE,
) -> None:
    from nato_cli.render.answers.sources import sources as answer

    reading = subject.open_reading(data, selection, None, known_by)
    members = {subject.member_of(reading.dataset, each).id for each in member or ()}
    candidates = {subject.candidate_of(reading, each).id for each in candidate or ()}
    reporting = Counter(
        each.source
        for each in reading.reports()
        if (not members or any(each.concerns(code) for code in members))
        and (not candidates or each.candidate in candidates)
    )
    found = [
        each
        for each in reading.selection.sources.values()
        if (not kind or each.kind in kind)
        and (each.id in reporting or not (members or candidates))
        and is_known(each, reading.view)
        and _is_within(each.date.last if each.date else None, since, until)
    ]
    found.sort(key=lambda each: each.date.last.toordinal() if each.date else 0, reverse=True)
    subject.emit(answer(reading, found, reporting), form)


def selections(data: Data = None, form: Form = Format.TABLE) -> None:
    from nato_cli.render.answers.selections import selections as answer

    dataset = subject.open_dataset(data)
    default = race.newest(dataset)
    subject.emit(answer(dataset, default.id if default else None), form)


def show(
    id_: Annotated[
        str,
        typer.Argument(
            metavar="ID",
            autocompletion=complete.anything,
            show_default=False,
            help="A candidate, a member or a source.",
        ),
    ],
    as_of: AsOf = None,
    known_by: KnownBy = None,
    scale: Scale = None,
    data: Data = None,
    selection: Selection = None,
    form: Form = Format.TABLE,
) -> None:
    reading = subject.open_reading(data, selection, as_of, known_by, scale)
    subject.emit(_profile(reading, id_), form)


def _profile(reading: Reading, wanted: str) -> Answer:
    found = subject.found(reading, wanted)
    if isinstance(found, Candidate):
        return _candidate(reading, found)
    if isinstance(found, Member):
        return _member(reading, found)
    return _source_profile(reading, found)


def _candidate(reading: Reading, candidate: Candidate) -> Answer:
    from nato_cli.render.answers import show as answer

    stances = sorted(reading.stances_on(candidate.id), key=lambda each: _latest_first(each.date))
    events = [each for each in reading.events() if each.candidate == candidate.id]
    return answer.candidate(reading, check(reading, candidate), stances, events)


def _member(reading: Reading, member: Member) -> Answer:
    from nato_cli.analysis.history import hindsight, objections
    from nato_cli.render.answers import show as answer

    standings = [
        (candidate, each)
        for candidate in race.listed(reading)
        for each in reading.assess(candidate.id)
        if each.member == member.id
    ]
    day = reading.view.today
    against = [
        each
        for selection in reading.dataset.selections.values()
        for each in objections(hindsight(reading.dataset, selection, day))
        if each.member == member.id
    ]
    return answer.member(reading, member, standings, against)


def _source_profile(reading: Reading, source: Source) -> Answer:
    from nato_cli.render.answers import show as answer

    relayed_by = [each.id for each in reading.selection.sources.values() if each.relays == source.id]
    stances = [each for each in reading.stances() if each.source.id == source.id]
    return answer.source(reading, source, relayed_by, stances)


def _source(reading: Reading, wanted: str) -> Source:
    known = reading.selection.sources
    if wanted not in known:
        raise unknown("source", wanted, known, "nato sources")
    return known[wanted]


def _latest_first(date: dt.date | None) -> int:
    return -date.toordinal() if date else 0


def _is_within(date: dt.date | None, since: dt.date | None, until: dt.date | None) -> bool:
    if date is None:
        return since is None and until is None
    return (since is None or date >= since) and (until is None or date <= until)
