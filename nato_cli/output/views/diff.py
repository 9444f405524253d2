"""What changed between two dates, two versions of a dataset, or since the reader last looked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from nato_cli.analysis.timeline import together
from nato_cli.model import Standing, Status, Verdict
from nato_cli.output.answer import (
    Answer,
    Block,
    Cell,
    Column,
    Heading,
    Line,
    Paragraph,
    Row,
    Span,
    Table,
    joined,
    rows_of,
    table_of,
    values_of,
)
from nato_cli.output.vocabulary import (
    MOST_NAMED,
    appointed_word,
    as_known,
    capitalised,
    count,
    date_of,
    event_words,
    in_a_sentence,
    in_words,
    listed,
    members_word,
    named,
    says,
    spoken,
    what_is_backed,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from nato_cli.analysis.diff import Difference
    from nato_cli.analysis.records import Changes
    from nato_cli.analysis.snapshot import Snapshot
    from nato_cli.analysis.timeline import Shift
    from nato_cli.model import Evidence

FIRST_LOOK = "Nothing to compare yet; from now on this shows what is new"
#: Members whose standing one report changed in the same way have a row each up to this number, and one row beyond it.
_ONE_BY_ONE = 20
_MOST_SENTENCES = 3


class StandingRow(Row):
    """A changed standing, and the stances that did it."""

    member: str
    candidate: str
    before: Standing | None
    after: Standing
    stances: tuple[str, ...]


class ChangeRow(Row):
    """Any change: `what` is joined, left, status, standing, verdict, or added, changed, removed for a record."""

    what: str
    id: str | None = None
    candidate: str | None = None
    before: str | None = None
    after: str | None = None
    stance: tuple[str, ...] | None = None
    source: tuple[str, ...] | None = None
    date: Any = None


def diff(
    before: Snapshot, after: Snapshot, difference: Difference, records: Changes | None = None, since: str | None = None
) -> Answer:
    """`records` are those that were entered, where versions are compared; `since` says in words since when."""
    return Answer(
        document=lambda: _document(before, after, difference, records),
        table=lambda: rows_of(ChangeRow, _rows(difference, records)),
        parts=lambda: _blocks(before, after, difference, records, since),
    )


def versions(answers: Sequence[Answer]) -> Answer:
    """The differences of several selections as one answer."""

    def blocks() -> list[Block]:
        return [block for answer in answers for block in answer.parts()] or [Paragraph("Nothing changed.")]

    return Answer(
        document=lambda: {"selections": [answer.document() for answer in answers]},
        table=lambda: rows_of(ChangeRow, []) if not answers else _stacked(answers),
        parts=blocks,
    )


def _stacked(answers: Sequence[Answer]) -> Any:
    tables = [answer.table() for answer in answers]
    return tables[0]._replace(rows=[row for table in tables for row in table.rows])


def _document(before: Snapshot, after: Snapshot, difference: Difference, records: Changes | None) -> dict[str, Any]:
    document = {
        "selection": after.selection.id,
        "before": values_of(before.view, "as_of", "known_by"),
        "after": values_of(after.view, "as_of", "known_by"),
        "joined": difference.joined,
        "left": difference.left,
        "statuses": [values_of(change, "candidate", "before", "after") for change in difference.statuses],
        "standings": [_standing(shift) for shift in difference.shifts],
        "verdicts": [values_of(change, "candidate", "before", "after") for change in difference.verdicts],
    }
    if records is not None:
        document["records"] = {
            what: [{"section": key.section, "id": key.id} for key in keys] for what, keys in records._asdict().items()
        }
    return document


def _standing(shift: Shift) -> StandingRow:
    stances = tuple(report.stance.id for report in shift.decision.decisive)
    return StandingRow.from_records(shift, shift.decision, after=shift.decision.standing, stances=stances)


def _rows(difference: Difference, records: Changes | None) -> list[ChangeRow]:
    rows = [ChangeRow(what="joined", id=code) for code in difference.joined]
    rows += [ChangeRow(what="left", id=code) for code in difference.left]
    rows += _changes("status", difference.statuses)
    for shift in difference.shifts:
        decision = shift.decision
        rows.append(
            ChangeRow.from_records(
                shift,
                decision,
                what="standing",
                id=decision.member,
                after=decision.standing,
                stance=tuple(report.stance.id for report in decision.decisive),
                source=tuple(report.source.id for report in decision.decisive),
                date=date_of(decision.decisive[0]) if decision.decisive else None,
            )
        )
    rows += _changes("verdict", difference.verdicts)
    for what, keys in records._asdict().items() if records else ():
        rows += [ChangeRow(what=what, id=f"{key.section}: {key.id}") for key in keys]
    return rows


def _changes(what: str, changes: Iterable[Any], after: Snapshot | None = None) -> list[ChangeRow]:
    """A row for each changed status or verdict; for readers with the candidates' names in the selection `after`."""
    return [
        ChangeRow.from_records(
            change, what=what, candidate=_name(after, change.candidate) if after else change.candidate
        )
        for change in changes
    ]


def _blocks(
    before: Snapshot, after: Snapshot, difference: Difference, records: Changes | None, since: str | None
) -> list[Block]:
    when = since or f"from {_on(before)} to {_on(after)}"
    title = Paragraph(Span(f"{after.selection.title}: what changed {when}", "muted"))
    if since == FIRST_LOOK:
        return [Heading(f"{FIRST_LOOK}.")]
    sentences = _sentences(after, difference)
    if not sentences and records and (records.added or records.changed or records.removed):
        sentences = ["No standing, status or verdict changed."]
    if not sentences:
        return [Heading(f"Nothing changed {when}."), Paragraph(Span(after.selection.title, "muted"))]
    return [
        Heading(" ".join(sentences)),
        title,
        *_membership(after, difference),
        *_verdicts(after, difference),
        *_statuses(after, difference),
        *_standings(after, difference),
        *_events(before, after),
        *_records(records),
    ]


def _on(snapshot: Snapshot) -> str:
    known = as_known(snapshot, "")
    return f"{in_words(snapshot.view.as_of)}{f' ({known})' if known else ''}"


def _sentences(after: Snapshot, difference: Difference) -> list[str]:
    """The changes as one would say them: who was chosen, the other verdicts, then who moved where."""
    chosen = {change.candidate for change in difference.statuses if change.after is Status.APPOINTED}
    sentences = [f"{_name(after, person)} has been {appointed_word(after.selection)}." for person in sorted(chosen)]
    extended = {change.candidate for change in difference.statuses if change.after is Status.EXTENDED}
    sentences += [f"{_name(after, person)}'s term has been extended." for person in sorted(extended)]
    chosen |= extended
    changed = [
        change for change in difference.verdicts if change.before and change.after and change.before is not change.after
    ]
    sentences += [
        f"{_name(after, change.candidate)} went from {change.before} to {change.after}."
        for change in changed
        if change.after is not Verdict.OUT and change.candidate not in chosen
    ]
    left = [_name(after, change.candidate) for change in changed if change.after is Verdict.OUT]
    if left:
        who = listed(left) if len(left) <= MOST_NAMED else count(len(left), "candidate")
        sentences.append(f"{who} {'is' if len(left) == 1 else 'are'} out of the race.")
    entered = [_name(after, change.candidate) for change in difference.statuses if change.before is None]
    if entered:
        sentences.append(f"{listed(entered)} {'is' if len(entered) == 1 else 'are'} new on the list.")
    moved: dict[tuple[str, Standing], list[str]] = {}
    for shift in difference.shifts:
        moved.setdefault((shift.decision.candidate, shift.decision.standing), []).append(shift.decision.member)
    for (candidate, standing), codes in sorted(moved.items(), key=lambda pair: -len(pair[1])):
        who = capitalised(named(after, codes))
        sentences.append(f"{who} now {says(standing, len(codes))} {_what(after, candidate)}.")
    more = len(sentences) - _MOST_SENTENCES
    return [*sentences[:_MOST_SENTENCES], f"And {count(more, 'more change')}."] if more > 0 else sentences


def _what(snapshot: Snapshot, candidate: str) -> str:
    return what_is_backed(snapshot.selection, snapshot.selection.candidates[candidate])


def _name(snapshot: Snapshot, candidate: str) -> str:
    return snapshot.selection.candidates[candidate].name


def _membership(after: Snapshot, difference: Difference) -> list[Block]:
    size = f"{len(after.electorate)} {members_word(after.selection)}"
    lines = []
    for codes, what in ((difference.joined, "joined"), (difference.left, "left")):
        if codes:
            lines.append(
                Paragraph(f"{capitalised(in_a_sentence(after.dataset.members, codes))} {what}: {size} now.", apart=True)
            )
    return list(lines)


def _verdicts(after: Snapshot, difference: Difference) -> list[Block]:
    changed = [change for change in difference.verdicts if change.before is not change.after]
    if not changed:
        return [Paragraph("No verdict changed.", apart=True)]
    return [Heading("Verdict", 2), _was_is(_changes("verdict", changed, after))]


def _statuses(after: Snapshot, difference: Difference) -> list[Block]:
    if not difference.statuses:
        return []
    return [Heading("Status", 2), _was_is(_changes("status", difference.statuses, after))]


def _was_is(rows: Sequence[ChangeRow]) -> Table:
    nothing = "not mentioned"
    return table_of(
        rows,
        Column("candidate", tone="strong"),
        Column("was", cell=lambda row: Span(row.before or nothing, row.before or "muted")),
        Column("is", cell=lambda row: Span(row.after or nothing, row.after or "muted")),
    )


def _standings(after: Snapshot, difference: Difference) -> list[Block]:
    if not difference.shifts:
        return []
    columns = (Column("member", tone="strong"), Column("on"), Column("was"), Column("is"), Column("by", wraps=True))
    rows: list[list[Cell]] = []
    for shifts in together(difference.shifts):
        first, *_ = rows_of_shifts = [standing_row(after, shift) for shift in shifts]
        members = count(len(shifts), members_word(after.selection, 1), members_word(after.selection))
        rows += rows_of_shifts if len(shifts) <= _ONE_BY_ONE else [[members, *first[1:]]]
    return [Heading("Standings", 2), Table(columns, rows)]


def standing_row(snapshot: Snapshot, shift: Shift) -> list[Cell]:
    """A changed standing, and the stance that did it."""
    decision = shift.decision
    return [
        snapshot.dataset.members[decision.member].name,
        decision.candidate,
        Span(shift.before or "no member", shift.before or "muted"),
        Span(decision.standing, decision.standing),
        by(decision.decisive),
    ]


def by(decisive: Iterable[Evidence]) -> Cell:
    """Who said it and where it was published, with what was said and the ids for the next command."""
    lines: list[Line] = []
    for report in decisive:
        lines.append((spoken(report), Span(f" [{report.source.id}]", "muted")))
        lines += [Span(report.stance.note, "muted")] if report.stance.note else []
    return joined(lines)


def _events(before: Snapshot, after: Snapshot) -> list[Block]:
    """What happened after the first date and up to the second."""
    first, last = before.view.as_of, after.view.as_of
    dated = [(day, event) for event in after.events() if (day := after.date_of(event)) and first < day <= last]
    lines = [
        Paragraph((f"{in_words(day)}: {event_words(event)} ", Span(f"[{event.source}]", "muted")), 2)
        for day, event in sorted(dated, key=lambda pair: pair[0])
    ]
    return [Heading("Events", 2), *lines] if lines else []


def _records(records: Changes | None) -> list[Block]:
    blocks: list[Block] = []
    for what, keys in records._asdict().items() if records else ():
        if keys:
            blocks.append(Heading(f"{count(len(keys), 'record')} {what}", 2))
            blocks += [Paragraph(f"- {key.section}: {key.id}", 2) for key in keys]
    return blocks
