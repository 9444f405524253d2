"""How the rules would have read the past: by what was known on each day, and with honest intervals."""

import pytest
from build import TODAY, candidate, dataset, source, stance

from nato_cli.analysis.backtest import by_verdict, hedges, readings, score, share, within_bounds
from nato_cli.model import Verdict

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
    assert (found.lower, found.upper) == pytest.approx(interval, abs=1e-4)


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
