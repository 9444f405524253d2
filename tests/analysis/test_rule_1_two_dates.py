"""Rule 1, two dates: what held on a day (`--as-of`) is kept apart from what could be known on a day (`--known-by`)."""

import pytest
from factories import DATES, any_stances, candidate, counted, dataset, member, read, source, stance, standings
from hypothesis import given

from nato_cli.dates import parse_date
from nato_cli.model import Remark, Stance


def test_a_stance_counts_from_its_own_date() -> None:
    data = dataset([stance("AAA", date="2024-03-05")], sources=[source("wire", "2024-03-09")])
    assert standings(data, "2024-03-04")["AAA"] == "unknown"
    assert standings(data, "2024-03-05")["AAA"] == "support"


def test_a_stance_without_a_date_counts_from_its_sources() -> None:
    data = dataset([stance("AAA")], sources=[source("wire", "2024-03-09")])
    assert standings(data, "2024-03-08")["AAA"] == "unknown"
    assert standings(data, "2024-03-09")["AAA"] == "support"


def test_a_month_counts_from_its_last_day() -> None:
    data = dataset([stance("AAA", date="2024-02")], sources=[source("wire", "2024-02-01")])
    assert standings(data, "2024-02-28")["AAA"] == "unknown"
    assert standings(data, "2024-02-29")["AAA"] == "support"


def test_about_a_day_counts_from_that_day() -> None:
    data = dataset([stance("AAA")], sources=[source("wire", "2024-03-09~")])
    assert standings(data, "2024-03-09")["AAA"] == "support"


def test_what_was_published_later_is_not_known_yet() -> None:
    data = dataset([stance("AAA", date="2024-03-05")], sources=[source("wire", "2024-03-09")])
    assert standings(data, "2024-03-08", known_by="2024-03-08")["AAA"] == "unknown"
    assert standings(data, "2024-03-08", known_by="2024-03-09")["AAA"] == "support"


def test_hindsight_sees_reports_published_after_the_day_asked_about() -> None:
    data = dataset([stance("AAA", date="2024-03-05")], sources=[source("wire", "2025-01-01")])
    assert standings(data, "2024-03-05")["AAA"] == "support"


def test_a_source_without_a_date_is_known_today_and_not_before() -> None:
    data = dataset([stance("AAA", date="2024-03-05")], sources=[source("wire", None)])
    assert standings(data, "2024-03-05")["AAA"] == "support"
    assert standings(data, "2024-03-05", known_by="2026-11-22")["AAA"] == "unknown"


def test_a_stance_without_any_date_is_listed_and_does_not_count() -> None:
    data = dataset([stance("AAA")], sources=[source("wire", None)])
    (assessment, _) = read(data).assess("ann")
    assert assessment.standing == "unknown"
    assert [each.date for each in assessment.evidence] == [None]


def test_the_electorate_is_that_of_the_day() -> None:
    members = [member("AAA"), member("BBB", "2024-03-07"), member("CCC", left="2020-01-01")]
    data = dataset(members=members)
    assert read(data, "2019-12-31").electorate == ("AAA", "CCC")
    assert read(data, "2024-03-06").electorate == ("AAA",)
    assert read(data, "2024-03-07").electorate == ("AAA", "BBB")


def test_a_collective_report_is_of_those_who_were_members_then() -> None:
    members = [member("AAA"), member("BBB", "2024-03-07")]
    data = dataset([stance((), collective=True, date="2024-03-06")], members=members)
    assert standings(data, "2024-04-01") == {"AAA": "support", "BBB": "unknown"}


def test_a_collective_report_is_of_all_but_those_it_excepts() -> None:
    data = dataset([stance(("BBB",), collective=True)])
    assert standings(data) == {"AAA": "support", "BBB": "unknown"}


def test_an_event_has_the_two_times_too() -> None:
    sources = [source("wire"), source("late", "2024-06-01")]
    data = dataset(events=[counted(1, 2, "2024-03-01"), counted(2, 2, "2024-03-02", source="late")], sources=sources)

    def counts(as_of: str, known_by: str | None = None) -> list[int | None]:
        return [each.support for each in read(data, as_of, known_by).events()]

    assert counts("2024-02-29") == []
    assert counts("2024-03-01") == [1]
    assert counts("2024-03-02") == [1, 2]
    assert counts("2024-03-02", known_by="2024-05-31") == [1]


def test_a_status_is_that_of_the_day() -> None:
    someone = candidate("ann", ("interested", "2024-02-01", "wire"), ("withdrawn", "2024-05-01", "wire"))
    data = dataset(candidates=[someone])
    assert read(data, "2024-01-31").status(someone) is None
    assert read(data, "2024-02-01").status(someone) == "interested"
    assert read(data, "2024-05-01").status(someone) == "withdrawn"


@pytest.mark.parametrize(
    ("date", "counts", "known"),
    [("2024-03-04", True, True), ("2024-03-05", True, True), ("2024-03-06", False, True), (None, True, True)],
)
def test_a_judgement_on_a_candidate_has_the_two_dates_too(date: str | None, *, counts: bool, known: bool) -> None:
    remark = Remark(text="He knows Washington", source="wire", date=parse_date(date) if date else None)
    data = dataset(sources=[source("wire", "2024-03-05")])
    assert read(data, "2024-03-05").counts(remark) is counts
    assert read(data, "2024-03-31", "2024-03-05").counts(remark) is known
    assert not read(data, "2024-03-31", "2024-03-04").counts(remark)


def test_what_has_no_date_at_all_is_listed_and_never_counts() -> None:
    remark = Remark(text="He knows Washington", source="wire")
    snapshot = read(dataset(sources=[source("wire", None)]))
    assert (snapshot.counts(remark), snapshot.is_listed(remark)) == (False, True)


REPORTING = (source("early", "2024-03-02"), source("late", "2024-03-20"), source("undated", None))


@given(any_stances(("AAA", "BBB"), REPORTING), DATES, DATES)
def test_what_is_listed_is_what_counts(reports: list[Stance], as_of: str, known_by: str) -> None:
    snapshot = read(dataset(reports, sources=REPORTING), as_of, known_by)
    assert snapshot.reports() == [each.stance for each in snapshot.stances()]
    assert [snapshot.date_of(each) for each in snapshot.reports()] == [each.date for each in snapshot.stances()]


def test_of_what_is_listed_the_undated_is_known_only_today() -> None:
    data = dataset([stance("AAA", source="undated")], sources=REPORTING)
    assert read(data, "2024-03-31", "2024-03-31").reports() == []
    assert len(read(data, "2024-03-31").reports()) == 1
