"""Past selections: who was in the way, and how that ended."""

from build import TODAY, candidate, dataset, day, member, source, stance

from nato_cli.analysis.history import account, hindsight, objections

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


def found() -> dict[tuple[str, str], object]:
    return {(each.member, each.candidate): each for each in objections(hindsight(DATA, SELECTION, TODAY))}


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
    assert told.appointed is not None
    assert (told.appointed.id, told.on, told.first, told.days) == ("ann", day("2024-06-26"), day("2024-02-01"), 146)
    assert told.gave_way == day("2024-06-01")
    assert (told.members, told.named) == (3, 2)


def test_a_selection_without_an_end_has_an_account_too() -> None:
    data = dataset([stance("AAA")])
    told = account(data, data.selections["test"], TODAY)
    assert (told.appointed, told.on, told.days) == (None, None, None)
