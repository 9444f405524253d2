"""`nato timeline`: events and changes of standing in order."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Annotated

import typer

from nato_cli.analysis import timeline as time
from nato_cli.analysis.story import story
from nato_cli.commands import completion, lookup
from nato_cli.commands.errors import UsageError
from nato_cli.commands.options import ON_A_SCREEN, Limit, Since, Until, with_picture
from nato_cli.output.views import timeline as view

if TYPE_CHECKING:
    from nato_cli.analysis.snapshot import Snapshot
    from nato_cli.model import Candidate
    from nato_cli.output.answer import Answer


@with_picture
def timeline(
    snapshot: Snapshot,
    candidate: Annotated[
        str | None,
        typer.Argument(
            metavar="[CANDIDATE]",
            autocompletion=completion.candidates,
            show_default="all",
            help="Whose timeline, with a chart.",
        ),
    ] = None,
    member: Annotated[
        str | None,
        typer.Option(
            "--member",
            metavar="MEMBER",
            show_default=False,
            autocompletion=completion.members,
            help="The story of one member: where it stood on each candidate, and when that changed.",
        ),
    ] = None,
    since: Since = None,
    until: Until = None,
    limit: Limit = None,
) -> Answer:
    on_screen = ON_A_SCREEN if limit is None else None
    if member is not None:
        person = lookup.member_of(snapshot.dataset, member)
        whom = lookup.candidate_of(snapshot, candidate) if candidate else None
        phases = [
            phase
            for phase in story(snapshot, person.id)
            if lookup.is_within(phase.since, since, until) and (whom is None or phase.candidate == whom.id)
        ]
        return view.member(snapshot, person, phases[-limit:] if limit else phases, whom, on_screen)
    wanted = [_candidate(snapshot, candidate)] if candidate else snapshot.mentioned
    entries = [entry for entry in time.entries(snapshot, wanted) if lookup.is_within(entry.date, since, until)]
    charts = [_chart(snapshot, person, since, until) for person in wanted] if candidate else []
    return view.timeline(snapshot, entries[-limit:] if limit else entries, charts, on_screen)


def _candidate(snapshot: Snapshot, wanted: str) -> Candidate:
    try:
        return lookup.candidate_of(snapshot, wanted)
    except UsageError as error:
        try:
            member = lookup.member_of(snapshot.dataset, wanted)
        except UsageError:
            raise error from None
        raise UsageError(f"{member.name} is a member: nato timeline --member {member.id}") from None


def _chart(snapshot: Snapshot, candidate: Candidate, since: dt.date | None, until: dt.date | None) -> view.Chart:
    """The counts at each change in the range; before it as they stood on its first day."""
    days = time.change_days(snapshot, [candidate])
    is_over = bool(snapshot.appointed)
    if days and days[-1] < snapshot.view.as_of and not is_over:
        days.append(snapshot.view.as_of)
    chosen = [day for day in days if lookup.is_within(day, since, until)]
    if since is not None and chosen and chosen[0] > since and days[0] < since:
        chosen.insert(0, since)
    counted = [(day, event) for day, event in snapshot.counted(candidate.id) if event.group is None]
    return view.Chart(candidate, time.points(snapshot, candidate, chosen), counted)
