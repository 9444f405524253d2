"""What came of past selections, and how often firm reports were confirmed."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from nato_cli.analysis.backtest import FEWEST_SELECTIONS, Kind, Outcome
from nato_cli.output.answer import (
    Answer,
    Block,
    Cell,
    Column,
    Heading,
    Paragraph,
    Row,
    Span,
    Table,
    muted,
    rows_of,
    values_of,
)
from nato_cli.output.vocabulary import band, count, listed, percent

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from nato_cli.analysis.backtest import BaseRates, HedgeRecord, Share
    from nato_cli.model import Dataset

_WHO = {
    Outcome.LEADER: "the leader of the count",
    Outcome.LISTED: "another name on the list",
    Outcome.UNNAMED: "somebody not yet named",
}
_SAID = {
    Kind.CONSENT: "consent",
    Kind.ABSTAIN: "stands aside",
    Kind.UNDECIDED: "undecided",
    Kind.AGAINST: "against",
}


class RateRow(Row):
    """How often one outcome came in the selections for one post by one rule."""

    post: str | None
    rule: str
    outcome: Outcome
    rate: float
    lower: float
    upper: float
    hits: float
    n: int


def backtest(dataset: Dataset, rates: Sequence[BaseRates], confirmed: Mapping[Kind, Share]) -> Answer:
    return Answer(
        document=lambda: {
            "dataset": PurePath(dataset.path).name,
            "cases": sum(rate.readings for rate in rates),
            "selections": sorted(selection for rate in rates for selection in rate.selections),
            "base_rates": [rates_document(rate) for rate in rates],
            "confirmed": {kind: _share(share) for kind, share in confirmed.items()},
        },
        table=lambda: rows_of(RateRow, [row for rate in rates for row in _rows(rate)]),
        parts=lambda: _blocks(rates, confirmed),
    )


def _rows(rates: BaseRates) -> list[RateRow]:
    return [
        RateRow(
            post=rates.post,
            rule=str(rates.rule.rule),
            outcome=outcome,
            rate=round(frequency.rate, 6),
            lower=round(frequency.lower, 6),
            upper=round(frequency.upper, 6),
            hits=round(frequency.hits, 6),
            n=frequency.n,
        )
        for outcome, frequency in rates.frequencies.items()
    ]


def rates_document(rates: BaseRates) -> dict[str, Any]:
    return {
        "post": rates.post,
        "rule": rates.rule.rule,
        "selections": rates.selections,
        "readings": rates.readings,
        "appointed": {row.outcome: values_of(row, "rate", "lower", "upper", "hits", "n") for row in _rows(rates)},
        "brier": None
        if rates.score is None
        else {
            "base_rates": round(rates.score.base_rates, 6),
            "evenly": round(rates.score.evenly, 6),
            "n": rates.score.n,
        },
    }


def base_rate_sentence(rates: BaseRates) -> str:
    """The base rates in one line, for a reader who asks about one candidate."""
    shares = [
        f"{_WHO[outcome]} {'was chosen ' if not number else ''}in {percent(frequency.rate)}"
        for number, (outcome, frequency) in enumerate(rates.frequencies.items())
    ]
    return f"In {count(len(rates.selections), 'earlier selection')} by {rates.rule.rule}, {listed(shares)}."


def _sum(hits: float) -> str:
    """A sum of shares, with one place after the point where it needs one."""
    return f"{hits:.1f}".removesuffix(".0")


def _share(share: Share) -> dict[str, Any]:
    return {"hits": round(share.hits, 6), "n": share.n, "lower": round(share.lower, 6), "upper": round(share.upper, 6)}


def _blocks(rates: Sequence[BaseRates], confirmed: Mapping[Kind, Share]) -> list[Block]:
    blocks: list[Block] = []
    enough = [rate for rate in rates if rate.score is not None]
    for rate in enough:
        blocks += _rates(rate)
    if not enough:
        most = max((len(rate.selections) for rate in rates), default=0)
        blocks.append(
            Paragraph(
                f"Too few selections for base rates: it takes {FEWEST_SELECTIONS} by one rule with reports before the "
                f"end, and there {'is' if most == 1 else 'are'} {most or 'none'}."
            )
        )
    return [*blocks, *_confirmed(confirmed)]


def _rates(rates: BaseRates) -> list[Block]:
    columns = (Column("chosen"), Column("share", right=True), Column("95 % interval"), Column("of", right=True))
    rows: list[list[Cell]] = [
        [_WHO[outcome], percent(frequency.rate), band(frequency.lower, frequency.upper), frequency.n]
        for outcome, frequency in rates.frequencies.items()
    ]
    blocks: list[Block] = [
        Paragraph(Span(base_rate_sentence(rates).replace(" earlier", ""), "strong")),
        Table(columns, rows),
    ]
    if rates.score is not None:
        blocks.append(
            Paragraph(
                f"Brier score of these rates, each selection scored by the others: {rates.score.base_rates:.3f}; the "
                f"same chance for every name and for nobody named: {rates.score.evenly:.3f} (0 is perfect; "
                f"{count(rates.score.n, 'reading')}).",
                apart=True,
            )
        )
    note = (
        "On the days on which a report came out, by what was known then. Each selection counts once, by its share of "
        "days; the number of selections is the real sample size."
    )
    return [*blocks, muted(note, apart=False)]


def _confirmed(confirmed: Mapping[Kind, Share]) -> list[Block]:
    if not confirmed:
        return []
    columns = (
        Column("a firm report says"),
        Column("confirmed", right=True),
        Column("of", right=True),
        Column("95 % interval"),
    )
    rows: list[list[Cell]] = [
        [_SAID[kind], _sum(share.hits), share.n, band(share.lower, share.upper)] for kind, share in confirmed.items()
    ]
    note = "By the next firm report on the same member by another origin; a report on several counts by its share."
    return [
        Heading("Were firm reports confirmed?", 2),
        Table(columns, rows),
        muted(note),
    ]


class HedgeRow(Row):
    """What followed one word of likelihood."""

    word: str
    lower: float | None
    upper: float | None
    hits: float
    n: int
    interval_lower: float
    interval_upper: float
    unanswered: int


def hedges(dataset: Dataset, records: Sequence[HedgeRecord]) -> Answer:
    return Answer(
        document=lambda: {"dataset": PurePath(dataset.path).name, "hedges": [_hedge(record) for record in records]},
        table=lambda: rows_of(HedgeRow, [_hedge_row(record) for record in records]),
        parts=lambda: _hedge_blocks(records),
    )


def _hedge_row(record: HedgeRecord) -> HedgeRow:
    followed = record.followed
    return HedgeRow.from_records(
        record, hits=round(followed.hits, 6), n=followed.n, interval_lower=followed.lower, interval_upper=followed.upper
    )


def _hedge(record: HedgeRecord) -> dict[str, Any]:
    return {
        "word": record.word,
        "band": None if record.lower is None else values_of(record, "lower", "upper"),
        "followed": _share(record.followed),
        "unanswered": record.unanswered,
        "cases": [
            {"selection": case.selection, "stance": case.evidence.stance.id, "confirmed": case.confirmed}
            for case in record.cases
        ],
    }


def _hedge_blocks(records: Sequence[HedgeRecord]) -> list[Block]:
    if not records:
        return [Paragraph("No report on record hedges.")]
    answered = sum(record.followed.n for record in records)
    hits = sum(record.followed.hits for record in records)
    first = f"Of {count(answered, 'hedged report')} that a firm one followed, {_sum(hits)} came true."
    names = ("word", "band", "came true", "of", "95 % interval", "no later report")
    columns = [Column(name, right=name != "word") for name in names]
    rows: list[list[Cell]] = [
        [
            record.word,
            band(record.lower, record.upper) if record.lower is not None and record.upper is not None else "none",
            _sum(record.followed.hits),
            record.followed.n,
            band(record.followed.lower, record.followed.upper),
            record.unanswered,
        ]
        for record in records
    ]
    note = (
        "Came true: the next firm report on the member by another origin has it on the side that the hedged one said."
    )
    return [
        Paragraph(Span(first, "strong")),
        Table(columns, rows),
        muted(note),
        *_contradicted(records),
    ]


def _contradicted(records: Sequence[HedgeRecord]) -> list[Block]:
    """Which hedged reports did not come true, so that each can be looked up."""
    wrong = [case for record in records for case in record.cases if case.confirmed is not None and case.confirmed < 1]
    if not wrong:
        return []
    rows: list[list[Cell]] = [
        [
            case.evidence.stance.id,
            ", ".join(case.evidence.stance.members[:3]) + (" ..." if len(case.evidence.stance.members) > 3 else ""),  # noqa: PLR2004
            case.evidence.stance.candidate,
            f"{case.evidence.stance.position} ({case.evidence.stance.hedge})",
        ]
        for case in wrong
    ]
    columns = (Column("report"), Column("member"), Column("candidate"), Column("said", wraps=True))
    return [Heading("What did not come true", 2), Table(columns, rows)]
