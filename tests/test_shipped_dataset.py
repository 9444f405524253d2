"""The shipped dataset against what was published at the time."""

from __future__ import annotations

import datetime as dt

import pytest

import nato_cli
from nato_cli.model import Standing, Verdict

DATASET = nato_cli.load()
TODAY = dt.date(2026, 11, 23)


def check(day: str, known_by: str | None = None, rule: str = "unanimity"):
    known = dt.date.fromisoformat(known_by) if known_by else TODAY
    return nato_cli.unanimity_check(DATASET, "rutte", as_of=dt.date.fromisoformat(day), known_by=known, rule=rule)


def standing(member: str, found) -> str:
    return next(str(each.standing) for each in found.assessments if each.member == member)


@pytest.mark.parametrize(
    ("day", "members"),
    [
        ("1949-08-24", 12),
        ("1995-06-30", 16),
        ("2023-04-03", 30),
        ("2023-04-04", 31),
        ("2024-03-06", 31),
        ("2024-03-07", 32),
    ],
)
def test_the_electorate_grows_with_the_alliance(day: str, members: int) -> None:
    assert len(check(day).assessments) == members


@pytest.mark.parametrize(
    ("day", "outstanding"),
    [
        ("2024-04-03", ("HUN", "POL", "ROU", "SVK", "TUR")),
        ("2024-04-30", ("HUN", "ROU", "SVK")),
        ("2024-06-17", ("HUN", "ROU", "SVK")),
        ("2024-06-18", ("ROU",)),
        ("2024-06-19", ("ROU",)),
        ("2024-06-20", ()),
        ("2024-06-26", ()),
        ("2024-10-01", ()),
    ],
)
def test_who_was_outstanding_for_rutte(day: str, outstanding: tuple[str, ...]) -> None:
    found = check(day)
    assert found.outstanding == outstanding
    assert (found.verdict is Verdict.REACHED) == (not outstanding)


def test_poland_was_counted_in_by_a_broadcaster_and_held_back_by_its_minister() -> None:
    """NOS had 28 of 32 on 2 April 2024, Poland among them; Sikorski kept his reserve a day later."""
    assert standing("POL", check("2024-04-02")) == "support"
    found = check("2024-04-03")
    assert standing("POL", found) == "undecided"
    assert found.reported is not None
    assert (found.reported.support, found.reported.of, found.reported.named) == (28, 32, 27)


def test_what_a_reader_of_the_article_of_november_2023_knew() -> None:
    found = check("2023-11-26", "2023-11-26")
    assert len(found.assessments) == 31
    assert [standing(code, found) for code in ("USA", "TUR", "HUN")] == ["support", "likely-support", "likely-support"]


def test_two_days_later_other_diplomats_turned_it_round() -> None:
    found = check("2023-11-28", "2023-11-28")
    assert [standing(code, found) for code in ("USA", "TUR", "HUN")] == ["support", "likely-oppose", "likely-oppose"]


def test_hungary_named_its_conditions_on_monday_and_came_round_on_tuesday() -> None:
    assert standing("HUN", check("2024-06-17")) == "undecided"
    found = check("2024-06-18")
    assert standing("HUN", found) == "support"
    assert standing("ROU", found) == "undecided"


def test_a_consensus_was_blocked_by_hungary_alone_in_april() -> None:
    found = check("2024-04-30", rule="consensus")
    assert (found.verdict, found.blockers) == (Verdict.BLOCKED, ("HUN",))


def test_the_appointment_is_an_announced_position_of_all() -> None:
    found = check("2024-06-26")
    assert (found.chances.lower, found.chances.upper) == (1.0, 1.0)
    assert str(found.status) == "appointed"


def test_nothing_in_it_is_without_a_source() -> None:
    for selection in DATASET.selections.values():
        for candidate in selection.candidates.values():
            assert candidate.sources
        cited = {each.source for each in (*selection.stances, *selection.events)}
        assert cited <= selection.sources.keys()
        assert selection.source in selection.sources
    assert all(member.source in DATASET.sources for member in DATASET.members.values())


def test_every_standing_of_support_rests_on_a_dated_report() -> None:
    for each in check("2024-06-20").assessments:
        assert each.standing is Standing.SUPPORT
        assert each.decisive[0].date is not None


ARTICLE = "liga-2023-rutte-frontrunner"


def said_by_the_article() -> dict[str, list[str]]:
    """Return what rests on the article that the dataset began from, by kind of record."""
    race = DATASET.selections["nato-sg-2024"]
    judgements = [
        each.text
        for candidate in race.candidates.values()
        for each in (*candidate.strengths, *candidate.concerns)
        if each.source == ARTICLE
    ]
    return {
        "stances": [" ".join((*each.members, each.position)) for each in race.stances if each.source == ARTICLE],
        "events": [each.note or "" for each in race.events if each.source == ARTICLE],
        "judgements": judgements,
        "remarks": [
            each.text for member in DATASET.members.values() for each in member.remarks if each.source == ARTICLE
        ],
        "note": [race.sources[ARTICLE].note or ""],
    }


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("events", "Front-runner"),
        ("stances", "USA support"),
        ("events", "Dutch and the American government"),
        ("events", "All 31 members"),
        ("remarks", "weighs most"),
        ("events", "Prime Minister of Estonia"),
        ("judgements", "too aggressive towards Moscow"),
        ("events", "summit in Washington"),
        ("judgements", "experience with the Trump administration"),
        ("remarks", "Trump has questioned"),
        ("stances", "HUN support"),
        ("events", "since 2014"),
        ("events", "2019, and again in 2022"),
        ("events", "16 June"),
        ("events", "talked him into staying"),
        ("events", "former defence secretary"),
        ("events", "applied for the post"),
        ("events", "job that he would like"),
        ("note", "Jim Lo Scalzo"),
    ],
)
def test_the_nineteen_statements_of_the_article_it_began_from(kind: str, words: str) -> None:
    assert any(words in text for text in said_by_the_article()[kind])
