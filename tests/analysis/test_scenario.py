"""What if."""

import pytest
from factories import HERE, SCALE, TODAY, candidate, counted, dataset, day, member, read, source, stance
from hypothesis import given
from hypothesis import strategies as st

from nato_cli.analysis.decision import check
from nato_cli.analysis.scenario import Scenario, check_supposed, suppose
from nato_cli.analysis.snapshot import Snapshot
from nato_cli.model import Band, DecisionRule, Rule, Scale, Standing, View

ANN = candidate("ann")
SOURCES = [source("agency"), source("paper", "2024-01-02", relays="agency"), source("wire")]
MEMBERS = [member("AAA"), member("BBB"), member("CCC")]
STANCES = [stance("AAA"), stance("BBB", source="paper"), stance("CCC", "oppose", attribution="anonymous-official")]
DATA = dataset(STANCES, members=MEMBERS, sources=SOURCES)


def verdict(scenario: Scenario) -> str:
    return str(check_supposed(read(DATA), ANN, scenario).verdict)


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


@given(st.dictionaries(st.sampled_from(["AAA", "BBB", "CCC"]), st.sampled_from(Standing)))
def test_to_win_a_member_over_never_lowers_a_bound(standings: dict[str, Standing]) -> None:
    snapshot = read(DATA)
    before = check_supposed(snapshot, ANN, Scenario(standings=standings))
    for code in ("AAA", "BBB", "CCC"):
        won = Scenario(standings=standings | {code: Standing.SUPPORT})
        after = check_supposed(snapshot, ANN, won)
        assert after.chances.lower >= before.chances.lower - 1e-6
        assert after.chances.upper >= before.chances.upper
