"""Rule 2: a standing lasts until a firm report contradicts it; soft ones decide only where no firm one exists."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

import pytest
from factories import DATES, any_stances, dataset, member, read, source, stance, standings
from hypothesis import given
from hypothesis import strategies as st

from nato_cli.analysis.inference import Relation, _Kind, conflict, relation, sharpest
from nato_cli.model import Effect, Position, Standing

if TYPE_CHECKING:
    from nato_cli.model import Assessment, Decision, Evidence, Stance

FIRST, SECOND, THIRD = "2024-03-01", "2024-03-05", "2024-03-09"
MARCH_10 = "2024-03-10"


def assessment(*stances: Stance, as_of: str = "2024-04-01") -> Assessment:
    return read(dataset(stances), as_of).assess("ann")[0]


def effects(*stances: Stance) -> list[str]:
    """What each report does, the newest first."""
    return [str(each.effect) for each in assessment(*stances).evidence]


TABLE = """
    the standing is | nominate    | support     | no-objection | abstain     | withheld, by others | withheld, by its own word | undecided   | oppose      | veto
    support         | agrees      | agrees      | agrees       | contradicts | contradicts         | contradicts               | contradicts | contradicts | contradicts
    no-objection    | sharpens    | sharpens    | agrees       | sharpens    | agrees              | agrees                    | contradicts | contradicts | contradicts
    abstain         | contradicts | contradicts | agrees       | agrees      | agrees              | agrees                    | contradicts | contradicts | contradicts
    undecided       | contradicts | contradicts | contradicts  | contradicts | agrees              | agrees                    | agrees      | contradicts | contradicts
    oppose          | contradicts | contradicts | contradicts  | contradicts | agrees              | contradicts               | contradicts | agrees      | sharpens
    veto            | contradicts | contradicts | contradicts  | contradicts | agrees              | contradicts               | contradicts | agrees      | agrees
"""  # noqa: E501
HEAD, *ROWS = [[cell.strip() for cell in line.split("|")] for line in TABLE.strip().splitlines()]
CELLS = [(row[0], column, cell) for row in ROWS for column, cell in zip(HEAD[1:], row[1:], strict=True)]
#: The standing after a report that contradicts or sharpens the one before.
AFTER = {"nominate": "support", "withheld": "undecided"}


@pytest.mark.parametrize(("before", "report", "does"), CELLS)
def test_what_a_report_does_to_a_standing(before: str, report: str, does: str) -> None:
    position, _, by = report.partition(", by ")
    own_word = by == "its own word"
    assert relation(Standing(before), Position(position), own_word=own_word) is Relation(does)


@pytest.mark.parametrize(("before", "report", "does"), CELLS)
def test_a_standing_lasts_unless_a_report_contradicts_or_sharpens_it(before: str, report: str, does: str) -> None:
    position, _, by = report.partition(", by ")
    attribution = "official-statement" if by == "its own word" else "anonymous-official"
    result = assessment(
        stance("AAA", before, date=FIRST, attribution="anonymous-official"),
        stance("AAA", position, date=SECOND, attribution=attribution),
    )
    after = before if does == "agrees" else AFTER.get(position, position)
    assert str(result.standing) == after
    assert str(result.since) == (SECOND if does == "contradicts" else FIRST)
    assert str(result.confirmed) == SECOND


def test_reports_of_one_date_that_do_not_contradict_each_other_agree_on_one_standing() -> None:
    """Whatever a day brings, there is a standing with which all agree that hold: `sharpest` never fails."""
    kinds = [_Kind(position, own_word) for position in Position for own_word in (False, True)]
    for size in range(1, 5):
        for some in combinations(kinds, size):
            if not any(conflict(one, other) for one, other in combinations(some, 2)):
                assert sharpest(some)


@pytest.mark.parametrize(
    "soft",
    [{"hedge": "likely"}, {"credibility": 4}, {"attribution": "media-inference", "credibility": 1}],
    ids=["hedged", "doubtful", "inferred by the media"],
)
def test_a_later_soft_report_of_another_side_challenges_a_firm_standing_and_ends_nothing(soft: dict[str, int]) -> None:
    result = assessment(stance("AAA", date=FIRST), stance("AAA", "oppose", date=SECOND, **soft))
    assert result.standing == "support"
    assert [each.stance.position for each in result.challenges] == ["oppose"]


def test_a_soft_report_before_the_last_confirmation_challenges_nothing() -> None:
    stances = [stance("AAA", date=FIRST), stance("AAA", "oppose", date=SECOND, hedge="likely")]
    assert assessment(*stances, stance("AAA", date=THIRD)).challenges == ()


def test_a_later_soft_report_of_the_same_side_challenges_nothing() -> None:
    result = assessment(stance("AAA", "veto", date=FIRST), stance("AAA", "oppose", date=SECOND, hedge="likely"))
    assert result.challenges == ()


class TestTheRun:
    def test_it_begins_with_the_report_that_contradicted_the_standing_before(self) -> None:
        result = assessment(
            stance("AAA", "undecided", date=FIRST),
            stance("AAA", "oppose", date=SECOND),
            stance("AAA", "oppose", date=THIRD, attribution="anonymous-official"),
        )
        assert [str(each.date) for each in result.run] == [SECOND, THIRD]
        assert (str(result.since), str(result.confirmed)) == (SECOND, THIRD)

    @pytest.mark.parametrize(
        ("better", "worse"),
        [
            ({"position": "veto", "attribution": "anonymous-sources"}, {"position": "oppose"}),
            ({"attribution": "named-official"}, {"attribution": "anonymous-official", "credibility": 1}),
            ({"credibility": 1}, {"credibility": 2}),
            ({"source": "good"}, {"source": "poor"}),
            ({"members": "AAA"}, {"members": (), "collective": True}),
            ({"date": FIRST}, {"date": SECOND}),
        ],
        ids=["sharper", "its own word", "more credible", "more reliable", "names the member", "earlier"],
    )
    def test_the_best_of_it_decides(self, better: dict[str, str], worse: dict[str, str]) -> None:
        sources = [source("good", reliability="A"), source("poor", reliability="C"), source("wire")]
        usual = {"members": "AAA", "position": "oppose", "date": FIRST}
        best, other = stance(**usual | better), stance(**usual | worse)  # type: ignore[arg-type]
        for stances in ([best, other], [other, best]):
            (decisive,) = read(dataset(stances, sources=sources)).assess("ann")[0].decisive
            assert decisive.stance.id == best.id

    def test_a_list_of_who_is_missing_does_not_end_a_refusal(self) -> None:
        refusal = stance("AAA", "oppose", date=FIRST)
        missing = stance(("AAA", "BBB"), "withheld", date=SECOND, attribution="anonymous-sources")
        result = assessment(refusal, missing)
        assert (result.standing, str(result.since)) == ("oppose", FIRST)
        assert [str(each.effect) for each in result.evidence] == ["says less", "decides"]

    def test_a_member_that_itself_says_not_yet_after_a_no_has_moved(self) -> None:
        result = assessment(stance("AAA", "oppose", date=FIRST), stance("AAA", "withheld", date=SECOND))
        assert (result.standing, str(result.since)) == ("undecided", SECOND)


class TestOneDate:
    def test_a_members_own_word_beats_reports_about_it_by_others(self) -> None:
        own = stance("AAA", "no-objection", date=FIRST, credibility=3)
        others = stance("AAA", "oppose", date=FIRST, attribution="anonymous-official", credibility=1)
        assert assessment(own, others).standing == "no-objection"

    @pytest.mark.parametrize("grades", [{"credibility": 3}, {"source": "poor"}, {"members": (), "collective": True}])
    def test_the_better_grades_win(self, grades: dict[str, object]) -> None:
        sources = [source("wire"), source("poor", reliability="C")]
        usual = {"date": FIRST, "attribution": "anonymous-official"}
        worse = stance(**{"members": "AAA", "position": "oppose"} | usual | grades)  # type: ignore[arg-type]
        data = dataset([worse, stance("AAA", **usual)], sources=sources)  # type: ignore[arg-type]
        result = read(data).assess("ann")[0]
        assert result.standing == "support"
        assert [str(each.effect) for each in result.evidence] == ["decides", "outweighed"]

    def test_equal_grades_on_different_sides_make_it_contested(self) -> None:
        result = assessment(stance("AAA", date=FIRST), stance("AAA", "oppose", date=FIRST))
        assert (result.standing, len(result.decisive)) == ("contested", 2)
        assert [str(each.effect) for each in result.evidence] == ["contests", "contests"]

    def test_the_standing_before_does_not_break_a_tie(self) -> None:
        stances = [stance("AAA", "oppose", date=FIRST), stance("AAA", date=SECOND)]
        assert assessment(*stances, stance("AAA", "oppose", date=SECOND)).standing == "contested"

    @pytest.mark.parametrize(
        ("later", "by", "standing"),
        [
            ("support", "named-official", "support"),
            ("oppose", "named-official", "oppose"),
            ("undecided", "named-official", "undecided"),
            ("withheld", "anonymous-sources", "oppose"),
        ],
    )
    def test_a_later_firm_report_settles_it(self, later: str, by: str, standing: str) -> None:
        both = [stance("AAA", date=FIRST), stance("AAA", "oppose", date=FIRST)]
        result = assessment(*both, stance("AAA", later, date=SECOND, attribution=by))
        assert result.standing == standing

    def test_what_says_less_is_on_no_other_side(self) -> None:
        result = assessment(
            stance("AAA", "oppose", date=FIRST, attribution="anonymous-sources"),
            stance("AAA", "withheld", date=FIRST, attribution="anonymous-sources"),
        )
        assert result.standing == "oppose"

    def test_on_one_date_the_sharper_of_two_that_agree_is_the_standing(self) -> None:
        assert assessment(stance("AAA", "veto", date=FIRST), stance("AAA", "oppose", date=FIRST)).standing == "veto"


class TestSoftReports:
    @pytest.mark.parametrize(
        ("position", "hedge", "standing"),
        [
            ("support", "likely", "likely-support"),
            ("nominate", "likely", "likely-support"),
            ("oppose", "likely", "likely-oppose"),
            ("veto", "likely", "likely-oppose"),
            ("support", "unlikely", "likely-oppose"),
            ("no-objection", "unlikely", "likely-oppose"),
            ("oppose", "unlikely", "likely-support"),
            ("support", "roughly even chance", "undecided"),
            ("abstain", "unlikely", "undecided"),
            ("undecided", "unlikely", "undecided"),
            ("support", "a word of no scale", "likely-support"),
            ("no-objection", "likely", "no-objection"),
        ],
    )
    def test_alone_they_make_it_likely_at_most(self, position: str, hedge: str, standing: str) -> None:
        assert assessment(stance("AAA", position, hedge=hedge)).standing == standing

    def test_they_follow_the_same_table(self) -> None:
        support = stance("AAA", hedge="likely", date=FIRST)
        refusal = stance("AAA", "oppose", hedge="likely", date=SECOND)
        missing = stance("AAA", "withheld", credibility=4, date=THIRD)
        assert assessment(support, refusal, missing).standing == "likely-oppose"

    def test_the_first_firm_report_takes_over_for_good(self) -> None:
        soft = [stance("AAA", hedge="likely", date=FIRST), stance("AAA", hedge="likely", date=THIRD)]
        result = assessment(*soft, stance("AAA", "undecided", date=SECOND))
        assert result.standing == "undecided"
        assert [str(each.effect) for each in result.evidence] == ["challenges", "decides", "unused"]


class TestConditions:
    def test_support_on_a_condition_is_undecided_until_it_is_met(self) -> None:
        data = dataset([stance("AAA", date=FIRST, condition="the sale of F-16s", met=SECOND)])
        before, after = (read(data, day).assess("ann")[0] for day in ("2024-03-04", SECOND))
        assert (before.standing, before.condition) == ("undecided", "the sale of F-16s")
        assert (after.standing, after.condition, str(after.since), after.announced) == ("support", None, SECOND, True)
        assert (before.lower, before.upper, after.lower) == (0, 1, 1)

    def test_opposition_on_a_condition_stays_until_it_is_met_and_then_is_no_objection(self) -> None:
        data = dataset([stance("AAA", "oppose", date=FIRST, condition="an apology", met=SECOND)])
        before, after = (read(data, day).assess("ann")[0] for day in ("2024-03-04", SECOND))
        assert (before.standing, before.condition) == ("oppose", "an apology")
        assert (after.standing, after.condition) == ("no-objection", None)

    def test_a_condition_that_is_met_revives_no_standing_that_ended(self) -> None:
        promise = stance("AAA", date=FIRST, condition="an apology", met=THIRD)
        assert assessment(promise, stance("AAA", "oppose", date=SECOND)).standing == "oppose"

    def test_what_is_met_later_is_not_known_before(self) -> None:
        data = dataset([stance("AAA", date=FIRST, condition="an apology", met=THIRD)])
        assert standings(data, THIRD, known_by=SECOND)["AAA"] == "undecided"

    def test_the_condition_is_shown_whoever_reports_it(self) -> None:
        result = assessment(
            stance("AAA", "undecided", date=FIRST),
            stance("AAA", date=SECOND, attribution="anonymous-sources", condition="an apology"),
        )
        assert (result.standing, result.condition) == ("undecided", "an apology")


def test_every_report_says_what_it_does() -> None:
    sources = [source("wire"), source("undated", None)]
    data = dataset(
        [
            stance("AAA", "no-objection", date=FIRST, attribution="anonymous-official"),
            stance("AAA", "oppose", date="2024-02-01"),
            stance("AAA", "support", date=SECOND),
            stance("AAA", "oppose", date=SECOND, attribution="anonymous-official"),
            stance("AAA", "support", date=SECOND, attribution="anonymous-official"),
            stance("AAA", "support", date=THIRD, attribution="anonymous-official"),
            stance("AAA", "oppose", date=MARCH_10, hedge="may"),
            stance("AAA", "support", date=FIRST, hedge="likely"),
            stance("AAA", "oppose", source="undated"),
        ],
        sources=sources,
    )
    assert [(str(each.date), str(each.effect)) for each in read(data).assess("ann")[0].evidence] == [
        (MARCH_10, "challenges"),
        (THIRD, "agrees"),
        (SECOND, "decides"),
        (SECOND, "sharpens"),
        (SECOND, "outweighed"),
        (FIRST, "unused"),
        (FIRST, "says less"),
        ("2024-02-01", "superseded"),
        ("None", "undated"),
    ]


SOURCES = (source("wire"), source("tabloid", "2024-03-09", "D"), source("relay", "2024-03-12", relays="wire"))
STANCES = any_stances(("AAA", "BBB"), SOURCES)


@given(STANCES, st.randoms(use_true_random=False))
def test_the_order_of_the_files_does_not_matter(stances: list[Stance], random: st.DataObject) -> None:
    shuffled = list(stances)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    one, other = (read(dataset(some, sources=SOURCES), "2024-03-31").assess("ann") for some in (stances, shuffled))
    assert one == other


@given(STANCES, STANCES, DATES)
def test_a_report_that_agrees_changes_no_standing_lowers_no_certainty_and_moves_no_start_forward(
    stances: list[Stance], more: list[Stance], day: str
) -> None:
    """It agrees with the standing of its own date, and is firm where that rests on firm reports."""
    data = dataset(stances, sources=SOURCES)
    for extra in more:
        added = dataset([*stances, extra], sources=SOURCES)
        snapshot, later = read(data, "2024-03-31"), read(added, "2024-03-31")
        report = later.known.evidence(added.selections["test"].stances[-1])
        if report.date is None or report.once_met or report.stance.id in {each.id for each in stances}:
            continue
        for member_ in report.stance.members:
            at_once = {each.member: each for each in snapshot.on(report.date).decide("ann")}.get(member_)
            if at_once is None or not _agrees(report, at_once):
                continue
            before = next(each for each in snapshot.on(_day(day)).assess("ann") if each.member == member_)
            after = next(each for each in later.on(_day(day)).assess("ann") if each.member == member_)
            assert after.standing is before.standing
            assert (after.since or report.date) <= (before.since or report.date)
            if before.standing in {"oppose", "veto", "likely-oppose"}:
                assert after.upper <= before.upper
            else:
                assert after.lower >= before.lower
            assert before.announced <= after.announced


def _agrees(report: Evidence, decision: Decision) -> bool:
    standing = decision.standing
    if standing in {Standing.UNKNOWN, Standing.CONTESTED} or report.firm is not decision.decisive[0].firm:
        return False
    plain = {Standing.LIKELY_SUPPORT: Standing.SUPPORT, Standing.LIKELY_OPPOSE: Standing.OPPOSE}.get(standing, standing)
    return relation(plain, report.position, own_word=report.own_word) is Relation.AGREES


def _day(text: str) -> object:
    import datetime as dt

    return dt.date.fromisoformat(text)


@given(STANCES, DATES, st.sampled_from(["anonymous-official", "anonymous-sources", "third-party-official"]))
def test_a_list_by_others_of_who_has_not_backed_ends_no_opposition(
    stances: list[Stance], day: str, attribution: str
) -> None:
    missing = stance("AAA", "withheld", date=day, attribution=attribution, source="tabloid")
    before = read(dataset(stances, sources=SOURCES), day).assess("ann")[0]
    after = read(dataset([*stances, missing], sources=SOURCES), day).assess("ann")[0]
    if before.standing in {Standing.OPPOSE, Standing.VETO}:
        assert after.standing is before.standing


@given(STANCES, DATES)
def test_what_is_decided_alone_is_what_is_assessed_with_all_that_bears_on_it(stances: list[Stance], day: str) -> None:
    snapshot = read(dataset(stances, sources=SOURCES), day)
    for decision, full in zip(snapshot.decide("ann"), snapshot.assess("ann"), strict=True):
        assert (decision.standing, decision.rule, decision.since, decision.confirmed) == (
            full.standing,
            full.rule,
            full.since,
            full.confirmed,
        )
        assert [each.stance for each in decision.decisive] == [each.stance for each in full.decisive]


@given(STANCES, DATES)
def test_all_reports_of_a_run_carry_its_standing(stances: list[Stance], day: str) -> None:
    for each in read(dataset(stances, sources=SOURCES), day).assess("ann"):
        assert all(report.effect is not Effect.SUPERSEDED for report in each.run)
        assert {report.origin.id for report in each.run} >= set(each.origins)
        if each.run:
            assert each.since == min(report.date for report in each.run)  # type: ignore[type-var]
            assert each.confirmed == max(report.date for report in each.run)  # type: ignore[type-var]


def test_an_assessment_is_of_one_member_and_one_candidate_whatever_is_known() -> None:
    data = dataset(
        [stance("AAA"), stance("BBB"), stance("BBB", "oppose")],
        members=[member(code) for code in ("AAA", "BBB", "CCC")],
    )
    told = [(each.member, each.candidate, str(each.standing)) for each in read(data).assess("ann")]
    assert told == [("AAA", "ann", "support"), ("BBB", "ann", "contested"), ("CCC", "ann", "unknown")]
