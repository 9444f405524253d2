"""How the rules would have read past selections."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from nato_cli.analysis.backtest import by_verdict, score, within_bounds
from nato_cli.output.answer import Answer, Block, Cell, Column, Heading, Paragraph, Rows, Span, Table
from nato_cli.output.vocabulary import band, count, percent

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nato_cli.analysis.backtest import Case, HedgeRecord, Share
    from nato_cli.model import Dataset, Rule

_NAMES = ("selection", "candidate", "on", "verdict", "lower", "upper", "independent", "appointed")


def backtest(dataset: Dataset, cases: Sequence[Case], rule: Rule) -> Answer:
    return Answer(
        document=lambda: _document(dataset, cases, rule),
        table=lambda: Rows(_NAMES, [[getattr(each, name) for name in _NAMES] for each in cases]),
        parts=lambda: _parts(dataset, cases, rule),
    )


def _document(dataset: Dataset, cases: Sequence[Case], rule: Rule) -> dict[str, Any]:
    found = score(cases)
    return {
        "dataset": dataset.path,
        "rule": str(rule),
        "cases": len(cases),
        "selections": sorted({each.selection for each in cases}),
        "appointed_after": {str(verdict): _share(each) for verdict, each in by_verdict(cases).items()},
        "within_bounds": _share(within_bounds(cases)),
        "brier": None
        if found is None
        else {
            "midpoint": round(found.midpoint, 6),
            "independent": round(found.independent, 6),
            "base_rate": round(found.base_rate, 6),
            "n": found.n,
        },
    }


def _share(share: Share) -> dict[str, Any]:
    return {"hits": share.hits, "n": share.n, "lower": round(share.lower, 6), "upper": round(share.upper, 6)}


def _parts(dataset: Dataset, cases: Sequence[Case], rule: Rule) -> list[Block]:
    selections = {each.selection for each in cases}
    what = f"{count(len(cases), 'reading')} of {count(len(selections), 'selection')}, rule {rule}"
    heading = Heading(f"{dataset.path}: backtest, {what}")
    found = score(cases)
    if found is None:
        return [heading, Paragraph("No selection on record has ended, so there is nothing to hold the rules against.")]
    columns = (
        Column("verdict on the day"),
        Column("appointed", right=True),
        Column("of", right=True),
        Column("95 % interval", right=True),
    )
    rows: list[list[Cell]] = [
        [Span(str(verdict), verdict), each.hits, each.n, band(each.lower, each.upper)]
        for verdict, each in by_verdict(cases).items()
    ]
    fits = within_bounds(cases)
    scores = (Column("forecast"), Column("Brier score", right=True))
    table: list[list[Cell]] = [
        ["midpoint of the bounds", f"{found.midpoint:.3f}"],
        ["independence", f"{found.independent:.3f}"],
        ["the base rate of these cases", f"{found.base_rate:.3f}"],
    ]
    note = (
        "One reading is one candidate on one day on which a report came out, by what was known that day. Readings of "
        "one selection are not independent of each other: the intervals are narrower than they should be, and the "
        "number of selections is the honest n. No rule was tuned to these cases."
    )
    return [
        heading,
        Table(columns, rows),
        Paragraph(
            f"Bounds that did not exclude what came: {fits.hits} of {fits.n} ({percent(fits.hits / fits.n)}).",
            apart=True,
        ),
        Table(scores, table),
        Paragraph(Span(note, "muted"), apart=True),
    ]


def hedges(dataset: Dataset, records: Sequence[HedgeRecord]) -> Answer:
    return Answer(
        document=lambda: {"dataset": dataset.path, "hedges": [_hedge(each) for each in records]},
        table=lambda: Rows(
            ("word", "lower", "upper", "hits", "n", "interval_lower", "interval_upper", "unanswered"),
            [
                [
                    each.word,
                    each.lower,
                    each.upper,
                    each.followed.hits,
                    each.followed.n,
                    each.followed.lower,
                    each.followed.upper,
                    each.unanswered,
                ]
                for each in records
            ],
        ),
        parts=lambda: _hedge_parts(dataset, records),
    )


def _hedge(each: HedgeRecord) -> dict[str, Any]:
    scale = None if each.lower is None else {"lower": each.lower, "upper": each.upper}
    return {"word": each.word, "band": scale, "followed": _share(each.followed), "unanswered": each.unanswered}


def _hedge_parts(dataset: Dataset, records: Sequence[HedgeRecord]) -> list[Block]:
    heading = Heading(f"{dataset.path}: what followed words of likelihood")
    if not records:
        return [heading, Paragraph("No report on record hedges.")]
    names = ("word", "band", "came true", "of", "95 % interval", "no later report")
    columns = [Column(name, right=name != "word") for name in names]
    rows: list[list[Cell]] = [
        [
            each.word,
            band(each.lower, each.upper) if each.lower is not None and each.upper is not None else "none",
            each.followed.hits,
            each.followed.n,
            band(each.followed.lower, each.followed.upper),
            each.unanswered,
        ]
        for each in records
    ]
    note = "Came true: the next firm report that names the member has it on the side that the hedged one said."
    return [heading, Table(columns, rows), Paragraph(Span(note, "muted"), apart=True)]
