"""The silence procedure played on the data: would a draft stand, and who would break it?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from nato_cli.analysis.silence_procedure import State
from nato_cli.model import Standing
from nato_cli.output.answer import BREAK, Answer, Block, Cell, Column, Heading, Paragraph, Rows, Span, Table
from nato_cli.output.headline import MOST_NAMED
from nato_cli.output.vocabulary import SIGNS, capitalised, in_a_sentence, in_words, is_accession, members_word, spoken

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from nato_cli.analysis.silence_procedure import Outlook
    from nato_cli.analysis.snapshot import Snapshot
    from nato_cli.model import Assessment, Candidate

_TONES = {State.BROKEN: "blocked", State.AGREED: "reached"}
_STANDS = {
    Standing.VETO: "would block",
    Standing.OPPOSE: "says no",
    Standing.LIKELY_OPPOSE: "leans against",
    Standing.CONTESTED: "reported both ways",
    Standing.UNDECIDED: "has not decided",
}


def silence(snapshot: Snapshot, candidate: Candidate, outlook: Outlook) -> Answer:
    return Answer(
        document=lambda: {
            "selection": snapshot.selection.id,
            "known_by": str(snapshot.view.known_by),
            "candidate": candidate.id,
            "opens": str(outlook.opened),
            "deadline": str(outlook.deadline),
            "state": str(outlook.state),
            "objections": [{"date": str(day), "member": member} for day, member in outlook.objections],
            "wavering": [assessment.member for assessment in outlook.wavering],
            "silent": list(outlook.silent),
        },
        table=lambda: Rows(("member", "role", "standing", "date"), _rows(outlook)),
        parts=lambda: _blocks(snapshot, candidate, outlook),
    )


def _rows(outlook: Outlook) -> list[list[Any]]:
    days = {member: day for day, member in outlook.objections}
    rows: list[list[Any]] = [
        [assessment.member, "breaks", assessment.standing, days[assessment.member]] for assessment in outlook.breakers
    ]
    rows += [[assessment.member, "wavers", assessment.standing, None] for assessment in outlook.wavering]
    return rows + [[member, "silent", "unknown", None] for member in outlook.silent]


def _blocks(snapshot: Snapshot, candidate: Candidate, outlook: Outlook) -> list[Block]:
    blocks: list[Block] = [Heading(_headline(snapshot, candidate, outlook))]
    state = outlook.state
    known = f" · as known on {in_words(snapshot.view.known_by)}" if snapshot.view.known_by < snapshot.view.today else ""
    blocks.append(Paragraph((Span(str(state).upper(), _TONES[state]), f" · silence procedure{known}")))
    if outlook.breakers or outlook.wavering:
        blocks.append(_listing(snapshot, outlook))
    return [*blocks, Paragraph(Span(f"{snapshot.selection.title}.", "muted"), apart=True)]


def _headline(snapshot: Snapshot, candidate: Candidate, outlook: Outlook) -> str:
    """Whether the draft would stand, who breaks it, who may object, and on whose silence it leans."""
    whom = f"the admission of {candidate.name}" if is_accession(snapshot.selection) else candidate.name
    window = f"under silence from {in_words(outlook.opened)} to {in_words(outlook.deadline)}"
    draft = f"A draft for {whom} {window}"
    if outlook.state is State.BROKEN:
        first = (
            f"{draft} would be broken by {_named(snapshot, [assessment.member for assessment in outlook.breakers])}."
        )
    else:
        first = f"{draft} would stand: no objection is on record."
    sentences = [first]
    if outlook.wavering:
        wavering = [assessment.member for assessment in outlook.wavering]
        sentences.append(f"{capitalised(_named(snapshot, wavering))} may object.")
    if outlook.silent:
        sentences.append(f"It leans on the silence of {_named(snapshot, outlook.silent)}, with nothing on record.")
    return " ".join(sentences)


def _named(snapshot: Snapshot, members: Sequence[str]) -> str:
    if len(members) > MOST_NAMED:
        return f"{len(members)} {members_word(snapshot.selection)}"
    return in_a_sentence(snapshot.dataset.members, members)


def _listing(snapshot: Snapshot, outlook: Outlook) -> Table:
    days = {member: day for day, member in outlook.objections}
    opened = outlook.opened
    columns = (Column("member"), Column("does"), Column("on whose word", wraps=True))
    rows: list[list[Cell]] = [
        _row(snapshot, assessment, opened, days[assessment.member]) for assessment in outlook.breakers
    ]
    rows += [_row(snapshot, assessment, opened, None) for assessment in outlook.wavering]
    return Table(columns, rows, indent=2)


def _row(snapshot: Snapshot, assessment: Assessment, opened: dt.date, day: dt.date | None) -> list[Cell]:
    year = snapshot.view.as_of.year
    does = _STANDS.get(assessment.standing, "")
    if day is not None:
        first = min((report.date for report in assessment.run if report.date), default=day)
        before = first < day == opened
        does = "objected before, and still does" if before else f"objects on {in_words(day, year)}"
    lines: list[str | Span] = []
    for report in assessment.decisive:
        lines += [BREAK] if lines else []
        lines += [spoken(report, year), Span(f" {report.source.id}", "muted")]
    name = Span(f" {snapshot.dataset.members[assessment.member].name}", "strong")
    sign = Span(SIGNS[assessment.standing], assessment.standing)
    return [(sign, name), Span(does, assessment.standing), tuple(lines)]
