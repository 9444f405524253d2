"""How the rules would have read past selections: what they said on each day, by what was known then, and what came.

Nothing is tuned to these cases, and they are few: every figure comes with its number and an interval.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect
from math import sqrt
from typing import TYPE_CHECKING

from nato_cli.analysis.decision import check
from nato_cli.analysis.history import appointment, hindsight
from nato_cli.analysis.snapshot import Snapshot
from nato_cli.model import Dataset, DecisionRule, Position, Record, Selection, Verdict, View

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_Z = 1.959964  # the normal quantile of a 95 % interval
_FOR = frozenset({Position.NOMINATE, Position.SUPPORT, Position.NO_OBJECTION})
_AGAINST = frozenset({Position.OPPOSE, Position.VETO})


class Case(Record, frozen=True):
    """What the rules said of one candidate on one day, and whether that candidate was appointed in the end."""

    selection: str
    candidate: str
    on: dt.date
    verdict: Verdict
    lower: float
    upper: float
    independent: float
    appointed: bool


class Share(Record, frozen=True):
    """A share of cases, with Wilson's (1927) 95 % interval for it."""

    hits: int
    n: int
    lower: float
    upper: float


class Score(Record, frozen=True):
    """Brier's (1950) score, the mean of (forecast - outcome)^2: 0 is perfect, and what the base rate gets is par."""

    midpoint: float
    independent: float
    base_rate: float
    n: int


class HedgeRecord(Record, frozen=True):
    """What followed reports with one word of likelihood: how often the member was next reported, firmly, to hold it."""

    word: str
    lower: float | None
    upper: float | None
    followed: Share
    unanswered: int


def share(hits: int, n: int) -> Share:
    """A share and Wilson's score interval; without cases anything is possible."""
    if n == 0:
        return Share(hits=0, n=0, lower=0.0, upper=1.0)
    centre = (hits + _Z**2 / 2) / (n + _Z**2)
    half = _Z * sqrt(hits * (n - hits) / n + _Z**2 / 4) / (n + _Z**2)
    return Share(hits=hits, n=n, lower=max(0.0, centre - half), upper=min(1.0, centre + half))


def readings(dataset: Dataset, selection: Selection, today: dt.date, rule: DecisionRule | None = None) -> list[Case]:
    """What the rules said before the end, on every day on which a report came out, of everyone then in the race."""
    ended = appointment(hindsight(dataset, selection, today))
    if ended is None:
        return []
    chosen, end = ended
    return [
        _read(view, selection, candidate_id, day, rule, appointed=candidate_id == chosen.id)
        for day in _days(selection, end)
        for view in [Snapshot(dataset, selection, View(as_of=day, known_by=day, today=today))]
        for candidate_id in [each.id for each in view.mentioned if not view.is_out(each)]
    ]


def _days(selection: Selection, end: dt.date) -> list[dt.date]:
    """The days before the end on which a source with a stance was published."""
    dates = {selection.sources[each.source].date for each in selection.stances}
    return sorted({date.last for date in dates if date is not None and date.last < end})


def _read(
    view: Snapshot, selection: Selection, candidate: str, day: dt.date, rule: DecisionRule | None, *, appointed: bool
) -> Case:
    found = check(view, selection.candidates[candidate], rule)
    low, high = found.chances.independent
    return Case(
        selection=selection.id,
        candidate=candidate,
        on=day,
        verdict=found.verdict,
        lower=found.chances.lower,
        upper=found.chances.upper,
        independent=(low + high) / 2,
        appointed=appointed,
    )


def by_verdict(found: Iterable[Case]) -> dict[Verdict, Share]:
    """How often each verdict came before an appointment."""
    cases = list(found)
    return {
        verdict: share(sum(each.appointed for each in some), len(some))
        for verdict in (Verdict.REACHED, Verdict.OPEN, Verdict.BLOCKED)
        for some in [[each for each in cases if each.verdict is verdict]]
    }


def within_bounds(found: Iterable[Case]) -> Share:
    """How often the bounds did not exclude what came, as an upper bound of 0 excludes an appointment."""
    cases = list(found)
    fits = sum((each.upper > 0) if each.appointed else (each.lower < 1) for each in cases)
    return share(fits, len(cases))


def score(found: Iterable[Case]) -> Score | None:
    """Brier scores of the bounds' midpoint, of the independent value's and of the base rate in the same cases."""
    cases = list(found)
    if not cases:
        return None
    rate = sum(each.appointed for each in cases) / len(cases)
    return Score(
        midpoint=_brier((((each.lower + each.upper) / 2), each.appointed) for each in cases),
        independent=_brier((each.independent, each.appointed) for each in cases),
        base_rate=_brier((rate, each.appointed) for each in cases),
        n=len(cases),
    )


def _brier(pairs: Iterable[tuple[float, bool]]) -> float:
    errors = [(forecast - outcome) ** 2 for forecast, outcome in pairs]
    return sum(errors) / len(errors)


def hedges(dataset: Dataset, today: dt.date) -> list[HedgeRecord]:
    """What followed each word of likelihood, over all selections: the next firm stance that names the member."""
    answers: dict[str, list[bool | None]] = {}
    for selection in dataset.selections.values():
        for hedge, answer in _answers(hindsight(dataset, selection, today)):
            answers.setdefault(hedge, []).append(answer)
    return [_hedge_record(dataset, word, answers[word]) for word in sorted(answers)]


def _answers(snapshot: Snapshot) -> Iterator[tuple[str, bool | None]]:
    named = [(each.date, each) for each in snapshot.stances() if each.date is not None and not each.stance.collective]
    named.sort(key=lambda pair: pair[0])
    firm: dict[tuple[str, str], list[tuple[dt.date, Position]]] = {}
    for date, each in named:
        if each.firm:
            for member in each.stance.members:
                firm.setdefault((member, each.stance.candidate), []).append((date, each.stance.position))
    for date, each in named:
        hedged = each.stance
        if hedged.hedge is not None:
            for member in hedged.members:
                yield hedged.hedge, _answer(hedged.position, date, firm.get((member, hedged.candidate), ()))


def _answer(wanted: Position, date: dt.date, firm: Sequence[tuple[dt.date, Position]]) -> bool | None:
    """Whether the first firm report after a day held the position, or the other; None where none followed."""
    following = bisect(firm, date, key=lambda pair: pair[0])
    answer = firm[following][1] if following < len(firm) else None
    if answer is None:
        return None
    if wanted in _FOR:
        return answer in _FOR
    return answer in _AGAINST if wanted in _AGAINST else answer == wanted


def _hedge_record(dataset: Dataset, word: str, answers: list[bool | None]) -> HedgeRecord:
    from nato_cli.analysis.probability import HedgeBands, default_scale

    band = HedgeBands(default_scale(dataset)).band(word)
    told = [answer for answer in answers if answer is not None]
    return HedgeRecord(
        word=word,
        lower=band[0] if band else None,
        upper=band[1] if band else None,
        followed=share(sum(told), len(told)),
        unanswered=len(answers) - len(told),
    )
