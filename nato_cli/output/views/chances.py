"""The chance that all consent: bounds first, then how it depends on dependence and on the scale."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from nato_cli.output.answer import Answer, Block, Cell, Column, Heading, Paragraph, Rows, Span, Table
from nato_cli.output.vocabulary import interval, title

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nato_cli.analysis.copula import Curve
    from nato_cli.analysis.snapshot import Snapshot
    from nato_cli.model import Candidate, Chances

_CHART = 50


class Outcome(NamedTuple):
    """The chances under one scale, from announced positions alone or from all."""

    scale: str
    announced_only: bool
    chances: Chances
    curve: Curve


def chances(snapshot: Snapshot, candidate: Candidate, outcomes: Sequence[Outcome], shown: Outcome) -> Answer:
    """`shown` is the outcome whose curve is drawn."""
    return Answer(
        document=lambda: {
            "selection": snapshot.selection.id,
            "as_of": str(snapshot.view.as_of),
            "known_by": str(snapshot.view.known_by),
            "candidate": candidate.id,
            "members": len(snapshot.electorate),
            "outcomes": [_entry(each) for each in outcomes],
            "depends_on_scale": _depends_on_scale(outcomes),
        },
        table=lambda: Rows(
            ("scale", "announced_only", "rho", "lower", "upper"),
            [[each.scale, each.announced_only, *point] for each in outcomes for point in each.curve.points],
        ),
        parts=lambda: _parts(snapshot, candidate, outcomes, shown),
    )


def _entry(each: Outcome) -> dict[str, Any]:
    return {
        "scale": each.scale,
        "announced_only": each.announced_only,
        "probability": {
            "lower": each.chances.lower,
            "upper": each.chances.upper,
            "independent": list(each.chances.independent),
        },
        "curve": [
            {"rho": rho, "lower": round(low, 6), "upper": round(high, 6)} for rho, low, high in each.curve.points
        ],
    }


def _depends_on_scale(outcomes: Sequence[Outcome]) -> bool:
    """Whether any two scales give bounds that differ by more than a rounded percent."""
    told = {(interval(each.chances.lower, each.chances.upper)) for each in outcomes if not each.announced_only}
    return len(told) > 1


def _parts(snapshot: Snapshot, candidate: Candidate, outcomes: Sequence[Outcome], shown: Outcome) -> list[Block]:
    columns = (Column("scale"), Column("from"), Column("bounds"), Column("if each decides alone"))
    rows = [_row(each) for each in outcomes]
    changes = "changes" if _depends_on_scale(outcomes) else "does not change"
    note = (
        "Bounds hold however the members depend on each other, and come first; the curve shows what lies between them. "
        "There are no data for rho: it is drawn so that nobody takes rho = 0 for granted."
    )
    return [
        title(snapshot, f"chance that all consent to {candidate.name}"),
        Table(columns, rows),
        Paragraph(f"The answer {changes} with the scale.", apart=True),
        *_curve(shown),
        Paragraph(Span(note, "muted"), apart=True),
    ]


def _row(each: Outcome) -> list[Cell]:
    chances = each.chances
    return [
        each.scale,
        "announced positions alone" if each.announced_only else "all positions",
        Span(interval(chances.lower, chances.upper), "strong"),
        interval(*chances.independent),
    ]


def _curve(shown: Outcome) -> list[Block]:
    """One line a correlation: the interval as a bar on a scale from 0 to 100 %."""
    columns = (Column("rho", right=True), Column("0 %" + " " * (_CHART - 9) + "100 %"), Column("interval"))
    rows: list[list[Cell]] = []
    for rho, low, high in shown.curve.points:
        begin, end = round(low * _CHART), max(round(low * _CHART) + 1, round(high * _CHART))
        bar = "·" * min(begin, _CHART - 1) + "━" * (end - begin) + "·" * (_CHART - end)
        rows.append([f"{rho:.1f}", bar[:_CHART], interval(low, high)])
    return [
        Heading(f"By the correlation between members (one-factor Gaussian copula, {shown.scale})", 2),
        Table(columns, rows),
    ]
