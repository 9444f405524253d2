"""How the rules would have read the past: by what was known on each day, and with honest intervals."""

import pytest
from factories import TODAY, candidate, dataset, day, source, stance
from hypothesis import given
from hypothesis import strategies as st

from nato_cli.analysis.backtest import Case, by_verdict, hedges, readings, score, share, within_bounds
from nato_cli.model import Position, Rule, Stance, Verdict

ANN = candidate("ann", ("declared", "2024-01-01", "one"), ("appointed", "2024-06-01", "end"))
BOB = candidate("bob", ("declared", "2024-01-01", "one"))
SOURCES = [source("one", "2024-01-01"), source("two", "2024-03-01"), source("end", "2024-06-01")]
STANCES = [
    stance("AAA", source="one"),
    stance("BBB", "oppose", source="one"),
    stance("BBB", "support", source="two"),
    stance("AAA", "oppose", source="end"),
]
DATA = dataset(STANCES, sources=SOURCES, candidates=[ANN, BOB])


def test_each_day_is_read_by_what_was_known_on_it_and_the_end_is_not_read() -> None:
    cases = readings(DATA, DATA.selections["test"], TODAY)
    assert [(str(each.on), each.candidate, str(each.verdict), each.appointed) for each in cases] == [
        ("2024-01-01", "ann", "blocked", True),
        ("2024-01-01", "bob", "open", False),
        ("2024-03-01", "ann", "reached", True),
        ("2024-03-01", "bob", "open", False),
    ]


def test_a_case_says_of_which_selection_it_is() -> None:
    assert {each.selection for each in readings(DATA, DATA.selections["test"], TODAY)} == {"test"}


def test_the_past_can_be_read_under_another_rule() -> None:
    cases = readings(DATA, DATA.selections["test"], TODAY, Rule.SILENCE)
    assert [(each.candidate, str(each.verdict)) for each in cases] == [
        ("ann", "open"),
        ("bob", "reached"),
        ("ann", "reached"),
        ("bob", "reached"),
    ]


def test_a_source_without_a_date_was_not_known_on_any_day_of_the_past() -> None:
    stances = [*STANCES, stance("AAA", "veto", source="undated", date="2024-02-01")]
    data = dataset(stances, sources=[*SOURCES, source("undated", None)], candidates=[ANN, BOB])
    assert readings(data, data.selections["test"], TODAY) == readings(DATA, DATA.selections["test"], TODAY)


def test_a_selection_without_an_end_is_no_case() -> None:
    data = dataset(STANCES, sources=SOURCES)
    assert readings(data, data.selections["test"], TODAY) == []


def test_how_often_each_verdict_came_before_an_appointment() -> None:
    shares = by_verdict(readings(DATA, DATA.selections["test"], TODAY))
    assert {verdict: (each.hits, each.n) for verdict, each in shares.items()} == {
        Verdict.REACHED: (1, 1),
        Verdict.OPEN: (0, 2),
        Verdict.BLOCKED: (1, 1),
    }


def test_an_appointment_that_was_said_to_be_impossible_is_outside_of_the_bounds() -> None:
    fits = within_bounds(readings(DATA, DATA.selections["test"], TODAY))
    assert (fits.hits, fits.n) == (3, 4)


def test_briers_score_against_the_base_rate() -> None:
    found = score(readings(DATA, DATA.selections["test"], TODAY))
    assert found is not None
    assert found.n == 4
    assert found.base_rate == pytest.approx(0.25)
    assert found.midpoint == pytest.approx((1 + 0.25 + 0 + 0.25) / 4)
    assert found.independent == pytest.approx((1 + 0.25 + 0 + 0.25) / 4)


def test_the_independent_value_is_the_middle_of_the_products() -> None:
    stances = [stance("AAA", hedge="likely", source="one"), stance("BBB", hedge="likely", source="one")]
    data = dataset(stances, sources=SOURCES, candidates=[ANN])
    (case,) = readings(data, data.selections["test"], TODAY)
    assert (case.lower, case.upper) == (0.1, 0.8)
    assert case.independent == pytest.approx((0.55**2 + 0.8**2) / 2)
    found = score([case])
    assert found is not None
    assert (found.midpoint, found.independent) == pytest.approx((0.55**2, (1 - case.independent) ** 2))


@pytest.mark.parametrize(
    ("lower", "upper", "appointed", "fits"),
    [
        (0.0, 0.0, True, 0),
        (0.0, 0.1, True, 1),
        (1.0, 1.0, True, 1),
        (0.0, 0.0, False, 1),
        (0.9, 1.0, False, 1),
        (1.0, 1.0, False, 0),
    ],
)
def test_bounds_exclude_what_they_give_no_chance(lower: float, upper: float, appointed: bool, fits: int) -> None:
    case = Case(
        selection="test", candidate="ann", on=day("2024-01-01"), verdict=Verdict.OPEN,
        lower=lower, upper=upper, independent=0.5, appointed=appointed,
    )  # fmt: skip
    assert within_bounds([case]).hits == fits


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


@given(st.integers(1, 200).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_wilsons_interval_holds_the_share_and_is_one_of_shares(case: tuple[int, int]) -> None:
    hits, n = case
    found = share(hits, n)
    assert 0 <= found.lower <= hits / n + 1e-12
    assert hits / n - 1e-12 <= found.upper <= 1


def test_a_hedged_report_came_true_if_the_next_firm_one_says_so() -> None:
    stances = [
        stance("AAA", hedge="likely", date="2024-01-01"),
        stance("AAA", "no-objection", date="2024-02-01"),
        stance("BBB", hedge="likely", date="2024-01-01"),
        stance("BBB", "oppose", date="2024-02-01"),
        stance("BBB", "support", date="2024-03-01"),
        stance("AAA", "oppose", hedge="may", date="2024-04-01"),
        stance((), collective=True, date="2024-05-01"),
    ]
    records = {each.word: each for each in hedges(dataset(stances), TODAY)}
    assert (records["likely"].followed.hits, records["likely"].followed.n) == (1, 2)
    assert (records["likely"].lower, records["likely"].upper) == (0.55, 0.80)
    assert (records["may"].followed.n, records["may"].unanswered, records["may"].lower) == (0, 1, None)


def followed(*stances: Stance) -> tuple[int, int, int]:
    """How many reports with 'likely' came true, how many were answered at all and how many were not."""
    data = dataset(stances, sources=[source("wire"), source("undated", None)], candidates=[ANN, BOB])
    (record,) = hedges(data, TODAY)
    return record.followed.hits, record.followed.n, record.unanswered


SIDES = ({"nominate", "support", "no-objection"}, {"abstain"}, {"undecided"}, {"withheld"}, {"oppose", "veto"})


@pytest.mark.parametrize("answer", Position)
@pytest.mark.parametrize("hedged", Position)
def test_a_report_came_true_if_the_next_one_is_on_its_side(hedged: Position, answer: Position) -> None:
    stances = [stance("AAA", hedged, hedge="likely", date="2024-01-01"), stance("AAA", answer, date="2024-02-01")]
    came_true = any({hedged, answer} <= side for side in SIDES)
    assert followed(*stances) == (came_true, 1, 0)


def test_the_next_report_by_date_is_the_answer_wherever_it_stands_in_the_files() -> None:
    assert followed(
        stance("AAA", date="2024-03-01"),
        stance("AAA", "oppose", date="2024-02-01"),
        stance("AAA", hedge="likely", date="2024-01-01"),
    ) == (0, 1, 0)


@pytest.mark.parametrize(
    "other",
    [
        stance("AAA", date="2024-01-01"),
        stance("AAA", date="2023-12-31"),
        stance("BBB", date="2024-02-01"),
        stance("AAA", date="2024-02-01", candidate="bob"),
        stance("AAA", date="2024-02-01", attribution="media-inference"),
        stance(("AAA",), date="2024-02-01", collective=True),
        stance("AAA", source="undated"),
    ],
    ids=["of the same day", "earlier", "of another", "on another", "soft", "collective", "undated"],
)
def test_no_other_report_is_an_answer(other: Stance) -> None:
    assert followed(stance("AAA", hedge="likely", date="2024-01-01"), other) == (0, 0, 1)


def test_answered_and_unanswered_reports_are_counted_apart() -> None:
    assert followed(
        stance(("AAA", "BBB"), hedge="likely", date="2024-01-01"),
        stance("AAA", date="2024-02-01"),
        stance("AAA", hedge="likely", date="2024-03-01"),
    ) == (1, 1, 2)


@pytest.mark.parametrize(
    "hedged",
    [
        stance(("AAA",), hedge="likely", date="2024-01-01", collective=True),
        stance("AAA", hedge="likely", source="undated"),
    ],
    ids=["collective", "undated"],
)
def test_a_hedged_report_that_names_nobody_or_no_day_is_not_followed(hedged: Stance) -> None:
    data = dataset([hedged, stance("AAA", date="2024-02-01")], sources=[source("wire"), source("undated", None)])
    assert hedges(data, TODAY) == []
