"""How things went, and what changed between two days."""

from build import candidate, counted, dataset, day, member, read, source, stance

from nato_cli.analysis import timeline
from nato_cli.analysis.difference import difference
from nato_cli.model import Standing

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
        str(entry.date): [
            (shift.assessment.member, shift.before, str(shift.assessment.standing)) for shift in entry.shifts
        ]
        for entry in timeline.entries(read(DATA), [ANN])
    }
    assert found["2024-02-01"] == [("AAA", Standing.UNKNOWN, "support")]
    assert found["2024-04-01"] == [("BBB", Standing.OPPOSE, "support")]


def test_counts_follow_the_electorate() -> None:
    days = [day("2024-03-06"), day("2024-03-07"), day("2024-04-01")]
    points = timeline.points(read(DATA), ANN, days)
    assert [(point.members, point.counts[Standing.SUPPORT]) for point in points] == [(2, 1), (3, 1), (3, 2)]


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
    assert [(each.assessment.member, str(each.assessment.standing)) for each in found.shifts] == [
        ("AAA", "support"),
        ("BBB", "oppose"),
    ]
    assert [(each.before, str(each.after)) for each in found.verdicts] == [(None, "blocked")]


def test_nothing_changes_between_a_day_and_itself() -> None:
    assert difference(read(DATA), read(DATA)).is_empty


def test_who_leaves_the_alliance_is_told() -> None:
    data = dataset(members=[member("AAA"), member("BBB", left="2024-02-01")])
    assert difference(read(data, "2024-01-31"), read(data, "2024-02-01")).left == ("BBB",)
