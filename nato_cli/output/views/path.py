"""What stands between a candidate and consensus: whom to call next, and how fragile the verdict is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from nato_cli.model import Rule
from nato_cli.output.answer import BREAK, Answer, Block, Cell, Column, Heading, Paragraph, Rows, Span, Table
from nato_cli.output.vocabulary import band, count, interval, position, title

if TYPE_CHECKING:
    from nato_cli.analysis.sensitivity import Path, Step
    from nato_cli.analysis.snapshot import Snapshot


_LATEST = 3  # reports a member whose notes are shown: `nato why` has them all
_NAMES = (
    "order", "member", "standing", "lower", "upper", "verdict_after", "lower_after", "upper_after", "importance_lower",
    "importance_upper",
)  # fmt: skip


def path(snapshot: Snapshot, found: Path, stale_after: int) -> Answer:
    return Answer(
        document=lambda: _document(snapshot, found, stale_after),
        table=lambda: Rows(_NAMES, [_plain_row(number, step) for number, step in enumerate(found.steps, 1)]),
        parts=lambda: _parts(snapshot, found, stale_after),
    )


def _plain_row(number: int, step: Step) -> list[Any]:
    each, chances = step.assessment, step.chances
    bounds = [each.lower, each.upper, step.verdict, chances.lower, chances.upper]
    return [number, each.member, each.standing, *bounds, *step.importance]


def _document(snapshot: Snapshot, found: Path, stale_after: int) -> dict[str, Any]:
    return {
        "selection": snapshot.selection.id,
        "as_of": str(snapshot.view.as_of),
        "known_by": str(snapshot.view.known_by),
        "candidate": found.check.candidate.id,
        "rule": str(found.check.rule.rule),
        "verdict": str(found.check.verdict),
        "steps": [_step(each) for each in found.steps],
        "fragile": {
            "sources": [
                {"source": each.source, "verdict": str(each.verdict), "outstanding": list(each.outstanding)}
                for each in found.doubts
            ],
            "single_origin": list(found.single),
            "stale_after_days": stale_after,
            "stale": [{"member": member, "age_days": age} for member, age in found.stale],
        },
    }


def _step(step: Step) -> dict[str, Any]:
    each, chances = step.assessment, step.chances
    return {
        "member": each.member,
        "standing": str(each.standing),
        "probability": {"lower": each.lower, "upper": each.upper},
        "won_over": {
            "verdict": str(step.verdict),
            "probability": {
                "lower": chances.lower,
                "upper": chances.upper,
                "independent": list(chances.independent),
            },
        },
        "importance": list(step.importance),
        "conditions": [{"stance": stance.id, "note": stance.note} for stance in step.conditions],
        "past_vetoes": [{"selection": selection, "stance": stance.id} for selection, stance in step.vetoes],
    }


def _parts(snapshot: Snapshot, found: Path, stale_after: int) -> list[Block]:
    check = found.check
    heading = title(snapshot, f"path of {check.candidate.name}")
    verdict = Paragraph(("Verdict: ", Span(str(check.verdict), check.verdict), f", by {check.rule.rule}."))
    if not found.steps:
        nobody = "Nobody objects" if check.rule.rule is Rule.CONSENSUS else "Nobody is outstanding"
        return [heading, verdict, Paragraph(f"{nobody}."), *_fragile(found, stale_after)]
    columns = (
        Column("member"),
        Column("standing"),
        Column("consents", right=True),
        Column("won over", wraps=True),
        Column("importance", right=True),
    )
    rows = [_row(step) for step in found.steps]
    note = (
        "In the order in which they bound the chance that all consent. Won over: the verdict and the bounds once the "
        "member declares its support. Importance: what one point of its probability adds to that of all, if each "
        "decides alone."
    )
    return [
        heading,
        verdict,
        Table(columns, rows),
        Paragraph(Span(note, "muted"), apart=True),
        *_conditions(found),
        *_vetoes(found),
        *_fragile(found, stale_after),
    ]


def _row(step: Step) -> list[Cell]:
    each = step.assessment
    chances = step.chances
    return [
        Span(each.member, "strong"),
        Span(str(each.standing), each.standing),
        band(each.lower, each.upper),
        (Span(str(step.verdict), step.verdict), f", {interval(chances.lower, chances.upper)}"),
        interval(*step.importance),
    ]


def _conditions(found: Path) -> list[Block]:
    rows: list[list[Cell]] = []
    for step in found.steps:
        lines: list[str | Span] = []
        for stance in step.conditions[:_LATEST]:
            lines += [BREAK] if lines else []
            lines += [f"{position(stance)}: {stance.note} ", Span(f"[{stance.source}]", "muted")]
        if lines:
            rows.append([Span(step.assessment.member, "strong"), tuple(lines)])
    columns = (Column("member"), Column("what is known of its conditions", wraps=True))
    return [Heading("Conditions", 2), Table(columns, rows)] if rows else []


def _vetoes(found: Path) -> list[Block]:
    rows: list[list[Cell]] = [
        [Span(step.assessment.member, "strong"), selection, stance.candidate, stance.source]
        for step in found.steps
        for selection, stance in step.vetoes
    ]
    columns = (Column("member"), Column("selection"), Column("candidate"), Column("source"))
    return [Heading("Past vetoes", 2), Table(columns, rows)] if rows else []


def _fragile(found: Path, stale_after: int) -> list[Block]:
    parts: list[Block] = [Heading("How fragile it is", 2)]
    for doubt in found.doubts:
        verdict = Span(str(doubt.verdict), doubt.verdict)
        parts.append(Paragraph((f"- Were {doubt.source} wrong, the verdict would be ", verdict, "."), 2))
    if not found.doubts:
        parts.append(Paragraph("- No single source, were it wrong, would change the verdict.", 2))
    if found.single:
        codes = ", ".join(found.single)
        parts.append(Paragraph(f"- Support that rests on one origin alone ({len(found.single)}): {codes}.", 2))
    if found.stale:
        ages = ", ".join(f"{member} ({age})" for member, age in found.stale)
        parts.append(Paragraph(f"- Older than {count(stale_after, 'day')} (age in days): {ages}.", 2))
    return parts
