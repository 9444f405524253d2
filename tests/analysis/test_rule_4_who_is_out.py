"""Rule 4: who has left, or was passed over for the same post, is out; who has not been mentioned is not listed."""

import pytest
from factories import candidate, counted, dataset, read, source, stance
from msgspec.structs import replace

from nato_cli.analysis.decision import check, check_all
from nato_cli.dates import parse_date


@pytest.mark.parametrize("status", ["withdrawn", "ruled-out"])
def test_who_has_left_is_out_from_that_day(status: str) -> None:
    someone = candidate("ann", ("declared", "2024-02-01", "wire"), (status, "2024-05-01", "wire"))
    data = dataset([stance((), collective=True)], candidates=[someone])
    assert check(read(data, "2024-04-30"), someone).verdict == "reached"
    assert check(read(data, "2024-05-01"), someone).verdict == "out"


@pytest.mark.parametrize("status", ["mentioned", "interested", "declared", "proposed", "extended"])
def test_who_has_not_left_is_in_the_race(status: str) -> None:
    someone = candidate("ann", (status, "2024-02-01", "wire"))
    assert check(read(dataset(candidates=[someone])), someone).verdict == "open"


def test_who_comes_back_is_in_the_race_again() -> None:
    someone = candidate("ann", ("withdrawn", "2024-02-01", "wire"), ("declared", "2024-05-01", "wire"))
    assert check(read(dataset(candidates=[someone])), someone).verdict == "open"


def test_once_another_is_appointed_the_rest_are_out() -> None:
    people = [
        candidate("ann", ("declared", "2024-02-01", "wire")),
        candidate("bob", ("appointed", "2024-06-26", "wire")),
    ]
    data = dataset(candidates=people)
    assert check(read(data, "2024-06-25"), people[0]).verdict == "open"
    assert check(read(data, "2024-06-26"), people[0]).verdict == "out"
    assert check(read(data, "2024-06-26"), people[1]).verdict == "reached"


def test_who_is_appointed_to_another_post_passes_over_nobody() -> None:
    people = [
        replace(candidate("ann", ("declared", "2024-02-01", "wire")), post="president"),
        replace(candidate("bob", ("appointed", "2024-06-26", "wire")), post="secretary"),
        replace(candidate("cay", ("declared", "2024-02-01", "wire")), post="secretary"),
    ]
    snapshot = read(dataset(candidates=people))
    assert [str(check(snapshot, each).verdict) for each in people] == ["open", "reached", "out"]


def test_an_incumbent_whose_term_is_extended_is_passed_over_by_a_later_appointment_alone() -> None:
    people = [
        candidate("ann", ("extended", "2023-07-04", "wire")),
        candidate("bob", ("declared", "2024-01-01", "wire"), ("appointed", "2024-06-26", "wire")),
    ]
    data = dataset(candidates=people)
    assert check(read(data, "2024-06-25"), people[0]).verdict == "open"
    assert check(read(data, "2024-06-25"), people[1]).verdict == "open"
    assert check(read(data, "2024-06-26"), people[0]).verdict == "out"


def test_a_candidate_without_any_report_is_listed_from_the_opening_on() -> None:
    data = dataset(candidates=[candidate("ann")], opened=parse_date("2024-02-01"))
    assert read(data, "2024-01-31").mentioned == []
    assert read(data, "2024-02-01").status(candidate("ann")) == "mentioned"


def test_a_candidate_without_any_report_is_known_today_and_not_before() -> None:
    """Otherwise a first report that is added later would change who was listed by what was known then (rule 7)."""
    data = dataset(candidates=[candidate("ann")], opened=parse_date("2024-02-01"))
    assert read(data, "2024-03-01", "2024-03-01").mentioned == []


def test_who_has_not_been_mentioned_yet_is_not_listed() -> None:
    people = [
        candidate("ann", ("mentioned", "2024-02-01", "wire")),
        candidate("bob", ("mentioned", "2024-03-01", "wire")),
    ]
    data = dataset(candidates=people)
    assert read(data, "2024-01-31").mentioned == []
    assert [each.id for each in read(data, "2024-02-01").mentioned] == ["ann"]


def test_a_stance_or_an_event_mentions_its_candidate() -> None:
    data = dataset([stance("AAA", candidate="bob", date="2024-03-01")], candidates=[candidate("ann"), candidate("bob")])
    assert [each.id for each in read(data, "2024-03-01").mentioned] == ["bob"]
    data = dataset(events=[counted(1, 2, "2024-03-01")])
    assert [each.id for each in read(data, "2024-03-01").mentioned] == ["ann"]
    assert read(data, "2024-02-29").mentioned == []


def test_an_event_mentions_its_own_candidate_alone_and_only_from_a_day_on() -> None:
    people = [candidate("ann"), candidate("bob")]
    dated, undated = counted(1, 2, "2024-03-01"), replace(counted(1, 2, "2024-03-01"), date=None)
    for event, mentioned in ((dated, ["ann"]), (undated, [])):
        data = dataset(events=[event], candidates=people, sources=[source("wire", None)])
        assert [each.id for each in read(data, "2024-03-01").mentioned] == mentioned


def test_a_status_that_was_not_published_yet_is_not_known() -> None:
    someone = candidate("ann", ("mentioned", "2024-02-01", "wire"), ("withdrawn", "2024-03-01", "late"))
    data = dataset(candidates=[someone], sources=[source("wire"), source("late", "2024-04-01")])
    assert read(data, "2024-03-15", "2024-03-15").status(someone) == "mentioned"
    assert read(data, "2024-03-15").status(someone) == "withdrawn"


def test_those_in_the_race_come_first_and_the_best_supported_lead() -> None:
    people = [candidate(each, ("mentioned", "2024-02-01", "wire")) for each in ("ann", "bob", "cay")]
    people.append(candidate("dee", ("ruled-out", "2024-02-01", "wire")))
    stances = [stance("AAA", candidate="cay"), stance("BBB", candidate="cay"), stance("AAA", candidate="dee")]
    data = dataset(stances, candidates=people)
    assert [each.candidate.id for each in check_all(read(data))] == ["cay", "ann", "bob", "dee"]
