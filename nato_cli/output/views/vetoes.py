"""Who objected to whom, and how it ended."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from pathlib import PurePath
from typing import TYPE_CHECKING

from nato_cli.analysis.history import Ending, Objection, Strength
from nato_cli.model import Standing
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
    rows_of,
)
from nato_cli.output.vocabulary import (
    MOST_NAMED,
    capitalised,
    count,
    grade,
    in_a_sentence,
    listed,
    member_name,
    speaker,
    spoken,
    with_article,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nato_cli.model import Dataset

_TONES = {
    Strength.VETO: Standing.VETO,
    Strength.OPPOSITION: Standing.OPPOSE,
    Strength.LIKELY: Standing.LIKELY_OPPOSE,
}
_SHORT = {Strength.VETO: "vetoes", Strength.OPPOSITION: "opposed", Strength.LIKELY: "likely"}
_MEANINGS = {
    Ending.LIFTED: "the member came round first",
    Ending.OUTVOTED: "the candidate was chosen all the same",
    Ending.WITHDRAWN: "the candidate left",
    Ending.STOOD: "somebody else was chosen",
    Ending.OPEN: "not decided yet",
}
#: Members named in the first sentence.
_NAMED = 3


class ObjectionRow(Row):
    """A member against a candidate. `reports` carried the objection; `decisive` is the report that decides it."""

    selection: str
    member: str
    candidate: str
    first: dt.date
    kind: Strength
    ending: Ending
    days: int | None
    reports: tuple[str, ...]
    origins: tuple[str, ...]
    ended: dt.date | None
    then: Standing | None
    decisive: str
    hedge: str | None
    grade: str


def row(objection: Objection) -> ObjectionRow:
    return ObjectionRow.from_records(
        objection,
        kind=objection.strength,
        reports=tuple(report.stance.id for report in objection.evidence),
        decisive=objection.decisive.stance.id,
        hedge=objection.decisive.stance.hedge,
        grade=grade(objection.decisive),
    )


def vetoes(dataset: Dataset, objections: Sequence[Objection], most: int | None, on_a_screen: int | None) -> Answer:
    """At most `most` objections are listed, all of them counted; a terminal shows as many as go on a screen."""
    shown = objections[:most]
    return Answer(
        document=lambda: {
            "dataset": PurePath(dataset.path).name,
            "objections": [row(objection) for objection in shown],
        },
        table=lambda: rows_of(ObjectionRow, [row(objection) for objection in shown]),
        parts=lambda: _blocks(dataset, objections, listing(dataset, shown)._replace(limit=on_a_screen)),
    )


def _blocks(dataset: Dataset, objections: Sequence[Objection], table: Table) -> list[Block]:
    if not objections:
        return [Paragraph("No report on record says that anyone objected.")]
    shown = [ending for ending in Ending if any(objection.ending is ending for objection in objections)]
    note = "; ".join(f"{ending}: {_MEANINGS[ending]}" for ending in shown)
    return [
        Paragraph(Span(_headline(dataset, objections), "strong")),
        *_stood_to_the_end(dataset, objections),
        Paragraph(_in_numbers(objections)),
        *_by_member(dataset, objections),
        Heading(f"All {len(objections)}, the latest selection first" if len(objections) > 1 else "The objection", 2),
        table,
        Paragraph(Span(f"{note[0].upper()}{note[1:]}.", "muted"), apart=True),
    ]


def _headline(dataset: Dataset, objections: Sequence[Objection]) -> str:
    """Who objected to whom; of several members and candidates, who objected most often, by firm reports."""
    candidates = list(dict.fromkeys(_candidate(dataset, objection) for objection in objections))
    firm = [objection for objection in objections if objection.strength is not Strength.LIKELY] or objections
    members = list(dict.fromkeys(with_article(member_name(dataset, objection.member)) for objection in firm))
    if len({objection.member for objection in objections}) == 1 or len(candidates) == 1:
        whom = candidates if len(members) == 1 else candidates[:1]
        verb = "has" if len(members) == 1 else "have"
        if firm is objections and all(objection.strength is Strength.LIKELY for objection in objections):
            verb = "is said to have" if len(members) == 1 else "are said to have"
        return f"{capitalised(listed(members))} {verb} objected to {listed(whom)}."
    ranked = _firm_cases(objections)
    if not ranked:
        return f"{count(len(objections), 'objection')} on record, by soft reports alone."
    most = ranked[0][1]
    if most == 1:
        return f"{count(len(ranked), 'member')} objected, none of them to more than one candidate."
    leaders = [with_article(member_name(dataset, member)) for member, number in ranked if number == most]
    names = capitalised(listed(leaders)) if len(leaders) <= _NAMED else count(len(leaders), "member")
    verb = "has" if len(leaders) == 1 else "have each"
    fewer = [(with_article(member_name(dataset, member)), number) for member, number in ranked if number < most]
    following = [f"{member} to {number}" for member, number in fewer[: _NAMED - 1]]
    then = f" Then {listed(following)}." if following else ""
    return f"{names} {verb} objected most often: to {count(most, 'candidate')}.{then}"


def _stood_to_the_end(dataset: Dataset, objections: Sequence[Objection]) -> list[Block]:
    """The candidates against whom a firm objection stood until they left, or until somebody else was chosen."""
    by_candidate: dict[str, set[str]] = defaultdict(set)
    for objection in objections:
        if objection.strength is not Strength.LIKELY and objection.ending in {Ending.WITHDRAWN, Ending.STOOD}:
            by_candidate[_candidate(dataset, objection)].add(objection.member)
    if not by_candidate:
        return []
    named = [f"{name} ({in_a_sentence(dataset.members, members)})" for name, members in by_candidate.items()]
    if len(named) > MOST_NAMED:
        named = [*named[: MOST_NAMED - 1], f"{len(named) - MOST_NAMED + 1} more"]
    return [Paragraph(f"Not chosen, with a firm objection against them to the end: {listed(named)}.")]


def _firm_cases(objections: Sequence[Objection]) -> list[tuple[str, int]]:
    cases = {
        (objection.member, objection.selection, objection.candidate)
        for objection in objections
        if objection.strength is not Strength.LIKELY
    }
    return sorted(Counter(member for member, _, _ in cases).items(), key=lambda pair: (-pair[1], pair[0]))


def _in_numbers(objections: Sequence[Objection]) -> str:
    strengths = Counter(objection.strength for objection in objections)
    endings = Counter(objection.ending for objection in objections)
    words = {
        Strength.VETO: ("veto", "vetoes"),
        Strength.OPPOSITION: ("case of opposition", "cases of opposition"),
        Strength.LIKELY: ("likely one by soft reports alone", "likely ones by soft reports alone"),
    }
    kinds = [count(strengths[strength], *words[strength]) for strength in Strength if strengths[strength]]
    ended = [f"{endings[ending]} {ending}" for ending in Ending if endings[ending]]
    return f"{count(len(objections), 'objection')}: {listed(kinds)}; {listed(ended)}."


def _by_member(dataset: Dataset, objections: Sequence[Objection]) -> list[Block]:
    members = {objection.member for objection in objections}
    if len(members) < 2:  # noqa: PLR2004
        return []
    by_member: dict[str, list[Objection]] = defaultdict(list)
    for objection in objections:
        by_member[objection.member].append(objection)
    endings_shown = [ending for ending in Ending if any(objection.ending is ending for objection in objections)]
    columns = [Column("member"), *(Column(_SHORT[strength], right=True) for strength in Strength)]
    columns += [Column(str(ending), right=True) for ending in endings_shown]
    rows: list[list[Cell]] = []
    for member, own in sorted(by_member.items(), key=lambda pair: (-_firm(pair[1]), -len(pair[1]), pair[0])):
        strengths = Counter(objection.strength for objection in own)
        endings = Counter(objection.ending for objection in own)
        numbers: list[Cell] = [strengths[strength] or None for strength in Strength]
        numbers += [endings[ending] or None for ending in endings_shown]
        rows.append([Span(member_name(dataset, member), "strong"), *numbers])
    return [Table(columns, rows)]


def _firm(objections: Sequence[Objection]) -> int:
    return sum(objection.strength is not Strength.LIKELY for objection in objections)


def listing(dataset: Dataset, objections: Sequence[Objection]) -> Table:
    """The objections as a table, in which the kind is never left out."""
    wide = (
        Column("selection"),
        Column("member"),
        Column("candidate"),
        Column("from"),
        Column("kind"),
        Column("how it ended"),
        Column("by whose word", wraps=True),
        Column("origins", right=True),
    )
    narrow = (
        Column("member"),
        Column("candidate", wraps=True),
        Column("kind", wraps=True),
        Column("how it ended", wraps=True),
    )
    rows: list[list[Cell]] = []
    short: list[list[Cell]] = []
    for objection in objections:
        member, candidate, kind, ended = _cells(dataset, objection)
        by = spoken(objection.decisive)
        first = str(objection.first)
        who = f"{speaker(objection.decisive.stance)} ({objection.decisive.source.publisher})"
        rows.append([objection.selection, member, candidate, first, kind, ended, by, len(objection.origins)])
        where = (candidate, BREAK, Span(objection.selection, "muted"))
        short.append([member, where, (kind, f", from {first}", BREAK, Span(who, "muted")), ended])
    return Table(wide, rows, narrower=Table(narrow, short))


def _cells(dataset: Dataset, objection: Objection) -> tuple[Span, str, Span, str]:
    """The member, the candidate, the kind with hedge and grade, and how it ended."""
    after = f" after {count(objection.days, 'day')}" if objection.days is not None else ""
    hedge = f", {objection.decisive.stance.hedge}" if objection.decisive.stance.hedge else ""
    kind = Span(f"{objection.strength}{hedge} ({grade(objection.decisive)})", _TONES[objection.strength])
    member, candidate = member_name(dataset, objection.member), _candidate(dataset, objection)
    return Span(member, "strong"), candidate, kind, f"{objection.ending}{after}"


def _candidate(dataset: Dataset, objection: Objection) -> str:
    candidates = dataset.selections[objection.selection].candidates
    return candidates[objection.candidate].name if objection.candidate in candidates else objection.candidate
