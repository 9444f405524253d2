"""How sure it is that all who are reported to consent really do: a sentence first, the figures last."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING, Any, NamedTuple

from nato_cli.analysis.copula import Curve, curve
from nato_cli.analysis.decision import terms
from nato_cli.analysis.probability import at_least, reported_by_origin, votes
from nato_cli.model import Basis, Rule, Verdict
from nato_cli.output.answer import Answer, Block, Cell, Column, Heading, Paragraph, Rows, Span, Table, muted, values_of
from nato_cli.output.headline import headline, rule_words
from nato_cli.output.views.backtest import base_rate_sentence, rates_document
from nato_cli.output.vocabulary import (
    MOST_NAMED,
    band,
    capitalised,
    count,
    in_a_sentence,
    interval,
    members_word,
    point_of_view,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nato_cli.analysis.backtest import BaseRates
    from nato_cli.analysis.probability import Bounds
    from nato_cli.analysis.snapshot import Snapshot
    from nato_cli.model import Chances, Check

_CHART = 50
#: A lower end below this is explained where the verdict is `reached`.
_EVEN = 0.5


class Outcome(NamedTuple):
    """What the reports say under one scale; `quota` is how sure it is that a majority is made, None for other rules."""

    scale: str
    chances: Chances
    curve: Curve
    quota: Bounds | None


def outcome(snapshot: Snapshot, check: Check) -> Outcome:
    scale = snapshot.lexicon.scale
    return Outcome(
        scale=scale.id if scale else "",
        chances=check.chances,
        curve=curve(reported_by_origin(check.assessments, check.rule.consents)),
        quota=_quota(snapshot, check),
    )


def _quota(snapshot: Snapshot, check: Check) -> Bounds | None:
    """Bounds of the probability that a quota of members is made; with weights no bound is known."""
    needed = terms(snapshot, check.rule, [assessment.member for assessment in check.assessments], snapshot.view.as_of)
    if needed.rule is not Rule.MAJORITY or needed.quota is None or needed.weight_quota is not None:
        return None
    return at_least(ceil(needed.quota), votes(check.assessments))


def chances(snapshot: Snapshot, check: Check, outcomes: Sequence[Outcome], rates: BaseRates | None) -> Answer:
    """The first outcome is by the scale that was asked for; its curve is drawn."""
    return Answer(
        document=lambda: {
            **point_of_view(snapshot),
            "candidate": check.candidate.id,
            "headline": headline(snapshot, check),
            "members": len(check.assessments),
            **values_of(check.chances, "consenting", "announced", "by_reports", "origins"),
            "not_counted": _not_counted(check),
            "outcomes": [_entry(result) for result in outcomes],
            "depends_on_scale": _depends_on_scale(outcomes),
            "base_rates": rates_document(rates) if rates else None,
        },
        table=lambda: Rows(
            ("scale", "rho", "lower", "upper"),
            [[result.scale, *point] for result in outcomes for point in result.curve],
        ),
        parts=lambda: _blocks(snapshot, check, outcomes, rates),
    )


def _not_counted(check: Check) -> tuple[str, ...]:
    """Members that do not consent, or of which nothing is known: named, and never multiplied in."""
    return tuple(
        assessment.member for assessment in check.assessments if assessment.standing not in check.rule.consents
    )


def _entry(result: Outcome) -> dict[str, Any]:
    return {
        "scale": result.scale,
        "probability": values_of(result.chances, "lower", "upper", "independent", "exact"),
        "quota": {"lower": result.quota[0], "upper": result.quota[1]} if result.quota else None,
        "curve": [{"rho": rho, "lower": round(low, 6), "upper": round(high, 6)} for rho, low, high in result.curve],
    }


def _depends_on_scale(outcomes: Sequence[Outcome]) -> bool:
    """Whether any two scales give bounds that differ by more than a rounded percent."""
    return len({interval(result.chances.lower, result.chances.upper) for result in outcomes}) > 1


def certainty(snapshot: Snapshot, check: Check) -> str:
    """How sure the consent is, in words, such as: 29 of 32 consent: 13 by their own word, 16 on 2 reports by others."""
    chances, total = check.chances, len(check.assessments)
    consenting = chances.consenting
    missing = _not_counted(check)
    if not consenting:
        return f"Nobody of {total} is reported to consent, so there is nothing to be sure of."
    verb = "consents" if consenting == 1 else "consent"
    if not chances.by_reports:
        whose = "by its own word, which is" if consenting == 1 else "all by their own word, which is"
        return f"{consenting} of {total} {verb}, {whose} taken as certain.{_missing(snapshot, check, missing)}"
    parts = [f"{chances.announced} by {'its' if chances.announced == 1 else 'their'} own word"]
    parts.append(f"{chances.by_reports} on reports by others ({count(len(chances.origins), 'origin')})")
    sentence = f"{consenting} of {total} {verb}: {', '.join(parts if chances.announced else parts[1:])}; "
    all_do = {1: "that it does", 2: "that both do"}.get(consenting, f"that all {consenting} do")
    sentence += f"{all_do}: {_bounds(chances)}."
    if check.verdict is Verdict.REACHED and check.decided_by is Basis.STANDINGS and chances.lower < _EVEN:
        sentence += f" It is this unsure because {count(len(chances.origins), 'origin')} by others could each be wrong."
    return sentence + _missing(snapshot, check, missing)


def _missing(snapshot: Snapshot, check: Check, missing: Sequence[str]) -> str:
    if not missing:
        return ""
    said = "" if check.rule.rule is Rule.CONSENSUS else " said yes"
    if len(missing) > MOST_NAMED:
        return f" The other {len(missing)} have not{said}."
    verb = "has" if len(missing) == 1 else "have"
    return f" {capitalised(in_a_sentence(snapshot.dataset.members, missing))} {verb} not{said}."


def _bounds(chances: Chances) -> str:
    at_least_ = "" if chances.exact else " or a little more"
    return f"{band(chances.lower, chances.upper)}{at_least_}"


def _blocks(snapshot: Snapshot, check: Check, outcomes: Sequence[Outcome], rates: BaseRates | None) -> list[Block]:
    first = Paragraph(Span(headline(snapshot, check), "strong"))
    if check.verdict is Verdict.OUT or check.decided_by is Basis.DECISION:
        return [first]
    blocks: list[Block] = [first, Paragraph(certainty(snapshot, check))]
    shown = outcomes[0]
    if shown.quota is not None:
        by_name = "By name alone, that" if check.decided_by is Basis.COUNT else "That"
        rule = rule_words(snapshot, check.rule)
        blocks.append(Paragraph(f"{by_name} the quota is made ({rule}): {interval(*shown.quota)}."))
    if rates is not None:
        blocks.append(Paragraph(base_rate_sentence(rates)))
    if not check.chances.by_reports:
        return blocks
    changes = "changes" if _depends_on_scale(outcomes) else "does not change"
    columns = (Column("scale"), Column("whatever the dependence"), Column("if origins err independently"))
    rows: list[list[Cell]] = [
        [
            result.scale,
            Span(interval(result.chances.lower, result.chances.upper), "strong"),
            interval(*result.chances.independent),
        ]
        for result in outcomes
    ]
    note = (
        "The unit of error is the origin: one report that names many members is one risk. Members that have not said "
        "yes are left out. The percentages translate the reports' wording by the scale; they are not a forecast."
    )
    return [
        *blocks,
        Heading(f"That {_whom(snapshot, check)} really do", 2),
        Table(columns, rows),
        Paragraph(f"The answer {changes} with the scale."),
        *_curve(shown),
        muted(note),
    ]


def _whom(snapshot: Snapshot, check: Check) -> str:
    number = check.chances.consenting
    return f"all {number} {members_word(snapshot.selection, number)} reported to consent"


def _curve(shown: Outcome) -> list[Block]:
    """One line a correlation: the interval as a bar on a scale from 0 to 100 %."""
    if len(shown.chances.origins) < 2:  # noqa: PLR2004
        return []
    columns = (Column("rho", right=True), Column("0 %" + " " * (_CHART - 9) + "100 %"), Column("interval"))
    rows: list[list[Cell]] = []
    for rho, low, high in shown.curve:
        begin, end = round(low * _CHART), max(round(low * _CHART) + 1, round(high * _CHART))
        bar = "·" * min(begin, _CHART - 1) + "━" * (end - begin) + "·" * (_CHART - end)
        rows.append([f"{rho:.1f}", bar[:_CHART], interval(low, high)])
    return [
        Heading(f"If the origins err together (correlation rho, one-factor Gaussian copula, {shown.scale})", 2),
        Table(columns, rows),
        muted("There are no data for rho: it is drawn so that nobody takes rho = 0 for granted.", apart=False),
    ]
