"""The one-factor Gaussian copula against the closed forms of the literature."""

from math import asin, pi

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nato_cli.analysis.copula import curve, joint
from nato_cli.analysis.probability import at_least

CHANCE = st.integers(1, 99).map(lambda percent: percent / 100)
SEVERAL = st.lists(CHANCE, min_size=1, max_size=5)


@pytest.mark.parametrize("n", [1, 2, 3, 5, 10, 32])
def test_n_events_at_one_half_and_rho_one_half_all_happen_once_in_n_plus_one(n: int) -> None:
    assert joint([0.5] * n, 0.5) == pytest.approx(1 / (n + 1), abs=1e-6)


@pytest.mark.parametrize("rho", [0.1, 0.3, 0.5, 0.7, 0.9, 0.99, 0.9999, 0.999999])
def test_two_events_at_one_half_follow_sheppards_arcsine(rho: float) -> None:
    assert joint([0.5] * 2, rho) == pytest.approx(1 / 4 + asin(rho) / (2 * pi), abs=1e-6)


@pytest.mark.parametrize("rho", [0.1, 0.3, 0.5, 0.7, 0.9, 0.99])
def test_three_events_at_one_half_follow_the_arcsine_form_too(rho: float) -> None:
    assert joint([0.5] * 3, rho) == pytest.approx(1 / 8 + 3 * asin(rho) / (4 * pi), abs=1e-6)


@given(SEVERAL)
def test_without_correlation_it_is_the_product(chances: list[float]) -> None:
    product = 1.0
    for each in chances:
        product *= each
    assert joint(chances, 0) == product
    assert joint(chances, 1e-9) == pytest.approx(product, abs=1e-4)


@given(SEVERAL)
def test_with_full_correlation_it_is_the_least(chances: list[float]) -> None:
    assert joint(chances, 1) == min(chances)
    assert joint(chances, 0.9999) == pytest.approx(min(chances), abs=0.02)


@pytest.mark.parametrize(("rho", "chance"), [(0.0, 0.19), (0.2, 0.38), (0.5, 0.59), (0.8, 0.78)])
def test_thirty_two_at_ninety_five_percent(rho: float, chance: float) -> None:
    """A worked example: independence is the most misleading of all assumptions."""
    assert joint([0.95] * 32, rho) == pytest.approx(chance, abs=0.005)


@given(SEVERAL, st.integers(0, 9))
def test_it_rises_with_the_correlation_and_stays_within_frechets_bounds(chances: list[float], tenths: int) -> None:
    here, next_ = joint(chances, tenths / 10), joint(chances, (tenths + 1) / 10)
    lower, upper = at_least(len(chances), [(each, each) for each in chances])
    assert lower - 1e-6 <= here <= next_ + 1e-6
    assert next_ <= upper + 1e-6


def test_certain_events_do_not_matter_and_an_impossible_one_decides() -> None:
    assert joint([1.0, 0.5, 1.0], 0.3) == pytest.approx(0.5)
    assert joint([1.0, 1.0], 0.3) == 1.0
    assert joint([0.0, 0.9], 0.3) == 0.0


def test_a_curve_has_an_interval_at_each_correlation() -> None:
    points = curve([{"nos": (0.55, 0.8)}] * 31)
    assert [rho for rho, _, _ in points] == [step / 10 for step in range(11)]
    for _, low, high in points:
        assert (low, high) == pytest.approx((0.55, 0.8), abs=1e-5)


def test_a_member_that_two_origins_report_consents_if_either_is_right() -> None:
    points = curve([{"nos": (0.55, 0.8), "pap": (0.55, 0.8)}])[::5]
    apart, between, together = [(low, high) for _, low, high in points]
    assert apart == pytest.approx((1 - 0.45**2, 1 - 0.2**2))
    assert together == (0.55, 0.8)
    assert together[0] < between[0] < apart[0]
