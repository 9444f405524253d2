"""The silence procedure as a state machine, and played on the data."""

import pytest
from factories import candidate, dataset, day, member, read, stance

from nato_cli.analysis.silence_procedure import (
    ProcedureError,
    State,
    break_silence,
    extend,
    issue_again,
    open_silence,
    outlook,
    pass_deadline,
)
from nato_cli.model import Stance

DRAFT = open_silence(day("2003-02-06"), day("2003-02-10"))


def test_february_2003() -> None:
    """Opened on Thursday the 6th, to end on Monday the 10th; France, Germany and Belgium broke it that day."""
    procedure = DRAFT
    for code in ("FRA", "DEU", "BEL"):
        procedure = break_silence(procedure, day("2003-02-10"), code)
    assert procedure.state is State.BROKEN
    assert pass_deadline(procedure).state is State.BROKEN
    assert [code for _, code in procedure.objections] == ["FRA", "DEU", "BEL"]
    again = issue_again(procedure, day("2003-02-16"), day("2003-02-16"))
    assert pass_deadline(again).state is State.AGREED


def test_silence_to_the_deadline_is_agreement() -> None:
    agreed = pass_deadline(DRAFT)
    assert agreed.state is State.AGREED
    assert (agreed.opened, agreed.deadline) == (DRAFT.opened, DRAFT.deadline)


@pytest.mark.parametrize("on", ["2003-02-05", "2003-02-11"])
def test_an_objection_out_of_time_does_not_count(on: str) -> None:
    with pytest.raises(ProcedureError, match=f"an objection on {on} is out of time: silence ran to 2003-02-10"):
        break_silence(DRAFT, day(on), "FRA")


def test_an_open_draft_can_be_extended_and_then_broken_later() -> None:
    longer = extend(DRAFT, day("2003-02-12"))
    assert break_silence(longer, day("2003-02-11"), "FRA").state is State.BROKEN
    with pytest.raises(ProcedureError, match="2003-02-10 is no later than the deadline 2003-02-10"):
        extend(DRAFT, day("2003-02-10"))


def test_what_is_over_is_over() -> None:
    agreed = pass_deadline(DRAFT)
    with pytest.raises(ProcedureError, match="out of time"):
        break_silence(agreed, day("2003-02-10"), "FRA")
    with pytest.raises(ProcedureError, match="a draft that is agreed cannot be extended"):
        extend(agreed, day("2003-02-12"))
    with pytest.raises(ProcedureError, match="a draft that is agreed is not issued again"):
        issue_again(agreed, day("2003-02-12"), day("2003-02-13"))


def test_only_an_open_draft_is_extended_and_only_a_broken_one_issued_again() -> None:
    with pytest.raises(ProcedureError, match="a draft that is broken cannot be extended"):
        extend(break_silence(DRAFT, day("2003-02-10"), "FRA"), day("2003-02-12"))
    with pytest.raises(ProcedureError, match="a draft that is open is not issued again"):
        issue_again(DRAFT, day("2003-02-12"), day("2003-02-13"))


def test_a_deadline_before_the_opening_is_refused() -> None:
    with pytest.raises(ProcedureError, match="the deadline 2003-02-06 is before the opening on 2003-02-10"):
        open_silence(day("2003-02-10"), day("2003-02-06"))


def test_who_was_against_before_it_opened_objects_when_it_opens() -> None:
    data = dataset([stance("AAA", "oppose", date="2024-03-01"), stance("BBB", "veto", date="2024-03-08")])
    found = outlook(read(data, "2024-03-10"), candidate("ann"), day("2024-03-05"), day("2024-03-10"))
    assert found.procedure.objections == ((day("2024-03-05"), "AAA"), (day("2024-03-08"), "BBB"))
    assert found.procedure.state is State.BROKEN
    assert [each.member for each in found.breakers] == ["AAA", "BBB"]


@pytest.mark.parametrize(
    ("told", "part"),
    [
        ([stance("AAA")], None),
        ([stance("AAA", hedge="likely")], None),
        ([stance("AAA", "no-objection")], None),
        ([stance("AAA", "undecided")], None),
        ([], "silent"),
        ([stance("AAA", "oppose", hedge="likely")], "wavering"),
        ([stance("AAA"), stance("AAA", "oppose")], "wavering"),
        ([stance("AAA", "oppose")], "breaker"),
        ([stance("AAA", "veto")], "breaker"),
    ],
    ids=[
        "support", "likely support", "no objection", "undecided", "unknown", "likely opposition", "contested",
        "opposition", "veto",
    ],
)  # fmt: skip
def test_the_part_of_a_member_in_a_silence(told: list[Stance], part: str | None) -> None:
    data = dataset(told, members=[member("AAA")])
    found = outlook(read(data, "2024-03-10"), candidate("ann"), day("2024-03-05"), day("2024-03-10"))
    parts = ["breaker"] * len(found.breakers) + ["wavering"] * len(found.wavering) + ["silent"] * len(found.silent)
    assert parts == ([part] if part else [])
    assert found.procedure.state is (State.BROKEN if part == "breaker" else State.AGREED)


def test_on_whom_a_draft_leans_and_who_may_yet_object() -> None:
    data = dataset([stance("AAA", "oppose", hedge="likely")], members=[member("AAA"), member("BBB")])
    found = outlook(read(data, "2024-03-10"), candidate("ann"), day("2024-03-05"), day("2024-03-10"))
    assert found.procedure.state is State.AGREED
    assert [each.member for each in found.wavering] == ["AAA"]
    assert found.silent == ("BBB",)
