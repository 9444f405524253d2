"""Why a member stands where it stands: since when, on whose word, and what each report does to it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from nato_cli.model import Effect, Position, Standing
from nato_cli.output.answer import BREAK, Answer, Block, Cell, Column, Heading, Paragraph, Rows, Span, Table
from nato_cli.output.vocabulary import (
    band,
    capitalised,
    count,
    date_of,
    file_in,
    in_words,
    is_accession,
    listed,
    position,
    published,
    speaker,
    spoken,
    with_article,
)

if TYPE_CHECKING:
    from nato_cli.analysis.snapshot import Snapshot
    from nato_cli.model import Assessment, Candidate, Evidence

NAMES = (
    "stance", "source", "origin", "date", "position", "hedge", "attribution", "credibility", "reliability", "firm",
    "role", "used", "lower", "upper", "file", "line", "note", "speaker", "publisher", "condition", "quote",
)  # fmt: skip
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
_SAY = {
    Standing.SUPPORT: "says yes to",
    Standing.LIKELY_SUPPORT: "is expected to say yes to",
    Standing.NO_OBJECTION: "would not object to",
    Standing.ABSTAIN: "stands aside on",
    Standing.UNDECIDED: "has not decided on",
    Standing.LIKELY_OPPOSE: "is said to lean against",
    Standing.OPPOSE: "says no to",
    Standing.VETO: "would block",
    Standing.CONTESTED: "is reported both ways on",
}
_WEAKER = frozenset({Position.NO_OBJECTION, Position.WITHHELD})
#: A terminal shows so many reports of one member.
_ON_A_SCREEN = 30


def why(snapshot: Snapshot, candidate: Candidate, assessment: Assessment) -> Answer:
    return Answer(
        document=lambda: document(snapshot, candidate, assessment),
        table=lambda: Rows(NAMES, [list(_entry(snapshot, report).values()) for report in assessment.evidence]),
        parts=lambda: _blocks(snapshot, candidate, assessment),
    )


def document(snapshot: Snapshot, candidate: Candidate, assessment: Assessment) -> dict[str, Any]:
    return {
        "member": assessment.member,
        "candidate": candidate.id,
        "as_of": str(snapshot.view.as_of),
        "known_by": str(snapshot.view.known_by),
        "standing": str(assessment.standing),
        "since": str(assessment.since) if assessment.since else None,
        "confirmed": str(assessment.confirmed) if assessment.confirmed else None,
        "announced": assessment.announced,
        "condition": assessment.condition,
        "decided_by": assessment.decisive[0].stance.id if len(assessment.decisive) == 1 else None,
        "because": because(assessment) or None,
        "rule": assessment.rule,
        "origins": list(assessment.origins),
        "probability": {"lower": assessment.lower, "upper": assessment.upper},
        "evidence": [_entry(snapshot, report) for report in assessment.evidence],
    }


def _entry(snapshot: Snapshot, report: Evidence) -> dict[str, Any]:
    stance, when = report.stance, date_of(report)
    values = (
        stance.id,
        report.source.id,
        report.origin.id,
        str(when) if when else None,
        str(stance.position),
        stance.hedge,
        str(stance.attribution),
        stance.credibility,
        str(report.source.reliability),
        report.firm,
        str(report.effect),
        report.effect in _USED,
        report.lower,
        report.upper,
        file_in(snapshot.dataset, stance.place),
        stance.place.line,
        stance.note,
        stance.speaker,
        report.source.publisher,
        stance.condition,
        stance.quote,
    )
    return dict(zip(NAMES, values, strict=True))


def stands(snapshot: Snapshot, candidate: Candidate, assessment: Assessment) -> str:
    """Where a member stands in a sentence: `Hungary says no to Mark Rutte`."""
    member = with_article(snapshot.dataset.members[assessment.member].name)
    what = f"the admission of {candidate.name}" if is_accession(snapshot.selection) else candidate.name
    if assessment.standing is Standing.UNKNOWN:
        return f"Nothing is on record for {member} on {what}"
    return capitalised(f"{member} {_SAY[assessment.standing]} {what}")


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
    wide = Table(columns, [_row(snapshot, report) for report in assessment.evidence], limit=_ON_A_SCREEN)
    short = (Column("date"), Column("report", wraps=True))
    rows = [_short_row(snapshot, report) for report in assessment.evidence]
    return wide._replace(narrower=Table(short, rows, limit=_ON_A_SCREEN))


def _row(snapshot: Snapshot, report: Evidence) -> list[Cell]:
    return [
        str(date_of(report) or "undated"),
        Span(position(report.stance), report.side),
        _word(snapshot, report),
        effect(report),
    ]


def _short_row(snapshot: Snapshot, report: Evidence) -> list[Cell]:
    says = Span(position(report.stance), report.side)
    return [str(date_of(report) or "undated"), (says, ": ", effect(report), BREAK, *_word(snapshot, report))]


def _word(snapshot: Snapshot, report: Evidence) -> tuple[str | Span, ...]:
    """Who spoke, where it was published, what was said, and where it stands in the files."""
    stance = report.stance
    relays = f", relays {report.origin.id}" if report.origin is not report.source else ""
    lines: list[str | Span] = [f"{speaker(stance)} ({published(report.source, stance.credibility)})"]
    lines += [BREAK, f"wants first: {stance.condition}"] if stance.condition else []
    lines += [BREAK, stance.note] if stance.note else []
    lines += [
        BREAK,
        Span(f"{report.source.id}{relays}, {file_in(snapshot.dataset, stance.place)}:{stance.place.line}", "muted"),
    ]
    return tuple(lines)


def effect(report: Evidence) -> Span:
    """What a report does to the standing, in words."""
    tones = {Effect.DECIDES: "strong", Effect.CONTESTS: "warning", Effect.CHALLENGES: "warning"}
    return Span(EFFECTS[report.effect], tones.get(report.effect, ""))


def _about(snapshot: Snapshot, assessment: Assessment) -> Paragraph:
    view = snapshot.view
    known = f", as known on {in_words(view.known_by)}" if view.known_by < view.today else ""
    reports = count(len(assessment.evidence), "report")
    words = f"{snapshot.selection.title}: {reports} up to {in_words(view.as_of)}{known}."
    return Paragraph(Span(words, "muted"), apart=True)
