"""Past selections: who was in the way, how that ended, and how long it all took."""

from __future__ import annotations

import pytest
from factories import TODAY, candidate, dataset, day, member, source, stance
from msgspec.structs import replace

from nato_cli.analysis.history import Objection, account, choices, hindsight, objections
from nato_cli.dates import parse_date
from nato_cli.model import Candidate, Dataset, Position, Stance

APPOINTED = candidate("ann", ("declared", "2024-02-01", "wire"), ("appointed", "2024-06-26", "wire"))
LEFT = candidate("bob", ("declared", "2024-02-01", "wire"), ("withdrawn", "2024-05-01", "wire"))
PASSED = candidate("cay", ("mentioned", "2024-02-01", "wire"))
MEMBERS = [member(code) for code in ("AAA", "BBB", "CCC")]
SOURCES = [source("wire"), source("paper"), source("copy", "2024-03-02", relays="wire"), source("undated", None)]


def objections_to(*stances: Stance, people: tuple[Candidate, ...] = (APPOINTED,)) -> list[Objection]:
    """The objections in a selection, by all that is known today."""
    data = dataset(stances, members=MEMBERS, sources=SOURCES, candidates=people)
    return objections(hindsight(data, data.selections["test"], TODAY))


def words(objection: Objection) -> tuple[str, str, str, int | None]:
    return str(objection.first), str(objection.strength), str(objection.ending), objection.days


def test_a_member_that_comes_round_lifts_its_objection() -> None:
    (objection,) = objections_to(stance("AAA", "oppose", date="2024-03-01"), stance("AAA", date="2024-06-01"))
    assert words(objection) == ("2024-03-01", "opposition", "lifted", 92)
    assert (objection.ended, objection.then) == (day("2024-06-01"), "support")


def test_a_member_that_objects_again_has_objected_twice() -> None:
    first, second = objections_to(
        stance("AAA", "oppose", date="2024-03-01"),
        stance("AAA", "undecided", date="2024-03-10"),
        stance("AAA", "veto", date="2024-04-01"),
        stance("AAA", "support", date="2024-06-01"),
    )
    assert words(first) == ("2024-03-01", "opposition", "lifted", 9)
    assert words(second) == ("2024-04-01", "veto", "lifted", 61)


def test_opposition_that_sharpens_is_one_objection_and_a_veto_in_the_end() -> None:
    (objection,) = objections_to(
        stance("AAA", "oppose", date="2024-03-01"), stance("AAA", "veto", date="2024-04-01", source="paper")
    )
    assert words(objection) == ("2024-03-01", "veto", "outvoted", 117)
    assert objection.decisive.stance.position is Position.VETO
    assert objection.origins == ("paper", "wire")


def test_whoever_still_objects_when_the_candidate_is_appointed_was_outvoted() -> None:
    (objection,) = objections_to(stance("AAA", "oppose", date="2024-06-20"))
    assert words(objection) == ("2024-06-20", "opposition", "outvoted", 6)


def test_an_objection_to_one_who_left_is_withdrawn_with_the_candidate() -> None:
    (objection,) = objections_to(stance("BBB", "veto", date="2024-03-01", candidate="bob"), people=(APPOINTED, LEFT))
    assert words(objection) == ("2024-03-01", "veto", "withdrawn", None)
    assert objection.ended == day("2024-05-01")


def test_an_objection_to_one_who_was_passed_over_stood() -> None:
    (objection,) = objections_to(
        stance("CCC", "oppose", date="2024-03-01", candidate="cay"), people=(APPOINTED, PASSED)
    )
    assert words(objection) == ("2024-03-01", "opposition", "stood", None)


def test_an_objection_in_a_selection_that_goes_on_is_open() -> None:
    (objection,) = objections_to(stance("AAA", "veto"), people=(candidate("ann"),))
    assert words(objection) == ("2024-01-01", "veto", "open", None)
    assert objection.ended is None


def test_soft_reports_alone_make_likely_opposition_and_never_a_veto() -> None:
    (objection,) = objections_to(stance("AAA", "veto", hedge="likely", date="2024-03-01"))
    assert words(objection)[:2] == ("2024-03-01", "likely opposition")
    assert objection.decisive.stance.hedge == "likely"


def test_an_objection_dates_from_its_first_firm_report() -> None:
    (objection,) = objections_to(
        stance("AAA", "oppose", hedge="likely", date="2024-03-01"), stance("AAA", "oppose", date="2024-04-01")
    )
    assert words(objection)[:2] == ("2024-04-01", "opposition")


@pytest.mark.parametrize(
    "ignored",
    [
        stance("AAA", "oppose", hedge="likely", date="2024-03-01"),
        stance("AAA", "oppose", attribution="media-inference", date="2024-03-01"),
        stance("AAA", "oppose", source="undated"),
    ],
    ids=["hedged", "inferred", "undated"],
)
def test_reports_that_decide_no_standing_make_no_objection(ignored: Stance) -> None:
    assert objections_to(stance("AAA", date="2024-02-01"), ignored) == []


def test_that_others_say_a_member_has_not_backed_the_candidate_does_not_end_its_objection() -> None:
    (objection,) = objections_to(
        stance("AAA", "oppose", date="2024-03-01"),
        stance("AAA", "withheld", date="2024-04-01", attribution="anonymous-sources"),
    )
    assert words(objection) == ("2024-03-01", "opposition", "outvoted", 117)


def test_a_dispute_over_an_objection_does_not_end_it() -> None:
    (objection,) = objections_to(
        stance("AAA", "oppose", date="2024-03-01"),
        stance("AAA", "oppose", date="2024-04-01", source="wire"),
        stance("AAA", "support", date="2024-04-01", source="paper"),
        stance("AAA", "oppose", date="2024-05-01"),
    )
    assert words(objection) == ("2024-03-01", "opposition", "outvoted", 117)


def test_what_is_reported_after_the_appointment_is_no_objection_to_it() -> None:
    assert objections_to(stance("AAA", "oppose", date="2024-07-01")) == []


@pytest.mark.parametrize("position", Position)
def test_only_opposition_and_a_veto_are_objections(position: Position) -> None:
    assert len(objections_to(stance("AAA", position))) == (position in {"oppose", "veto"})


def test_objections_come_oldest_first() -> None:
    later, earlier = stance("AAA", "oppose", date="2024-04-01"), stance("BBB", "oppose", date="2024-03-01")
    assert [objection.member for objection in objections_to(later, earlier)] == ["BBB", "AAA"]


def test_repetition_adds_reports_and_no_origins() -> None:
    (objection,) = objections_to(
        stance("CCC", "oppose", date="2024-03-01"), stance("CCC", "oppose", date="2024-03-02", source="copy")
    )
    assert (len(objection.evidence), objection.origins) == (2, ("wire",))


def test_each_post_has_a_choice_of_its_own_and_the_first_by_date_comes_first() -> None:
    people = [
        replace(candidate("ann", ("appointed", "2024-07-01", "wire")), post="chair"),
        replace(candidate("bob", ("appointed", "2024-06-26", "wire")), post="treasurer"),
    ]
    data = dataset(candidates=people)
    found = choices(hindsight(data, data.selections["test"], TODAY))
    assert [(choice.post, choice.candidate.id, str(choice.on)) for choice in found] == [
        ("treasurer", "bob", "2024-06-26"),
        ("chair", "ann", "2024-07-01"),
    ]


def test_an_objection_to_a_candidate_for_another_post_is_settled_by_that_post() -> None:
    people = (APPOINTED, replace(candidate("bob"), post="treasurer"))
    (objection,) = objections_to(stance("AAA", "veto", candidate="bob"), people=people)
    assert str(objection.ending) == "open"


STANCES = [
    stance("AAA", "oppose", date="2024-03-01"),
    stance("AAA", "support", date="2024-06-01"),
    stance("BBB", "support", date="2024-03-01"),
    stance("BBB", "veto", date="2024-03-01", candidate="bob"),
    stance((), collective=True, date="2024-06-25"),
]
DATA = dataset(STANCES, members=MEMBERS, sources=SOURCES, candidates=[APPOINTED, LEFT, PASSED])


def opened(data: Dataset, date: str) -> Dataset:
    return replace(data, selections={"test": replace(data.selections["test"], opened=parse_date(date))})


def test_the_account_of_a_selection() -> None:
    data = opened(DATA, "2024-02-11")
    found = account(data, data.selections["test"], TODAY)
    assert found.candidates == ("ann", "bob", "cay")
    assert found.appointed is not None
    assert (found.appointed.id, found.on) == ("ann", day("2024-06-26"))
    assert [(each.member, each.candidate) for each in found.objections] == [("AAA", "ann"), ("BBB", "bob")]
    assert found.gave_way == day("2024-06-01")
    assert (found.members, found.named, found.sources) == (3, 2, len(SOURCES))


def test_how_long_it_took_is_counted_from_the_first_mention_and_from_the_opening() -> None:
    data = opened(DATA, "2024-02-11")
    found = account(data, data.selections["test"], TODAY)
    assert (found.first, found.days) == (day("2024-02-01"), 146)
    assert (found.opened, found.days_from_opening) == (day("2024-02-11"), 136)
    assert account(DATA, DATA.selections["test"], TODAY).days_from_opening is None


def test_the_first_mention_may_be_a_stance_but_not_the_extension_of_an_incumbent() -> None:
    incumbent = candidate("bob", ("extended", "2020-01-01", "wire"))
    data = dataset([stance("AAA", date="2024-01-20")], candidates=[APPOINTED, incumbent])
    assert account(data, data.selections["test"], TODAY).first == day("2024-01-20")


def test_support_is_named_on_the_eve_and_by_reports_that_name_the_member() -> None:
    data = dataset(
        [
            stance("AAA", date="2024-06-25"),
            stance("BBB", date="2024-06-26"),
            stance("CCC", "oppose", date="2024-06-24"),
            stance(("AAA", "BBB"), collective=True, date="2024-06-25"),
        ],
        members=[*MEMBERS, member("DDD", "2024-06-26")],
        candidates=[APPOINTED],
    )
    found = account(data, data.selections["test"], TODAY)
    assert (found.members, found.named) == (3, 1)


def test_a_selection_without_an_end_or_without_dates_has_an_account_too() -> None:
    data = dataset([stance("AAA")])
    found = account(data, data.selections["test"], TODAY)
    assert (found.appointed, found.on, found.days, found.named) == (None, None, None, 0)
    empty = dataset(candidates=[])
    found = account(empty, empty.selections["test"], TODAY)
    assert (found.candidates, found.first, found.gave_way) == ((), None, None)


def test_a_selection_that_ended_on_the_first_day_of_all_has_an_account_too() -> None:
    data = dataset(
        sources=[source("wire", "0001-01-01")], candidates=[candidate("ann", ("appointed", "0001-01-01", "wire"))]
    )
    found = account(data, data.selections["test"], TODAY)
    assert (found.on, found.members) == (day("0001-01-01"), 0)
