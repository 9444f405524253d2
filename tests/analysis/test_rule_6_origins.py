"""Rule 6 for all who are reported to consent: the unit of error is the origin, and some bounds hold in any case."""

from __future__ import annotations

from collections.abc import Collection
from itertools import combinations, product
from math import fsum, prod

import pytest
from factories import dataset, member, read, source, stance
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import linprog

from nato_cli.analysis.probability import (
    MOST_ORIGINS,
    all_consent,
    all_reported_consent,
    at_least,
    member_bounds,
)
from nato_cli.model import DOES_NOT_SAY_NO, SAYS_YES, Assessment, Chances, Dataset, Stance, Standing

LIKELY = (0.55, 0.80)
ALMOST_CERTAIN = (0.95, 0.99)

BOUNDS = st.tuples(st.integers(0, 20), st.integers(0, 20)).map(lambda pair: (min(pair) / 20, max(pair) / 20))


def test_a_member_has_the_bounds_of_its_only_report() -> None:
    assert member_bounds([("nos", LIKELY)]) == LIKELY


def test_another_origin_raises_the_upper_end_and_the_better_one_gives_the_lower() -> None:
    assert member_bounds([("nos", LIKELY), ("afp", ALMOST_CERTAIN)]) == (0.95, 1.0)


def test_an_origin_that_repeats_itself_counts_once_with_its_best_report() -> None:
    assert member_bounds([("nos", LIKELY), ("nos", LIKELY)]) == LIKELY
    assert member_bounds([("nos", LIKELY), ("nos", (0.2, 0.45))]) == LIKELY


def test_without_reports_anything_is_possible() -> None:
    assert member_bounds([]) == (0.0, 1.0)


@given(st.lists(st.tuples(st.sampled_from("abcd"), BOUNDS), min_size=1), st.tuples(st.sampled_from("abcde"), BOUNDS))
def test_a_report_that_agrees_never_makes_a_member_less_certain(
    reports: list[tuple[str, tuple[float, float]]], another: tuple[str, tuple[float, float]]
) -> None:
    before, after = member_bounds(reports), member_bounds([*reports, another])
    assert after[0] >= before[0]
    assert after[1] >= before[1] or another[0] in dict(reports)


def test_one_report_that_names_31_members_is_one_risk() -> None:
    joint = all_reported_consent([{"nos": LIKELY}] * 31)
    assert (joint.lower, joint.upper, joint.independent) == (0.55, 0.80, LIKELY)


def test_two_origins_that_each_report_one_member_are_two_risks() -> None:
    joint = all_reported_consent([{"afp": ALMOST_CERTAIN}, {"dpa": ALMOST_CERTAIN}])
    assert (joint.lower, joint.upper) == (0.9, 0.99)
    assert joint.independent == pytest.approx((0.95**2, 0.99**2))


def test_who_is_reported_by_two_origins_consents_if_either_is_right() -> None:
    joint = all_reported_consent([{"nos": LIKELY, "pap": LIKELY}] * 17)
    assert (joint.lower, joint.upper) == (0.55, 1.0)
    assert joint.independent == pytest.approx((1 - 0.45**2, 1 - 0.2**2))


def test_an_origin_is_as_good_as_its_weakest_report() -> None:
    joint = all_reported_consent([{"nos": ALMOST_CERTAIN}, {"nos": LIKELY}])
    assert (joint.lower, joint.upper) == LIKELY


def test_where_all_announce_it_nothing_is_left_to_doubt() -> None:
    joint = all_reported_consent([])
    assert (joint.lower, joint.upper, joint.independent, joint.exact) == (1.0, 1.0, (1.0, 1.0), True)


@st.composite
def reported(draw: st.DrawFn, most: int = 6) -> list[dict[str, tuple[float, float]]]:
    """Some members, each with the origins that report its consent; an origin has the same bounds for all."""
    origins = draw(st.dictionaries(st.sampled_from("abcdefghij"[:most]), BOUNDS, min_size=1))
    sets = draw(st.lists(st.sets(st.sampled_from(sorted(origins)), min_size=1), max_size=8))
    return [{origin: origins[origin] for origin in origins_of_one} for origins_of_one in sets]


def subsets(origins: list[str]) -> list[set[str]]:
    return [set(some) for size in range(len(origins) + 1) for some in combinations(origins, size)]


def bounds_of(members: list[dict[str, tuple[float, float]]]) -> dict[str, tuple[float, float]]:
    return {origin: bounds for member in members for origin, bounds in member.items()}


@given(reported(most=10))
def test_the_bounds_are_those_of_all_subsets_of_origins(members: list[dict[str, tuple[float, float]]]) -> None:
    bounds = bounds_of(members)
    enough = [some for some in subsets(sorted(bounds)) if all(some & member.keys() for member in members)]
    lower = max(max(0.0, fsum(bounds[origin][0] for origin in some) - (len(some) - 1)) for some in enough)
    upper = min((min(1.0, fsum(high for _, high in member.values())) for member in members), default=1.0)
    independent = [
        fsum(prod(bounds[each][end] if each in some else 1 - bounds[each][end] for each in bounds) for some in enough)
        for end in (0, 1)
    ]
    joint = all_reported_consent(members)
    assert joint.exact
    assert (joint.lower, joint.upper) == pytest.approx((min(1.0, lower), upper), abs=1e-6)
    assert joint.independent == pytest.approx(independent, abs=1e-6)


def extremes(members: list[dict[str, tuple[float, float]]]) -> tuple[float, float]:
    """The least and the most that "all consent" can weigh, over all joint outcomes: linear programmes."""
    bounds = bounds_of(members)
    origins = sorted(bounds)
    outcomes = subsets(origins)
    consenting = [float(all(some & member.keys() for member in members)) for some in outcomes]
    right = [[float(origin in some) for some in outcomes] for origin in origins]
    limits = {
        "A_ub": [*right, *([-each for each in row] for row in right)] or None,
        "b_ub": [*(bounds[each][1] for each in origins), *(-bounds[each][0] for each in origins)] or None,
        "A_eq": [[1.0] * len(outcomes)],
        "b_eq": [1.0],
        "bounds": (0, 1),
    }
    least, most = linprog(consenting, **limits), linprog([-each for each in consenting], **limits)
    return least.fun, -most.fun


@given(reported())
def test_no_dependence_between_origins_leads_outside_of_the_bounds(
    members: list[dict[str, tuple[float, float]]],
) -> None:
    joint = all_reported_consent(members)
    least, most = extremes(members)
    assert joint.lower <= least + 1e-6
    assert joint.upper >= most - 1e-6
    assert joint.lower <= joint.independent[0] + 1e-6
    assert joint.independent[1] <= joint.upper + 1e-6


@given(st.lists(st.lists(BOUNDS, min_size=1, max_size=2), min_size=1, max_size=3))
def test_where_no_two_members_share_an_origin_both_ends_are_attained(blocks: list[list[tuple[float, float]]]) -> None:
    members = [
        {f"{number}{letter}": bounds for letter, bounds in zip("ab", block, strict=False)}
        for number, block in enumerate(blocks)
    ]
    joint = all_reported_consent(members)
    assert (joint.lower, joint.upper) == pytest.approx(extremes(members), abs=1e-6)


def consent_of(data: Dataset, consents: Collection[Standing] = SAYS_YES) -> Chances:
    return all_consent(read(data).assess("ann"), consents)


MEMBERS = [member(code) for code in ("AAA", "BBB", "CCC", "DDD")]
SOURCES = [source("wire"), source("paper"), source("copy", relays="wire")]


def test_of_those_in_support_it_is_said_how_many_by_their_own_word_and_how_many_by_which_origins() -> None:
    stances = [
        stance("AAA"),
        stance(("BBB", "CCC"), source="copy", attribution="anonymous-sources"),
        stance("CCC", source="paper", attribution="anonymous-official"),
        stance("DDD", "undecided"),
    ]
    found = consent_of(dataset(stances, members=MEMBERS, sources=SOURCES))
    assert (found.consenting, found.announced, found.by_reports, found.origins) == (3, 1, 2, ("paper", "wire"))
    assert (found.lower, found.upper) == (0.55, 0.8)


def test_members_who_have_said_nothing_or_object_are_not_multiplied_in() -> None:
    stances = [stance("AAA"), stance("BBB", "oppose"), stance("CCC", hedge="likely")]
    found = consent_of(dataset(stances, members=MEMBERS, sources=SOURCES))
    assert (found.consenting, found.lower, found.upper) == (1, 1.0, 1.0)


def test_under_consensus_those_who_do_not_object_or_stand_aside_consent_too() -> None:
    stances = [stance("AAA", "no-objection", attribution="anonymous-official"), stance("BBB", "abstain")]
    data = dataset(stances, members=MEMBERS, sources=SOURCES)
    assert consent_of(data).consenting == 0
    found = consent_of(data, DOES_NOT_SAY_NO)
    assert (found.consenting, found.announced, found.lower, found.upper) == (2, 1, 0.95, 0.99)


def test_an_origin_that_says_only_that_one_member_has_not_backed_yet_is_no_worse_for_the_others() -> None:
    stances = [
        stance("AAA", "no-objection", source="paper", attribution="anonymous-official"),
        stance("AAA", "withheld", attribution="anonymous-official"),
        stance("BBB", attribution="anonymous-official"),
    ]
    found = consent_of(dataset(stances, members=MEMBERS, sources=SOURCES), DOES_NOT_SAY_NO)
    assert (found.lower, found.upper) == (0.9, 0.99)


def test_what_is_supposed_rests_on_no_report_and_stands_for_itself() -> None:
    supposed = [
        Assessment(
            member="AAA", candidate="ann", standing=Standing.SUPPORT, rule=None, decisive=(), lower=1.0, upper=1.0
        ),
        Assessment(
            member="BBB", candidate="ann", standing=Standing.SUPPORT, rule=None, decisive=(), lower=0.9, upper=1.0
        ),
    ]
    found = all_consent(supposed)
    assert (found.consenting, found.lower, found.upper) == (2, 0.9, 1.0)


@pytest.mark.parametrize(
    ("reports", "band"),
    [
        ([stance("AAA", "oppose", attribution="anonymous-official")], (0.01, 0.05)),
        (
            [
                stance("AAA", "oppose", attribution="anonymous-official"),
                stance("AAA", "oppose", attribution="anonymous-sources", source="paper"),
            ],
            (0.0, 0.05),
        ),
        ([stance("AAA", attribution="anonymous-sources"), stance("AAA", date="2024-02-01")], (1.0, 1.0)),
        ([stance("AAA", "veto"), stance("AAA", "oppose", source="paper", attribution="anonymous-sources")], (0.0, 0.0)),
        ([stance("AAA", hedge="likely"), stance("AAA", hedge="likely", source="paper")], (0.55, 1.0)),
        ([stance("AAA", "undecided")], (0.0, 1.0)),
        ([stance("AAA"), stance("AAA", "oppose", source="paper")], (0.0, 1.0)),
    ],
    ids=["against", "against twice", "its own word", "its own veto", "likely twice", "undecided", "contested"],
)
def test_the_band_of_a_member_over_its_run(reports: list[Stance], band: tuple[float, float]) -> None:
    assessment = read(dataset(reports, members=MEMBERS, sources=SOURCES)).assess("ann")[0]
    assert (assessment.lower, assessment.upper) == band


def ring(size: int) -> list[dict[str, tuple[float, float]]]:
    """Members who each rest on two of so many origins, so that all of these hang together."""
    return [{f"o{number}": LIKELY, f"o{(number + 1) % size}": ALMOST_CERTAIN} for number in range(size)]


def test_up_to_twelve_origins_that_hang_together_the_bounds_are_exact_and_beyond_they_are_valid() -> None:
    assert all_reported_consent(ring(MOST_ORIGINS)).exact
    joint = all_reported_consent(ring(MOST_ORIGINS + 1))
    assert not joint.exact
    assert 0 <= joint.lower <= joint.independent[0] <= joint.independent[1] <= joint.upper <= 1


@given(reported(most=10))
def test_the_estimate_for_many_origins_is_valid_where_it_can_be_compared(
    members: list[dict[str, tuple[float, float]]],
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("nato_cli.analysis.probability.MOST_ORIGINS", 1)
        estimate = all_reported_consent(members)
    exact = all_reported_consent(members)
    assert estimate.lower <= exact.lower
    assert estimate.upper == exact.upper
    assert estimate.independent[0] <= exact.independent[0] + 2e-6
    assert estimate.independent[1] >= exact.independent[1] - 2e-6


def test_many_origins_that_do_not_hang_together_are_exact_too() -> None:
    joint = all_reported_consent([{f"o{number}": (0.99, 1.0)} for number in range(40)])
    assert joint.exact
    assert joint.lower == pytest.approx(0.6)


@given(st.lists(BOUNDS, min_size=1, max_size=5).flatmap(lambda some: st.tuples(st.just(some), st.integers(0, 6))))
def test_at_least_so_many_of_some_members(case: tuple[list[tuple[float, float]], int]) -> None:
    """The bounds are the optima of linear programmes over the weights of all joint outcomes."""
    bounds, needed = case
    outcomes = list(product([0, 1], repeat=len(bounds)))
    enough = [float(sum(outcome) >= needed) for outcome in outcomes]
    consents = [[float(outcome[member]) for outcome in outcomes] for member in range(len(bounds))]
    limits = {
        "A_ub": [*consents, *([-each for each in row] for row in consents)],
        "b_ub": [*(upper for _, upper in bounds), *(-lower for lower, _ in bounds)],
        "A_eq": [[1.0] * len(outcomes)],
        "b_eq": [1.0],
        "bounds": (0, 1),
    }
    least, most = linprog(enough, **limits).fun, -linprog([-each for each in enough], **limits).fun
    assert at_least(needed, bounds) == pytest.approx((least, most), abs=1e-6)


def test_all_of_them_is_frechets_bound() -> None:
    assert at_least(2, [(0.9, 0.95), (0.8, 0.85)]) == (0.7, 0.85)
    assert at_least(3, [(0.95, 0.95)] * 3) == (0.85, 0.95)


def test_nobody_needed_is_certain_and_more_than_there_are_impossible() -> None:
    assert at_least(0, []) == (1.0, 1.0)
    assert at_least(1, []) == (0.0, 0.0)
    assert at_least(3, [(1.0, 1.0)] * 2) == (0.0, 0.0)


def test_where_members_share_origins_crosswise_the_bounds_hold_but_are_not_attained() -> None:
    """Three members, each reported by two of three origins: all consent if any two are right."""
    members = [
        {"a": (0.9, 0.9), "b": (0.9, 0.9)},
        {"b": (0.9, 0.9), "c": (0.9, 0.9)},
        {"a": (0.9, 0.9), "c": (0.9, 0.9)},
    ]
    joint = all_reported_consent(members)
    least, _ = extremes(members)
    assert (joint.lower, least) == (0.8, pytest.approx(0.85))
