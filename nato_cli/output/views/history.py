"""Past selections, and who stood in whose way."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from nato_cli.output.answer import BREAK, Answer, Block, Cell, Column, Heading, Paragraph, Rows, Span, Table
from nato_cli.output.vocabulary import count

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nato_cli.analysis.history import Account, Objection
    from nato_cli.model import Dataset, Officeholder

_NAMES = (
    "selection", "title", "appointed", "on", "takes_office", "first_mention", "days", "candidates", "objections",
    "objectors", "last_gave_way", "members", "named_in_support", "sources",
)  # fmt: skip
_OBJECTION_NAMES = ("selection", "member", "candidate", "first", "kind", "ending", "days", "reports", "origins")


def history(dataset: Dataset, accounts: Sequence[Account]) -> Answer:
    return Answer(
        document=lambda: {
            "dataset": dataset.path,
            "selections": [_entry(each) for each in accounts],
            "officeholders": [_holder(each) for each in dataset.officeholders],
        },
        table=lambda: Rows(_NAMES, [list(_entry(each).values()) for each in accounts]),
        parts=lambda: _parts(dataset, accounts),
    )


def _entry(account: Account) -> dict[str, Any]:
    selection, chosen = account.selection, account.appointed
    against = [each for each in account.objections if chosen is not None and each.candidate == chosen.id]
    values = (
        selection.id,
        selection.title,
        chosen.id if chosen else None,
        str(account.on) if account.on else None,
        str(selection.takes_office) if selection.takes_office else None,
        str(account.first) if account.first else None,
        account.days,
        list(account.candidates),
        len(account.objections),
        sorted({each.member for each in against}),
        str(account.gave_way) if account.gave_way else None,
        account.members,
        account.named,
        account.sources,
    )
    return dict(zip(_NAMES, values, strict=True))


def _parts(dataset: Dataset, accounts: Sequence[Account]) -> list[Block]:
    heading = Heading(f"{dataset.path}: {count(len(accounts), 'selection')}")
    if not accounts:
        return [heading, Paragraph("Describe one under 'selection:' to begin.")]
    names = ("selection", "appointed", "on", "days", "candidates", "objections", "named before", "sources")
    columns = [
        Column(name, right=name in {"days", "sources", "named before"}, wraps=name in {"candidates", "objections"})
        for name in names
    ]
    short = (Column("selection"), Column("how it went", wraps=True))
    narrow = Table(short, [_short_row(each) for each in accounts])
    note = "Named before: members whose support a report names by the eve of the appointment, collective reports aside."
    return [
        heading,
        Table(columns, [_row(each) for each in accounts], narrower=narrow),
        Paragraph(Span(note, "muted"), apart=True),
        *_holders(dataset),
    ]


def _holder(each: Officeholder) -> dict[str, Any]:
    return {
        "name": each.name,
        "nationality": each.nationality,
        "begins": str(each.begins) if each.begins else None,
        "ends": str(each.ends) if each.ends else None,
        "acting": each.acting,
        "selection": each.selection,
        "source": each.source,
        "note": each.note,
    }


def _holders(dataset: Dataset) -> list[Block]:
    if not dataset.officeholders:
        return []
    names = ("name", "of", "from", "to", "chosen in", "note")
    columns = [Column(name, wraps=name == "note") for name in names]
    rows = [_holder_row(each) for each in dataset.officeholders]
    short = [Column("name", wraps=True), Column("of"), Column("from"), Column("to"), Column("chosen in")]
    return [Heading("Who held the post", 2), Table(columns, rows, narrower=Table(short, [row[:5] for row in rows]))]


def _holder_row(each: Officeholder) -> list[Cell]:
    return [
        Span(f"{each.name}{' (acting)' if each.acting else ''}", "muted" if each.acting else "strong"),
        each.nationality,
        str(each.begins or ""),
        str(each.ends or ""),
        each.selection,
        each.note,
    ]


def _row(account: Account) -> list[Cell]:
    return [
        Span(account.selection.id, "strong"),
        account.appointed.name if account.appointed else None,
        str(account.on) if account.on else None,
        account.days,
        ", ".join(account.candidates),
        _objections(account),
        f"{account.named}/{account.members}",
        account.sources,
    ]


def _objections(account: Account) -> str:
    by_candidate: dict[str, list[str]] = {}
    for each in account.objections:
        by_candidate.setdefault(each.candidate, []).append(each.member)
    return "; ".join(f"{candidate}: {', '.join(members)}" for candidate, members in by_candidate.items())


def _short_row(account: Account) -> list[Cell]:
    who = account.appointed.name if account.appointed else "nobody yet"
    took = f" after {count(account.days, 'day')}" if account.days is not None else ""
    lines: list[str | Span] = [Span(who, "strong"), f", {account.on}{took}"]
    lines += [BREAK, f"candidates: {', '.join(account.candidates)}"]
    lines += [BREAK, f"objections: {_objections(account)}"] if account.objections else []
    lines += [BREAK, f"named before: {account.named}/{account.members}; {count(account.sources, 'source')}"]
    return [Span(account.selection.id, "strong"), tuple(lines)]


def vetoes(dataset: Dataset, found: Sequence[Objection]) -> Answer:
    return Answer(
        document=lambda: {"dataset": dataset.path, "objections": [objection(each) for each in found]},
        table=lambda: Rows(_OBJECTION_NAMES, [list(objection(each).values()) for each in found]),
        parts=lambda: _veto_parts(dataset, found),
    )


def objection(each: Objection) -> dict[str, Any]:
    values = (
        each.selection,
        each.member,
        each.candidate,
        str(each.first) if each.first else None,
        "veto" if each.vetoed else "opposition",
        str(each.ending),
        each.days,
        [one.stance.id for one in each.evidence],
        list(each.origins),
    )
    return dict(zip(_OBJECTION_NAMES, values, strict=True))


def _veto_parts(dataset: Dataset, found: Sequence[Objection]) -> list[Block]:
    heading = Heading(f"{dataset.path}: {count(len(found), 'objection')} on record")
    if not found:
        return [heading, Paragraph("No report on record says that anyone objected.")]
    note = "Withdrawn: the candidate left. Overturned: the candidate was appointed after all. Stood: another was."
    return [heading, objection_listing(found), Paragraph(Span(note, "muted"), apart=True)]


def objection_listing(found: Sequence[Objection]) -> Table:
    names = ("selection", "member", "candidate", "from", "kind", "how it ended", "reports", "origins")
    columns = [Column(name, right=name in {"reports", "origins"}) for name in names]
    short = [Column(name) for name in ("selection", "member", "candidate", "from", "how it ended")]
    rows = [_veto_row(each) for each in found]
    narrow = [[*row[:4], row[5]] for row in rows]
    return Table(columns, rows, narrower=Table(short, narrow))


def _veto_row(each: Objection) -> list[Cell]:
    after = f" after {count(each.days, 'day')}" if each.days is not None else ""
    return [
        each.selection,
        Span(each.member, "strong"),
        each.candidate,
        str(each.first or "undated"),
        Span("veto" if each.vetoed else "opposition", "veto" if each.vetoed else "oppose"),
        f"{each.ending}{after}",
        len(each.evidence),
        len(each.origins),
    ]
