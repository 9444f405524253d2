"""The electorate of a date, and where each member stands on each candidate."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from nato_cli.model import Standing
from nato_cli.output.answer import (
    Answer,
    Block,
    Cell,
    Column,
    Heading,
    Line,
    Row,
    Rows,
    Span,
    joined,
    muted,
    table_of,
)
from nato_cli.output.views.matrix import standings_on
from nato_cli.output.vocabulary import context, in_words, members_word, point_of_view

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nato_cli.analysis.snapshot import Snapshot
    from nato_cli.model import Candidate


class MemberRow(Row):
    id: str
    name: str
    acceded: dt.date | None
    standings: dict[str, Standing]


def members(snapshot: Snapshot, candidates: Sequence[Candidate]) -> Answer:
    """The members in the order of their names; `candidates` are those whose standings are wanted."""
    standings = standings_on(snapshot, candidates)
    everybody = sorted((snapshot.dataset.members[code] for code in snapshot.electorate), key=lambda member: member.name)
    rows = [
        MemberRow.from_records(
            member, standings={candidate: by_member[member.id] for candidate, by_member in standings.items()}
        )
        for member in everybody
    ]
    return Answer(
        document=lambda: {
            **point_of_view(snapshot),
            "candidates": list(standings),
            "members": rows,
        },
        table=lambda: Rows(
            ("id", "name", "acceded", *standings),
            [[row.id, row.name, row.acceded, *row.standings.values()] for row in rows],
        ),
        parts=lambda: _blocks(snapshot, rows),
    )


def _blocks(snapshot: Snapshot, rows: Sequence[MemberRow]) -> list[Block]:
    note = "A candidate who is not named beside a member has no report on record from it."
    return [
        Heading(_who_decides(snapshot, rows)),
        context(snapshot, "members"),
        table_of(
            rows,
            Column("member", tone="strong", cell=lambda row: row.id),
            "name",
            *([Column("acceded", cell=lambda row: str(row.acceded or ""))] if any(row.acceded for row in rows) else []),
            Column("standings", wraps=True, cell=_standings),
        ),
        muted(note, apart=False),
    ]


def _who_decides(snapshot: Snapshot, rows: Sequence[MemberRow]) -> str:
    """How many decide on the date, and who joined last."""
    size = f"{len(rows)} {members_word(snapshot.selection, len(rows))}"
    verb = "decides" if len(rows) == 1 else "decide"
    newest = max((row for row in rows if row.acceded), key=lambda row: row.acceded or dt.date.min, default=None)
    last = f"; the newest is {newest.name}, since {in_words(newest.acceded)}" if newest and len(rows) > 1 else ""
    return f"{size} {verb} on {in_words(snapshot.view.as_of)}{last}."


def _standings(row: MemberRow) -> Cell:
    parts: list[Line] = [
        (f"{candidate} ", Span(str(standing), standing))
        for candidate, standing in row.standings.items()
        if standing is not Standing.UNKNOWN
    ]
    return joined(parts, ", ")
