"""What was counted: each candidate by rounds, or by dates, the leader first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nato_cli.output.answer import (
    BREAK,
    Answer,
    Block,
    Cell,
    Column,
    Heading,
    Row,
    Span,
    Table,
    muted,
    rows_of,
)
from nato_cli.output.headline import rule_words
from nato_cli.output.vocabulary import as_known, in_a_sentence, in_words, listed, members_word, point_of_view, published

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from nato_cli.analysis.snapshot import Snapshot
    from nato_cli.model import Candidate, Event, Reliability

#: More rounds than these do not fit beside each other on a screen.
_MOST_ROUNDS = 6


class CountRow(Row):
    """One reported count."""

    candidate: str
    date: dt.date
    round: int | None
    group: str | None
    support: int | None
    against: int | None
    abstain: int | None
    of: int | None
    outstanding: tuple[str, ...]
    source: str
    publisher: str
    reliability: Reliability
    note: str | None


def counts(snapshot: Snapshot, candidates: Sequence[Candidate], *, limit: int | None) -> Answer:
    """`candidates` in the order to be shown, the leader first."""
    rows = [_row(snapshot, day, event) for candidate in candidates for day, event in snapshot.counted(candidate.id)]
    return Answer(
        document=lambda: {
            **point_of_view(snapshot),
            "counts": rows,
        },
        table=lambda: rows_of(CountRow, rows),
        parts=lambda: _blocks(snapshot, candidates, rows, limit),
    )


def _row(snapshot: Snapshot, day: dt.date, event: Event) -> CountRow:
    return CountRow.from_records(event, snapshot.known.source(event.source), candidate=event.candidate or "", date=day)


def _blocks(
    snapshot: Snapshot, candidates: Sequence[Candidate], rows: list[CountRow], limit: int | None
) -> list[Block]:
    about = muted(_about(snapshot))
    if not rows:
        return [Heading("No count is on record."), about]
    blocks: list[Block] = [Heading(_headline(snapshot, candidates[0], rows))]
    rounds = sorted({row.round for row in rows if row.round is not None})
    if all(row.round is not None for row in rows) and len(rounds) <= _MOST_ROUNDS:
        blocks.append(_by_round(snapshot, candidates, rows, rounds))
    else:
        blocks.append(_by_date(snapshot, rows, limit))
    return [*blocks, about]


def _headline(snapshot: Snapshot, leader: Candidate, rows: Sequence[CountRow]) -> str:
    """The leader's latest count in a sentence."""
    mine = [row for row in rows if row.candidate == leader.id and not _is_part(snapshot, row)]
    if not mine:
        return "No count of the whole body is on record."
    latest = max(mine, key=lambda row: (row.date, row.round or 0))
    same = [row for row in mine if (row.date, row.round) == (latest.date, latest.round)]
    best = min(same, key=lambda row: (row.reliability, row.source))
    when = f"in round {best.round}, on {in_words(best.date)}" if best.round else f"on {in_words(best.date)}"
    more = "".join(
        f", {number} {word}"
        for number, word in ((best.against, "against"), (best.abstain, "abstaining"))
        if number is not None
    )
    return f"{leader.name} had {_of(snapshot, best)} {when}{more} ({best.publisher}, {best.reliability})."


def _of(snapshot: Snapshot, row: CountRow) -> str:
    total = row.of or 0
    return f"{row.support} of {total} {members_word(snapshot.selection, total)}"


def _is_part(snapshot: Snapshot, row: CountRow) -> bool:
    """True if the count is of a group within the electorate."""
    return row.group is not None and row.group != snapshot.selection.electorate


def _by_round(
    snapshot: Snapshot, candidates: Sequence[Candidate], rows: Sequence[CountRow], rounds: Sequence[int]
) -> Table:
    """Candidates by rounds: for, against and abstaining; below it what was counted among a group."""
    columns = (Column("candidate"), *(Column(f"round {number}") for number in rounds))
    cells: list[list[Cell]] = []
    for candidate in candidates:
        mine = [row for row in rows if row.candidate == candidate.id]
        if mine:
            name = Span(candidate.name, "strong")
            cells.append([name, *(_cell(snapshot, [row for row in mine if row.round == number]) for number in rounds)])
    legend = "for-against-abstaining, by the best source first; in brackets among a group of members"
    return Table(columns, cells, legend=Span(legend, "muted"))


def _cell(snapshot: Snapshot, rows: Sequence[CountRow]) -> Cell:
    """The counts of one round: the best source's, others where they differ, and those among a group."""
    whole = sorted((row for row in rows if not _is_part(snapshot, row)), key=lambda row: (row.reliability, row.source))
    lines: list[str | Span] = []
    if whole:
        figures = list(dict.fromkeys(_figures(row) for row in whole))
        lines.append(" or ".join(figures))
    for row in rows:
        if _is_part(snapshot, row):
            lines += [BREAK] if lines else []
            lines.append(Span(f"({row.group}: {_figures(row)})", "muted"))
    return tuple(lines)


def _figures(row: CountRow) -> str:
    parts = [row.support, row.against, row.abstain]
    while parts and parts[-1] is None:
        parts.pop()
    return "-".join("?" if part is None else str(part) for part in parts)


def _by_date(snapshot: Snapshot, rows: Sequence[CountRow], limit: int | None) -> Table:
    """Counts by date, the latest first."""
    names = {candidate.id: candidate.name for candidate in snapshot.selection.candidates.values()}
    columns = (
        Column("date"), Column("candidate"), Column("count", right=True), Column("missing", wraps=True),
        Column("by", wraps=True),
    )  # fmt: skip
    cells: list[list[Cell]] = []
    for row in sorted(rows, key=lambda row: -row.date.toordinal()):
        source = snapshot.known.source(row.source)
        figures = f"{row.support} of {row.of}" + (f", {row.against} against" if row.against is not None else "")
        where = (published(source), Span(f" {row.source}", "muted"))
        group = f" ({row.group})" if row.group else ""
        cells.append([str(row.date), names[row.candidate], f"{figures}{group}", _missing(snapshot, row), where])
    return Table(columns, cells, limit=limit)


def _missing(snapshot: Snapshot, row: CountRow) -> str:
    members = snapshot.dataset.members
    known = [member for member in row.outstanding if member in members]
    return in_a_sentence(members, known) if len(known) == len(row.outstanding) else listed(list(row.outstanding))


def _about(snapshot: Snapshot) -> str:
    selection = snapshot.selection
    rule = rule_words(snapshot, selection.decision)
    return f"{selection.title}: counts up to {in_words(snapshot.view.as_of)}{as_known(snapshot)}; {rule}."
