"""The replay: every day's checks are those that the day itself gives."""

import pytest
from factories import candidate, counted, dataset, day, member, read, source, stance
from nato_cli.analysis.replay import days, entries, replay
from pages import shipped_snapshot

from nato_cli.analysis import candidacy, timeline
from nato_cli.analysis.decision import check
from nato_cli.model import Rule, Standing


@pytest.mark.parametrize("rule", Rule)
def test_each_day_has_the_checks_that_the_day_itself_gives(rule: Rule) -> None:
    snapshot = shipped_snapshot()
    for moment in replay(snapshot, rule):
        now = snapshot.on(moment.day)
        assert moment.electorate == now.electorate
        assert list(moment.checks) == [check(now, each, rule) for each in candidacy.mentioned(now)]


def test_the_days_are_those_of_changes_and_the_day_asked_for() -> None:
    snapshot = read(dataset([stance("AAA", source="wire", date="2024-01-05")]), as_of="2024-02-01")
    assert days(snapshot) == [day("2024-01-05"), day("2024-02-01")]


def test_an_accession_after_the_last_report_is_a_day_of_its_own() -> None:
    members = (member("AAA"), member("BBB", "2024-01-15"))
    snapshot = read(dataset([stance("AAA", date="2024-01-05")], members=members), as_of="2024-02-01")
    assert [len(moment.electorate) for moment in replay(snapshot)] == [1, 2, 2]


def test_a_candidate_without_news_keeps_its_check() -> None:
    people = (candidate("ann"), candidate("bob"))
    reports = [stance("AAA", date="2024-01-02"), stance("AAA", date="2024-01-03", candidate="bob")]
    first, second, *_ = replay(read(dataset(reports, candidates=people)))
    assert first.check_of("ann") is second.check_of("ann")
    assert first.check_of("bob") is None


def test_an_appointment_ends_the_race_of_the_others() -> None:
    people = (
        candidate("ann", ("appointed", "2024-03-01", "wire")),
        candidate("bob", ("declared", "2024-01-01", "wire")),
    )
    moments = list(replay(read(dataset(candidates=people))))
    assert [moment.check_of("bob").verdict for moment in moments] == ["open", "out", "out"]
    assert [moment.appointed for moment in moments] == [None, "ann", "ann"]


def test_an_accession_is_news_of_everybody() -> None:
    members = (member("AAA"), member("BBB", "2024-02-01"))
    reports = [stance("AAA", date="2024-01-01"), stance("AAA", date="2024-03-01")]
    verdicts = [moment.check_of("ann").verdict for moment in replay(read(dataset(reports, members=members)))]
    assert verdicts == ["reached", "open", "open", "open"]


def test_a_day_on_which_nobody_was_a_member_is_left_out() -> None:
    snapshot = read(dataset([stance("AAA", date="1940-01-01"), stance("AAA", date="2024-01-01")]))
    assert next(str(moment.day) for moment in replay(snapshot)) == "1949-08-24"


def test_a_later_count_is_news() -> None:
    snapshot = read(dataset([stance("AAA")], events=[counted(1, 2, "2024-02-01")]))
    before, after, *_ = replay(snapshot)
    assert before.check_of("ann").reported is None
    assert after.check_of("ann").reported.support == 1


def test_what_is_published_later_than_known_by_is_in_no_moment() -> None:
    sources = (source("wire"), source("late", "2024-06-01"))
    data = dataset([stance("AAA"), stance("BBB", source="late", date="2024-01-02")], sources=sources)
    (*_, last) = replay(read(data, known_by="2024-05-01"))
    assert last.check_of("ann").members_by_standing(Standing.SUPPORT) == ("AAA",)


def test_what_each_day_brought_is_what_the_timeline_says() -> None:
    snapshot = shipped_snapshot()
    assert entries(snapshot, list(replay(snapshot))) == timeline.entries(snapshot, candidacy.mentioned(snapshot))


def test_a_member_that_joins_with_a_stance_stood_nowhere_before() -> None:
    members = (member("AAA"), member("BBB", "2024-02-01"), member("CCC", "2024-02-01"))
    reports = [stance("AAA", date="2024-01-01"), stance("BBB", date="2024-02-01")]
    people = (candidate("ann"), candidate("bob"))
    reports.append(stance("BBB", date="2024-02-01", candidate="bob"))
    snapshot = read(dataset(reports, members=members, candidates=people))
    brought = entries(snapshot, list(replay(snapshot)))
    assert [(shift.decision.member, shift.before) for shift in brought[1].shifts] == [("BBB", None), ("BBB", None)]
    assert brought == timeline.entries(snapshot, candidacy.mentioned(snapshot))
