"""Members by candidates at a glance."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nato_cli.model import Standing, Status
from nato_cli.output.answer import Answer, Block, Cell, Column, Heading, Rows, Span, Table
from nato_cli.output.vocabulary import SIGNS, context, legend, listed, members_word, point_of_view, what_is_backed

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from nato_cli.analysis.snapshot import Snapshot
    from nato_cli.model import Candidate, Member

_MOST_NAMED = 3  # candidates in a sentence


def matrix(snapshot: Snapshot, members: Sequence[Member], candidates: Sequence[Candidate]) -> Answer:
    """`members` are rows and `candidates` columns, in the order to be shown; the totals are of the whole electorate."""
    standings = standings_on(snapshot, candidates)
    return Answer(
        document=lambda: {
            **point_of_view(snapshot),
            "members": [member.id for member in members],
            "candidates": list(standings),
            "standings": [[by_member[member.id] for by_member in standings.values()] for member in members],
            "support": {candidate: _support(by_member) for candidate, by_member in standings.items()},
        },
        table=lambda: Rows(
            ("member", *standings),
            [[member.id, *(by_member[member.id] for by_member in standings.values())] for member in members],
        ),
        parts=lambda: _blocks(snapshot, members, candidates, standings),
    )


def standings_on(snapshot: Snapshot, candidates: Sequence[Candidate]) -> dict[str, dict[str, Standing]]:
    """The standing of each member of the electorate on each candidate, by their ids."""
    return {
        candidate.id: {assessment.member: assessment.standing for assessment in snapshot.assess(candidate.id)}
        for candidate in candidates
    }


def _support(by_member: Mapping[str, Standing]) -> int:
    return sum(standing is Standing.SUPPORT for standing in by_member.values())


def _blocks(
    snapshot: Snapshot,
    members: Sequence[Member],
    candidates: Sequence[Candidate],
    standings: Mapping[str, Mapping[str, Standing]],
) -> list[Block]:
    about = context(snapshot, "matrix")
    if not candidates:
        return [Heading("Nobody is in the race."), about]
    names = [_short_name(candidate, candidates) for candidate in candidates]
    wide = Table(
        [Column("member"), Column("name"), *(Column(name) for name in names)],
        [
            *([Span(member.id, "strong"), member.name, *_words(member, standings)] for member in members),
            _totals(standings, ""),
        ],
    )
    middle = _with_signs(members, standings, names)
    numbers = [str(number) for number in range(1, len(candidates) + 1)]
    narrow = _with_signs(members, standings, numbers, wraps=True)
    key = ", ".join(f"{number} {name}" for number, name in zip(numbers, names, strict=True))
    narrow = narrow._replace(legend=(f"Columns: {key}.  ", *legend()))
    return [
        Heading(_leaders(snapshot, candidates, standings)),
        about,
        wide._replace(narrower=middle._replace(narrower=narrow)),
    ]


def _leaders(
    snapshot: Snapshot, candidates: Sequence[Candidate], standings: Mapping[str, Mapping[str, Standing]]
) -> str:
    """Who has most support, in a sentence."""
    # An incumbent whose term was extended had that support for another decision.
    running = [candidate for candidate in candidates if snapshot.status(candidate) is not Status.EXTENDED]
    ranked = sorted(running or candidates, key=lambda candidate: -_support(standings[candidate.id]))
    counts = [
        (_support(standings[candidate.id]), what_is_backed(snapshot.selection, candidate))
        for candidate in ranked[:_MOST_NAMED]
    ]
    word, size = members_word(snapshot.selection), len(snapshot.electorate)
    most, leader = counts[0]
    if not most:
        return f"No {members_word(snapshot.selection, 1)} is on record as backing anyone."
    verb = "backs" if most == 1 else "back"
    others = [f"{number} {name}" for number, name in counts[1:] if number]
    return f"{most} of {size} {word} {verb} {leader}{f', {listed(others)}' if others else ''}."


def _short_name(candidate: Candidate, candidates: Sequence[Candidate]) -> str:
    """The last word of a name, or its id where two share that word."""
    words = [other.name.split()[-1] for other in candidates if other.name]
    last = candidate.name.split()[-1] if candidate.name.split() else candidate.id
    return last if words.count(last) == 1 else candidate.id


def _with_signs(
    members: Sequence[Member],
    standings: Mapping[str, Mapping[str, Standing]],
    heads: Sequence[str],
    *,
    wraps: bool = False,
) -> Table:
    """Names and signs; the narrowest of them may break long names."""
    return Table(
        [Column("member", wraps=wraps), *(Column(head, centred=True) for head in heads)],
        [*([Span(member.name, "strong"), *_signs(member, standings)] for member in members), _totals(standings)],
        legend=legend(),
        gap=1,
    )


def _words(member: Member, standings: Mapping[str, Mapping[str, Standing]]) -> list[Cell]:
    own = [by_member[member.id] for by_member in standings.values()]
    return [Span(f"{SIGNS[standing]} {standing}", standing) for standing in own]


def _signs(member: Member, standings: Mapping[str, Mapping[str, Standing]]) -> list[Cell]:
    return [Span(SIGNS[by_member[member.id]], by_member[member.id]) for by_member in standings.values()]


def _totals(standings: Mapping[str, Mapping[str, Standing]], *names: str) -> list[Cell]:
    totals = [f"{_support(by_member)}/{len(by_member)}" for by_member in standings.values()]
    return [Span(SIGNS[Standing.SUPPORT], Standing.SUPPORT), *names, *(Span(total, "strong") for total in totals)]
