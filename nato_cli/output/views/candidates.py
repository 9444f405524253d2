"""Who is in the race, how far each has come, and how many members stand where."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from nato_cli.analysis.decision import is_spent, leaders
from nato_cli.model import Basis, Standing, Status, Verdict
from nato_cli.output.answer import (
    BREAK,
    Answer,
    Block,
    Column,
    Heading,
    Paragraph,
    Row,
    Rows,
    Span,
    Table,
    muted,
    table_of,
)
from nato_cli.output.headline import closed, extended, headline
from nato_cli.output.vocabulary import (
    also_mentioned,
    as_known,
    count,
    in_words,
    key,
    members_word,
    named,
    point_of_view,
    status_word,
)

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection, Sequence

    from nato_cli.analysis.snapshot import Snapshot
    from nato_cli.model import Check

#: The columns that readers get: which standings each counts.
_FOR = frozenset({Standing.SUPPORT})
_LEANING = frozenset({Standing.LIKELY_SUPPORT, Standing.NO_OBJECTION})
_AGAINST = frozenset({Standing.VETO, Standing.OPPOSE, Standing.LIKELY_OPPOSE})
_LEGEND = (
    "for: says yes; leaning: likely to, or without objection; against: likely too; "
    "not known: undecided, standing aside, reported both ways, or nothing on record"
)
#: Who has gone no further than this, and of whom no member's stance is on record, is named in one line.
_BARELY_THERE = frozenset({Status.MENTIONED, Status.INTERESTED, Status.RULED_OUT, Status.WITHDRAWN})


#: Of so many posts at most the leaders have a sentence; the table has all.
_MOST_SENTENCES = 4
_NAMES = (
    "id", "name", "nationality", "office", "status", "verdict", *map(key, Standing), "for", "leaning", "against",
    "not_known", "blockers", "decided_by", "decided_on",
)  # fmt: skip


class CandidateRow(Row):
    id: str
    name: str
    nationality: str | None
    office: str | None
    status: Status
    verdict: Verdict
    standings: dict[str, int]
    in_favour: int
    leaning: int
    against: int
    not_known: int
    blockers: tuple[str, ...]
    decided_by: Basis
    decided_on: dt.date | None

    def document(self) -> dict[str, Any]:
        """The row under the names of JSON and CSV: each standing has a column of its own."""
        values = {"for": self.in_favour} | self.standings
        return {name: values[name] if name in values else getattr(self, name) for name in _NAMES}


def candidates(snapshot: Snapshot, checks: Sequence[Check], *, show_all: bool) -> Answer:
    """`checks` in the order to be shown."""
    documents = [_row(check).document() for check in checks]
    return Answer(
        document=lambda: {
            **point_of_view(snapshot),
            "members": len(snapshot.electorate),
            "candidates": documents,
        },
        table=lambda: Rows(_NAMES, [list(document.values()) for document in documents]),
        parts=lambda: _blocks(snapshot, checks, show_all=show_all),
    )


def _row(check: Check) -> CandidateRow:
    for_, leaning, against = (_number(check, among) for among in (_FOR, _LEANING, _AGAINST))
    return CandidateRow.from_records(
        check,
        check.candidate,
        standings={key(standing): len(check.members_by_standing(standing)) for standing in Standing},
        in_favour=for_,
        leaning=leaning,
        against=against,
        not_known=len(check.assessments) - for_ - leaning - against,
    )


def _number(check: Check, among: Collection[Standing]) -> int:
    return sum(assessment.standing in among for assessment in check.assessments)


def _blocks(snapshot: Snapshot, checks: Sequence[Check], *, show_all: bool) -> list[Block]:
    if not checks:
        return [Heading("No candidates on record by that date."), _about(snapshot, checks)]
    barely = [] if show_all else [check for check in checks if _is_barely_there(check)]
    shown = [check for check in checks if check not in barely]
    if not shown:
        shown, barely = list(checks), []
    first = closed(snapshot, checks) or _before(snapshot) or _first(snapshot, leaders(snapshot, shown) or shown[:1])
    return [Heading(first), _about(snapshot, shown), _listing(snapshot, shown), *also_mentioned(barely)]


def _first(snapshot: Snapshot, leading: Sequence[Check]) -> str:
    """What to say of the leader for each post."""
    if all(check.decided_by is Basis.STANDINGS and not _known(check) for check in leading):
        return f"No {members_word(snapshot.selection, 1)} is on record for any candidate."
    return " ".join(headline(snapshot, check) for check in leading[:_MOST_SENTENCES])


def _before(snapshot: Snapshot) -> str:
    """That the selection had not opened yet."""
    opened, as_of = snapshot.selection.opened, snapshot.view.as_of
    if opened is None or as_of >= opened.first:
        return ""
    return f"This selection had not opened by {in_words(as_of)}; it opened on {in_words(opened)}."


def _known(check: Check) -> bool:
    return any(assessment.standing is not Standing.UNKNOWN for assessment in check.assessments)


def _is_barely_there(check: Check) -> bool:
    return check.status in _BARELY_THERE and not any(assessment.evidence for assessment in check.assessments)


def _about(snapshot: Snapshot, checks: Sequence[Check]) -> Paragraph:
    """The selection, the date and the size of the electorate; whose term was extended."""
    view, selection = snapshot.view, snapshot.selection
    members = count(len(snapshot.electorate), members_word(selection, 1), members_word(selection))
    words = f"{selection.title}: candidates on {in_words(view.as_of)}{as_known(snapshot)}, {members}."
    for check in checks:
        if is_spent(snapshot, check) and check.verdict is not Verdict.OUT:
            words += f" {extended(snapshot, check)}"
    return muted(words, apart=False)


def _listing(snapshot: Snapshot, checks: Sequence[Check]) -> Table:
    rows = [_row(check) for check in checks]
    by_id = {check.candidate.id: check for check in checks}

    def verdict(row: CandidateRow) -> Span:
        check = by_id[row.id]
        return Span(_verdict(snapshot, check), "muted" if is_spent(snapshot, check) else row.verdict)

    figures = (
        Column("for", right=True, cell=lambda row: _figure(row.in_favour, Standing.SUPPORT)),
        Column("leaning", right=True, cell=lambda row: _figure(row.leaning, Standing.LIKELY_SUPPORT)),
        Column("against", right=True, cell=lambda row: _figure(row.against, Standing.OPPOSE)),
        Column("not known", right=True, width=5, cell=lambda row: _figure(row.not_known, Standing.UNKNOWN)),
    )
    name = Column("candidate", cell=lambda row: Span(row.name, "strong"))
    id_ = Column("id", cell=lambda row: Span(row.id, "muted"))
    both = Column("candidate", cell=lambda row: (Span(row.name, "strong"), BREAK, Span(row.id, "muted")))
    by = Column("verdict", wraps=True, cell=verdict)
    legend = Span(_LEGEND, "muted")
    status = Column("status", cell=lambda row: status_word(snapshot.selection, row.status))
    narrow = table_of(rows, both, status, by, *figures, legend=legend)
    return table_of(rows, name, status, by, *figures, id_, legend=legend, narrower=narrow)


def _figure(number: int, standing: Standing) -> Span:
    return Span(str(number), standing if number else "muted")


def _verdict(snapshot: Snapshot, check: Check) -> str:
    """A verdict and what it follows from: `blocked by Hungary`."""
    if check.decided_by is Basis.DECISION:
        return f"{check.verdict} by decision of {in_words(check.decided_on)}"
    if is_spent(snapshot, check):
        return f"term extended on {in_words(snapshot.status_changes(check.candidate)[-1][0])}"
    if check.decided_by is Basis.COUNT:
        return f"{check.verdict} by a count"
    if check.blockers:
        return f"{check.verdict} by {named(snapshot, check.blockers)}"
    return str(check.verdict)
