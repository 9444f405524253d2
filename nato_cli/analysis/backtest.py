"""Rule 9: what came of past selections, as base rates for the next one; and how often firm reports were confirmed.

The unit is the selection: days and reports of one selection depend on each other, and count as shares of it.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect
from collections import defaultdict
from enum import StrEnum
from math import fsum, sqrt
from typing import TYPE_CHECKING

from nato_cli.analysis.candidacy import post_of
from nato_cli.analysis.history import Choice, choices, hindsight
from nato_cli.analysis.snapshot import Snapshot
from nato_cli.model import Dataset, DecisionRule, Evidence, Position, Record, Selection, Standing, Status, View

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

#: Base rates of fewer selections than these would say nothing.
FEWEST_SELECTIONS = 8
#: Of a selection with more days of reports, so many are read, spread evenly: each reading goes through all reports.
MOST_DAYS = 100
_Z = 1.959964  # the normal quantile of a 95 % interval


class Outcome(StrEnum):
    """The choice, as seen from a day before it: the leader, another name on the list, or somebody not yet named."""

    LEADER = "leader"
    LISTED = "listed"
    UNNAMED = "unnamed"


class Kind(StrEnum):
    """Kinds of positions that reports are compared by."""

    CONSENT = "consent"
    ABSTAIN = "abstain"
    UNDECIDED = "undecided"
    AGAINST = "against"


_KINDS = {
    Position.NOMINATE: Kind.CONSENT,
    Position.SUPPORT: Kind.CONSENT,
    Position.NO_OBJECTION: Kind.CONSENT,
    Position.ABSTAIN: Kind.ABSTAIN,
    Position.UNDECIDED: Kind.UNDECIDED,
    Position.WITHHELD: Kind.UNDECIDED,
    Position.OPPOSE: Kind.AGAINST,
    Position.VETO: Kind.AGAINST,
}


class Reading(Record, frozen=True):
    """Who was on the list on a day on which a report came out, by what was known then, and who was chosen in the end.

    `leader` is the candidate with the most members behind it, None where several have as many.
    """

    selection: str
    on: dt.date
    listed: tuple[str, ...]
    leader: str | None
    chosen: str

    @property
    def outcome(self) -> Outcome:
        if self.chosen == self.leader:
            return Outcome.LEADER
        return Outcome.LISTED if self.chosen in self.listed else Outcome.UNNAMED


class Share(Record, frozen=True):
    """`hits` of `n`, both of which may be sums of shares, with Wilson's (1927) 95 % interval."""

    hits: float
    n: int
    lower: float
    upper: float


class Frequency(Share, frozen=True):
    """How often an outcome came in past selections: `rate` is (1/2 + hits) / (3/2 + n), so that none is excluded."""

    rate: float


class Score(Record, frozen=True):
    """Brier's (1950) score of a name's base rate, the mean of (rate - outcome)^2: 0 is perfect.

    Each selection is scored by the rates of the others. `evenly` is the score of 1 / (names on the list + 1) for each.
    """

    base_rates: float
    evenly: float
    n: int


class BaseRates(Record, frozen=True):
    """Base rates of the selections for one post that were decided by one rule."""

    post: str | None
    rule: DecisionRule
    selections: tuple[str, ...]
    readings: int
    frequencies: dict[Outcome, Frequency]
    score: Score | None


class Case(Record, frozen=True):
    """A report and what the next firm one of another origin said: for which share of its members it agreed.

    `confirmed` is None where none followed.
    """

    selection: str
    evidence: Evidence
    confirmed: float | None


class HedgeRecord(Record, frozen=True):
    """Reports with one word of likelihood, what followed them, and the word's band (0 to 1) on the default scale."""

    word: str
    lower: float | None
    upper: float | None
    followed: Share
    cases: tuple[Case, ...]

    @property
    def unanswered(self) -> int:
        return len(self.cases) - self.followed.n


def share(hits: float, n: int) -> Share:
    """A share with Wilson's (1927) score interval, 95 %; without cases from 0 to 1."""
    lower, upper = wilson(hits, n)
    return Share(hits=hits, n=n, lower=lower, upper=upper)


def wilson(hits: float, n: int) -> tuple[float, float]:
    if n == 0:
        return 0.0, 1.0
    centre = (hits + _Z**2 / 2) / (n + _Z**2)
    half = _Z * sqrt(max(0.0, hits * (n - hits)) / n + _Z**2 / 4) / (n + _Z**2)
    return max(0.0, centre - half), min(1.0, centre + half)


def frequencies(readings: Iterable[Reading]) -> dict[Outcome, Frequency]:
    """Rule 9: how often each outcome came, each selection counting once, by its share of days."""
    by_selection: dict[str, list[Outcome]] = defaultdict(list)
    for reading in readings:
        by_selection[reading.selection].append(reading.outcome)
    n = len(by_selection)
    rates = {}
    for outcome in Outcome:
        hits = fsum(outcomes.count(outcome) / len(outcomes) for outcomes in by_selection.values())
        lower, upper = wilson(hits, n)
        rates[outcome] = Frequency(hits=hits, n=n, lower=lower, upper=upper, rate=(0.5 + hits) / (1.5 + n))
    return rates


def forecast(reading: Reading, rates: Mapping[Outcome, Frequency]) -> dict[str, float]:
    """Forecast each name on the list by base rates: the leader's, and an equal part of the others'.

    Where nobody leads, all names share alike.
    """
    leader, listed = rates[Outcome.LEADER].rate, rates[Outcome.LISTED].rate
    if reading.leader is None:
        return {name: (leader + listed) / len(reading.listed) for name in reading.listed}
    others = len(reading.listed) - 1
    return {name: leader if name == reading.leader else listed / others for name in reading.listed}


def score(readings: Sequence[Reading]) -> Score:
    """Brier's score of every name on every list, each selection scored by the base rates of the others."""
    by_selection: dict[str, list[Reading]] = defaultdict(list)
    for reading in readings:
        by_selection[reading.selection].append(reading)
    errors, even_errors = [], []
    for selection, own in by_selection.items():
        rates = frequencies(reading for reading in readings if reading.selection != selection)
        for reading in own:
            even = 1 / (len(reading.listed) + 1)
            for name, rate in forecast(reading, rates).items():
                errors.append((rate - (name == reading.chosen)) ** 2)
                even_errors.append((even - (name == reading.chosen)) ** 2)
    n = len(errors)
    return Score(base_rates=fsum(errors) / n if n else 0.0, evenly=fsum(even_errors) / n if n else 0.0, n=n)


def readings(dataset: Dataset, selection: Selection, view: View) -> list[Reading]:
    """Read the days before each choice: who led and who was on the list, by what was known then.

    Only choices that had been made, and were known, from this point of view are read, and no day after it.
    """
    return [
        _read(Snapshot(dataset, selection, View(as_of=day, known_by=day, today=view.today)), choice)
        for choice in choices(Snapshot(dataset, selection, view))
        for day in _days(selection, choice.on)
        if day <= view.known_by
    ]


def _days(selection: Selection, end: dt.date) -> list[dt.date]:
    """The days before the end on which a report came out, or `MOST_DAYS` of them spread evenly."""
    dates = {selection.sources[stance.source].date for stance in selection.stances}
    days = sorted({date.last for date in dates if date is not None and date.last < end})
    if len(days) <= MOST_DAYS:
        return days
    return [days[number * len(days) // MOST_DAYS] for number in range(MOST_DAYS)]


def _read(snapshot: Snapshot, choice: Choice) -> Reading:
    selection = snapshot.selection
    listed = [
        candidate
        for candidate in snapshot.mentioned
        if post_of(candidate, selection) == choice.post
        and snapshot.status(candidate) is not Status.EXTENDED
        and not snapshot.is_out(candidate)
    ]
    behind = {
        candidate.id: sum(decision.standing is Standing.SUPPORT for decision in snapshot.decide(candidate.id))
        for candidate in listed
    }
    most = max(behind.values(), default=0)
    leaders = [name for name, members in behind.items() if members == most]
    return Reading(
        selection=selection.id,
        on=snapshot.view.as_of,
        listed=tuple(behind),
        leader=leaders[0] if len(leaders) == 1 else None,
        chosen=choice.candidate.id,
    )


def base_rates(dataset: Dataset, view: View) -> list[BaseRates]:
    """Rule 9 for each post that is decided by one rule: selections of different rules or posts are never mixed.

    Without `FEWEST_SELECTIONS` of them, no rates and no score.
    """
    grouped: dict[tuple[str | None, DecisionRule], list[Selection]] = defaultdict(list)
    for selection in dataset.selections.values():
        grouped[selection.post, selection.decision].append(selection)
    rates = [_rates(dataset, selections, view) for selections in grouped.values()]
    return sorted((group for group in rates if group.selections), key=lambda group: -len(group.selections))


def base_rates_for(dataset: Dataset, selection: Selection, view: View) -> BaseRates | None:
    """The base rates of the other selections for the same post by the same rule; None where they are too few."""
    alike = [
        other
        for other in dataset.selections.values()
        if other.id != selection.id and (other.post, other.decision) == (selection.post, selection.decision)
    ]
    rates = _rates(dataset, alike, view) if len(alike) >= FEWEST_SELECTIONS else None
    return rates if rates is not None and rates.score is not None else None


def _rates(dataset: Dataset, selections: Sequence[Selection], view: View) -> BaseRates:
    made = [reading for selection in selections for reading in readings(dataset, selection, view)]
    read = tuple(sorted({reading.selection for reading in made}))
    enough = len(read) >= FEWEST_SELECTIONS
    return BaseRates(
        post=selections[0].post,
        rule=selections[0].decision,
        selections=read,
        readings=len(made),
        frequencies=frequencies(made) if enough else {},
        score=score(made) if enough else None,
    )


def confirmations(dataset: Dataset, today: dt.date) -> dict[Kind, Share]:
    """Of the firm reports of each kind that a firm report by another origin followed, how many it confirmed."""
    shares: dict[Kind, list[float]] = defaultdict(list)
    for case in _cases(dataset, today):
        if case.evidence.firm and case.confirmed is not None:
            shares[_KINDS[case.evidence.position]].append(case.confirmed)
    return {kind: share(fsum(shares[kind]), len(shares[kind])) for kind in Kind if kind in shares}


def hedges(dataset: Dataset, today: dt.date) -> list[HedgeRecord]:
    """Compare each word of likelihood with the next firm report by another origin, over all selections."""
    from nato_cli.analysis.probability import HedgeBands, default_scale

    bands = HedgeBands(default_scale(dataset))
    by_word: dict[str, list[Case]] = defaultdict(list)
    for case in _cases(dataset, today):
        if case.evidence.stance.hedge is not None:
            by_word[case.evidence.stance.hedge].append(case)
    records = []
    for word, cases in sorted(by_word.items()):
        confirmed = [case.confirmed for case in cases if case.confirmed is not None]
        lower, upper = bands.band(word) or (None, None)
        followed = share(fsum(confirmed), len(confirmed))
        records.append(HedgeRecord(word=word, lower=lower, upper=upper, followed=followed, cases=tuple(cases)))
    return records


def _cases(dataset: Dataset, today: dt.date) -> Iterator[Case]:
    for selection in dataset.selections.values():
        snapshot = hindsight(dataset, selection, today)
        yield from cases(selection.id, [report for report in snapshot.stances() if report.date is not None])


def cases(selection: str, reports: Sequence[Evidence]) -> Iterator[Case]:
    """Pair every dated report with the next firm one of another origin on the same members."""
    firm: dict[tuple[str, str], list[Evidence]] = defaultdict(list)
    for report in sorted((report for report in reports if report.firm), key=_date):
        for member in report.stance.members:
            firm[member, report.stance.candidate].append(report)
    following = {pair: _next_of_another_origin(of_pair) for pair, of_pair in firm.items()}
    for report in reports:
        answers = []
        for member in report.stance.members:
            pair = (member, report.stance.candidate)
            later = bisect(firm[pair], _date(report), key=_date)
            if later < len(firm[pair]) and firm[pair][later].origin.id == report.origin.id:
                later = following[pair][later]
            if later < len(firm[pair]):
                answers.append(_KINDS[firm[pair][later].position] is _KINDS[report.position])
        yield Case(selection=selection, evidence=report, confirmed=sum(answers) / len(answers) if answers else None)


def _next_of_another_origin(reports: Sequence[Evidence]) -> list[int]:
    """For each of these reports, the place of the next one that has another origin."""
    following = [len(reports)] * len(reports)
    for number in range(len(reports) - 2, -1, -1):
        same = reports[number].origin.id == reports[number + 1].origin.id
        following[number] = following[number + 1] if same else number + 1
    return following


def _date(evidence: Evidence) -> dt.date:
    return evidence.date or dt.date.max
