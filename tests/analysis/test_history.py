"""Past selections: who was in the way, and how that ended."""

import pytest
from factories import TODAY, candidate, dataset, day, member, source, stance

from nato_cli.analysis.history import Objection, account, appointment, hindsight, objections
from nato_cli.model import Candidate, Dataset, Position, Stance

APPOINTED = candidate("ann", ("declared", "2024-02-01", "wire"), ("appointed", "2024-06-26", "wire"))
LEFT = candidate("bob", ("declared", "2024-02-01", "wire"), ("withdrawn", "2024-05-01", "wire"))
PASSED = candidate("cay", ("mentioned", "2024-02-01", "wire"))
MEMBERS = [member(code) for code in ("AAA", "BBB", "CCC")]
STANCES = [
    stance("AAA", "oppose", date="2024-03-01"),
    stance("AAA", "undecided", date="2024-03-10"),
    stance("AAA", "veto", date="2024-04-01"),
    stance("AAA", "support", date="2024-06-01"),
    stance("BBB", "support", date="2024-03-01"),
    stance("BBB", "veto", date="2024-03-01", candidate="bob"),
    stance("CCC", "oppose", date="2024-03-01", candidate="cay", source="copy"),
    stance("CCC", "oppose", date="2024-03-01", candidate="cay", source="wire"),
    stance((), collective=True, date="2024-06-26"),
]
DATA = dataset(
    STANCES,
    members=MEMBERS,
    sources=[source("wire"), source("copy", "2024-03-02", relays="wire")],
    candidates=[APPOINTED, LEFT, PASSED],
)
SELECTION = DATA.selections["test"]


def found() -> dict[tuple[str, str], Objection]:
    return {(each.member, each.candidate): each for each in objections(hindsight(DATA, SELECTION, TODAY))}


def told(*stances: Stance, person: Candidate = APPOINTED) -> list[Objection]:
    """The objections in a selection of one candidate, appointed on 26 June 2024."""
    sources = [source("wire"), source("undated", None)]
    data = dataset(stances, members=MEMBERS, sources=sources, candidates=[person])
    return objections(hindsight(data, data.selections["test"], TODAY))


def test_every_member_that_a_report_names_as_against_objects_oldest_first() -> None:
    assert list(found()) == [("AAA", "ann"), ("BBB", "bob"), ("CCC", "cay")]
    later, earlier = stance("AAA", "oppose", date="2024-04-01"), stance("BBB", "oppose", date="2024-03-01")
    assert [each.member for each in told(later, earlier)] == ["BBB", "AAA"]


def test_a_report_that_names_nobody_makes_no_objection() -> None:
    assert told(stance(("AAA",), "oppose", collective=True)) == []


@pytest.mark.parametrize("position", Position)
def test_only_opposition_and_a_veto_are_objections(position: Position) -> None:
    assert len(told(stance("AAA", position))) == (position in {"oppose", "veto"})


def test_an_objection_says_in_which_selection_and_whether_a_veto_was_reported() -> None:
    (objection,) = told(stance("AAA", "oppose", date="2024-03-01"))
    assert (objection.selection, objection.vetoed) == ("test", False)


def test_an_objection_without_a_date_comes_last_and_nobody_knows_how_long_it_took() -> None:
    dated, undated = told(stance("AAA", "veto", source="undated"), stance("BBB", "oppose", date="2024-03-01"))
    assert (dated.member, undated.member) == ("BBB", "AAA")
    assert (undated.first, str(undated.ending), undated.days) == (None, "overturned", None)


def test_a_report_of_a_source_without_a_date_is_known_in_hindsight() -> None:
    (objection,) = told(stance("AAA", "oppose", source="undated", date="2024-03-01"))
    assert objection.first == day("2024-03-01")


def test_whoever_never_came_round_was_overturned_by_the_appointment() -> None:
    (objection,) = told(stance("AAA", "oppose", date="2024-06-20"))
    assert (str(objection.ending), objection.days) == ("overturned", 6)


@pytest.mark.parametrize(
    ("later", "days"),
    [
        ([("support", None)], 9),
        ([("support", "likely")], 9),
        ([("no-objection", None)], 9),
        ([("undecided", None)], 9),
        ([("oppose", "likely")], 117),
        ([("oppose", None)], 117),
        ([("veto", None)], 117),
        ([("support", None), ("oppose", None)], 117),
    ],
    ids=[
        "support",
        "likely support",
        "no objection",
        "undecided",
        "likely opposition",
        "opposition",
        "veto",
        "contested",
    ],
)
def test_whoever_supports_consents_or_wavers_opposes_no_more(later: list[tuple[str, str | None]], days: int) -> None:
    rumour = stance("AAA", "oppose", hedge="likely", date="2024-03-01")
    (objection,) = told(rumour, *(stance("AAA", each, hedge=hedge, date="2024-03-10") for each, hedge in later))
    assert objection.days == days


@pytest.mark.parametrize(
    ("status", "ending"),
    [
        ("mentioned", "stood"),
        ("interested", "stood"),
        ("declared", "stood"),
        ("withdrawn", "withdrawn"),
        ("ruled-out", "withdrawn"),
    ],
)
def test_how_an_objection_to_another_than_the_one_appointed_ends(status: str, ending: str) -> None:
    people = [APPOINTED, candidate("bob", (status, "2024-05-01", "wire"))]
    data = dataset([stance("AAA", "veto", candidate="bob")], candidates=people)
    (objection,) = objections(hindsight(data, data.selections["test"], TODAY))
    assert str(objection.ending) == ending


def test_however_often_a_member_comes_back_to_it_the_objection_ends_with_the_last_time() -> None:
    stances = [
        stance("AAA", position, date=f"2024-03-0{number}")
        for number, position in enumerate(("oppose", "undecided", "veto", "undecided", "oppose", "undecided"), 1)
    ]
    (objection,) = told(*stances)
    assert objection.days == 5


def test_what_a_firm_report_spoke_against_from_the_first_was_over_on_its_day() -> None:
    stances = [
        stance("AAA", "support", date="2024-02-01"),
        stance("AAA", "oppose", hedge="likely", date="2024-03-01"),
        stance("BBB", "support", date="2024-04-01"),
    ]
    (objection,) = told(*stances)
    assert objection.days == 0


def test_whoever_was_appointed_first_is_the_one_appointed() -> None:
    people = [
        candidate("ann", ("appointed", "2024-07-01", "wire")),
        candidate("bob", ("appointed", "2024-06-26", "wire")),
        candidate("cay", ("appointed", "2024-08-01", "wire")),
    ]
    data = dataset(candidates=people)
    snapshot = hindsight(data, data.selections["test"], TODAY)
    assert appointment(snapshot) == (people[1], day("2024-06-26"))


def test_of_two_appointed_on_one_day_the_first_in_the_files_is_taken() -> None:
    people = [candidate(id_, ("appointed", "2024-06-26", "wire")) for id_ in ("bob", "ann")]
    data = dataset(candidates=people)
    assert appointment(hindsight(data, data.selections["test"], TODAY)) == (people[0], day("2024-06-26"))


def test_an_objection_is_over_when_the_member_opposes_no_more_for_good() -> None:
    """Undecided for a while and then against again is not the end of it."""
    objection = found()["AAA", "ann"]
    assert (str(objection.ending), objection.days) == ("overturned", 92)
    assert objection.vetoed


def test_an_objection_to_who_left_is_withdrawn_with_the_candidate() -> None:
    assert str(found()["BBB", "bob"].ending) == "withdrawn"


def test_an_objection_to_who_was_passed_over_stood() -> None:
    assert str(found()["CCC", "cay"].ending) == "stood"


def test_repetition_adds_reports_and_no_origins() -> None:
    objection = found()["CCC", "cay"]
    assert (len(objection.evidence), objection.origins) == (2, ("wire",))


def test_an_objection_in_a_selection_that_goes_on_is_open() -> None:
    data = dataset([stance("AAA", "veto")])
    (objection,) = objections(hindsight(data, data.selections["test"], TODAY))
    assert str(objection.ending) == "open"


def test_the_account_of_a_selection() -> None:
    told = account(DATA, SELECTION, TODAY)
    assert told.selection == SELECTION
    assert told.candidates == ("ann", "bob", "cay")
    assert told.appointed is not None
    assert (told.appointed.id, told.on, told.first, told.days) == ("ann", day("2024-06-26"), day("2024-02-01"), 146)
    assert told.objections == tuple(found().values())
    assert told.gave_way == day("2024-06-01")
    assert (told.members, told.named, told.sources) == (3, 2, 2)


def of(*stances: Stance, person: Candidate = APPOINTED) -> Dataset:
    joins = member("DDD", "2024-06-26")
    return dataset(stances, members=[*MEMBERS, joins], candidates=[person, candidate("bob")])


def test_support_is_named_on_the_eve_and_by_reports_that_name_the_member() -> None:
    data = of(
        stance("AAA", date="2024-06-25"),
        stance("BBB", date="2024-06-26"),
        stance("CCC", "oppose", date="2024-06-25"),
        stance(("CCC",), collective=True, date="2024-06-25"),
    )
    told = account(data, data.selections["test"], TODAY)
    assert (told.members, told.named) == (3, 1)


def test_the_first_mention_may_be_a_stance() -> None:
    data = of(stance("AAA", date="2024-01-20"))
    assert account(data, data.selections["test"], TODAY).first == day("2024-01-20")


def test_a_selection_of_which_nothing_is_dated_has_an_account_too() -> None:
    data = dataset(candidates=[candidate("ann")])
    told = account(data, data.selections["test"], TODAY)
    assert (told.candidates, told.first, told.days, told.gave_way) == ((), None, None, None)


def test_a_selection_without_an_end_has_an_account_too() -> None:
    data = dataset([stance("AAA")])
    told = account(data, data.selections["test"], TODAY)
    assert (told.appointed, told.on, told.days) == (None, None, None)
    assert told.named == 0
