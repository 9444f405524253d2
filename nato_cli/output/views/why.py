"""The whole chain of evidence behind one standing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from nato_cli.model import Effect, Standing
from nato_cli.output.answer import BREAK, Answer, Block, Cell, Column, Paragraph, Rows, Span, Table
from nato_cli.output.vocabulary import RULES, band, count, date_of, grade, position, title

if TYPE_CHECKING:
    from nato_cli.analysis.snapshot import Snapshot
    from nato_cli.model import Assessment, Candidate, Evidence

NAMES = (
    "stance", "source", "origin", "date", "position", "hedge", "attribution", "credibility", "reliability", "firm",
    "role", "used", "lower", "upper", "file", "line", "note",
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


def why(snapshot: Snapshot, candidate: Candidate, assessment: Assessment) -> Answer:
    return Answer(
        document=lambda: document(snapshot, candidate, assessment),
        table=lambda: Rows(NAMES, [list(_entry(each).values()) for each in assessment.evidence]),
        parts=lambda: _parts(snapshot, candidate, assessment),
    )


def document(snapshot: Snapshot, candidate: Candidate, assessment: Assessment) -> dict[str, Any]:
    return {
        "member": assessment.member,
        "candidate": candidate.id,
        "as_of": str(snapshot.view.as_of),
        "known_by": str(snapshot.view.known_by),
        "standing": str(assessment.standing),
        "decided_by": assessment.decisive[0].stance.id if len(assessment.decisive) == 1 else None,
        "rule": assessment.rule,
        "origins": list(assessment.origins),
        "probability": {"lower": assessment.lower, "upper": assessment.upper},
        "evidence": [_entry(each) for each in assessment.evidence],
    }


def _entry(each: Evidence) -> dict[str, Any]:
    stance, when, part = each.stance, date_of(each), each.effect
    values = (
        stance.id,
        each.source.id,
        each.origin.id,
        str(when) if when else None,
        str(stance.position),
        stance.hedge,
        str(stance.attribution),
        stance.credibility,
        str(each.source.reliability),
        each.firm,
        str(part),
        part in {Effect.DECIDES, Effect.CONTESTS},
        each.lower,
        each.upper,
        stance.place.path,
        stance.place.line,
        stance.note,
    )
    return dict(zip(NAMES, values, strict=True))


def _parts(snapshot: Snapshot, candidate: Candidate, assessment: Assessment) -> list[Block]:
    member = snapshot.dataset.members[assessment.member].name
    parts: list[Block] = [
        title(snapshot, f"{member} on {candidate.name}"),
        Paragraph(("Standing: ", Span(str(assessment.standing), assessment.standing), _by(assessment))),
    ]
    if not assessment.evidence:
        return [*parts, Paragraph("No report on record says where it stands.")]
    consents = band(assessment.lower, assessment.upper)
    origins = count(len(assessment.origins), "independent origin")
    return [*parts, Paragraph(f"Consents: {consents}. {origins} for this standing."), _listing(assessment)]


def _by(assessment: Assessment) -> str:
    if assessment.standing is Standing.CONTESTED:
        return f", by rule {assessment.rule}: stances of the same date and grades disagree"
    if assessment.rule is None:
        return ", because nothing that counts is on record"
    return f", by rule {assessment.rule}: {RULES[assessment.rule]}"


def _listing(assessment: Assessment) -> Block:
    names = ("date", "position", "grade", "attribution", "source", "origin", "what became of it", "place")
    columns = [Column(name, wraps=name == "what became of it") for name in names]
    rows = [_row(assessment, each) for each in assessment.evidence]
    short = (Column("date"), Column("grade"), Column("report", wraps=True))
    return Table(columns, rows, narrower=Table(short, [_short_row(assessment, each) for each in assessment.evidence]))


def _row(assessment: Assessment, each: Evidence) -> list[Cell]:
    return [
        str(date_of(each) or "undated"),
        Span(position(each.stance), each.side),
        grade(each),
        str(each.stance.attribution),
        each.source.id,
        each.origin.id if each.origin is not each.source else None,
        _role(each),
        _place(each),
    ]


def _short_row(assessment: Assessment, each: Evidence) -> list[Cell]:
    stance = each.stance
    relayed = f", relays {each.origin.id}" if each.origin is not each.source else ""
    lines: list[str | Span] = [Span(position(stance), each.side), ": ", _role(each)]
    lines += [BREAK, f"{each.source.id}, {stance.attribution}{relayed}"]
    lines += [BREAK, stance.note] if stance.note else []
    lines += [BREAK, Span(_place(each), "muted")]
    return [str(date_of(each) or "undated"), grade(each), tuple(lines)]


def _role(each: Evidence) -> Span:
    tones = {Effect.DECIDES: "strong", Effect.CONTESTS: "warning", Effect.CHALLENGES: "warning"}
    return Span(EFFECTS[each.effect], tones.get(each.effect, ""))


def _place(each: Evidence) -> str:
    return f"{each.stance.place.path}:{each.stance.place.line}"
