"""Is the consensus there: verdict, counts, who is outstanding on what evidence, and how sure that is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from nato_cli.analysis.decision import terms
from nato_cli.model import Rule, Standing, Verdict
from nato_cli.output.answer import (
    BREAK,
    Answer,
    Block,
    Cell,
    Column,
    Heading,
    Line,
    Paragraph,
    Rows,
    Span,
    Table,
    spans,
)
from nato_cli.output.vocabulary import (
    age,
    band,
    because,
    count,
    counts_in_words,
    date_of,
    grade,
    interval,
    key,
    legend,
    position,
    strip,
    title,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nato_cli.analysis.snapshot import Snapshot
    from nato_cli.model import Assessment, Check, DecisionRule, Evidence


def unanimity_check(snapshot: Snapshot, checks: Sequence[Check], rule: DecisionRule) -> Answer:
    return Answer(
        document=lambda: {
            "selection": snapshot.selection.id,
            "as_of": str(snapshot.view.as_of),
            "known_by": str(snapshot.view.known_by),
            "rule": rule_document(snapshot, rule),
            "members": len(snapshot.electorate),
            "checks": [entry(check) for check in checks],
        },
        table=lambda: _table(snapshot, checks),
        parts=lambda: _parts(snapshot, checks, rule),
    )


def rule_document(snapshot: Snapshot, rule: DecisionRule) -> dict[str, Any]:
    """A decision rule in JSON: its kind, and what a majority takes."""
    applied = terms(snapshot, rule, snapshot.electorate, snapshot.view.as_of)
    document: dict[str, Any] = {"rule": str(rule.rule)}
    if rule.rule is Rule.MAJORITY:
        document |= {"quota": applied.quota, "weight_quota": applied.weight_quota, "veto": sorted(applied.veto)}
    return document


def entry(check: Check) -> dict[str, Any]:
    reported, chances = check.reported, check.chances
    return {
        "candidate": check.candidate.id,
        "verdict": str(check.verdict),
        "status": str(check.status),
        "outstanding": list(check.outstanding),
        "standings": {key(standing): list(check.members_by_standing(standing)) for standing in Standing},
        "reported_count": None
        if reported is None
        else {
            "support": reported.support,
            "of": reported.of,
            "source": reported.source,
            "date": str(reported.date),
            "outstanding": list(reported.outstanding),
            "named": reported.named,
            "unattributed": reported.unattributed,
        },
        "probability": {
            "lower": chances.lower,
            "upper": chances.upper,
            "independent": list(chances.independent),
        },
    }


def _table(snapshot: Snapshot, checks: Sequence[Check]) -> Rows:
    """One row a member and candidate, with the stance that decided."""
    names = (
        "candidate", "status", "verdict", "member", "standing", "rule", "stance", "source", "date", "position", "hedge",
        "reliability", "credibility", "age_days", "origins", "challenges", "lower", "upper",
    )  # fmt: skip
    rows = []
    for check in checks:
        for each in check.assessments:
            shared = [check.candidate.id, check.status, check.verdict, each.member, each.standing, each.rule]
            decisive = [*_decisive(snapshot, each)] if each.decisive else [None] * 8
            rows.append([*shared, *decisive, len(each.origins), len(each.challenges), each.lower, each.upper])
    return Rows(names, rows)


def _decisive(snapshot: Snapshot, assessment: Assessment) -> list[Any]:
    first = assessment.decisive[0]
    stance = first.stance
    ids = [each.stance.id for each in assessment.decisive]
    sources = [each.source.id for each in assessment.decisive]
    days = (snapshot.view.as_of - first.date).days if first.date else None
    when = date_of(first)
    return [ids, sources, when, stance.position, stance.hedge, first.source.reliability, stance.credibility, days]


def _parts(snapshot: Snapshot, checks: Sequence[Check], rule: DecisionRule) -> list[Block]:
    heading = title(snapshot, f"{rule.rule} check")
    if not checks:
        return [heading, Paragraph("Nobody is in the race: there is nothing to check.")]
    parts: list[Block] = [heading]
    for check in checks:
        parts += _check(snapshot, check)
    return [*parts, Paragraph(_notes(snapshot, checks), apart=True)]


def _notes(snapshot: Snapshot, checks: Sequence[Check]) -> Line:
    shown = {each.standing for check in checks for each in check.assessments}
    scale = snapshot.lexicon.scale
    by = f" under {scale.title}" if scale else ""
    signs = spans(legend([standing for standing in Standing if standing in shown]))
    return (*signs, BREAK, Span(f"Bounds say what the reports amount to{by}; they are no forecast.", "muted"))


def _check(snapshot: Snapshot, check: Check) -> list[Block]:
    name = f"{check.candidate.name} ({check.candidate.id}), {check.status}: "
    parts: list[Block] = [
        Heading((name, Span(str(check.verdict).upper(), check.verdict), _joined(because(check))), 2),
        Paragraph(strip(check), 2),
        Paragraph(counts_in_words(check), 2),
    ]
    if check.verdict is Verdict.OUT:
        return parts
    shown = [each for each in check.assessments if each.standing is not Standing.SUPPORT and each.evidence]
    if shown:
        parts.append(_outstanding(snapshot, shown))
    silent = check.silent
    if silent:
        parts.append(Paragraph(("Nothing on record: ", Span(", ".join(silent), Standing.UNKNOWN)), 2))
    return [*parts, _chances(check), *_reported(check)]


def _joined(reason: str) -> str:
    """A reason after its verdict: `BLOCKED by HUN`, `OPEN, 3 of 32 outstanding`."""
    return f" {reason}" if reason.startswith(("by ", "of ")) else f", {reason}"


def _outstanding(snapshot: Snapshot, assessments: Sequence[Assessment]) -> Table:
    names = ("member", "standing", "decided by", "date", "age", "grade", "origins", "consents")
    wide = Table(
        columns=[Column(name, right=name in {"age", "origins", "consents"}) for name in names],
        rows=[_row(snapshot, each) for each in assessments],
    )
    columns = (Column("member"), Column("standing"), Column("decided by", wraps=True), Column("consents", right=True))
    narrow = Table(columns, [_short_row(snapshot, each) for each in assessments], indent=2)
    return wide._replace(narrower=narrow, indent=2)


def _row(snapshot: Snapshot, assessment: Assessment) -> list[Cell]:
    first = assessment.decisive[0] if assessment.decisive else None
    return [
        _member(snapshot, assessment),
        Span(str(assessment.standing), assessment.standing),
        (*_sources(assessment), *_challenges(assessment)),
        str(date_of(first)) if first else None,
        age(first.date, snapshot.view.as_of) if first and first.date else None,
        ", ".join(dict.fromkeys(grade(each) for each in assessment.decisive)),
        len(assessment.origins) or None,
        band(assessment.lower, assessment.upper),
    ]


def _short_row(snapshot: Snapshot, assessment: Assessment) -> list[Cell]:
    first = assessment.decisive[0] if assessment.decisive else None
    when: tuple[str | Span, ...] = ()
    if first and first.date:
        origins = count(len(assessment.origins), "origin")
        days = (snapshot.view.as_of - first.date).days
        passed = f" ({count(days, 'day')} before)" if days else ""
        when = (f"{date_of(first)}{passed}, {grade(first)}, {origins}", BREAK)
    return [
        Span(assessment.member, "strong"),
        Span(str(assessment.standing), assessment.standing),
        (*when, *_sources(assessment), *_challenges(assessment)),
        band(assessment.lower, assessment.upper),
    ]


def _member(snapshot: Snapshot, assessment: Assessment) -> Line:
    name = snapshot.dataset.members[assessment.member].name
    return (Span(assessment.member, "strong"), f" {name}")


def _sources(assessment: Assessment) -> tuple[str | Span, ...]:
    lines: list[str | Span] = []
    for each in assessment.decisive:
        lines += [BREAK] if lines else []
        lines += [each.source.id, Span(_told(each, disputed=len(assessment.decisive) > 1), "muted")]
    return tuple(lines) or (Span("undated reports alone", "muted"),)


def _challenges(assessment: Assessment) -> tuple[str | Span, ...]:
    lines: list[str | Span] = []
    for each in assessment.challenges:
        told = f"challenged {date_of(each)} by {each.source.id}{_told(each)}"
        lines += [BREAK, Span(told, "warning")]
    return tuple(lines)


def _told(each: Evidence, *, disputed: bool = False) -> str:
    """What a report says, where its standing is not called that anyway."""
    differs = each.stance.hedge is not None or each.stance.position != str(each.side)
    return f" [{position(each.stance)}]" if differs or disputed else ""


def _chances(check: Check) -> Block:
    chances = check.chances
    return Paragraph(
        (
            f"That all {len(check.assessments)} consent: ",
            Span(interval(chances.lower, chances.upper), "strong"),
            f" however they depend on each other, {interval(*chances.independent)} if each decides alone.",
        ),
        2,
    )


def _reported(check: Check) -> list[Block]:
    reported = check.reported
    if reported is None:
        return []
    line = f"Counted: {reported.support} of {reported.of} ({reported.source}, {reported.date}); "
    line += f"named above: {reported.named}; unattributed: {reported.unattributed}."
    if reported.outstanding:
        line += f" Missing by that count: {', '.join(reported.outstanding)}."
    return [Paragraph(line, 2)]
