"""Rule 5: the verdict follows the body's decision rule, and a decision settles it."""

from __future__ import annotations

import pytest
from factories import candidate, counted, dataset, group, member, read, source, stance
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from nato_cli.analysis.decision import Terms, check, check_all, verdict
from nato_cli.model import Basis, Check, Dataset, DecisionRule, Quota, Rule, Standing, Verdict

ANN = candidate("ann")
CONSENSUS = DecisionRule(rule=Rule.CONSENSUS)
CODES = ("AAA", "BBB", "CCC", "DDD", "EEE")
COUNCIL = DecisionRule(rule=Rule.MAJORITY, quota=Quota("3"), veto=("permanent",))


def of(standing: str) -> dict[str, Standing]:
    return {"AAA": Standing.SUPPORT, "BBB": Standing.SUPPORT, "CCC": Standing(standing)}


@pytest.mark.parametrize(
    ("standing", "unanimity", "consensus"),
    [
        ("support", "reached", "reached"),
        ("likely-support", "open", "reached"),
        ("no-objection", "open", "reached"),
        ("abstain", "open", "reached"),
        ("undecided", "open", "open"),
        ("unknown", "open", "reached"),
        ("likely-oppose", "open", "open"),
        ("contested", "open", "open"),
        ("oppose", "blocked", "blocked"),
        ("veto", "blocked", "blocked"),
    ],
)
def test_what_one_member_among_supporters_does_to_the_verdict(standing: str, unanimity: str, consensus: str) -> None:
    assert verdict(of(standing), Terms(Rule.UNANIMITY)) == unanimity
    assert verdict(of(standing), Terms(Rule.CONSENSUS)) == consensus


@given(st.lists(st.sampled_from(Standing), min_size=1))
def test_unanimity_is_never_easier_than_consensus(standings: list[Standing]) -> None:
    members = dict(enumerate(standings))
    if verdict(members, Terms(Rule.UNANIMITY)) is Verdict.REACHED:  # type: ignore[arg-type]
        assert verdict(members, Terms(Rule.CONSENSUS)) is Verdict.REACHED  # type: ignore[arg-type]


class TestConsensus:
    @pytest.mark.parametrize(
        ("status", "others", "reached"),
        [
            ("mentioned", "mentioned", False),
            ("interested", "mentioned", False),
            ("declared", "mentioned", True),
            ("declared", "proposed", False),
            ("proposed", "mentioned", True),
        ],
    )
    def test_nobody_agrees_by_silence_to_whom_nobody_has_put_forward(
        self, status: str, others: str, *, reached: bool
    ) -> None:
        people = [candidate("ann", (status, "2024-01-02", "wire")), candidate("bob", (others, "2024-01-02", "wire"))]
        snapshot = read(dataset(candidates=people))
        assert (check(snapshot, people[0], CONSENSUS).verdict is Verdict.REACHED) is reached

    def test_a_nomination_by_a_member_puts_forward(self) -> None:
        assert check(read(dataset([stance("AAA", "nominate")])), ANN, CONSENSUS).verdict == "reached"

    def test_it_says_on_how_many_unknown_members_it_leans_and_who_objects(self) -> None:
        data = dataset(
            [stance("AAA"), stance("BBB", "oppose", hedge="likely")], members=[member(code) for code in CODES[:3]]
        )
        result = check(read(data), ANN, CONSENSUS)
        assert (result.silent, result.objectors, result.outstanding) == (("CCC",), ("BBB",), ("BBB",))


class TestMajority:
    def council(self, *stances: tuple[str, str], **more: object) -> Check:
        data = dataset(
            [stance(code, position) for code, position in stances],
            members=[member(code) for code in CODES],
            groups=[group("permanent", "AAA", "BBB")],
            decision=COUNCIL,
            **more,
        )
        return check(read(data), ANN)

    def test_it_is_reached_when_the_supporters_make_the_quota(self) -> None:
        result = self.council(("AAA", "support"), ("CCC", "support"), ("DDD", "support"), ("EEE", "oppose"))
        assert (result.verdict, result.short_by, result.outstanding, result.against) == ("reached", 0, (), ("EEE",))

    def test_it_is_open_while_some_are_missing(self) -> None:
        result = self.council(("AAA", "support"), ("CCC", "no-objection"))
        assert (result.verdict, result.short_by) == ("open", 2)

    def test_a_veto_holder_stops_it_however_many_say_yes(self) -> None:
        others = [(code, "support") for code in CODES[1:]]
        result = self.council(("AAA", "oppose"), *others)
        assert (result.verdict, result.blockers) == ("blocked", ("AAA",))

    def test_it_is_blocked_when_the_quota_is_out_of_reach(self) -> None:
        result = self.council(("CCC", "oppose"), ("DDD", "abstain"), ("EEE", "oppose"))
        assert (result.verdict, result.blockers) == ("blocked", ("CCC", "DDD", "EEE"))

    def test_a_share_is_rounded_up(self) -> None:
        rule = DecisionRule(rule=Rule.MAJORITY, quota=Quota("2/3"))
        members = [member(code) for code in CODES]
        for supporters, expected in ((3, "open"), (4, "reached")):
            data = dataset([stance(code) for code in CODES[:supporters]], members=members, decision=rule)
            assert check(read(data), ANN).verdict == expected

    def test_both_quotas_are_to_be_made_where_there_are_two(self) -> None:
        rule = DecisionRule(
            rule=Rule.MAJORITY,
            quota=Quota("55 %"),
            weight_quota=Quota("65 %"),
        )
        weights = dict(zip(CODES, (60, 10, 10, 10, 10), strict=True))
        members = [replace(member(code), weight=weight) for code, weight in weights.items()]
        for supporters, expected in ((CODES[1:], "open"), (CODES[:2], "open"), (CODES[:3], "reached")):
            data = dataset([stance(code) for code in supporters], members=members, decision=rule)
            assert check(read(data), ANN).verdict == expected

    def test_only_the_electorate_counts(self) -> None:
        data = dataset(
            [stance(code) for code in ("AAA", "EEE")],
            members=[member(code) for code in CODES],
            groups=[group("council", "AAA", "BBB", "CCC")],
            electorate="council",
        )
        result = check(read(data), ANN)
        assert (result.in_favour, result.outstanding) == (("AAA",), ("BBB", "CCC"))


class TestCounts:
    def council(self, *events: object, decision: DecisionRule = COUNCIL) -> Check:
        data = dataset(
            members=[member(code) for code in CODES],
            groups=[group("permanent", "AAA", "BBB")],
            decision=decision,
            events=events,  # type: ignore[arg-type]
        )
        return check(read(data, "2024-04-01"), ANN)

    @pytest.mark.parametrize(
        ("support", "against", "among_holders", "expected"),
        [
            (3, 0, None, "reached"),
            (2, 0, None, "open"),
            (4, 1, None, "open"),
            (4, 1, 0, "reached"),
            (4, 1, 1, "blocked"),
        ],
    )
    def test_where_names_do_not_decide_the_latest_count_does(
        self, support: int, against: int, among_holders: int | None, expected: str
    ) -> None:
        events = [counted(support, 5, "2024-03-01", against=against, round_=6)]
        if among_holders is not None:
            events.append(
                counted(2 - among_holders, 2, "2024-03-01", against=among_holders, round_=6, group="permanent")
            )
        result = self.council(*events)
        assert result.verdict == expected
        assert result.decided_by is (Basis.STANDINGS if expected == "open" else Basis.COUNT)
        assert result.reported is not None
        assert (result.reported.round, result.reported.support) == (6, support)

    def test_a_count_cannot_tell_weights(self) -> None:
        rule = replace(COUNCIL, weight_quota=Quota("65 %"))
        assert self.council(counted(5, 5, "2024-03-01", against=0), decision=rule).verdict == "open"

    def test_unanimity_is_never_reached_by_a_count(self) -> None:
        assert self.council(counted(5, 5, "2024-03-01", against=0), decision=DecisionRule()).verdict == "open"

    def test_the_latest_count_is_set_beside_what_the_stances_name(self) -> None:
        events = [counted(1, 2, "2024-02-01"), counted(2, 2, "2024-03-01"), counted(0, 2, "2024-01-01")]
        reported = check(read(dataset([stance("AAA", date="2024-01-05")], events=events), "2024-04-01"), ANN).reported
        assert reported is not None
        assert (reported.support, reported.named, reported.unattributed) == (2, 1, 1)

    def test_of_several_of_one_day_the_best_graded_is_taken_and_the_others_are_its_conflicts(self) -> None:
        sources = [source("good", reliability="A"), source("poor", reliability="D"), source("wire")]
        events = [
            counted(2, 2, "2024-03-01"),
            counted(1, 2, "2024-03-01", source="good"),
            counted(1, 2, "2024-03-01", source="poor"),
        ]
        for some in (events, events[::-1]):
            reported = check(read(dataset(events=some, sources=sources)), ANN).reported
            assert reported is not None
            assert (reported.source, [each.source for each in reported.conflicts]) == ("good", ["wire"])

    def test_a_count_of_a_later_day_or_of_a_later_paper_does_not_count_yet(self) -> None:
        sources = [source("wire"), source("late", "2024-05-01")]
        data = dataset(events=[counted(1, 2, "2024-02-01", source="late")], sources=sources)
        assert check(read(data, "2024-01-31"), ANN).reported is None
        assert check(read(data, "2024-03-01", "2024-03-01"), ANN).reported is None
        assert check(read(data, "2024-03-01"), ANN).reported is not None

    def test_a_count_without_a_day_of_its_own_has_its_sources(self) -> None:
        undated = replace(counted(1, 2, "2024-03-01"), date=None)
        data = dataset(events=[counted(2, 2, "2024-03-01"), undated], sources=[source("wire", "2024-04~")])
        assert check(read(data, "2024-04-29"), ANN).reported.support == 2  # type: ignore[union-attr]
        reported = check(read(data, "2024-04-30"), ANN).reported
        assert reported is not None
        assert (reported.support, str(reported.date)) == (1, "2024-04~")

    def test_a_count_without_any_day_is_none(self) -> None:
        undated = replace(counted(1, 2, "2024-03-01"), date=None)
        assert check(read(dataset(events=[undated], sources=[source("wire", None)])), ANN).reported is None


class TestDecision:
    members = (member("AAA"), member("BBB"), member("CCC", "2024-05-01"))

    def data(self) -> Dataset:
        chosen = candidate("ann", ("declared", "2024-01-02", "wire"), ("appointed", "2024-03-01", "wire"))
        return dataset([stance("AAA"), stance("BBB", "oppose")], members=self.members, candidates=[chosen])

    def check(self, as_of: str, rule: DecisionRule | None = None) -> Check:
        snapshot = read(self.data(), as_of)
        return check(snapshot, snapshot.selection.candidates["ann"], rule)

    def test_an_appointment_settles_it_from_its_date_on_whatever_reports_are_missing(self) -> None:
        before, after = self.check("2024-02-29"), self.check("2024-03-01")
        assert (before.verdict, before.decided_by, before.decided_on) == ("blocked", "standings", None)
        assert (after.verdict, after.decided_by, str(after.decided_on)) == ("reached", "decision", "2024-03-01")
        assert (after.outstanding, after.blockers, after.short_by) == ((), (), 0)

    def test_the_electorate_is_that_of_the_decision_however_many_join_later(self) -> None:
        assert [each.member for each in self.check("2026-01-01").assessments] == ["AAA", "BBB"]

    def test_who_joins_by_the_decision_took_no_part_in_it(self) -> None:
        admitted = candidate("ann", ("appointed", "2024-05-01", "wire"))
        data = dataset(members=self.members, candidates=[admitted])
        assert [each.member for each in check(read(data), admitted).assessments] == ["AAA", "BBB"]

    def test_no_other_rule_undoes_it(self) -> None:
        assert self.check("2024-03-01", CONSENSUS).verdict == "reached"


def test_the_outstanding_are_all_whose_standing_is_not_support() -> None:
    data = dataset([stance("AAA"), stance("BBB", "no-objection")], members=[member(code) for code in CODES[:3]])
    assert check(read(data), ANN).outstanding == ("BBB", "CCC")


def test_what_members_want_first_is_told_with_them() -> None:
    data = dataset([stance("AAA", condition="the sale of F-16s"), stance("BBB")])
    assert check(read(data), ANN).conditions == (("AAA", "the sale of F-16s"),)


def test_the_selections_own_rule_holds_unless_another_is_asked_for() -> None:
    data = dataset([stance("AAA", "nominate")], decision=CONSENSUS)
    assert [each.verdict for each in check_all(read(data))] == ["reached"]
    assert [each.verdict for each in check_all(read(data), DecisionRule())] == ["open"]


def test_those_in_the_race_come_first_and_the_best_supported_lead_be_they_blocked_or_not() -> None:
    people = [candidate(each, ("mentioned", "2024-02-01", "wire")) for each in ("ann", "bob", "cay")]
    people.append(candidate("dee", ("ruled-out", "2024-02-01", "wire")))
    stances = [stance("AAA", candidate="cay"), stance("BBB", "oppose", candidate="cay"), stance("AAA", candidate="dee")]
    assert [each.candidate.id for each in check_all(read(dataset(stances, candidates=people)))] == [
        "cay", "ann", "bob", "dee",
    ]  # fmt: skip


def test_an_incumbent_of_whom_nothing_is_reported_since_the_last_extension_comes_after_those_in_the_race() -> None:
    people = [
        candidate("ann", ("extended", "2023-07-04", "wire")),
        candidate("bob", ("declared", "2024-01-01", "wire")),
    ]
    old = stance(("AAA", "BBB"), date="2023-06-29")
    for more, first in (([], "bob"), ([stance("AAA", "undecided", date="2024-02-01")], "ann")):
        snapshot = read(dataset([old, *more], candidates=people, opened=None), "2024-03-01")
        assert check_all(snapshot, COUNCIL)[0].candidate.id == first
