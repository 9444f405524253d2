"""`nato timeline`: events and changes of standing in order, and the story of one member."""

import json
import xml.etree.ElementTree as ET

import pytest


@pytest.mark.parametrize("question", ["timeline", "timeline ann", "timeline --member BBB"])
def test_its_answer(question: str, shows) -> None:
    shows(question)


def test_the_first_lines_say_when_a_member_changed_its_mind_and_why(nato) -> None:
    """When did Hungary change its mind, and why?"""
    first = " ".join(nato("timeline", "--member", "Hungary").out.splitlines()[:5])
    assert "Hungary has backed Mark Rutte since 18 June 2024 (Prime Minister Viktor Orbán)." in first
    assert "guarantee that Hungary stays out of NATO missions in Ukraine, was met on 18 June 2024." in first
    assert "no from 5 March 2024, undecided from 29 May 2024" in first


def test_a_story_has_a_row_for_each_change(nato) -> None:
    answer = json.loads(nato("timeline", "rutte", "--member", "HUN", "--since", "2024-03", "--format", "json").out)
    assert [(row["since"], row["standing"], row["until"]) for row in answer["story"]] == [
        ("2024-03-05", "oppose", "2024-05-29"),
        ("2024-05-29", "undecided", "2024-06-18"),
        ("2024-06-18", "support", None),
    ]


@pytest.mark.parametrize(("since", "until", "first", "last"), [
    ("2024-02", "2024-03", "2024-02-01", "2024-02-05"),
    ("2024", "2024", "2024-01-05", "2024-04-01"),
])  # fmt: skip
def test_a_range_of_months_has_their_first_and_their_last_day(since, until, first, last, board) -> None:
    entries = json.loads(board("timeline", "--since", since, "--until", until, "--format", "json").out)["entries"]
    assert (entries[0]["date"], entries[-1]["date"]) == (first, last)


def test_a_member_in_place_of_a_candidate_is_told_how_to_ask(nato) -> None:
    assert nato("timeline", "HUN").err == "nato: Hungary is a member: nato timeline --member HUN\n"


def test_the_chart_shows_the_time_and_the_numbers_between_which_anything_moved(nato) -> None:
    lines = nato("timeline", "rutte", "--since", "2024-06-01").out.splitlines()
    labels = [
        line.split()[0] for line in lines if line.startswith("  ") and line.split()[0] in {"29", "30", "31", "32"}
    ]
    assert labels == ["32", "31", "30", "29"]


def test_a_chart_in_words_for_those_who_do_not_see_it(nato) -> None:
    text = nato("timeline", "rutte", "--plain").out
    assert "18 June 2024: 31 of 32 in support; 20 June 2024: 32 of 32 in support" in text
    assert "●" not in text


def test_a_chart_as_a_picture_that_refers_to_nothing_else(nato, tmp_path) -> None:
    picture = tmp_path / "rutte.svg"
    assert nato("timeline", "rutte", "-o", str(picture)).code == 0
    root = ET.fromstring(picture.read_text(encoding="utf-8"))
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    assert "http" not in picture.read_text(encoding="utf-8").replace("http://www.w3.org/2000/svg", "")
    refused = nato("timeline", "rutte", "-o", str(tmp_path / "rutte.png"))
    assert refused.code == 2
    assert "end it in .svg" in refused.err


def test_a_terminal_shows_the_last_days_and_says_how_to_see_all(nato) -> None:
    shown = nato("timeline", terminal=True).out
    assert "The last 30 of" in shown
    assert "--limit 0 shows all" in shown
    assert "--limit 0" not in nato("timeline", "--limit", "0", terminal=True).out
    assert "--limit 0" not in nato("timeline").out
