"""Is the decision there: the sentence to say aloud, the verdict, who does not consent on whose word, and how sure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from nato_cli.analysis.decision import terms
from nato_cli.model import Basis, Rule, Standing, Verdict
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
from nato_cli.output.headline import closed, headline, verdict_paragraph
from nato_cli.output.vocabulary import (
    MOST_NAMED,
    SIGNS,
    also_mentioned,
    as_known,
    band,
    count,
    date_of,
    in_a_sentence,
    in_words,
    is_nato,
    key,
    listed,
    member_name,
    members_word,
    on_whose_word,
    percent,
    point_of_view,
    published,
    sign_and_name,
    spoken,
)

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from nato_cli.analysis.snapshot import Snapshot
    from nato_cli.model import (
        ApproxDate,
        Assessment,
        Attribution,
        Check,
        DecisionRule,
        Event,
        Evidence,
        Position,
        Reliability,
        ReportedCount,
        Status,
    )

#: What is shown of a member, the weightiest first.
STANDS_IN_SHORT = {
    Standing.VETO: "would block",
    Standing.OPPOSE: "says no",
    Standing.LIKELY_OPPOSE: "leans against",
    Standing.CONTESTED: "reported both ways",
    Standing.UNDECIDED: "has not decided",
    Standing.LIKELY_SUPPORT: "expected to say yes",
    Standing.NO_OBJECTION: "would not object",
    Standing.ABSTAIN: "stands aside",
    Standing.SUPPORT: "says yes",
}
_SEVERAL = {"says no": "say no", "leans against": "lean against", "has not decided": "have not decided",
            "stands aside": "stand aside"}  # fmt: skip
#: Members of one line are named up to this number, and beyond it by their ids, up to a second one.
_NAMES, _IDS = 12, 40
_EVEN = 0.5


class MemberRow(Row, kw_only=True):
    """One member and candidate, with the report that decides."""

    candidate: str
    status: Status
    verdict: Verdict
    member: str
    standing: Standing
    rule: int | None
    stance: list[str] | None
    source: list[str] | None
    date: ApproxDate | None
    position: Position | None = None
    hedge: str | None = None
    reliability: Reliability | None = None
    credibility: int | None = None
    age_days: int | None
    origins: int
    challenges: int
    lower: float
    upper: float
    name: str
    since: dt.date | None
    confirmed: dt.date | None
    announced: bool
    attribution: Attribution | None = None
    speaker: str | None = None
    publisher: str | None = None
    condition: str | None


def unanimity_check(
    snapshot: Snapshot,
    checks: Sequence[Check],
    rule: DecisionRule,
    *,
    in_full: Sequence[Check] | None = None,
    nothing_on_record: Sequence[Check] = (),
) -> Answer:
    """`in_full` are the checks shown as a block; the others get a line, and those with nothing on record one together.

    Without `in_full` all are shown so, because somebody asked for them by name.
    """
    return Answer(
        document=lambda: {
            **point_of_view(snapshot),
            "rule": rule_document(snapshot, rule),
            "members": len(snapshot.electorate),
            "checks": [entry(check) for check in checks],
        },
        table=lambda: rows_of(MemberRow, _rows(snapshot, checks)),
        parts=lambda: _blocks(snapshot, checks, in_full, nothing_on_record),
    )


def rule_document(snapshot: Snapshot, rule: DecisionRule) -> dict[str, Any]:
    """A decision rule in JSON: its kind, and what a majority takes."""
    applied = terms(snapshot, rule, snapshot.electorate, snapshot.view.as_of)
    document: dict[str, Any] = {"rule": rule.rule}
    if rule.rule is Rule.MAJORITY:
        document |= {"quota": applied.quota, "weight_quota": applied.weight_quota, "veto": sorted(applied.veto)}
    return document


def entry(check: Check) -> dict[str, Any]:
    """A check in JSON."""
    return {
        "candidate": check.candidate.id,
        **values_of(check, "verdict", "decided_by", "decided_on", "status", "outstanding", "blockers"),
        "for": check.in_favour,
        "against": check.against,
        "abstain": check.abstaining,
        "short_by": check.short_by,
        "conditions": [{"member": member, "condition": condition} for member, condition in check.conditions],
        "standings": {key(standing): check.members_by_standing(standing) for standing in Standing},
        "reported_count": _count_document(check.reported) if check.reported else None,
        "probability": values_of(
            check.chances, "lower", "upper", "independent", "consenting", "announced", "by_reports", "origins", "exact"
        ),
    }


def _count_document(reported: ReportedCount) -> dict[str, Any]:
    return {
        **values_of(reported, "support", "of", "source"),
        "date": str(reported.date),
        **values_of(reported, "outstanding", "named", "unattributed", "against", "abstain", "round"),
        "conflicts": [values_of(event, "support", "of", "source") for event in reported.conflicts],
    }


def _rows(snapshot: Snapshot, checks: Sequence[Check]) -> list[MemberRow]:
    return [_row(snapshot, check, assessment) for check in checks for assessment in check.assessments]


def _row(snapshot: Snapshot, check: Check, assessment: Assessment) -> MemberRow:
    first = assessment.decisive[0] if assessment.decisive else None
    return MemberRow.from_records(
        assessment,
        check,
        *((first.stance, first.source) if first else ()),
        candidate=check.candidate.id,
        stance=[report.stance.id for report in assessment.decisive] or None,
        source=[report.source.id for report in assessment.decisive] or None,
        date=date_of(first) if first else None,
        age_days=(snapshot.view.as_of - first.date).days if first and first.date else None,
        origins=len(assessment.origins),
        challenges=len(assessment.challenges),
        name=snapshot.dataset.members[assessment.member].name,
    )


def _blocks(
    snapshot: Snapshot, checks: Sequence[Check], in_full: Sequence[Check] | None, nothing_on_record: Sequence[Check]
) -> list[Block]:
    if not checks:
        return [Heading("Nobody is in the race: there is nothing to check."), _about(snapshot, ())]
    over = "" if in_full is None else closed(snapshot, checks)
    in_full = checks if in_full is None else sorted(in_full, key=lambda check: check.decided_by is Basis.DECISION)
    blocks: list[Block] = [Heading(over)] if over else []
    for check in in_full:
        blocks += _check(snapshot, check, is_said=bool(over) and len(in_full) == 1)
    others = _others(checks, (*in_full, *nothing_on_record))
    blocks += [Paragraph(_in_a_line(check), apart=not number) for number, check in enumerate(others)]
    return [*blocks, *also_mentioned(nothing_on_record), _about(snapshot, in_full)]


def _others(checks: Sequence[Check], in_full: Sequence[Check]) -> list[Check]:
    shown = {check.candidate.id for check in in_full}
    return [check for check in checks if check.candidate.id not in shown]


def _in_a_line(check: Check) -> tuple[str | Span, ...]:
    """A candidate in one line: the verdict, and how many stand where."""
    numbers = [
        f"{number} {_COUNTED[standing]}"
        for standing in _COUNTED
        if (number := len(check.members_by_standing(standing)))
    ]
    verdict = Span(str(check.verdict).upper(), check.verdict)
    return (verdict, f"  {check.candidate.name} ", Span(f"({check.candidate.id})", "muted"), f": {', '.join(numbers)}")


_COUNTED = {
    Standing.SUPPORT: "for",
    Standing.LIKELY_SUPPORT: "leaning for",
    Standing.NO_OBJECTION: "would not object",
    Standing.ABSTAIN: "standing aside",
    Standing.UNDECIDED: "undecided",
    Standing.CONTESTED: "reported both ways",
    Standing.LIKELY_OPPOSE: "leaning against",
    Standing.OPPOSE: "against",
    Standing.VETO: "would block",
}


def _check(snapshot: Snapshot, check: Check, *, is_said: bool) -> list[Block]:
    blocks: list[Block] = [] if is_said else [Heading(headline(snapshot, check))]
    blocks.append(verdict_paragraph(snapshot, check, as_known(snapshot, " · ")))
    if check.verdict is Verdict.OUT:
        return [*blocks, *_why_out(snapshot, check)]
    one_by_one, folded = _divided(check)
    if one_by_one:
        blocks.append(_listing(snapshot, one_by_one))
    lines = _folded(snapshot, folded)
    blocks += [Paragraph(line, 2, apart=not number) for number, line in enumerate(lines)]
    notes = [*_leaning(snapshot, check), *_reported(snapshot, check), *_chances(snapshot, check)]
    return blocks + [Paragraph(line, apart=not number) for number, line in enumerate(notes)]


def _why_out(snapshot: Snapshot, check: Check) -> list[Block]:
    """What the report of a withdrawal says."""
    changes = snapshot.status_changes(check.candidate)
    if not changes or not changes[-1][1].note:
        return []
    last = changes[-1][1]
    return [Paragraph((f"{last.note} ", Span(f"[{last.source}]", "muted")), apart=True)]


def _divided(check: Check) -> tuple[list[Assessment], list[Assessment]]:
    """The members to be listed one by one, and those to be folded: who consents, and of whom nothing is on record."""
    folded = check.rule.consents | {Standing.UNKNOWN}
    one_by_one = [assessment for assessment in check.assessments if assessment.standing not in folded]
    order = {standing: number for number, standing in enumerate(STANDS_IN_SHORT)}
    together: dict[tuple[str, ...], int] = {}
    for assessment in one_by_one:
        together[_report(assessment)] = together.get(_report(assessment), 0) + 1
    single = [
        assessment
        for assessment in one_by_one
        if together[_report(assessment)] <= MOST_NAMED or assessment.member in check.blockers
    ]
    single.sort(key=lambda assessment: (order[assessment.standing], assessment.member))
    shown = {assessment.member for assessment in single}
    return single, [assessment for assessment in check.assessments if assessment.member not in shown]


def _report(assessment: Assessment) -> tuple[str, ...]:
    """What puts members into one line: their standing, and the report that decides it."""
    return (assessment.standing, *(report.stance.id for report in assessment.decisive))


def _listing(snapshot: Snapshot, assessments: Sequence[Assessment]) -> Table:
    year = snapshot.view.as_of.year
    columns = (Column("member"), Column("stands"), Column("on whose word", wraps=True))
    rows: list[list[Cell]] = [
        [
            sign_and_name(snapshot, assessment),
            Span(STANDS_IN_SHORT[assessment.standing], assessment.standing),
            _on_whose_word(assessment, year),
        ]
        for assessment in assessments
    ]
    return Table(columns, rows, indent=2, has_head=False)


def _on_whose_word(assessment: Assessment, year: int) -> Line:
    """Who says so; since when, confirmed when, by how many origins; what the member wants first; who challenges it."""
    lines = [on_whose_word(assessment.decisive, year)]
    if assessment.standing is not Standing.CONTESTED and (span := _span(assessment, year)):
        lines.append(Span(span, "muted"))
    if assessment.condition:
        lines.append(Span(f"wants first: {assessment.condition}{_who_wants(assessment, year)}", "warning"))
    for report in assessment.challenges[:1]:
        more = f", and {count(len(assessment.challenges) - 1, 'other')}" if len(assessment.challenges) > 1 else ""
        lines.append(Span(f"challenged by {spoken(report, year)}{more}", "warning"))
    return joined(lines)


def _who_wants(assessment: Assessment, year: int) -> str:
    """Who named the condition, where it is not the report that decides."""
    naming = [report for report in assessment.run if report.stance.condition == assessment.condition]
    if not naming or any(report in assessment.decisive for report in naming):
        return ""
    return f"; {spoken(naming[-1], year)}"


def _span(assessment: Assessment, year: int) -> str:
    """How long it has stood, where that is more than the one report."""
    parts = []
    decisive = assessment.decisive[0].date if assessment.decisive else None
    if assessment.since != decisive:
        parts.append(f"since {in_words(assessment.since, year)}")
    if assessment.confirmed != decisive:
        parts.append(f"last confirmed {in_words(assessment.confirmed, year)}")
    if len(assessment.origins) > 1:
        parts.append(count(len(assessment.origins), "origin"))
    return ", ".join(parts)


def _folded(snapshot: Snapshot, assessments: Sequence[Assessment]) -> list[tuple[str | Span, ...]]:
    """A line for those who consent by their own word, one for each report by others that decides, one for the rest."""
    lines: list[tuple[str | Span, ...]] = []
    own = [assessment for assessment in assessments if assessment.announced]
    for standing in dict.fromkeys(assessment.standing for assessment in own):
        alike = [assessment for assessment in own if assessment.standing is standing]
        whose = "its" if len(alike) == 1 and is_nato(snapshot.selection) else "their"
        lines.append(_line(snapshot, alike, f"{_says(alike)}by {whose} own word"))
    reports: dict[tuple[str, ...], list[Assessment]] = {}
    for assessment in assessments:
        if assessment not in own and assessment.decisive:
            reports.setdefault(_report(assessment), []).append(assessment)
    year = snapshot.view.as_of.year
    for alike in sorted(reports.values(), key=lambda alike: -len(alike)):
        by = "; ".join(spoken(report, year) for report in alike[0].decisive)
        lines.append(_line(snapshot, alike, f"{_says(alike)}by {by}", alike[0].decisive[0]))
    silent = [assessment for assessment in assessments if assessment.standing is Standing.UNKNOWN]
    if len(silent) > MOST_NAMED:
        lines.append(_line(snapshot, silent, "with nothing on record"))
    return lines


def _says(assessments: Sequence[Assessment]) -> str:
    """What members of one line do, where they do not simply say yes."""
    standing = assessments[0].standing
    if standing is Standing.SUPPORT:
        return ""
    word = STANDS_IN_SHORT[standing]
    return f"{_SEVERAL.get(word, word) if len(assessments) > 1 else word}, "


def _line(
    snapshot: Snapshot, assessments: Sequence[Assessment], how: str, by: Evidence | None = None
) -> tuple[str | Span, ...]:
    standing = assessments[0].standing
    members = [assessment.member for assessment in assessments]
    source: tuple[str | Span, ...] = (Span(f" {by.source.id}", "muted"),) if by else ()
    names = members_in_words(snapshot, members, by)
    return (Span(SIGNS[standing], standing), f" {len(members)} {how}", *source, f": {names}" if names else "")


def members_in_words(snapshot: Snapshot, members: Sequence[str], by: Evidence | None = None) -> str:
    """Members by name, by group where a report speaks of groups, or by id where they are many."""
    groups = by.stance.collective.groups if by and by.stance.collective and by.date else ()
    if groups and by and by.date:
        parts = []
        for group in groups:
            number = len(snapshot.dataset.group_on(group, by.date) & set(members))
            parts.append(f"{number} of {snapshot.dataset.groups[group].name}")
        return listed(parts)
    if len(members) <= _NAMES:
        return in_a_sentence(snapshot.dataset.members, members)
    return ", ".join(members) if len(members) <= _IDS else ""


def _leaning(snapshot: Snapshot, check: Check) -> list[str]:
    """On whose silence a consensus leans: unknown consents under that rule alone."""
    if check.rule.rule is not Rule.CONSENSUS or check.verdict is not Verdict.REACHED or not check.silent:
        return []
    number = len(check.silent)
    members = f"{number} {members_word(snapshot.selection, number)} with nothing on record"
    names = members_in_words(snapshot, check.silent)
    return [f"It leans on the silence of {members}{f': {names}' if names else ''}."]


def _reported(snapshot: Snapshot, check: Check) -> list[str]:
    reported = check.reported
    if reported is None or check.decided_by is Basis.DECISION or reported.named > reported.support:
        return []
    source = snapshot.known.source(reported.source)
    year = snapshot.view.as_of.year
    line = f"Counted: {reported.support} of {reported.of}, {in_words(reported.date, year)} ({published(source)})"
    line += f"; {reported.named} are named above." if reported.unattributed else "."
    if reported.outstanding:
        line += (
            f" Missing by that count: {listed([member_name(snapshot.dataset, id_) for id_ in reported.outstanding])}."
        )
    if reported.conflicts:
        line += f" Another count of that day: {listed([_figure(snapshot, event) for event in reported.conflicts])}."
    return [line]


def _figure(snapshot: Snapshot, event: Event) -> str:
    return f"{event.support} ({published(snapshot.known.source(event.source))})"


def _chances(snapshot: Snapshot, check: Check) -> list[str]:
    """How many are reported to consent, how sure it is that all of those do, and where the evidence is."""
    chances, total = check.chances, len(check.assessments)
    hint = _hint(check)
    if check.decided_by is Basis.DECISION:
        return [f"By the reports on record, {chances.consenting} of {total} consented. {hint}"]
    if not chances.consenting:
        return [hint]
    if total == chances.consenting:
        line = f"That all {total} {members_word(snapshot.selection, total)} consent, as reported: "
    else:
        verb, doing = (
            ("is", "that it does") if chances.consenting == 1 else ("are", f"that all {chances.consenting} do")
        )
        line = f"{chances.consenting} of {total} {verb} reported to consent; {doing}: "
    line += band(chances.lower, chances.upper)
    if check.verdict is Verdict.REACHED and chances.lower < _EVEN:
        line += f" (no more than {percent(chances.lower)} is sure, as {_why_unsure(check)})"
    return [f"{line}. {hint}"]


def _why_unsure(check: Check) -> str:
    chances = check.chances
    verb = "rests" if chances.by_reports == 1 else "rest"
    return f"{chances.by_reports} {verb} on {count(len(chances.origins), 'report')} by others"


def _hint(check: Check) -> str:
    candidate = check.candidate.id
    on_record = [assessment.member for assessment in check.assessments if assessment.evidence]
    weighty = (*check.blockers, *(member for member in check.outstanding if member in on_record), *on_record)
    why = f"`nato why {weighty[0]} {candidate}` gives the evidence" if weighty else "nothing is on record"
    return f"`nato chances {candidate}` explains, {why}."


def _about(snapshot: Snapshot, checks: Sequence[Check]) -> Paragraph:
    """The selection, whose rule it is checked by, and what the signs mean."""
    selection = snapshot.selection
    kind = f"{checks[0].rule.rule} check" if checks else "check"
    sizes = {len(check.assessments) for check in checks} or {len(snapshot.electorate)}
    members = f"{listed([str(size) for size in sorted(sizes)])} {members_word(snapshot.selection, max(sizes))}"
    return muted(f"{selection.title}: {kind}, {members}.")
