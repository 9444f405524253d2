"""The moments of a timeline: every day's checks are those that the day itself gives."""

import datetime as dt
import functools

import pytest
from factories import DATES, HERE, any_stances, candidate, counted, dataset, day, member, read, source, stance
from hypothesis import given
from hypothesis import strategies as st

import nato_cli
from nato_cli.analysis.decision import check
from nato_cli.analysis.snapshot import Snapshot
from nato_cli.analysis.timeline import change_days, entries, moments, points, shifts
from nato_cli.model import DecisionRule, Group, GroupMember, Rule, Stance, Standing


@functools.cache
def shipped_reading() -> Snapshot:
    return nato_cli.snapshot(nato_cli.load(), selection="nato-sg-2024", as_of=day("2024-10-01"))


@pytest.mark.parametrize("rule", [Rule.UNANIMITY, Rule.CONSENSUS])
def test_each_day_has_the_checks_that_the_day_itself_gives(rule: Rule) -> None:
    snapshot = shipped_reading()
    for moment in moments(snapshot, DecisionRule(rule=rule)):
        now = snapshot.on(moment.day)
        assert moment.electorate == now.electorate
        assert list(moment.checks) == [check(now, each, DecisionRule(rule=rule)) for each in now.mentioned]


def test_the_days_are_those_of_changes_and_the_day_asked_for() -> None:
    snapshot = read(dataset([stance("AAA", source="wire", date="2024-01-05")]), as_of="2024-02-01")
    assert [each.day for each in moments(snapshot)] == [day("2024-01-05"), day("2024-02-01")]


def test_an_accession_after_the_last_report_is_a_day_of_its_own() -> None:
    members = (member("AAA"), member("BBB", "2024-01-15"))
    snapshot = read(dataset([stance("AAA", date="2024-01-05")], members=members), as_of="2024-02-01")
    assert [len(moment.electorate) for moment in moments(snapshot)] == [1, 2, 2]


def test_a_candidate_without_news_keeps_its_check() -> None:
    people = (candidate("ann"), candidate("bob"))
    reports = [stance("AAA", date="2024-01-02"), stance("AAA", date="2024-01-03", candidate="bob")]
    first, second, *_ = moments(read(dataset(reports, candidates=people)))
    assert first.check_of("ann") is second.check_of("ann")
    assert first.check_of("bob") is None


def test_an_appointment_ends_the_race_of_the_others() -> None:
    people = (
        candidate("ann", ("appointed", "2024-03-01", "wire")),
        candidate("bob", ("declared", "2024-01-01", "wire")),
    )
    told = list(moments(read(dataset(candidates=people))))
    assert [moment.check_of("bob").verdict for moment in told] == ["open", "out", "out"]
    assert [moment.appointed for moment in told] == [(), ("ann",), ("ann",)]


def test_an_accession_is_news_of_everybody() -> None:
    members = (member("AAA"), member("BBB", "2024-02-01"))
    reports = [stance("AAA", date="2024-01-01"), stance("AAA", date="2024-03-01")]
    verdicts = [moment.check_of("ann").verdict for moment in moments(read(dataset(reports, members=members)))]
    assert verdicts == ["reached", "open", "open", "open"]


def test_a_day_on_which_nobody_was_a_member_is_left_out() -> None:
    snapshot = read(dataset([stance("AAA", date="1940-01-01"), stance("AAA", date="2024-01-01")]))
    assert next(str(moment.day) for moment in moments(snapshot)) == "1949-08-24"


def test_a_later_count_is_news() -> None:
    snapshot = read(dataset([stance("AAA")], events=[counted(1, 2, "2024-02-01")]))
    before, after, *_ = moments(snapshot)
    assert before.check_of("ann").reported is None
    assert after.check_of("ann").reported.support == 1


def test_what_is_published_later_than_known_by_is_in_no_moment() -> None:
    sources = (source("wire"), source("late", "2024-06-01"))
    data = dataset([stance("AAA"), stance("BBB", source="late", date="2024-01-02")], sources=sources)
    (*_, last) = moments(read(data, known_by="2024-05-01"))
    assert last.check_of("ann").members_by_standing(Standing.SUPPORT) == ("AAA",)


def test_what_a_timeline_says_of_a_day_is_what_differs_from_the_day_before() -> None:
    snapshot = shipped_reading()
    day_before = dt.timedelta(days=1)
    for entry in entries(snapshot, snapshot.mentioned):
        eve = entry.date - day_before
        for candidate_ in snapshot.mentioned:
            brought = [shift for shift in entry.shifts if shift.decision.candidate == candidate_.id]
            assert brought == shifts(snapshot.on(eve), snapshot.on(entry.date), candidate_.id)


def test_the_points_of_a_timeline_are_the_counts_of_its_days() -> None:
    snapshot = shipped_reading()
    for candidate_ in snapshot.mentioned:
        days = change_days(snapshot, [candidate_])
        for point in points(snapshot, candidate_, days):
            standings = [each.standing for each in snapshot.on(point.date).decide(candidate_.id)]
            assert point.counts == {standing: standings.count(standing) for standing in Standing}


def test_a_member_that_joins_with_a_stance_stood_nowhere_before() -> None:
    members = (member("AAA"), member("BBB", "2024-02-01"), member("CCC", "2024-02-01"))
    reports = [stance("AAA", date="2024-01-01"), stance("BBB", date="2024-02-01")]
    people = (candidate("ann"), candidate("bob"))
    reports.append(stance("BBB", date="2024-02-01", candidate="bob"))
    snapshot = read(dataset(reports, members=members, candidates=people))
    brought = entries(snapshot, snapshot.mentioned)
    assert [(shift.decision.member, shift.before) for shift in brought[1].shifts] == [("BBB", None), ("BBB", None)]


SOURCES = (source("wire"), source("tabloid", "2024-03-09", "D"), source("undated", None))


@given(any_stances(("AAA", "BBB"), SOURCES), st.lists(DATES, min_size=2, max_size=5))
def test_what_was_worked_out_for_one_day_changes_no_other(stances: list[Stance], days: list[str]) -> None:
    data = dataset(stances, sources=SOURCES)
    shared = read(data)
    for asked in days:
        assert shared.on(day(asked)).assess("ann") == read(data, asked).assess("ann")


PARTS = st.builds(
    lambda id_, bounds: GroupMember(id=id_, since=bounds[0], until=bounds[1]),
    st.sampled_from(["AAA", "BBB", "CCC", "inner"]),
    st.tuples(st.none() | st.dates(day("2024-01-01"), day("2024-01-09")), st.none() | st.just(day("2024-01-05"))),
)
JANUARY = [dt.date(2024, 1, number) for number in range(1, 12)]


@given(st.lists(PARTS, max_size=5), st.lists(PARTS, max_size=4), st.booleans())
def test_the_times_of_members_are_those_of_the_electorate(
    outer: list[GroupMember], inner: list[GroupMember], grouped: bool
) -> None:
    members = (member("AAA", "2024-01-03"), member("BBB", "2024-01-02", "2024-01-07"), member("CCC"))
    groups = [Group(id="outer", name="Outer", members=tuple(outer), place=HERE)]
    groups.append(Group(id="inner", name="Inner", members=tuple(inner), place=HERE))
    data = dataset(members=members, groups=groups, electorate="outer" if grouped else None)
    known = read(data).known
    for on in JANUARY:
        here = [
            name
            for name, times in known.times_of_members.items()
            if any(time.since <= on and (time.until is None or on < time.until) for time in times)
        ]
        assert tuple(sorted(here)) == known.electorate(on)
        assert known.size(on) == len(here)
