"""Rule 6: each standing has a band for "consents"; the bounds for all follow from the bands and come first."""

from itertools import product
from math import prod

import pytest
from factories import HERE, SCALE, dataset, member, read, stance
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from scipy.optimize import linprog

from nato_cli.analysis.decision import check
from nato_cli.analysis.probability import HedgeBands, announced_alone, default_scale, frechet
from nato_cli.model import Scale

LEXICON = HedgeBands(SCALE)


@pytest.mark.parametrize(
    ("told", "band"),
    [
        (stance("AAA", attribution="official-statement"), (1.0, 1.0)),
        (stance("AAA", credibility=3), (1.0, 1.0)),
        (stance("AAA", "no-objection"), (1.0, 1.0)),
        (stance("AAA", "oppose"), (0.0, 0.0)),
        (stance("AAA", "veto", attribution="official-statement"), (0.0, 0.0)),
        (stance("AAA", hedge="likely"), (0.55, 0.80)),
        (stance("AAA", "oppose", hedge="likely"), (0.20, 0.45)),
        (stance("AAA", attribution="anonymous-official"), (0.95, 0.99)),
        (stance("AAA", attribution="anonymous-sources"), (0.55, 0.80)),
        (stance("AAA", "oppose", attribution="anonymous-official"), (0.01, 0.05)),
        (stance("AAA", attribution="media-inference"), (0.55, 0.80)),
        (stance("AAA", attribution="media-inference", credibility=2), (0.95, 0.99)),
        (stance("AAA", credibility=4), (0.55, 0.80)),
        (stance("AAA", credibility=5), (0.55, 0.80)),
        (stance("AAA", "nominate", hedge="likely"), (0.55, 0.80)),
        (stance("AAA", "no-objection", hedge="likely"), (0.55, 0.80)),
        (stance("AAA", "undecided"), (0.0, 1.0)),
        (stance("AAA", "withheld"), (0.0, 1.0)),
        (stance("AAA", hedge="may"), (0.0, 1.0)),
    ],
    ids=[
        "announced", "announced, possibly true", "announced no-objection", "announced opposition", "announced veto",
        "hedged", "hedged opposition",
        "unnamed, probably true", "unnamed, possibly true", "unnamed opposition", "inferred", "inferred, probably true",
        "announced, but doubtful", "announced, but improbable", "hedged nomination", "hedged no-objection",
        "undecided", "withheld", "hedged by a word without a band",
    ],
)  # fmt: skip
def test_the_band_of_a_stance(told: object, band: tuple[float, float]) -> None:
    assert LEXICON.consent(told) == band  # type: ignore[arg-type]


def test_unknown_and_contested_are_anything_from_nothing_to_all() -> None:
    data = dataset([stance("AAA", "support"), stance("AAA", "oppose")])
    assert [(each.standing, each.lower, each.upper) for each in read(data).assess("ann")] == [
        ("contested", 0.0, 1.0),
        ("unknown", 0.0, 1.0),
    ]


def test_announced_supporters_and_one_likely_one_have_the_likely_ones_band() -> None:
    assert frechet([(1.0, 1.0)] * 31 + [(0.55, 0.8)]) == frechet([(0.55, 0.8)])


def test_thirty_two_at_ninety_five_percent() -> None:
    """The figures of the literature: independent 0.19, and anything from 0 to 0.95 by Frechet."""
    chances = frechet([(0.95, 0.95)] * 32)
    assert (chances.lower, chances.upper) == (0.0, 0.95)
    assert chances.independent == pytest.approx((0.95**32, 0.95**32), abs=1e-6)


BAND = st.tuples(st.integers(0, 100), st.integers(0, 100)).map(lambda pair: (min(pair) / 100, max(pair) / 100))


@given(st.lists(BAND, min_size=1, max_size=8))
def test_independence_lies_between_the_bounds_that_hold_whatever_the_dependence(
    bands: list[tuple[float, float]],
) -> None:
    chances = frechet(bands)
    low, high = chances.independent
    assert chances.lower <= low + 1e-6
    assert low <= high <= chances.upper + 1e-6


@given(st.lists(BAND, min_size=1, max_size=8), BAND)
def test_one_more_member_never_makes_consensus_likelier(
    bands: list[tuple[float, float]], another: tuple[float, float]
) -> None:
    before, after = frechet(bands), frechet([*bands, another])
    assert after.lower <= before.lower + 1e-6
    assert after.upper <= before.upper


@given(st.lists(st.integers(0, 20).map(lambda twentieths: twentieths / 20), min_size=1, max_size=6))
def test_no_dependence_gives_more_or_less_than_the_bounds_and_some_gives_each(marginals: list[float]) -> None:
    """Frechet's bounds are the optima of a linear programme over the weights of all 2^n joint outcomes."""
    chances = frechet([(each, each) for each in marginals])
    assert (chances.lower, chances.upper) == pytest.approx(optima(marginals), abs=1e-6)


def optima(marginals: list[float]) -> tuple[float, float]:
    """The least and the most that "all happen" can weigh, given what each event weighs."""
    outcomes = list(product([0, 1], repeat=len(marginals)))
    weighs = [[outcome[event] for outcome in outcomes] for event in range(len(marginals))]
    all_happen = [float(all(outcome)) for outcome in outcomes]
    limits = {"A_eq": [*weighs, [1] * len(outcomes)], "b_eq": [*marginals, 1], "bounds": (0, 1)}
    least = linprog(all_happen, **limits)
    most = linprog([-weight for weight in all_happen], **limits)
    return least.fun, -most.fun


def test_independent_bounds_are_those_of_every_joint_outcome() -> None:
    bands = [(0.2, 0.6), (0.5, 0.9), (0.3, 0.4)]
    corners = [prod(corner) for corner in product(*bands)]
    assert frechet(bands).independent == pytest.approx((min(corners), max(corners)))


def test_the_check_of_a_candidate_has_the_bounds_of_its_members() -> None:
    data = dataset([stance("AAA"), stance("BBB", attribution="anonymous-sources")])
    chances = check(read(data), data.selections["test"].candidates["ann"]).chances
    assert (chances.lower, chances.upper, chances.independent) == (0.55, 0.8, (0.55, 0.8))


def test_words_have_the_bands_of_icd_203_or_else_of_the_first_scale_there_is() -> None:
    kent = Scale(id="kent", title="Kent", bands=(), place=HERE)
    phia = Scale(id="phia", title="PHIA", bands=(), place=HERE)
    scales = {each.id: each for each in (kent, SCALE, phia)}
    assert default_scale(replace(dataset(), scales=scales)) == SCALE
    assert default_scale(replace(dataset(), scales={"kent": kent, "phia": phia})) == kent


def test_without_any_scale_a_word_says_nothing_of_how_likely() -> None:
    assert default_scale(replace(dataset(), scales={})) is None
    assert HedgeBands(None).consent(stance("AAA", hedge="likely")) == (0.0, 1.0)


def test_of_nobody_all_consent() -> None:
    chances = frechet([])
    assert (chances.lower, chances.upper, chances.independent) == (1.0, 1.0, (1.0, 1.0))


def test_bounds_are_told_to_a_millionth() -> None:
    chances = frechet([(1 / 3, 2 / 3)])
    assert (chances.lower, chances.independent) == (0.333333, (0.333333, 0.666667))


def test_where_announced_positions_alone_count_the_others_are_anything_from_nothing_to_all() -> None:
    members = [member(code) for code in ("AAA", "BBB", "CCC", "DDD")]
    stances = [stance("AAA"), stance("BBB", attribution="anonymous-official"), stance("CCC", "veto")]
    assessments = read(dataset(stances, members=members)).assess("ann")
    assert announced_alone(assessments) == [(1.0, 1.0), (0.0, 1.0), (0.0, 0.0), (0.0, 1.0)]
