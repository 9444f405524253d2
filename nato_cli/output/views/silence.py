"""The silence procedure played on the data: would a draft stand, and who would break it?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from nato_cli.analysis.silence_procedure import State
from nato_cli.output.answer import Answer, Block, Cell, Column, Heading, Paragraph, Rows, Span, Table, muted
from nato_cli.output.views.unanimity_check import STANDS_IN_SHORT
from nato_cli.output.vocabulary import (
    as_known,
    capitalised,
    in_words,
    named,
    on_whose_word,
    sign_and_name,
    what_is_backed,
)

if TYPE_CHECKING:
    import datetime as dt

    from nato_cli.analysis.silence_procedure import Outlook
    from nato_cli.analysis.snapshot import Snapshot
    from nato_cli.model import Assessment, Candidate

_TONES = {State.BROKEN: "blocked", State.AGREED: "reached"}


def silence(snapshot: Snapshot, candidate: Candidate, outlook: Outlook) -> Answer:
    return Answer(
        document=lambda: {
            "selection": snapshot.selection.id,
            "known_by": snapshot.view.known_by,
            "candidate": candidate.id,
            "opens": outlook.opened,
            "deadline": outlook.deadline,
            "state": outlook.state,
            "objections": [{"date": day, "member": member} for day, member in outlook.objections],
            "wavering": [assessment.member for assessment in outlook.wavering],
            "silent": outlook.silent,
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
    procedure = f" · silence procedure{as_known(snapshot, ' · ')}"
    blocks.append(Paragraph((Span(str(state).upper(), _TONES[state]), procedure)))
    if outlook.breakers or outlook.wavering:
        blocks.append(_listing(snapshot, outlook))
    return [*blocks, muted(f"{snapshot.selection.title}.")]


def _headline(snapshot: Snapshot, candidate: Candidate, outlook: Outlook) -> str:
    """Whether the draft would stand, who breaks it, who may object, and on whose silence it leans."""
    whom = what_is_backed(snapshot.selection, candidate)
    window = f"under silence from {in_words(outlook.opened)} to {in_words(outlook.deadline)}"
    draft = f"A draft for {whom} {window}"
    if outlook.state is State.BROKEN:
        breakers = [assessment.member for assessment in outlook.breakers]
        first = f"{draft} would be broken by {named(snapshot, breakers)}."
    else:
        first = f"{draft} would stand: no objection is on record."
    sentences = [first]
    if outlook.wavering:
        wavering = [assessment.member for assessment in outlook.wavering]
        sentences.append(f"{capitalised(named(snapshot, wavering))} may object.")
    if outlook.silent:
        sentences.append(f"It leans on the silence of {named(snapshot, outlook.silent)}, with nothing on record.")
    return " ".join(sentences)


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
    does = STANDS_IN_SHORT[assessment.standing]
    if day is not None:
        first = min((report.date for report in assessment.run if report.date), default=day)
        before = first < day == opened
        does = "objected before, and still does" if before else f"objects on {in_words(day, year)}"
    member = sign_and_name(snapshot, assessment)
    return [member, Span(does, assessment.standing), on_whose_word(assessment.decisive, year)]
