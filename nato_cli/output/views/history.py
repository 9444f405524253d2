"""Past selections: who was chosen, how long it took, and who was opposed."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from pathlib import PurePath
from typing import TYPE_CHECKING

from nato_cli.analysis.history import Strength
from nato_cli.model import ApproxDate
from nato_cli.output.answer import (
    BREAK,
    Answer,
    Block,
    Cell,
    Column,
    Heading,
    Paragraph,
    Row,
    Span,
    Table,
    joined,
    rows_of,
)
from nato_cli.output.vocabulary import count, in_a_sentence, in_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nato_cli.analysis.history import Account
    from nato_cli.model import Dataset, Officeholder


class SelectionRow(Row):
    """How one selection went. `days` is from the first mention of anybody, `days_from_opening` from the opening."""

    selection: str
    title: str
    appointed: str | None
    on: dt.date | None
    takes_office: ApproxDate | None
    first_mention: dt.date | None
    days: int | None
    candidates: tuple[str, ...]
    objections: int
    objectors: tuple[str, ...]
    last_gave_way: dt.date | None
    members: int
    named_in_support: int
    sources: int
    opened: dt.date | None
    days_from_opening: int | None
    all_appointed: tuple[str, ...]


class HolderRow(Row):
    name: str
    nationality: str | None
    begins: ApproxDate | None
    ends: ApproxDate | None
    acting: bool
    selection: str | None
    source: str
    note: str | None


def history(dataset: Dataset, accounts: Sequence[Account]) -> Answer:
    rows = [_row(account) for account in accounts]
    return Answer(
        document=lambda: {
            "dataset": PurePath(dataset.path).name,
            "selections": rows,
            "officeholders": [HolderRow.from_records(holder) for holder in dataset.officeholders],
        },
        table=lambda: rows_of(SelectionRow, rows),
        parts=lambda: _blocks(dataset, accounts),
    )


def _row(account: Account) -> SelectionRow:
    selection, chosen = account.selection, account.appointed
    against = [objection for objection in account.objections if chosen and objection.candidate == chosen.id]
    return SelectionRow.from_records(
        account,
        selection,
        selection=selection.id,
        appointed=chosen.id if chosen else None,
        first_mention=account.first,
        objections=len(account.objections),
        objectors=tuple(sorted({objection.member for objection in against})),
        last_gave_way=account.gave_way,
        named_in_support=account.named,
        all_appointed=tuple(candidate for candidate, _ in account.choices),
    )


def _blocks(dataset: Dataset, accounts: Sequence[Account]) -> list[Block]:
    if not accounts:
        return [Paragraph("No selection in this dataset: describe one under 'selection:' to begin.")]
    columns = [
        Column("selection"),
        Column("appointed"),
        Column("on"),
        Column("days from opening", right=True, width=7),
        Column("days from first mention", right=True, width=10),
        Column("candidates", wraps=True),
        Column("objections", wraps=True),
    ]
    narrow = [Column("selection"), Column("how it went", wraps=True)]
    rows = [_cells(dataset, account) for account in accounts]
    short = [[row[0], _in_words(dataset, account)] for row, account in zip(rows, accounts, strict=True)]
    return [
        Paragraph(Span(_headline(accounts), "strong")),
        Table(columns, rows, narrower=Table(narrow, short)),
        *_holders(dataset),
    ]


def _headline(accounts: Sequence[Account]) -> str:
    """How many selections there are, and how long they took."""
    over = [account for account in accounts if account.on is not None]
    decided = f"{len(over)} of them decided" if len(accounts) > 1 else "decided" if over else "not decided yet"
    first = f"{count(len(accounts), 'selection')}, {decided}."
    posts = Counter(account.selection.post for account in over)
    post = max(posts, key=posts.__getitem__, default=None)
    days = sorted(
        account.days_from_opening
        for account in over
        if account.selection.post == post and account.days_from_opening is not None
    )
    if len(days) < 2:  # noqa: PLR2004
        return first
    of = f"Those for {post}" if post and len(posts) > 1 else "They"
    longest = count(days[-1], "day")
    return f"{first} {of} took {days[0]} to {longest} from opening to choice, half of them {_middle(days)} or less."


def _middle(days: Sequence[int]) -> int:
    middle = len(days) // 2
    return days[middle] if len(days) % 2 else round((days[middle - 1] + days[middle]) / 2)


def _cells(dataset: Dataset, account: Account) -> list[Cell]:
    return [
        Span(account.selection.id, "strong"),
        joined(account.selection.candidates[candidate].name for candidate, _ in account.choices),
        joined(str(on) for _, on in account.choices),
        account.days_from_opening,
        account.days,
        ", ".join(_candidates(account)),
        _objections(dataset, account),
    ]


def _candidates(account: Account) -> list[str]:
    return [account.selection.candidates[candidate].name for candidate in account.candidates]


def _objections(dataset: Dataset, account: Account) -> str:
    by_candidate: dict[str, list[str]] = {}
    for objection in account.objections:
        if objection.strength is not Strength.LIKELY:
            by_candidate.setdefault(objection.candidate, []).append(objection.member)
    candidates = account.selection.candidates
    return "; ".join(
        f"{candidates[candidate].name} by {in_a_sentence(dataset.members, set(members))}"
        for candidate, members in by_candidate.items()
    )


def _in_words(dataset: Dataset, account: Account) -> Cell:
    who = account.appointed.name if account.appointed else "not decided"
    others = [
        f"; {account.selection.candidates[candidate].name}, {in_words(on)}" for candidate, on in account.choices[1:]
    ]
    took = []
    if account.days_from_opening is not None:
        took.append(f"{count(account.days_from_opening, 'day')} after the opening")
    if account.days is not None:
        took.append(f"{account.days} after the first mention of anybody")
    on = f", {in_words(account.on)}: " if account.on else ""
    lines: list[str | Span] = [Span(who, "strong"), f"{on}{', '.join(took)}{''.join(others)}"]
    lines += [BREAK, f"candidates: {', '.join(_candidates(account))}"]
    objections = _objections(dataset, account)
    lines += [BREAK, f"opposed: {objections}"] if objections else []
    return tuple(lines)


def _holders(dataset: Dataset) -> list[Block]:
    if not dataset.officeholders:
        return []
    names = ("name", "of", "from", "to", "chosen in", "note")
    columns = [Column(name, wraps=name == "note") for name in names]
    rows = [_holder_row(holder) for holder in dataset.officeholders]
    short = [Column("name", wraps=True), Column("of"), Column("from"), Column("to"), Column("chosen in")]
    return [Heading("Who held the post", 2), Table(columns, rows, narrower=Table(short, [row[:5] for row in rows]))]


def _holder_row(holder: Officeholder) -> list[Cell]:
    return [
        Span(f"{holder.name}{' (acting)' if holder.acting else ''}", "muted" if holder.acting else "strong"),
        holder.nationality,
        str(holder.begins or ""),
        str(holder.ends or ""),
        holder.selection,
        holder.note,
    ]
