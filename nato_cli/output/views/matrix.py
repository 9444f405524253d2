"""Members by candidates at a glance."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from nato_cli.model import Standing
from nato_cli.output.answer import Answer, Block, Cell, Column, Paragraph, Rows, Span, Table
from nato_cli.output.vocabulary import SIGNS, legend, title

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nato_cli.analysis.snapshot import Snapshot
    from nato_cli.model import Candidate, Member

_HEAD = 5  # columns of a screen for a candidate's id, broken over lines: ten candidates fit eighty columns


def matrix(snapshot: Snapshot, members: Sequence[Member], candidates: Sequence[Candidate]) -> Answer:
    """`members` are rows and `candidates` columns, in the order to be shown; the totals are of the whole electorate."""
    standings = {each.id: {one.member: one.standing for one in snapshot.assess(each.id)} for each in candidates}
    return Answer(
        document=lambda: {
            "selection": snapshot.selection.id,
            "as_of": str(snapshot.view.as_of),
            "known_by": str(snapshot.view.known_by),
            "members": [member.id for member in members],
            "candidates": list(standings),
            "standings": [[str(standings[each][member.id]) for each in standings] for member in members],
            "support": {each: _support(by_member) for each, by_member in standings.items()},
        },
        table=lambda: Rows(("member", *standings), [_plain_row(member, standings) for member in members]),
        parts=lambda: _parts(snapshot, members, standings),
    )


def _support(by_member: dict[str, Standing]) -> int:
    return sum(standing is Standing.SUPPORT for standing in by_member.values())


def _plain_row(member: Member, standings: dict[str, dict[str, Standing]]) -> list[Any]:
    return [member.id, *(by_member[member.id] for by_member in standings.values())]


def _parts(snapshot: Snapshot, members: Sequence[Member], standings: dict[str, dict[str, Standing]]) -> list[Block]:
    heading = title(snapshot, "matrix")
    if not standings:
        return [heading, Paragraph("Nobody is in the race.")]
    wide = Table(
        [Column("member"), Column("name"), *(Column(each) for each in standings)],
        [[Span(each.id, "strong"), each.name, *_words(each, standings)] for each in members] + [_totals(standings, "")],
    )
    middle = Table(
        [Column("member"), Column("name"), *(Column(each, centred=True) for each in standings)],
        [[Span(each.id, "strong"), each.name, *_signs(each, standings)] for each in members] + [_totals(standings, "")],
        legend=legend(),
    )
    narrow = Table(
        [Column(""), *(Column(each, centred=True, width=_HEAD) for each in standings)],
        [[Span(each.id, "strong"), *_signs(each, standings)] for each in members] + [_totals(standings)],
        legend=legend(),
        gap=1,
    )
    return [heading, wide._replace(narrower=middle._replace(narrower=narrow))]


def _words(member: Member, standings: dict[str, dict[str, Standing]]) -> list[Cell]:
    found = [by_member[member.id] for by_member in standings.values()]
    return [Span(f"{SIGNS[standing]} {standing}", standing) for standing in found]


def _signs(member: Member, standings: dict[str, dict[str, Standing]]) -> list[Cell]:
    return [Span(SIGNS[by_member[member.id]], by_member[member.id]) for by_member in standings.values()]


def _totals(standings: dict[str, dict[str, Standing]], *names: str) -> list[Cell]:
    totals = [f"{_support(by_member)}/{len(by_member)}" for by_member in standings.values()]
    return [Span(SIGNS[Standing.SUPPORT], Standing.SUPPORT), *names, *(Span(each, "strong") for each in totals)]
