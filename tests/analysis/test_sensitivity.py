"""What stands between a candidate and a decision, and on which single sources the verdict hangs."""

from __future__ import annotations

from factories import candidate, counted, dataset, member, read, source, stance
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from nato_cli.analysis.decision import check
from nato_cli.analysis.scenario import Scenario, check_supposed
from nato_cli.analysis.sensitivity import Path, path
from nato_cli.model import Dataset, DecisionRule, Member, Quota, Rule, Stance, Standing

ANN, BOB = candidate("ann"), candidate("bob", ("declared", "2024-01-01", "wire"))
MEMBERS = [member("AAA"), member("BBB"), member("CCC")]
SOURCES = [
    source("agency"), source("wire"), source("paper", "2024-01-02", relays="agency"),
    source("copy", "2024-01-02", relays="paper"),
]  # fmt: skip
REPORTED = {"attribution": "anonymous-official"}


def path_of(data: Dataset, rule: DecisionRule | None = None, as_of: str = "2024-03-01", stale_after: int = 90) -> Path:
    snapshot = read(data, as_of)
    return path(snapshot, check(snapshot, snapshot.selection.candidates["ann"], rule), stale_after)


def of(*stances: Stance, members: list[Member] = MEMBERS, **more: object) -> Dataset:
    return dataset(stances, members=members, sources=SOURCES, **{"candidates": [ANN, BOB], **more})


CONSENSUS = DecisionRule(rule=Rule.CONSENSUS)


def majority(quota: int, *veto: str, weight_quota: Quota | None = None) -> DecisionRule:
    of_members = Quota(str(quota))
    return DecisionRule(rule=Rule.MAJORITY, quota=of_members, veto=veto, weight_quota=weight_quota)


def test_the_most_doubtful_member_comes_first() -> None:
    members = [member(code) for code in ("AAA", "BBB", "CCC", "DDD", "EEE", "FFF", "GGG")]
    positions = {"BBB": "no-objection", "CCC": "undecided", "EEE": "oppose", "FFF": "veto", "GGG": "support"}
    stances = [stance(code, position) for code, position in positions.items()]
    found = path_of(of(*stances, stance("AAA", hedge="likely"), members=members))
    assert [step.assessment.member for step in found.steps] == ["FFF", "EEE", "CCC", "DDD", "BBB", "AAA"]


def test_a_step_says_what_the_verdict_is_once_the_member_consents() -> None:
    blocked = path_of(of(stance("AAA", "oppose"), stance("BBB")))
    assert {step.assessment.member: str(step.verdict) for step in blocked.steps} == {"AAA": "open", "CCC": "blocked"}
    last = path_of(of(stance("AAA", "oppose"), stance("BBB"), stance("CCC")))
    assert [str(step.verdict) for step in last.steps] == ["reached"]


@given(
    st.dictionaries(
        st.sampled_from(["AAA", "BBB", "CCC"]), st.sampled_from(["support", "oppose", "undecided", "abstain", "veto"])
    ),
    st.sampled_from([None, CONSENSUS, majority(2), majority(2, "AAA")]),
)
def test_the_verdict_after_a_step_is_that_of_a_what_if(positions: dict[str, str], rule: DecisionRule | None) -> None:
    snapshot = read(of(*(stance(member, position) for member, position in positions.items()), candidates=[BOB, ANN]))
    found = path(snapshot, check(snapshot, ANN, rule))
    for step in found.steps:
        scenario = Scenario(standings={step.assessment.member: Standing.SUPPORT}, rule=rule)
        assert step.verdict is check_supposed(snapshot, ANN, scenario).verdict


def test_under_consensus_only_those_who_object_or_waver_are_in_the_way() -> None:
    found = path_of(of(stance("AAA", "oppose"), stance("BBB", "undecided")), CONSENSUS)
    assert [step.assessment.member for step in found.steps] == ["AAA", "BBB"]


def test_under_a_majority_that_is_missed_it_says_by_how_much() -> None:
    members = [replace(member("AAA"), weight=60), replace(member("BBB"), weight=30), replace(member("CCC"), weight=10)]
    rule = majority(2, weight_quota=Quota("65 %"))
    found = path_of(of(stance("BBB"), stance("CCC"), members=members), rule)
    assert (found.shortfall, found.critical) == ((0, 25), ())
    assert [(step.assessment.member, str(step.verdict)) for step in found.steps] == [("AAA", "reached")]


def test_under_a_majority_that_is_just_made_each_of_those_in_favour_is_critical() -> None:
    assert path_of(of(stance("AAA"), stance("BBB")), majority(2)).critical == ("AAA", "BBB")
    assert path_of(of(stance("AAA"), stance("BBB"), stance("CCC")), majority(2)).critical == ()
    assert path_of(of(stance("AAA")), majority(2)).critical == ()


def test_with_weights_only_the_heavy_ones_may_be_critical() -> None:
    members = [replace(member("AAA"), weight=60), replace(member("BBB"), weight=30), replace(member("CCC"), weight=10)]
    rule = majority(2, weight_quota=Quota("65 %"))
    assert path_of(of(stance("AAA"), stance("BBB"), stance("CCC"), members=members), rule).critical == ("AAA",)


def test_an_origin_on_which_the_verdict_hangs_is_named_with_whose_standing_rests_on_it() -> None:
    stances = [stance("AAA"), stance("BBB", source="paper", **REPORTED), stance("CCC", source="copy", **REPORTED)]
    found = path_of(of(*stances))
    assert {(doubt.source, str(doubt.verdict), doubt.members) for doubt in found.doubts} == {
        ("agency", "open", ("BBB", "CCC")),
        ("wire", "open", ("AAA",)),
    }


def test_nothing_hangs_on_one_of_two_origins_that_each_say_it() -> None:
    both = [stance(code, source=of_) for code in ("AAA", "BBB", "CCC") for of_ in ("wire", "agency")]
    assert path_of(of(*both)).doubts == ()


def test_a_second_origin_that_says_less_does_not_carry_the_standing() -> None:
    stances = [
        stance("AAA", "oppose"), stance("AAA", "withheld", source="agency", **REPORTED), stance("BBB"), stance("CCC"),
    ]  # fmt: skip
    twice = [stance(code, source="agency") for code in ("BBB", "CCC")]
    (doubt,) = path_of(of(*stances, *twice)).doubts
    assert (doubt.source, str(doubt.verdict), doubt.members) == ("wire", "open", ("AAA",))


def test_a_contested_standing_hangs_on_each_side_that_has_one_origin() -> None:
    stances = [stance("AAA"), stance("AAA", "oppose", source="agency"), stance("BBB"), stance("CCC")]
    found = path_of(of(*stances, stance("BBB", source="agency"), stance("CCC", source="agency")))
    assert {(doubt.source, str(doubt.verdict)) for doubt in found.doubts} == {
        ("agency", "reached"),
        ("wire", "blocked"),
    }


@given(
    st.lists(
        st.builds(
            stance, st.sampled_from(["AAA", "BBB"]), st.sampled_from(["support", "undecided", "oppose", "withheld"]),
            source=st.sampled_from(["agency", "wire", "paper"]),
            date=st.sampled_from(["2024-01-01", "2024-01-02", "2024-01-03"]),
            attribution=st.sampled_from(["named-official", "anonymous-official"]),
        ),
        max_size=5,
    )
)  # fmt: skip
def test_doubts_are_all_origins_without_which_a_what_if_gives_another_verdict(stances: list[Stance]) -> None:
    snapshot = read(of(*stances, members=MEMBERS[:2]))
    checked = check(snapshot, ANN)
    origins = {report.origin.id for report in snapshot.stances_on("ann")}
    without = {origin: check_supposed(snapshot, ANN, Scenario(without=(origin,))).verdict for origin in origins}
    expected = {origin: verdict for origin, verdict in without.items() if verdict is not checked.verdict}
    assert {doubt.source: doubt.verdict for doubt in path(snapshot, checked).doubts} == expected


def test_consent_that_rests_on_one_origin_alone_is_listed_by_origin_but_for_a_members_own_word() -> None:
    stances = [
        stance("AAA"), stance("BBB", source="paper", **REPORTED), stance("CCC", source="agency", **REPORTED),
    ]  # fmt: skip
    assert path_of(of(*stances)).single == {"agency": ("BBB", "CCC")}


def test_standings_that_were_last_confirmed_long_ago_are_stale_the_oldest_first() -> None:
    data = of(
        stance("AAA", date="2024-01-01"), stance("AAA", date="2024-02-20", source="agency"),
        stance("BBB", date="2024-01-10"), stance("CCC", "oppose", date="2024-01-05"),
    )  # fmt: skip
    assert path_of(data, as_of="2024-03-01", stale_after=30).stale == (("CCC", 56), ("BBB", 51))
    assert path_of(data, as_of="2024-03-01", stale_after=56).stale == ()


def test_rivals_are_the_others_in_the_race_that_somebody_backs_by_name_or_by_a_count() -> None:
    people = [ANN, BOB, candidate("cay"), candidate("dee", ("extended", "2024-01-01", "wire")), candidate("eve")]
    people.append(replace(candidate("fay"), post="treasurer"))
    backing = [stance("BBB", candidate=each) for each in ("cay", "dee", "fay")]
    count = replace(counted(2, 3, "2024-02-01"), candidate="bob")
    found = path_of(of(*backing, candidates=people, events=[count]))
    assert [(rival.candidate.id, rival.in_favour, rival.counted) for rival in found.rivals] == [
        ("bob", (), 2),
        ("cay", ("BBB",), None),
    ]


def with_another_selection(data: Dataset, *stances: Stance) -> Dataset:
    another = replace(data.selections["test"], id="past", stances=stances)
    return replace(data, selections=data.selections | {"past": another})


def test_a_step_has_the_firm_vetoes_of_the_member_in_other_selections() -> None:
    past = [
        stance("AAA", "veto", candidate="bob"),
        stance(("AAA", "BBB"), "veto", candidate="cay"),
        stance("AAA", "oppose", candidate="dee"),
        stance("AAA", "veto", candidate="eve", hedge="likely"),
    ]
    found = path_of(with_another_selection(of(stance("AAA", "veto"), stance("BBB"), stance("CCC")), *past))
    (step,) = found.steps
    assert [(where, each.candidate) for where, each in step.vetoes] == [("past", "bob"), ("past", "cay")]


def test_a_veto_in_another_selection_that_was_not_known_then_is_left_out() -> None:
    data = with_another_selection(of(stance("AAA", "veto")), stance("AAA", "veto", candidate="bob"))
    snapshot = read(data, "2024-03-01", "2023-12-31")
    assert [step.vetoes for step in path(snapshot, check(snapshot, ANN)).steps] == [(), (), ()]


def test_where_every_member_rests_on_a_source_of_its_own_each_source_would_change_the_verdict() -> None:
    size = 400
    members = [member(f"M{number:03}") for number in range(size)]
    sources = [source(f"s{number}") for number in range(size)]
    stances = [stance(each.id, source=f"s{number}", **REPORTED) for number, each in enumerate(members)]
    found = path_of(dataset(stances, members=members, sources=sources))
    assert len(found.doubts) == len(found.single) == size
