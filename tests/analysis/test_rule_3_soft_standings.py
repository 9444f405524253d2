"""Rule 3: what a soft stance decides is likely at most."""

import pytest
from build import dataset, read, stance, standings


@pytest.mark.parametrize("position", ["support", "nominate"])
def test_soft_support_is_likely_support(position: str) -> None:
    assert standings(dataset([stance("AAA", position, hedge="likely")]))["AAA"] == "likely-support"


@pytest.mark.parametrize("position", ["oppose", "veto"])
def test_soft_opposition_is_likely_opposition_and_never_a_veto(position: str) -> None:
    assert standings(dataset([stance("AAA", position, hedge="likely")]))["AAA"] == "likely-oppose"


def test_what_a_member_is_unlikely_to_do_turns_the_lean_round() -> None:
    assert standings(dataset([stance("AAA", "support", hedge="unlikely")]))["AAA"] == "likely-oppose"
    assert standings(dataset([stance("AAA", "oppose", hedge="unlikely")]))["AAA"] == "likely-support"


def test_an_even_chance_leaves_a_member_undecided() -> None:
    assert standings(dataset([stance("AAA", "support", hedge="roughly even chance")]))["AAA"] == "undecided"


def test_a_hedge_that_no_scale_knows_makes_soft_and_says_nothing_of_how_likely() -> None:
    assessment = read(dataset([stance("AAA", "support", hedge="may")])).assess("ann")[0]
    assert assessment.standing == "likely-support"
    assert (assessment.lower, assessment.upper) == (0.0, 1.0)


def test_withheld_and_undecided_are_not_opposition() -> None:
    data = dataset([stance("AAA", "withheld"), stance("BBB", "undecided", hedge="likely")])
    assert standings(data) == {"AAA": "undecided", "BBB": "undecided"}


def test_the_number_of_the_rule_that_decided_is_told() -> None:
    data = dataset([stance("AAA"), stance("BBB", "undecided", attribution="media-inference")])
    assert [each.rule for each in read(data).assess("ann")] == [2, 3]
    assert [each.rule for each in read(dataset()).assess("ann")] == [None, None]
