"""Rule 4: who has left is out; who has not been mentioned is not listed."""

import pytest
from factories import candidate, counted, dataset, read, source, stance
from msgspec.structs import replace

from nato_cli.analysis import candidacy
from nato_cli.analysis.decision import check, check_all


@pytest.mark.parametrize("status", ["withdrawn", "ruled-out"])
def test_who_has_left_is_out_from_that_day(status: str) -> None:
    someone = candidate("ann", ("declared", "2024-02-01", "wire"), (status, "2024-05-01", "wire"))
    data = dataset([stance((), collective=True)], candidates=[someone])
    assert check(read(data, "2024-04-30"), someone).verdict == "reached"
    assert check(read(data, "2024-05-01"), someone).verdict == "out"


@pytest.mark.parametrize("status", ["mentioned", "interested", "declared", "appointed"])
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
    assert check(read(data, "2024-06-26"), people[1]).verdict == "open"


def test_who_has_not_been_mentioned_yet_is_not_listed() -> None:
    people = [candidate("ann", ("mentioned", "2024-02-01", "wire")), candidate("bob")]
    data = dataset(candidates=people)
    assert candidacy.mentioned(read(data, "2024-01-31")) == []
    assert [each.id for each in candidacy.mentioned(read(data, "2024-02-01"))] == ["ann"]


def test_a_stance_or_an_event_mentions_its_candidate() -> None:
    data = dataset([stance("AAA", candidate="bob", date="2024-03-01")], candidates=[candidate("ann"), candidate("bob")])
    assert [each.id for each in candidacy.mentioned(read(data))] == ["bob"]
    data = dataset(events=[counted(1, 2, "2024-03-01")])
    assert [each.id for each in candidacy.mentioned(read(data, "2024-03-01"))] == ["ann"]
    assert candidacy.mentioned(read(data, "2024-02-29")) == []


def test_an_event_mentions_its_own_candidate_alone_and_only_from_a_day_on() -> None:
    people = [candidate("ann"), candidate("bob")]
    dated, undated = counted(1, 2, "2024-03-01"), replace(counted(1, 2, "2024-03-01"), date=None)
    for event, mentioned in ((dated, ["ann"]), (undated, [])):
        data = dataset(events=[event], candidates=people, sources=[source("wire", None)])
        assert [each.id for each in candidacy.mentioned(read(data))] == mentioned


def test_a_status_that_was_not_published_yet_is_not_known() -> None:
    someone = candidate("ann", ("mentioned", "2024-02-01", "wire"), ("withdrawn", "2024-03-01", "late"))
    data = dataset(candidates=[someone], sources=[source("wire"), source("late", "2024-04-01")])
    assert candidacy.status_of(someone, read(data, "2024-03-15", "2024-03-15")) == "mentioned"
    assert candidacy.status_of(someone, read(data, "2024-03-15")) == "withdrawn"


def test_those_in_the_race_come_first_and_the_best_supported_lead() -> None:
    people = [candidate(each, ("mentioned", "2024-02-01", "wire")) for each in ("ann", "bob", "cay")]
    people.append(candidate("dee", ("ruled-out", "2024-02-01", "wire")))
    stances = [stance("AAA", candidate="cay"), stance("BBB", candidate="cay"), stance("AAA", candidate="dee")]
    data = dataset(stances, candidates=people)
    assert [each.candidate.id for each in check_all(read(data))] == ["cay", "ann", "bob", "dee"]
