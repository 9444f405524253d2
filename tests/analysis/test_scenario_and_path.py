"""What if, and what stands in the way."""

import pytest
from build import SCALE, candidate, dataset, member, read, source, stance
from hypothesis import given
from hypothesis import strategies as st

from nato_cli.analysis.path import path
from nato_cli.analysis.scenario import Scenario, check_supposed
from nato_cli.analysis.unanimity import check
from nato_cli.model import Rule, Standing

ANN = candidate("ann")
SOURCES = [source("agency"), source("paper", "2024-01-02", relays="agency"), source("wire")]
MEMBERS = [member("AAA"), member("BBB"), member("CCC")]
STANCES = [stance("AAA"), stance("BBB", source="paper"), stance("CCC", "oppose", attribution="anonymous-official")]
DATA = dataset(STANCES, members=MEMBERS, sources=SOURCES)


def verdict(scenario: Scenario, rule: Rule = Rule.UNANIMITY) -> str:
    return str(check_supposed(read(DATA), ANN, scenario, rule).verdict)


def test_an_empty_scenario_supposes_what_is_reported() -> None:
    reading = read(DATA)
    assert check_supposed(reading, ANN, Scenario(), Rule.UNANIMITY) == check(reading, ANN)


def test_a_supposed_standing_takes_the_place_of_the_reported_one() -> None:
    assert verdict(Scenario()) == "blocked"
    assert verdict(Scenario(standings={"CCC": Standing.SUPPORT})) == "reached"
    assert verdict(Scenario(standings={"CCC": Standing.UNKNOWN})) == "open"


@pytest.mark.parametrize(
    ("standing", "band"),
    [
        ("support", (1, 1)),
        ("veto", (0, 0)),
        ("likely-support", (0.55, 0.8)),
        ("likely-oppose", (0.2, 0.45)),
        ("unknown", (0, 1)),
    ],
)
def test_a_supposed_standing_has_the_band_that_it_would_have(standing: str, band: tuple[float, float]) -> None:
    after = check_supposed(read(DATA), ANN, Scenario(standings={"CCC": Standing(standing)}), Rule.UNANIMITY)
    assert (after.chances.lower, after.chances.upper) == band
    assert SCALE.bands


def test_to_do_without_a_source_is_to_do_without_all_that_relay_it() -> None:
    after = check_supposed(read(DATA), ANN, Scenario(without=("agency",)), Rule.UNANIMITY)
    assert after.members_by_standing(Standing.UNKNOWN) == ("BBB",)


def test_doubtful_reports_can_be_left_out() -> None:
    after = check_supposed(read(DATA), ANN, Scenario(min_credibility=1), Rule.UNANIMITY)
    assert after.members_by_standing(Standing.UNKNOWN) == ("CCC",)


def test_another_rule_can_be_supposed() -> None:
    assert verdict(Scenario(rule=Rule.SILENCE)) == "open"
    assert verdict(Scenario(rule=Rule.SILENCE, without=("wire",))) == "reached"


def test_steps_come_in_the_order_in_which_they_bound_the_chance_of_all() -> None:
    data = dataset([stance("AAA", hedge="likely"), stance("CCC", "oppose")], members=MEMBERS)
    reading = read(data)
    found = path(reading, check(reading, ANN))
    assert [step.assessment.member for step in found.steps] == ["CCC", "AAA", "BBB"]
    won_over = found.steps[0]
    assert (str(won_over.verdict), won_over.chances.upper) == ("open", 0.8)


def test_importance_is_what_one_point_of_a_members_probability_adds_to_that_of_all() -> None:
    """Birnbaum (1969), for a series system: the product of the others' probabilities."""
    data = dataset([stance("AAA", hedge="likely"), stance("BBB", hedge="very likely")])
    reading = read(data)
    steps = {step.assessment.member: step.importance for step in path(reading, check(reading, ANN)).steps}
    assert steps == {"AAA": (0.8, 0.95), "BBB": (0.55, 0.8)}


def test_under_silence_only_those_who_object_are_in_the_way() -> None:
    reading = read(DATA)
    found = path(reading, check(reading, ANN, Rule.SILENCE))
    assert [step.assessment.member for step in found.steps] == ["CCC"]


def test_a_source_on_which_the_verdict_hangs_is_named() -> None:
    reading = read(dataset([stance("AAA"), stance("BBB", source="paper")], sources=SOURCES))
    found = path(reading, check(reading, ANN))
    assert {(each.source, str(each.verdict)) for each in found.doubts} == {
        ("wire", "open"), ("paper", "open"), ("agency", "open"),
    }  # fmt: skip
    assert found.single == ("AAA", "BBB")


def test_reports_older_than_asked_are_called_stale() -> None:
    reading = read(DATA, "2024-04-01")
    assert path(reading, check(reading, ANN), 90).stale == (("AAA", 91), ("CCC", 91))
    assert path(reading, check(reading, ANN), 91).stale == ()


@given(st.dictionaries(st.sampled_from(["AAA", "BBB", "CCC"]), st.sampled_from(Standing)))
def test_to_win_a_member_over_never_lowers_a_bound(standings: dict[str, Standing]) -> None:
    reading = read(DATA)
    before = check_supposed(reading, ANN, Scenario(standings=standings), Rule.UNANIMITY)
    for code in ("AAA", "BBB", "CCC"):
        won = Scenario(standings=standings | {code: Standing.SUPPORT})
        after = check_supposed(reading, ANN, won, Rule.UNANIMITY)
        assert after.chances.lower >= before.chances.lower - 1e-6
        assert after.chances.upper >= before.chances.upper
