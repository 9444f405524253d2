"""`nato stances`: the reports, latest first."""

import json
from pathlib import Path

import pytest


@pytest.mark.parametrize(
    "question",
    [
        "stances",
    ],
)
def test_its_answer(question: str, shows) -> None:
    shows(question)


def test_filters_of_stances_narrow_each_other_down(board) -> None:
    def ids(*arguments: str) -> list[str]:
        return [each["id"] for each in json.loads(board("stances", "--format", "json", *arguments).out)["stances"]]

    assert ids("--source", "paper-1", "--candidate", "bob") == ["paper-1#2", "paper-1#3"]
    assert ids("--member", "BBB", "--candidate", "ann") == ["paper-2#1", "paper-1#1"]
    assert ids("--position", "veto", "--position", "nominate") == ["paper-2#2", "wire-1#1"]
    assert ids("--since", "2024-02-02", "--until", "2024-03") == ["copy-1#1"]


def test_filters_by_attribution_hedge_and_credibility(board) -> None:
    def stances(*arguments: str) -> list[dict]:
        return json.loads(board("stances", "--format", "json", *arguments).out)["stances"]

    every = stances()
    anonymous = stances("--attribution", "anonymous-sources", "--attribution", "anonymous-official")
    assert anonymous == [each for each in every if each["attribution"].startswith("anonymous")]
    assert stances("--hedge") == [each for each in every if each["hedge"]]
    assert stances("--flat") == [each for each in every if not each["hedge"]]
    assert stances("--credibility", "1") == [each for each in every if each["credibility"] == 1]
    assert 0 < len(anonymous) < len(every)


def test_the_first_line_says_how_many_rest_on_unnamed_sources(nato) -> None:
    """Which reports rest on an anonymous source?"""
    first = nato("stances", "--attribution", "anonymous-sources").out.splitlines()[0]
    assert first.split()[1:5] == ["of", first.split()[2], "stances", "match,"]


def test_a_terminal_shows_thirty_and_a_pipe_all(nato) -> None:
    shown = nato("stances", terminal=True).out
    assert "The first 30 of" in shown
    assert len(nato("stances", COLUMNS="200").out.splitlines()) > 200
    assert len(json.loads(nato("stances", "--limit", "5", "--format", "json").out)["stances"]) == 5


def test_a_condition_is_shown_as_met_only_from_that_day_on(nato) -> None:
    data = ("--data", str(Path(__file__).parents[1] / "datasets" / "council-15.yaml"), "--member", "bremouth")
    before, after = (nato("stances", *data, "--as-of", day, COLUMNS="80").out for day in ("2026-09-30", "2026-10-01"))
    assert "if a deputy from Bremouth" in before
    assert "met" not in before.split("if a deputy")[1].splitlines()[0]
    assert "(met" in after
