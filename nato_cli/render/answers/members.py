"""The electorate of a date, and where each member stands on each candidate."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from nato_cli.model import Standing
from nato_cli.render.answer import Answer, Cell, Column, Listing, Paragraph, Part, Span, Table
from nato_cli.render.wording import title

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from nato_cli.analysis.standing import Reading
    from nato_cli.model import Candidate


def members(reading: Reading, candidates: Sequence[Candidate]) -> Answer:
    """`candidates` are those whose standings are wanted."""
    standings = {
        candidate.id: {each.member: each.standing for each in reading.assess(candidate.id)} for candidate in candidates
    }
    return Answer(
        document=lambda: {
            "selection": reading.selection.id,
            "as_of": str(reading.view.as_of),
            "known_by": str(reading.view.known_by),
            "candidates": [candidate.id for candidate in candidates],
            "members": [_entry(reading, code, standings) for code in reading.electorate],
        },
        table=lambda: Table(
            ("id", "name", "acceded", *standings),
            [_plain_row(reading, code, standings) for code in reading.electorate],
        ),
        parts=lambda: _parts(reading, standings),
    )


def _entry(reading: Reading, code: str, standings: Mapping[str, Mapping[str, Standing]]) -> dict[str, Any]:
    member = reading.dataset.members[code]
    return {
        "id": code,
        "name": member.name,
        "acceded": str(member.acceded),
        "standings": {candidate: str(by_member[code]) for candidate, by_member in standings.items()},
    }


def _plain_row(reading: Reading, code: str, standings: Mapping[str, Mapping[str, Standing]]) -> list[Any]:
    member = reading.dataset.members[code]
    return [code, member.name, member.acceded, *(by_member[code] for by_member in standings.values())]


def _parts(reading: Reading, standings: Mapping[str, Mapping[str, Standing]]) -> list[Part]:
    columns = (Column("member"), Column("name"), Column("acceded"), Column("standings", wraps=True))
    rows = [_row(reading, code, standings) for code in reading.electorate]
    silent = "A candidate who is not named beside a member has no report on record from it."
    return [title(reading, "members"), Listing(columns, rows), Paragraph(Span(silent, "muted"))]


def _row(reading: Reading, code: str, standings: Mapping[str, Mapping[str, Standing]]) -> list[Cell]:
    member = reading.dataset.members[code]
    told: list[str | Span] = []
    for candidate, by_member in standings.items():
        standing = by_member[code]
        if standing is not Standing.UNKNOWN:
            told += [", " if told else "", f"{candidate} ", Span(str(standing), standing)]
    return [Span(code, "strong"), member.name, str(member.acceded), tuple(told)]
