"""Why a member stands where it stands: since when, on whose word, and what each report does to it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from nato_cli.model import ApproxDate, Attribution, Effect, Position, Reliability, Standing
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
    muted,
    rows_of,
    values_of,
)
from nato_cli.output.headline import STANDS
from nato_cli.output.vocabulary import (
    as_known,
    band,
    capitalised,
    count,
    date_of,
    file_in,
    in_words,
    listed,
    position,
    published,
    speaker,
    spoken,
    what_is_backed,
    with_article,
)

if TYPE_CHECKING:
    from nato_cli.analysis.snapshot import Snapshot
    from nato_cli.model import Assessment, Candidate, Evidence

#: What a report does to a standing, in words.
EFFECTS = {
    Effect.DECIDES: "decides",
    Effect.AGREES: "agrees with the standing",
    Effect.SHARPENS: "agrees, and made the standing sharper",
    Effect.SAYS_LESS: "says less than the standing, and does not end it",
    Effect.CONTESTS: "contests: another of the same date and grades contradicts it",
    Effect.OUTWEIGHED: "outweighed by a better report of the same date",
    Effect.SUPERSEDED: "superseded by a newer report",
    Effect.CHALLENGES: "challenges: newer and of another side, but soft",
    Effect.UNUSED: "not used: a firmer report exists",
    Effect.UNDATED: "does not count: neither it nor its source has a date",
}
_USED = frozenset({Effect.DECIDES, Effect.CONTESTS})
_WEAKER = frozenset({Position.NO_OBJECTION, Position.WITHHELD})
#: A terminal shows so many reports of one member.
_ON_A_SCREEN = 30


class ReportRow(Row):
    """A report, and what it does to the standing; `used` if it decides, alone or with others."""

    stance: str
    source: str
    origin: str
    date: ApproxDate | None
    position: Position
    hedge: str | None
    attribution: Attribution
    credibility: int
    reliability: Reliability
    firm: bool
    role: Effect
    used: bool
    lower: float
    upper: float
    file: str
    line: int
    note: str | None
    speaker: str | None
    publisher: str
    condition: str | None
    quote: str | None


def why(snapshot: Snapshot, candidate: Candidate, assessment: Assessment) -> Answer:
    return Answer(
        document=lambda: document(snapshot, candidate, assessment),
        table=lambda: rows_of(ReportRow, report_rows(snapshot, assessment)),
        parts=lambda: _blocks(snapshot, candidate, assessment),
    )


def document(snapshot: Snapshot, candidate: Candidate, assessment: Assessment) -> dict[str, Any]:
    return {
        "member": assessment.member,
        "candidate": candidate.id,
        **values_of(snapshot.view, "as_of", "known_by"),
        **values_of(assessment, "standing", "since", "confirmed", "announced", "condition"),
        "decided_by": assessment.decisive[0].stance.id if len(assessment.decisive) == 1 else None,
        "because": because(assessment) or None,
        **values_of(assessment, "rule", "origins"),
        "probability": values_of(assessment, "lower", "upper"),
        "evidence": report_rows(snapshot, assessment),
    }


def report_rows(snapshot: Snapshot, assessment: Assessment) -> list[ReportRow]:
    return [
        ReportRow.from_records(
            report.stance,
            report,
            report.source,
            stance=report.stance.id,
            source=report.source.id,
            origin=report.origin.id,
            date=date_of(report),
            role=report.effect,
            used=report.effect in _USED,
            file=file_in(snapshot.dataset, report.stance.place),
            line=report.stance.place.line,
        )
        for report in assessment.evidence
    ]


def stands(snapshot: Snapshot, candidate: Candidate, assessment: Assessment) -> str:
    """Where a member stands in a sentence: `Hungary says no to Mark Rutte`."""
    member = with_article(snapshot.dataset.members[assessment.member].name)
    what = what_is_backed(snapshot.selection, candidate)
    if assessment.standing is Standing.UNKNOWN:
        return f"Nothing is on record for {member} on {what}"
    stands_so, _, preposition = STANDS[assessment.standing]
    return capitalised(f"{member} {stands_so}{preposition} {what}")


def because(assessment: Assessment) -> str:
    """Rule 2 in words: what makes one report of the run decide, against the others that agree."""
    if len(assessment.decisive) != 1:
        return ""
    (best,) = assessment.decisive
    others = [report for report in assessment.run if report is not best]
    if not others:
        return "it is the only report that carries the standing"
    reasons = []
    if any(report.position in _WEAKER and best.position not in _WEAKER for report in others):
        reasons.append("says the most")
    if best.own_word and not all(report.own_word for report in others):
        reasons.append("is the member's own word")
    if any(_grades(report) > _grades(best) for report in others):
        reasons.append("has the best grades")
    rivals = [report for report in others if _grades(report) == _grades(best) and report.own_word is best.own_word]
    if rivals and all(report.date != best.date for report in rivals):
        reasons.append("came first")
    of = f"of the {len(others) + 1} reports that carry the standing it"
    return f"{of} {listed(reasons)}" if reasons else f"{of} is as good as any"


def _grades(report: Evidence) -> tuple[int, str]:
    return report.stance.credibility, report.source.reliability


def _blocks(snapshot: Snapshot, candidate: Candidate, assessment: Assessment) -> list[Block]:
    blocks: list[Block] = [Heading(f"{stands(snapshot, candidate, assessment)}.")]
    if assessment.since:
        blocks.append(Paragraph(_since(assessment)))
    if assessment.condition:
        blocks.append(Paragraph(f"It first wants: {assessment.condition}."))
    if assessment.standing is Standing.CONTESTED:
        blocks.append(
            Paragraph("Reports of the same date and grades contradict each other; the next firm one settles it.")
        )
    if len(assessment.decisive) == 1:
        word = Span(spoken(assessment.decisive[0]), "strong")
        blocks.append(Paragraph(("Decided by: ", word, f"; {because(assessment)}.")))
    if assessment.evidence:
        blocks.append(_listing(snapshot, assessment))
    return [*blocks, _about(snapshot, assessment)]


def _since(assessment: Assessment) -> str:
    since, confirmed = in_words(assessment.since), in_words(assessment.confirmed)
    times = f"Since {since}" if confirmed == since else f"Since {since}, last confirmed on {confirmed}"
    origins = count(len(assessment.origins), "independent origin")
    word = "announced by the member itself" if assessment.announced else "on reports by others"
    return f"{times}; {word}, {origins}; chance that it consents: {band(assessment.lower, assessment.upper)}."


def _listing(snapshot: Snapshot, assessment: Assessment) -> Table:
    columns = (
        Column("date"), Column("says"), Column("on whose word", wraps=True), Column("what it does", wraps=True),
    )  # fmt: skip
    rows: list[list[Cell]] = []
    short: list[list[Cell]] = []
    for report in assessment.evidence:
        date, says = str(date_of(report) or "undated"), Span(position(report.stance), report.side)
        rows.append([date, says, _word(snapshot, report), effect(report)])
        short.append([date, joined([(says, ": ", effect(report)), _word(snapshot, report)])])
    narrow = Table((Column("date"), Column("report", wraps=True)), short, limit=_ON_A_SCREEN)
    return Table(columns, rows, narrower=narrow, limit=_ON_A_SCREEN)


def _word(snapshot: Snapshot, report: Evidence) -> Line:
    """Who spoke, where it was published, what was said, and where it stands in the files."""
    stance = report.stance
    relays = f", relays {report.origin.id}" if report.origin is not report.source else ""
    lines: list[Line] = [f"{speaker(stance)} ({published(report.source, stance.credibility)})"]
    lines += [f"wants first: {stance.condition}"] if stance.condition else []
    lines += [stance.note] if stance.note else []
    place = f"{file_in(snapshot.dataset, stance.place)}:{stance.place.line}"
    return joined([*lines, Span(f"{report.source.id}{relays}, {place}", "muted")])


def effect(report: Evidence) -> Span:
    """What a report does to the standing, in words."""
    tones = {Effect.DECIDES: "strong", Effect.CONTESTS: "warning", Effect.CHALLENGES: "warning"}
    return Span(EFFECTS[report.effect], tones.get(report.effect, ""))


def _about(snapshot: Snapshot, assessment: Assessment) -> Paragraph:
    reports = count(len(assessment.evidence), "report")
    words = f"{snapshot.selection.title}: {reports} up to {in_words(snapshot.view.as_of)}{as_known(snapshot)}."
    return muted(words)
