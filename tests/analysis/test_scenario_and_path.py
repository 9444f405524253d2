"""What if, and what stands in the way."""

import pytest
from factories import HERE, SCALE, TODAY, candidate, counted, dataset, day, member, read, source, stance
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from nato_cli.analysis.decision import check
from nato_cli.analysis.scenario import Scenario, check_supposed, suppose
from nato_cli.analysis.sensitivity import path
from nato_cli.analysis.snapshot import Snapshot
from nato_cli.model import Band, Dataset, DecisionRule, Rule, Scale, Standing, View

ANN = candidate("ann")
SOURCES = [source("agency"), source("paper", "2024-01-02", relays="agency"), source("wire")]
MEMBERS = [member("AAA"), member("BBB"), member("CCC")]
STANCES = [stance("AAA"), stance("BBB", source="paper"), stance("CCC", "oppose", attribution="anonymous-official")]
DATA = dataset(STANCES, members=MEMBERS, sources=SOURCES)


def verdict(scenario: Scenario, rule: DecisionRule | None = None) -> str:
    return str(check_supposed(read(DATA), ANN, scenario, rule).verdict)


def test_an_empty_scenario_supposes_what_is_reported() -> None:
    snapshot = read(DATA)
    assert check_supposed(snapshot, ANN, Scenario()) == check(snapshot, ANN)


def test_a_supposed_standing_takes_the_place_of_the_reported_one() -> None:
    assert verdict(Scenario()) == "blocked"
    assert verdict(Scenario(standings={"CCC": Standing.SUPPORT})) == "reached"
    assert verdict(Scenario(standings={"CCC": Standing.UNKNOWN})) == "open"


@pytest.mark.parametrize(
    ("standing", "band"),
    [
        ("support", (1, 1)),
        ("no-objection", (1, 1)),
        ("oppose", (0, 0)),
        ("veto", (0, 0)),
        ("likely-support", (0.55, 0.8)),
        ("likely-oppose", (0.2, 0.45)),
        ("unknown", (0, 1)),
        ("undecided", (0, 1)),
        ("contested", (0, 1)),
    ],
)
def test_a_supposed_standing_has_the_band_that_it_would_have(standing: str, band: tuple[float, float]) -> None:
    after = check_supposed(read(DATA), ANN, Scenario(standings={"CCC": Standing(standing)}))
    assert (after.assessments[2].lower, after.assessments[2].upper) == band
    assert SCALE.bands


def test_to_do_without_a_source_is_to_do_without_all_that_relay_it() -> None:
    after = check_supposed(read(DATA), ANN, Scenario(without=("agency",)))
    assert after.members_by_standing(Standing.UNKNOWN) == ("BBB",)


def test_what_is_supposed_is_of_the_member_and_rests_on_no_report() -> None:
    after = check_supposed(read(DATA), ANN, Scenario(standings={"CCC": Standing.OPPOSE}))
    supposed = after.assessments[2]
    assert (supposed.member, supposed.candidate, supposed.standing, supposed.rule) == ("CCC", "ann", "oppose", None)
    assert (supposed.decisive, supposed.evidence, supposed.challenges, supposed.origins) == ((), (), (), ())


def test_to_do_without_a_source_is_to_do_without_its_events_too() -> None:
    events = [counted(1, 3, "2024-02-01"), counted(2, 3, "2024-03-01", source="paper")]
    snapshot = read(dataset(STANCES, members=MEMBERS, sources=SOURCES, events=events))
    assert [each.support for each in suppose(snapshot, Scenario(without=("agency",))).events()] == [1]


def test_a_source_that_relays_one_outside_of_the_files_can_be_done_without() -> None:
    data = dataset(
        [stance("AAA"), stance("BBB", source="paper")], sources=[source("wire"), source("paper", relays="x")]
    )
    after = check_supposed(read(data), ANN, Scenario(without=("wire",)))
    assert after.members_by_standing(Standing.SUPPORT) == ("BBB",)


def test_less_can_be_supposed_to_be_known() -> None:
    sources = [source("wire"), source("late", "2024-03-01"), source("undated", None)]
    stances = [stance("AAA"), stance("BBB", source="late"), stance("CCC", source="undated", date="2024-01-01")]
    snapshot = read(dataset(stances, members=MEMBERS, sources=sources), "2024-04-01")
    assert check(snapshot, ANN).outstanding == ()
    for known_by, outstanding in (("2024-02-29", ("BBB", "CCC")), ("2024-03-01", ("CCC",)), (str(TODAY), ())):
        after = check_supposed(snapshot, ANN, Scenario(known_by=day(known_by)))
        assert after.outstanding == outstanding
    now = suppose(snapshot, Scenario(known_by=TODAY))
    assert now.view == View(as_of=day("2024-04-01"), known_by=TODAY, today=TODAY)


def test_a_scenario_reads_words_by_the_scale_that_is_asked_for() -> None:
    scale = Scale(id="own", title="Own", bands=(Band(words=("likely",), lower=60, upper=70),), place=HERE)
    data = dataset([stance("AAA"), stance("BBB", hedge="likely")])
    snapshot = Snapshot(data, data.selections["test"], read(data).view, scale)
    supposed = Scenario(standings={"AAA": Standing.LIKELY_SUPPORT})
    on_another_day = check_supposed(snapshot.on(day("2024-02-01")), ANN, supposed).chances
    assert on_another_day.consenting == 0
    reported = check_supposed(snapshot, ANN, Scenario()).assessments[1]
    assert (reported.lower, reported.upper) == (0.6, 0.7)


def test_doubtful_reports_can_be_left_out() -> None:
    after = check_supposed(read(DATA), ANN, Scenario(min_credibility=1))
    assert after.members_by_standing(Standing.UNKNOWN) == ("CCC",)


def test_another_rule_can_be_supposed() -> None:
    consensus = DecisionRule(rule=Rule.CONSENSUS)
    declared = dataset([stance("AAA", "nominate"), stance("BBB", "no-objection")], members=MEMBERS, sources=SOURCES)
    assert str(check_supposed(read(declared), ANN, Scenario()).verdict) == "open"
    assert str(check_supposed(read(declared), ANN, Scenario(rule=consensus)).verdict) == "reached"


def test_a_condition_can_be_supposed_to_be_met() -> None:
    data = dataset([stance("AAA", condition="a visit"), stance("BBB")])
    after = check_supposed(read(data), ANN, Scenario(met=(("AAA", "ann"),)))
    assert (after.verdict, after.conditions) == ("reached", ())


def test_steps_come_in_the_order_in_which_they_bound_the_chance_of_all() -> None:
    data = dataset([stance("AAA", hedge="likely"), stance("CCC", "oppose")], members=MEMBERS)
    snapshot = read(data)
    found = path(snapshot, check(snapshot, ANN))
    assert [step.assessment.member for step in found.steps] == ["CCC", "AAA", "BBB"]
    won_over = found.steps[0]
    assert (str(won_over.verdict), won_over.chances.upper) == ("open", 0.8)


def test_importance_is_what_one_point_of_a_members_probability_adds_to_that_of_all() -> None:
    """Birnbaum (1969), for a series system: the product of the others' probabilities."""
    data = dataset([stance("AAA", hedge="likely"), stance("BBB", hedge="very likely")])
    snapshot = read(data)
    steps = {step.assessment.member: step.importance for step in path(snapshot, check(snapshot, ANN)).steps}
    assert steps == {"AAA": (0.8, 0.95), "BBB": (0.55, 0.8)}


def test_importance_is_told_to_a_millionth() -> None:
    members = [member(f"AA{letter}") for letter in "ABCDEF"]
    data = dataset([stance(each.id, hedge="likely") for each in members], members=members)
    snapshot = read(data)
    assert path(snapshot, check(snapshot, ANN)).steps[0].importance == (0.050328, 0.32768)
    data = dataset([stance(each.id, hedge="very likely") for each in members], members=members)
    snapshot = read(data)
    assert path(snapshot, check(snapshot, ANN)).steps[0].importance == (0.32768, 0.773781)


def test_a_step_tells_the_notes_on_the_member_for_they_may_be_conditions() -> None:
    stances = [stance("CCC", "withheld", note="wants a post"), stance("CCC", "undecided"), stance("BBB", note="warmly")]
    snapshot = read(dataset(stances, members=MEMBERS))
    steps = {step.assessment.member: step for step in path(snapshot, check(snapshot, ANN)).steps}
    assert [each.note for each in steps["CCC"].conditions] == ["wants a post"]
    assert steps["AAA"].conditions == ()


def with_another_selection(data: Dataset, *stances: object) -> Dataset:
    another = replace(data.selections["test"], id="past", stances=stances)
    return replace(data, selections=data.selections | {"past": another})


def test_a_step_tells_whom_the_member_blocked_in_other_selections() -> None:
    past = [
        stance("AAA", "veto", candidate="bob"),
        stance(("AAA", "BBB"), "veto", candidate="cay"),
        stance("AAA", "oppose", candidate="dee"),
        stance(("AAA",), "veto", candidate="eve", collective=True),
    ]
    snapshot = read(with_another_selection(dataset([stance("AAA", "veto"), stance("BBB")]), *past))
    steps = {step.assessment.member: step for step in path(snapshot, check(snapshot, ANN)).steps}
    assert [(where, each.candidate) for where, each in steps["AAA"].vetoes] == [("past", "bob"), ("past", "cay")]
    assert [step.assessment.member for step in steps.values()] == ["AAA"]


def test_under_silence_only_those_who_object_are_in_the_way() -> None:
    snapshot = read(DATA)
    found = path(snapshot, check(snapshot, ANN, DecisionRule(rule=Rule.CONSENSUS)))
    assert [step.assessment.member for step in found.steps] == ["CCC"]
    assert found.check == check(snapshot, ANN, DecisionRule(rule=Rule.CONSENSUS))


@pytest.mark.parametrize("rule", Rule)
def test_who_is_in_the_way_is_who_is_outstanding_or_under_silence_who_objects(rule: Rule) -> None:
    members = [member(f"AA{letter}") for letter in "ABCDEFGHIJ"]
    supposed = Scenario(standings={each.id: standing for each, standing in zip(members, Standing, strict=True)})
    snapshot = read(dataset(members=members))
    found = path(snapshot, check_supposed(snapshot, ANN, supposed, rule))
    in_the_way = {step.assessment.member for step in found.steps}
    assert in_the_way == set(
        found.check.objectors if rule is DecisionRule(rule=Rule.CONSENSUS) else found.check.outstanding
    )


def test_a_source_on_which_the_verdict_hangs_is_named() -> None:
    snapshot = read(dataset([stance("AAA"), stance("BBB", source="paper")], sources=SOURCES))
    found = path(snapshot, check(snapshot, ANN))
    assert {(each.source, str(each.verdict)) for each in found.doubts} == {
        ("wire", "open"), ("paper", "open"), ("agency", "open"),
    }  # fmt: skip
    assert {each.source: each.outstanding for each in found.doubts}["agency"] == ("BBB",)
    assert found.single == ("AAA", "BBB")


def test_only_support_that_rests_on_one_origin_is_called_single() -> None:
    stances = [stance("AAA"), stance("AAA", source="agency"), stance("BBB"), stance("CCC", "oppose")]
    snapshot = read(dataset(stances, members=MEMBERS, sources=SOURCES))
    assert path(snapshot, check(snapshot, ANN)).single == ("BBB",)


def test_reports_older_than_asked_are_called_stale() -> None:
    snapshot = read(DATA, "2024-04-01")
    assert path(snapshot, check(snapshot, ANN)).stale == (("AAA", 91), ("CCC", 91))
    assert path(snapshot, check(snapshot, ANN), 91).stale == ()


@given(st.dictionaries(st.sampled_from(["AAA", "BBB", "CCC"]), st.sampled_from(Standing)))
def test_to_win_a_member_over_never_lowers_a_bound(standings: dict[str, Standing]) -> None:
    snapshot = read(DATA)
    before = check_supposed(snapshot, ANN, Scenario(standings=standings))
    for code in ("AAA", "BBB", "CCC"):
        won = Scenario(standings=standings | {code: Standing.SUPPORT})
        after = check_supposed(snapshot, ANN, won)
        assert after.chances.lower >= before.chances.lower - 1e-6
        assert after.chances.upper >= before.chances.upper


def test_the_stalest_reports_come_first_and_those_of_one_day_by_member() -> None:
    dates = {"AAA": "2024-02-02", "BBB": "2024-01-31", "CCC": "2024-02-02"}
    stances = [stance(code, date=date) for code, date in reversed(dates.items())]
    snapshot = read(dataset(stances, members=MEMBERS), "2024-03-02")
    assert path(snapshot, check(snapshot, ANN), 14).stale == (("BBB", 31), ("AAA", 29), ("CCC", 29))
