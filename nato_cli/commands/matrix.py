"""`nato matrix`: members by candidates."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from nato_cli.commands import completion, lookup
from nato_cli.commands.options import with_picture
from nato_cli.model import Standing
from nato_cli.output.views import matrix as view

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nato_cli.analysis.snapshot import Snapshot
    from nato_cli.model import Candidate, Member
    from nato_cli.output.answer import Answer


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
        metavar="[CANDIDATE]...", autocompletion=completion.candidates, show_default="all who are in the race",
        help="Whose standings.",
    ),
]  # fmt: skip


@with_picture
def matrix(
    snapshot: Snapshot,
    candidate: Candidates = None,
    sort: Annotated[
        Sort, typer.Option("--sort", help="The order of the members; by standing on the first candidate.")
    ] = Sort.NAME,
    only: Annotated[
        Only | None,
        typer.Option("--only", show_default=False, help="Only members that are outstanding for the first candidate."),
    ] = None,
) -> Answer:
    chosen = [lookup.candidate_of(snapshot, wanted) for wanted in dict.fromkeys(candidate or ())]
    candidates = chosen or _in_the_race(snapshot)
    members = _sorted(snapshot, candidates, sort)
    if only is Only.OUTSTANDING and candidates:
        supporters = _by_standing(snapshot, candidates[0], Standing.SUPPORT)
        members = [member for member in members if member.id not in supporters]
    return view.matrix(snapshot, members, candidates)


def _in_the_race(snapshot: Snapshot) -> list[Candidate]:
    """Those who are not out and of whom any report says where a member stands."""
    return [
        candidate
        for candidate in snapshot.mentioned
        if not snapshot.is_out(candidate) and snapshot.stances_on(candidate.id)
    ]


def _by_standing(snapshot: Snapshot, candidate: Candidate, standing: Standing) -> set[str]:
    return {assessment.member for assessment in snapshot.assess(candidate.id) if assessment.standing is standing}


def _sorted(snapshot: Snapshot, candidates: Sequence[Candidate], sort: Sort) -> list[Member]:
    members = [snapshot.dataset.members[code] for code in snapshot.electorate]
    if sort is Sort.ACCESSION:
        return sorted(members, key=lambda member: (member.acceded or dt.date.min, member.name))
    if sort is Sort.SPENDING:
        return sorted(members, key=lambda member: (-_spending(member), member.name))
    if sort is Sort.STANDING and candidates:
        order = list(Standing)
        standings = {item.member: order.index(item.standing) for item in snapshot.assess(candidates[0].id)}
        return sorted(members, key=lambda member: (standings[member.id], member.name))
    return sorted(members, key=lambda member: member.name)


def _spending(member: Member) -> int:
    """The latest year's defence expenditure in millions of US dollars, 0 where none is on record."""
    latest = max(member.defence_expenditure, key=lambda spent: spent.year, default=None)
    return latest.usd_million if latest else 0
