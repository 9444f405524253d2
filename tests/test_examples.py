"""The three example datasets, one for each decision rule that the shipped selections do not use."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from runner import Result

Nato = Callable[..., Result]
DATASETS = Path(__file__).with_name("datasets")

VERDICTS = [
    # A board of nine persons that decides by consensus: one objects until its condition is met, another stands aside.
    ("board-9", "elena", "2026-09-10", "open", "standings"),
    ("board-9", "elena", "2026-09-20", "blocked", "standings"),
    ("board-9", "elena", "2026-09-30", "reached", "standings"),
    # A council of 15 that votes in secret: enough votes, but until the third round one veto holder against.
    ("council-15", "adair", "2026-08-20", "open", "standings"),
    ("council-15", "adair", "2026-08-21", "blocked", "count"),
    ("council-15", "adair", "2026-09-09", "blocked", "count"),
    ("council-15", "adair", "2026-10-05", "reached", "count"),
    ("council-15", "adair", "2026-10-06", "reached", "decision"),
    ("council-15", "castell", "2026-08-21", "blocked", "count"),
    ("council-15", "castell", "2026-09-10", "out", "standings"),
    ("council-15", "brook", "2026-10-06", "out", "standings"),
    # A union of 27 with weights: enough members, not enough weight.
    ("union-27", "falk", "2026-05-20", "open", "standings"),
    ("union-27", "falk", "2026-07-01", "open", "standings"),
]


@pytest.mark.parametrize(("example", "candidate", "date", "verdict", "basis"), VERDICTS)
def test_the_verdict_of_a_day(example: str, candidate: str, date: str, verdict: str, basis: str, nato: Nato) -> None:
    data = ("--data", str(DATASETS / f"{example}.yaml"))
    (check,) = json.loads(nato("unanimity-check", candidate, *data, "--as-of", date, "--format", "json").out)["checks"]
    assert (check["verdict"], check["decided_by"]) == (verdict, basis)


@pytest.mark.parametrize("example", ["board-9", "council-15", "union-27"])
def test_an_example_is_valid(example: str, nato: Nato) -> None:
    result = nato("validate", "--strict", str(DATASETS / f"{example}.yaml"))
    assert result.code == 0
    assert result.err.endswith(f"{example}.yaml: no faults\n")


def union(nato: Nato, command: str, *more: str) -> str:
    data = ("--data", str(DATASETS / "union-27.yaml"), "--as-of", "2026-07-01")
    return nato(command, "falk", *data, *more, COLUMNS="200").out


def test_with_weights_the_path_says_what_is_wanted_and_who_would_do(nato: Nato) -> None:
    assert "Wanted: 106 more of the weights of these" in union(nato, "path")
    steps = json.loads(union(nato, "path", "--format", "json"))["steps"]
    assert [step["member"] for step in steps if step["won_over"]["verdict"] == "reached"] == ["corland", "borland"]


def test_a_condition_that_is_met_makes_the_quota(nato: Nato) -> None:
    assert "REACHED" in union(nato, "what-if", "--met", "borland:falk")


def test_no_bounds_are_given_for_weights_and_sharp_ones_for_a_number_of_members(nato: Nato) -> None:
    assert "the quota is made" not in union(nato, "chances")
    council = ("--data", str(DATASETS / "council-15.yaml"), "--as-of", "2026-09-20")
    assert (
        "By name alone, that the quota is made (majority: 9 of 15"
        in nato("chances", "adair", *council, COLUMNS="200").out
    )


def test_a_path_by_a_count_names_the_count(nato: Nato) -> None:
    council = ("--data", str(DATASETS / "council-15.yaml"), "--as-of", "2026-09-20")
    out = nato("path", "adair", *council, COLUMNS="200").out
    assert "The verdict rests on one count, by The Courier [courier-09-09]." in out
    assert "are behind Owen Brook" not in out


def test_who_stood_aside_or_came_round_under_consensus_did_not_object(nato: Nato) -> None:
    objections = json.loads(nato("vetoes", "--data", str(DATASETS / "board-9.yaml"), "--format", "json").out)[
        "objections"
    ]
    assert [(each["member"], each["kind"], each["ending"], each["days"]) for each in objections] == [
        ("dmitri", "opposition", "lifted", 12)
    ]
