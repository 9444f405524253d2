"""Rule 2: of the firm stances the latest decides, then the better grades; soft ones decide where no firm one exists."""

import datetime as dt

import pytest
from factories import DATES, any_stances, dataset, member, read, source, stance, standings
from hypothesis import given

from nato_cli.analysis.snapshot import role
from nato_cli.model import Stance

EARLY, LATE = "2024-03-01", "2024-04-01"


def test_the_latest_firm_stance_decides() -> None:
    data = dataset([stance("AAA", "oppose", date=LATE), stance("AAA", "support", date=EARLY)])
    assert standings(data)["AAA"] == "oppose"


def test_on_one_date_the_better_credibility_decides() -> None:
    data = dataset(
        [stance("AAA", "oppose", date=EARLY, credibility=2), stance("AAA", "support", date=EARLY, credibility=1)]
    )
    assert standings(data)["AAA"] == "support"


def test_at_one_credibility_the_more_reliable_source_decides() -> None:
    sources = [source("tabloid", reliability="D"), source("wire", reliability="A")]
    data = dataset(
        [stance("AAA", "oppose", source="tabloid", date=EARLY), stance("AAA", "support", date=EARLY)], sources=sources
    )
    assert standings(data)["AAA"] == "support"


def test_at_one_grade_the_stance_that_names_the_member_decides_over_a_collective_one() -> None:
    data = dataset([stance((), "support", collective=True, date=EARLY), stance("AAA", "undecided", date=EARLY)])
    assert standings(data) == {"AAA": "undecided", "BBB": "support"}


def test_a_later_date_weighs_more_than_a_better_grade() -> None:
    data = dataset(
        [stance("AAA", "support", date=EARLY, credibility=1), stance("AAA", "oppose", date=LATE, credibility=3)]
    )
    assert standings(data)["AAA"] == "oppose"


def test_two_of_one_date_and_grade_that_disagree_make_it_contested() -> None:
    data = dataset([stance("AAA", "support", date=EARLY), stance("AAA", "oppose", date=EARLY)])
    assert standings(data)["AAA"] == "contested"


def test_two_of_one_date_and_grade_on_one_side_do_not_contest_each_other() -> None:
    data = dataset([stance("AAA", "oppose", date=EARLY), stance("AAA", "veto", date=EARLY)])
    assert standings(data)["AAA"] == "veto"


@pytest.mark.parametrize(
    "soft",
    [
        {"hedge": "likely"},
        {"credibility": 4},
        {"attribution": "media-inference", "credibility": 1},
    ],
    ids=["hedged", "doubtful", "inferred by the media"],
)
def test_a_later_soft_stance_challenges_a_firm_one_and_overturns_nothing(soft: dict[str, object]) -> None:
    data = dataset([stance("AAA", "support", date=EARLY), stance("AAA", "oppose", date=LATE, **soft)])
    assessment = read(data).assess("ann")[0]
    assert assessment.standing == "support"
    assert [each.stance.position for each in assessment.challenges] == ["oppose"]


@pytest.mark.parametrize(
    ("firm", "soft"), [("support", "support"), ("nominate", "support"), ("oppose", "oppose"), ("veto", "oppose")]
)
def test_a_later_soft_stance_of_the_same_side_is_no_challenge(firm: str, soft: str) -> None:
    data = dataset([stance("AAA", firm, date=EARLY), stance("AAA", soft, date=LATE, hedge="likely")])
    assert read(data).assess("ann")[0].challenges == ()


def test_soft_stances_decide_in_the_same_order_where_no_firm_one_exists() -> None:
    data = dataset([stance("AAA", "oppose", hedge="likely", date=EARLY), stance("AAA", hedge="likely", date=LATE)])
    assert standings(data)["AAA"] == "likely-support"


def test_every_stance_is_told_what_became_of_it() -> None:
    sources = [source("wire"), source("tabloid", reliability="D"), source("undated", None)]
    data = dataset(
        [
            stance("AAA", "support", date=LATE),
            stance("AAA", "nominate", date=LATE),
            stance("AAA", "oppose", date="2024-05-01", hedge="may"),
            stance("AAA", "oppose", date=EARLY),
            stance("AAA", "oppose", date=LATE, credibility=2),
            stance("AAA", "oppose", date=LATE, source="tabloid"),
            stance(("BBB",), "oppose", date=LATE, collective=True),
            stance("AAA", "support", date="2024-05-02", hedge="likely"),
            stance("AAA", "oppose", source="undated"),
        ],
        sources=sources,
    )
    assessment = read(data).assess("ann")[0]
    assert {str(role(each, assessment)) for each in assessment.evidence} == {
        "decides",
        "agrees",
        "challenges",
        "earlier",
        "less credible",
        "less reliable",
        "collective",
        "soft",
        "undated",
    }


def test_both_sides_of_a_contested_standing_are_told_so() -> None:
    data = dataset([stance("AAA", "support", date=EARLY), stance("AAA", "oppose", date=EARLY)])
    assessment = read(data).assess("ann")[0]
    assert [str(role(each, assessment)) for each in assessment.evidence] == ["contests", "contests"]


def test_a_soft_stance_of_the_same_day_is_no_challenge() -> None:
    data = dataset([stance("AAA", date=EARLY), stance("AAA", "oppose", date=EARLY, hedge="likely")])
    assessment = read(data).assess("ann")[0]
    assert assessment.challenges == ()
    assert [str(role(each, assessment)) for each in assessment.evidence] == ["decides", "soft"]


def test_the_evidence_is_told_in_the_order_of_its_weight_and_what_has_no_date_last() -> None:
    data = dataset(
        [
            stance("AAA", "undecided", source="undated"),
            stance("AAA", "oppose", date=EARLY),
            stance("AAA", "support", date=LATE),
            stance("AAA", "withheld", date=LATE, credibility=2),
        ],
        sources=[source("wire"), source("undated", None)],
    )
    told = [str(each.stance.position) for each in read(data).assess("ann")[0].evidence]
    assert told == ["support", "withheld", "oppose", "undecided"]


def test_an_assessment_is_of_one_member_and_one_candidate_whatever_is_known() -> None:
    data = dataset(
        [stance("AAA"), stance("BBB"), stance("BBB", "oppose")],
        members=[member(code) for code in ("AAA", "BBB", "CCC")],
    )
    told = [(each.member, each.candidate, str(each.standing)) for each in read(data).assess("ann")]
    assert told == [("AAA", "ann", "support"), ("BBB", "ann", "contested"), ("CCC", "ann", "unknown")]


@given(any_stances(("AAA", "BBB"), (source("wire"), source("tabloid", "2024-03-09", "D"))), DATES)
def test_what_is_decided_alone_is_what_is_assessed_with_all_that_bears_on_it(reports: list[Stance], day: str) -> None:
    sources = (source("wire"), source("tabloid", "2024-03-09", "D"))
    snapshot = read(dataset(reports, sources=sources), "2024-03-31").on(dt.date.fromisoformat(day))
    assert list(snapshot.decide("ann")) == [each.decision for each in snapshot.assess("ann")]
