"""The silence procedure, played over its window."""

import pytest
from factories import candidate, dataset, day, member, read, stance

from nato_cli.analysis.silence_procedure import Outlook, ProcedureError, State, outlook
from nato_cli.model import Stance

OPENS, DEADLINE = "2024-03-05", "2024-03-10"


def play(*stances: Stance, members: tuple[str, ...] = ("AAA", "BBB")) -> Outlook:
    data = dataset(stances, members=[member(code) for code in members])
    return outlook(read(data, DEADLINE), candidate("ann"), day(OPENS), day(DEADLINE))


def test_february_2003() -> None:
    """Opened on Thursday the 6th, to end on Monday the 10th; France, Germany and Belgium broke it that day."""
    codes = ("BEL", "DEU", "FRA", "GBR")
    data = dataset(
        [stance(code, "veto", date="2003-02-10") for code in codes[:3]], members=[member(code) for code in codes]
    )
    found = outlook(read(data), candidate("ann"), day("2003-02-06"), day("2003-02-10"))
    assert found.state is State.BROKEN
    assert found.objections == tuple((day("2003-02-10"), code) for code in codes[:3])


def test_silence_to_the_deadline_is_agreement() -> None:
    assert play(stance("AAA", date=OPENS)).state is State.AGREED


def test_who_was_against_when_it_opened_objects_when_it_opens() -> None:
    found = play(stance("AAA", "oppose", date="2024-03-01"), stance("BBB", "veto", date="2024-03-08"))
    assert found.objections == ((day(OPENS), "AAA"), (day("2024-03-08"), "BBB"))
    assert [each.member for each in found.breakers] == ["AAA", "BBB"]


def test_an_objection_inside_the_window_breaks_it_even_if_it_is_withdrawn_in_time() -> None:
    found = play(stance("AAA", "veto", date="2024-03-06"), stance("AAA", date="2024-03-08"))
    assert found.objections == ((day("2024-03-06"), "AAA"),)
    assert [str(each.standing) for each in found.breakers] == ["veto"]


def test_an_objection_from_before_that_is_withdrawn_in_time_breaks_nothing() -> None:
    found = play(stance("AAA", "veto", date="2024-03-01"), stance("AAA", date="2024-03-08"))
    assert found.state is State.AGREED


@pytest.mark.parametrize("date", ["2024-03-04", "2024-03-11"])
def test_a_veto_outside_of_the_window_that_does_not_last_into_it_does_not_count(date: str) -> None:
    found = play(stance("AAA", "veto", date=date), stance("AAA", date="2024-03-05"))
    assert found.state is State.AGREED


def test_an_objection_that_a_better_report_of_that_day_denies_breaks_nothing() -> None:
    rumour = stance("AAA", "veto", date="2024-03-06", attribution="anonymous-sources")
    assert play(rumour, stance("AAA", date="2024-03-06")).state is State.AGREED


@pytest.mark.parametrize(
    ("told", "part"),
    [
        ([stance("AAA")], None),
        ([stance("AAA", hedge="likely")], None),
        ([stance("AAA", "no-objection")], None),
        ([stance("AAA", "abstain")], None),
        ([], "silent"),
        ([stance("AAA", "undecided")], "wavering"),
        ([stance("AAA", "oppose", hedge="likely")], "wavering"),
        ([stance("AAA"), stance("AAA", "oppose")], "wavering"),
        ([stance("AAA", "oppose")], "breaker"),
        ([stance("AAA", "veto")], "breaker"),
    ],
    ids=[
        "support", "likely support", "no objection", "abstention", "unknown", "undecided", "likely opposition",
        "contested", "opposition", "veto",
    ],
)  # fmt: skip
def test_the_part_of_a_member_in_a_silence(told: list[Stance], part: str | None) -> None:
    found = play(*told, members=("AAA",))
    parts = ["breaker"] * len(found.breakers) + ["wavering"] * len(found.wavering) + ["silent"] * len(found.silent)
    assert parts == ([part] if part else [])
    assert found.state is (State.BROKEN if part == "breaker" else State.AGREED)


def test_a_deadline_before_the_opening_is_refused() -> None:
    with pytest.raises(ProcedureError, match="the deadline 2003-02-06 is before the opening on 2003-02-10"):
        outlook(read(dataset()), candidate("ann"), day("2003-02-10"), day("2003-02-06"))
