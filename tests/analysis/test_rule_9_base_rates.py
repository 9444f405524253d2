"""Rule 9: base rates over selections, and how often firm reports were confirmed."""

from __future__ import annotations

import datetime as dt

import pytest
from factories import TODAY, candidate, dataset, day, source, stance
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from nato_cli.analysis import backtest
from nato_cli.analysis.backtest import (
    FEWEST_SELECTIONS,
    Kind,
    Outcome,
    Reading,
    base_rates,
    base_rates_for,
    confirmations,
    forecast,
    frequencies,
    hedges,
    readings,
    score,
    share,
)
from nato_cli.model import Dataset, DecisionRule, Position, Rule, Stance, View

NOW = View(as_of=TODAY, known_by=TODAY, today=TODAY)
DAY = dt.date(2024, 1, 1)


def reading(selection: str, leader: str | None, chosen: str, listed: tuple[str, ...] = ("ann", "bob")) -> Reading:
    return Reading(selection=selection, on=DAY, listed=listed, leader=leader, chosen=chosen)


@pytest.mark.parametrize(
    ("leader", "chosen", "outcome"),
    [("ann", "ann", "leader"), ("ann", "bob", "listed"), (None, "bob", "listed"), ("ann", "cay", "unnamed")],
)
def test_who_was_chosen_is_seen_from_the_day_of_the_reading(leader: str | None, chosen: str, outcome: str) -> None:
    assert reading("one", leader, chosen).outcome == outcome


def test_a_selection_counts_once_by_its_share_of_days() -> None:
    days = [reading("one", "ann", "ann")] * 3 + [reading("one", "bob", "ann")] + [reading("two", "ann", "cay")] * 40
    rates = frequencies(days)
    assert {outcome: (rate.hits, rate.n) for outcome, rate in rates.items()} == {
        Outcome.LEADER: (0.75, 2),
        Outcome.LISTED: (0.25, 2),
        Outcome.UNNAMED: (1.0, 2),
    }
    assert rates[Outcome.LEADER].rate == pytest.approx((0.5 + 0.75) / (1.5 + 2))


READINGS = st.lists(
    st.builds(
        reading, st.sampled_from("abcdefghi"), st.sampled_from(["ann", "bob", None]), st.sampled_from(["ann", "cay"])
    ),
    min_size=1,
)


@given(READINGS)
def test_the_three_rates_are_of_all_selections(some: list[Reading]) -> None:
    rates = frequencies(some)
    assert sum(rate.rate for rate in rates.values()) == pytest.approx(1)
    assert all(0 < rate.rate < 1 and 0 <= rate.lower <= rate.upper <= 1 for rate in rates.values())


def test_names_other_than_the_leader_share_what_is_left_for_the_list() -> None:
    rates = frequencies([reading("one", "ann", "ann")])
    leader, listed = rates[Outcome.LEADER].rate, rates[Outcome.LISTED].rate
    assert forecast(reading("two", "bob", "bob", ("ann", "bob", "cay")), rates) == {
        "ann": listed / 2, "bob": leader, "cay": listed / 2,
    }  # fmt: skip
    assert forecast(reading("two", None, "bob"), rates) == {"ann": (leader + listed) / 2, "bob": (leader + listed) / 2}
    assert forecast(reading("two", "ann", "ann", ("ann",)), rates) == {"ann": leader}


def test_each_selection_is_scored_by_the_rates_of_the_others() -> None:
    found = score([reading("one", "ann", "ann"), reading("two", "ann", "bob")])
    # By "two" alone, the leader has 1/5, the other name 3/5; by "one" alone it is the other way round.
    assert found.base_rates == pytest.approx(((0.2 - 1) ** 2 + 0.6**2 + 0.6**2 + (0.2 - 1) ** 2) / 4)
    assert found.evenly == pytest.approx(((1 / 3 - 1) ** 2 + (1 / 3) ** 2) / 2)
    assert found.n == 4


ANN = candidate("ann", ("declared", "2024-01-01", "one"), ("appointed", "2024-06-01", "end"))
BOB = candidate("bob", ("declared", "2024-02-01", "two"))
SOURCES = [source("one", "2024-01-01"), source("two", "2024-03-01"), source("end", "2024-06-01")]
STANCES = [
    stance("AAA", source="one"),
    stance("AAA", "support", source="two", candidate="bob"),
    stance("BBB", "support", source="two", candidate="bob"),
    stance("AAA", "oppose", source="end"),
]
DATA = dataset(STANCES, sources=SOURCES, candidates=[ANN, BOB])


def test_each_day_of_a_report_is_read_by_what_was_known_on_it_and_the_end_is_not_read() -> None:
    found = readings(DATA, DATA.selections["test"], NOW)
    assert [(str(each.on), each.listed, each.leader, each.outcome) for each in found] == [
        ("2024-01-01", ("ann",), "ann", "leader"),
        ("2024-03-01", ("ann", "bob"), "bob", "listed"),
    ]


def test_nobody_leads_where_two_have_as_many() -> None:
    stances = [stance("AAA", source="one"), stance("BBB", source="one", candidate="bob")]
    data = dataset(stances, sources=SOURCES, candidates=[ANN, replace(BOB, statuses=())])
    (found,) = readings(data, data.selections["test"], NOW)
    assert (found.listed, found.leader) == (("ann", "bob"), None)


def test_an_incumbent_whose_term_was_extended_is_not_on_the_list() -> None:
    incumbent = candidate("bob", ("extended", "2024-01-01", "one"))
    data = dataset(STANCES, sources=SOURCES, candidates=[ANN, incumbent])
    assert {each.listed for each in readings(data, data.selections["test"], NOW)} == {("ann",)}


def test_a_selection_that_had_not_ended_yet_is_not_read() -> None:
    before = View(as_of=day("2024-05-01"), known_by=day("2024-05-01"), today=TODAY)
    assert readings(DATA, DATA.selections["test"], before) == []


def test_of_very_many_days_some_are_read_spread_evenly(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(backtest, "MOST_DAYS", 3)
    days = [f"2024-01-{number:02}" for number in range(1, 11)]
    sources = [source(date, date) for date in days] + [source("one", "2024-01-01"), source("end", "2024-06-01")]
    data = dataset([stance("AAA", source=date) for date in days], sources=sources, candidates=[ANN])
    read = [str(each.on) for each in readings(data, data.selections["test"], NOW)]
    assert read == ["2024-01-01", "2024-01-04", "2024-01-07"]


def several(number: int, **changes: object) -> Dataset:
    selection = replace(DATA.selections["test"], **changes)
    ids = [f"test-{place}" for place in range(number)]
    return replace(DATA, selections={id_: replace(selection, id=id_) for id_ in ids})


def test_of_fewer_than_eight_selections_no_rates_are_given() -> None:
    (few,) = base_rates(several(FEWEST_SELECTIONS - 1), NOW)
    assert (len(few.selections), few.frequencies, few.score) == (7, {}, None)
    (enough,) = base_rates(several(FEWEST_SELECTIONS), NOW)
    assert enough.frequencies[Outcome.LEADER].n == 8
    assert enough.score is not None


@pytest.mark.parametrize("changes", [{"post": "Treasurer"}, {"decision": DecisionRule(rule=Rule.CONSENSUS)}])
def test_selections_for_another_post_or_by_another_rule_are_not_mixed(changes: dict[str, object]) -> None:
    some, others = several(4), several(4, **changes)
    mixed = replace(
        DATA,
        selections=some.selections
        | {f"other-{id_}": replace(each, id=f"other-{id_}") for id_, each in others.selections.items()},
    )
    assert [(len(each.selections), each.score) for each in base_rates(mixed, NOW)] == [(4, None), (4, None)]


def test_a_selection_is_asked_about_by_the_others_that_were_over_then() -> None:
    nine = several(9)
    asked = nine.selections["test-0"]
    rates = base_rates_for(nine, asked, NOW)
    assert rates is not None
    assert rates.selections == tuple(f"test-{number}" for number in range(1, 9))
    before = View(as_of=day("2024-05-01"), known_by=day("2024-05-01"), today=TODAY)
    assert base_rates_for(nine, asked, before) is None
    assert base_rates_for(several(8), asked, NOW) is None


@pytest.mark.parametrize(
    ("hits", "n", "interval"),
    [
        (0, 10, (0.0, 0.2775)),
        (5, 10, (0.2366, 0.7634)),
        (10, 10, (0.7225, 1.0)),
        (1, 1, (0.2065, 1.0)),
        (0, 0, (0.0, 1.0)),
    ],
)
def test_wilsons_interval(hits: int, n: int, interval: tuple[float, float]) -> None:
    found = share(hits, n)
    assert (found.hits, found.n) == (hits, n)
    assert (found.lower, found.upper) == pytest.approx(interval, abs=1e-4)


@given(st.integers(1, 200).flatmap(lambda n: st.tuples(st.floats(0, n), st.just(n))))
def test_wilsons_interval_holds_the_share_and_is_one_of_shares(case: tuple[float, int]) -> None:
    hits, n = case
    found = share(hits, n)
    assert 0 <= found.lower <= hits / n + 1e-9
    assert hits / n - 1e-9 <= found.upper <= 1


# Confirmation

PAPERS = [source("wire"), source("paper"), source("copy", relays="wire"), source("undated", None)]


def confirmed(*stances: Stance) -> dict[Kind, tuple[float, int]]:
    data = dataset(stances, sources=PAPERS, candidates=[ANN, BOB])
    return {kind: (found.hits, found.n) for kind, found in confirmations(data, TODAY).items()}


def test_a_firm_report_is_confirmed_if_the_next_one_by_another_origin_says_the_same() -> None:
    assert confirmed(
        stance("AAA", date="2024-01-01"),
        stance("AAA", "no-objection", date="2024-02-01", source="paper"),
        stance("BBB", "oppose", date="2024-01-01"),
        stance("BBB", date="2024-02-01", source="paper"),
    ) == {Kind.CONSENT: (1, 1), Kind.AGAINST: (0, 1)}


def test_the_same_origin_does_not_confirm_itself() -> None:
    assert confirmed(
        stance("AAA", date="2024-01-01"),
        stance("AAA", date="2024-02-01"),
        stance("AAA", date="2024-02-02", source="copy"),
    ) == {}  # fmt: skip
    assert confirmed(
        stance("AAA", date="2024-01-01"),
        stance("AAA", "oppose", date="2024-02-01", source="copy"),
        stance("AAA", date="2024-03-01", source="paper"),
    ) == {Kind.CONSENT: (1, 1), Kind.AGAINST: (0, 1)}


def test_a_report_on_several_members_is_confirmed_by_their_share() -> None:
    assert confirmed(
        stance(("AAA", "BBB"), date="2024-01-01", source="paper"),
        stance("AAA", date="2024-02-01"),
        stance("BBB", "undecided", date="2024-02-01"),
    ) == {Kind.CONSENT: (0.5, 1)}


def followed(*stances: Stance) -> tuple[float, int, int]:
    """How many reports with 'likely' came true, how many were answered at all and how many were not."""
    (record,) = hedges(dataset(stances, sources=PAPERS, candidates=[ANN, BOB]), TODAY)
    return record.followed.hits, record.followed.n, record.unanswered


SIDES = ({"nominate", "support", "no-objection"}, {"abstain"}, {"undecided", "withheld"}, {"oppose", "veto"})


@pytest.mark.parametrize("answer", Position)
@pytest.mark.parametrize("hedged", Position)
def test_a_hedged_report_came_true_if_the_next_firm_one_is_on_its_side(hedged: Position, answer: Position) -> None:
    stances = [
        stance("AAA", hedged, hedge="likely", date="2024-01-01"),
        stance("AAA", answer, date="2024-02-01", source="paper"),
    ]
    came_true = any({hedged, answer} <= side for side in SIDES)
    assert followed(*stances) == (came_true, 1, 0)


def test_the_next_report_by_date_is_the_answer_wherever_it_stands_in_the_files() -> None:
    assert followed(
        stance("AAA", date="2024-03-01", source="paper"),
        stance("AAA", "oppose", date="2024-02-01", source="paper"),
        stance("AAA", hedge="likely", date="2024-01-01"),
    ) == (0, 1, 0)


@pytest.mark.parametrize(
    "other",
    [
        stance("AAA", date="2024-01-01", source="paper"),
        stance("AAA", date="2023-12-31", source="paper"),
        stance("AAA", date="2024-02-01"),
        stance("BBB", date="2024-02-01", source="paper"),
        stance("AAA", date="2024-02-01", candidate="bob", source="paper"),
        stance("AAA", date="2024-02-01", attribution="media-inference", source="paper"),
        stance("AAA", source="undated"),
    ],
    ids=["of the same day", "earlier", "of the same origin", "of another", "on another", "soft", "undated"],
)
def test_no_other_report_is_an_answer(other: Stance) -> None:
    assert followed(stance("AAA", hedge="likely", date="2024-01-01"), other) == (0, 0, 1)


def test_a_word_of_likelihood_has_its_band_and_its_cases() -> None:
    data = dataset([stance("AAA", hedge="likely", date="2024-01-01"), stance("BBB", hedge="may", date="2024-01-01")])
    records = {each.word: each for each in hedges(data, TODAY)}
    assert (records["likely"].lower, records["likely"].upper) == (0.55, 0.80)
    assert (records["may"].lower, records["may"].upper) == (None, None)
    assert [case.evidence.stance.members for case in records["may"].cases] == [("BBB",)]
