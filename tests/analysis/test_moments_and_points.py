"""How things went, and what changed between two days."""

import pytest
from factories import candidate, counted, dataset, day, member, read, source, stance
from msgspec.structs import replace

from nato_cli.analysis import timeline
from nato_cli.analysis.diff import difference
from nato_cli.dates import parse_date
from nato_cli.model import Dataset, DecisionRule, Event, EventKind, Rule, Standing

ANN = candidate("ann", ("declared", "2024-01-15", "wire"))
MEMBERS = [member("AAA"), member("BBB"), member("CCC", "2024-03-07")]
STANCES = [
    stance("AAA", date="2024-02-01"),
    stance("BBB", "oppose", date="2024-03-01"),
    stance("BBB", date="2024-04-01"),
]
DATA = dataset(STANCES, members=MEMBERS, candidates=[ANN], events=[counted(1, 2, "2024-02-10")])


def test_the_days_of_change_are_those_of_statuses_stances_events_and_accessions() -> None:
    days = [str(each) for each in timeline.change_days(read(DATA), [ANN])]
    assert days == ["2024-01-15", "2024-02-01", "2024-02-10", "2024-03-01", "2024-03-07", "2024-04-01"]


def test_each_change_of_standing_names_the_stance_that_did_it() -> None:
    found = {
        str(entry.date): [(shift.decision.member, shift.before, str(shift.decision.standing)) for shift in entry.shifts]
        for entry in timeline.entries(read(DATA), [ANN])
    }
    assert found["2024-02-01"] == [("AAA", Standing.UNKNOWN, "support")]
    assert found["2024-04-01"] == [("BBB", Standing.OPPOSE, "support")]


def test_the_first_day_is_set_beside_the_day_before_it() -> None:
    data = dataset([stance("AAA", date="2024-02-01"), stance("BBB", date="2024-02-02")])
    entries = timeline.entries(read(data), [candidate("ann")])
    assert [(str(each.date), [shift.decision.member for shift in each.shifts]) for each in entries] == [
        ("2024-02-01", ["AAA"]),
        ("2024-02-02", ["BBB"]),
    ]


def test_who_joined_on_the_eve_of_the_first_report_was_unknown_and_who_joined_with_it_was_nowhere() -> None:
    members = [member("AAA", "2024-01-31"), member("BBB", "2024-02-01")]
    data = dataset([stance(("AAA", "BBB"), date="2024-02-01")], members=members)
    (entry,) = timeline.entries(read(data), [candidate("ann")])
    assert [(shift.decision.member, shift.before) for shift in entry.shifts] == [("AAA", "unknown"), ("BBB", None)]


def test_nothing_on_file_is_an_empty_timeline() -> None:
    assert timeline.entries(read(dataset()), [candidate("ann")]) == []


def happened(date: str | None, candidate: str | None = None) -> Event:
    return replace(
        counted(1, 2, "2024-01-01"), kind=EventKind.REPORT, candidate=candidate, date=parse_date(date) if date else None
    )


def test_an_event_is_told_to_those_whom_it_concerns_and_one_that_names_nobody_to_all() -> None:
    people = [candidate("ann"), candidate("bob")]
    events = [
        happened("2024-02-01", "ann"),
        happened("2024-02-02", "bob"),
        happened("2024-02-03"),
        happened(None, "ann"),
    ]
    snapshot = read(dataset(events=events, candidates=people, sources=[source("wire", None)]))
    for asked, days in (
        (people[:1], ["2024-02-01", "2024-02-03"]),
        (people, ["2024-02-01", "2024-02-02", "2024-02-03"]),
    ):
        assert [str(each) for each in timeline.change_days(snapshot, asked)] == days
        assert [str(each.date) for each in timeline.entries(snapshot, asked) if each.events] == days


def test_events_of_one_day_stand_together_and_those_of_nobody_asked_about_nowhere() -> None:
    people = [candidate("ann"), candidate("bob")]
    events = [happened("2024-02-01", "ann"), happened("2024-02-01", "bob"), happened("2024-02-01")]
    (entry,) = timeline.entries(read(dataset(events=events, candidates=people)), people[:1])
    assert [each.candidate for each in entry.events] == ["ann", None]


def test_the_counts_of_a_candidate_are_told_oldest_first_and_those_of_one_day_in_the_order_of_the_files() -> None:
    events = [
        counted(2, 2, "2024-03-01"),
        counted(1, 2, "2024-02-01"),
        counted(0, 2, "2024-02-01"),
        replace(counted(0, 2, "2024-02-15"), candidate="bob"),
        happened("2024-02-20", "ann"),
        replace(counted(0, 2, "2024-01-01"), date=None, source="undated"),
    ]
    snapshot = read(dataset(events=events, sources=[source("wire"), source("undated", None)]))
    told = [(str(date), event.support) for date, event in snapshot.counted("ann")]
    assert told == [("2024-02-01", 1), ("2024-02-01", 0), ("2024-03-01", 2)]


def test_a_count_without_a_day_of_its_own_has_its_sources() -> None:
    snapshot = read(dataset(events=[replace(counted(1, 2, "2024-03-01"), date=None)]))
    assert [str(date) for date, _ in snapshot.counted("ann")] == ["2024-01-01"]


def test_counts_follow_the_electorate() -> None:
    days = [day("2024-03-06"), day("2024-03-07"), day("2024-04-01")]
    points = timeline.points(read(DATA), ANN, days)
    assert [(point.members, point.counts[Standing.SUPPORT]) for point in points] == [(2, 1), (3, 1), (3, 2)]
    assert [point.date for point in points] == days


def test_a_timeline_ends_with_the_day_asked_about_and_with_what_was_known() -> None:
    late = dataset([*STANCES, stance("CCC", source="late", date="2024-03-10")], members=MEMBERS, candidates=[ANN],
                   sources=[source("wire"), source("late", "2025-01-01")])  # fmt: skip
    assert timeline.change_days(read(late, "2024-03-01"), [ANN])[-1] == day("2024-03-01")
    assert day("2024-03-10") not in timeline.change_days(read(late, "2024-05-01", "2024-05-01"), [ANN])
    assert day("2024-03-10") in timeline.change_days(read(late, "2024-05-01"), [ANN])


def test_a_difference_has_members_statuses_standings_and_verdicts() -> None:
    found = difference(read(DATA, "2024-01-10"), read(DATA, "2024-03-10"))
    assert found.joined == ("CCC",)
    assert [(each.candidate, each.before, str(each.after)) for each in found.statuses] == [("ann", None, "declared")]
    assert [(each.decision.member, str(each.decision.standing)) for each in found.shifts] == [
        ("AAA", "support"),
        ("BBB", "oppose"),
    ]
    assert [(each.candidate, each.before, str(each.after)) for each in found.verdicts] == [("ann", None, "blocked")]


def test_a_difference_is_under_the_rule_that_is_asked_for() -> None:
    data = dataset([stance("AAA", "oppose", date="2024-03-01")], candidates=[ANN])
    found = difference(read(data, "2024-02-01"), read(data, "2024-03-10"), DecisionRule(rule=Rule.CONSENSUS))
    assert [(str(each.before), str(each.after)) for each in found.verdicts] == [("reached", "blocked")]


def test_a_difference_is_silent_of_who_has_not_been_mentioned_at_all() -> None:
    data = dataset(STANCES, candidates=[ANN, candidate("bob", ("mentioned", "2025-01-01", "wire"))])
    found = difference(read(data, "2024-01-20"), read(data, "2024-03-10"))
    assert [each.candidate for each in found.verdicts] == ["ann"]


def test_nothing_changes_between_a_day_and_itself() -> None:
    assert difference(read(DATA), read(DATA)).is_empty


def test_who_leaves_the_alliance_is_told() -> None:
    data = dataset(members=[member("AAA"), member("BBB", left="2024-02-01")])
    assert difference(read(data, "2024-01-31"), read(data, "2024-02-01")).left == ("BBB",)


@pytest.mark.parametrize(
    "data",
    [
        dataset(members=[member("AAA"), member("BBB", "2024-02-01")]),
        dataset(members=[member("AAA"), member("BBB", left="2024-02-01")]),
        dataset(candidates=[candidate("ann", ("mentioned", "2024-01-01", "wire"), ("declared", "2024-02-01", "wire"))]),
        dataset([stance("AAA", date="2024-01-15"), stance("AAA", "undecided", date="2024-02-01")]),
    ],
    ids=["a member joined", "a member left", "a status", "a standing"],
)
def test_a_change_of_any_kind_is_a_difference(data: Dataset) -> None:
    assert not difference(read(data, "2024-01-31"), read(data, "2024-02-01")).is_empty
    assert difference(read(data, "2024-01-30"), read(data, "2024-01-31")).is_empty


def test_a_verdict_can_change_alone_where_the_files_did() -> None:
    """Whoever was passed over is in the race again once the appointment is taken out of the files."""
    chosen = candidate("bob", ("appointed", "2024-01-20", "wire"))
    before, after = read(dataset(candidates=[ANN, chosen])), read(dataset(candidates=[ANN]))
    found = difference(before, after)
    assert (found.statuses, found.shifts) == ((), ())
    assert [(str(each.before), str(each.after)) for each in found.verdicts] == [("out", "open")]
    assert not found.is_empty
