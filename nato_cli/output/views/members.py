"""The electorate of a date, and where each member stands on each candidate."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from nato_cli.model import Standing
from nato_cli.output.answer import Answer, Block, Cell, Column, Paragraph, Rows, Span, Table
from nato_cli.output.vocabulary import title

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from nato_cli.analysis.snapshot import Snapshot
    from nato_cli.model import Candidate


def members(snapshot: Snapshot, candidates: Sequence[Candidate]) -> Answer:
    """`candidates` are those whose standings are wanted."""
    standings = {
        candidate.id: {each.member: each.standing for each in snapshot.assess(candidate.id)} for candidate in candidates
    }
    return Answer(
        document=lambda: {
            "selection": snapshot.selection.id,
            "as_of": str(snapshot.view.as_of),
            "known_by": str(snapshot.view.known_by),
            "candidates": [candidate.id for candidate in candidates],
            "members": [_entry(snapshot, code, standings) for code in snapshot.electorate],
        },
        table=lambda: Rows(
            ("id", "name", "acceded", *standings),
            [_plain_row(snapshot, code, standings) for code in snapshot.electorate],
        ),
        parts=lambda: _parts(snapshot, standings),
    )


def _entry(snapshot: Snapshot, code: str, standings: Mapping[str, Mapping[str, Standing]]) -> dict[str, Any]:
    member = snapshot.dataset.members[code]
    return {
        "id": code,
        "name": member.name,
        "acceded": str(member.acceded) if member.acceded else None,
        "standings": {candidate: str(by_member[code]) for candidate, by_member in standings.items()},
    }


def _plain_row(snapshot: Snapshot, code: str, standings: Mapping[str, Mapping[str, Standing]]) -> list[Any]:
    member = snapshot.dataset.members[code]
    return [code, member.name, member.acceded, *(by_member[code] for by_member in standings.values())]


def _parts(snapshot: Snapshot, standings: Mapping[str, Mapping[str, Standing]]) -> list[Block]:
    columns = (Column("member"), Column("name"), Column("acceded"), Column("standings", wraps=True))
    rows = [_row(snapshot, code, standings) for code in snapshot.electorate]
    silent = "A candidate who is not named beside a member has no report on record from it."
    return [title(snapshot, "members"), Table(columns, rows), Paragraph(Span(silent, "muted"))]


def _row(snapshot: Snapshot, code: str, standings: Mapping[str, Mapping[str, Standing]]) -> list[Cell]:
    member = snapshot.dataset.members[code]
    told: list[str | Span] = []
    for candidate, by_member in standings.items():
        standing = by_member[code]
        if standing is not Standing.UNKNOWN:
            told += [", " if told else "", f"{candidate} ", Span(str(standing), standing)]
    return [Span(code, "strong"), member.name, str(member.acceded or ""), tuple(told)]
