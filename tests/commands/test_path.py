"""`nato path`: what stands between a candidate and a decision."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from runner import Result

Nato = Callable[..., Result]


@pytest.mark.parametrize(
    "question",
    [
        "path ann",
        "path ann --rule consensus --as-of 2024-03-31",
    ],
)
def test_its_answer(question: str, shows) -> None:
    shows(question)


def test_what_everybody_sees_comes_first(nato: Nato) -> None:
    """Twenty-two are behind somebody else, and nobody but Romania names its president."""
    lines = nato("path", "iohannis", "--as-of", "2024-03-15", COLUMNS="200").out.splitlines()
    assert lines[0].startswith("Of 32 Allies, Romania alone backs Klaus Iohannis.")
    assert lines[1].startswith("22 of 32 Allies are behind Mark Rutte by the count of ")
    assert lines[1].endswith("; nobody but Romania backs Klaus Iohannis.")


def test_a_condition_is_what_the_member_wants_first(nato: Nato) -> None:
    out = nato("path", "rutte", "--as-of", "2024-06-17", COLUMNS="200").out
    assert "wants first: a guarantee that Hungary stays out of NATO missions in Ukraine" in out
    steps = json.loads(nato("path", "rutte", "--as-of", "2024-06-17", "--format", "json").out)["steps"]
    assert [step["member"] for step in steps] == ["HUN", "ROU", "SVK"]
    assert "a guarantee that Hungary stays out of NATO missions in Ukraine" in [
        condition["condition"] for condition in steps[0]["conditions"]
    ]


def test_how_much_rests_on_one_origin_comes_before_the_members_in_the_way(nato: Nato) -> None:
    out = nato("path", "rutte", "--as-of", "2024-04-03", COLUMNS="200").out
    first = "18 of the 27 who consent rest on one report, NOS (via NH Nieuws), 2 April 2024"
    assert first in out.splitlines()[2]
    assert out.index(first) < out.index("Hungary   says no")


def test_a_source_that_would_change_the_verdict_is_named(nato: Nato) -> None:
    out = nato("path", "worner", "--selection", "nato-sg-1988", "--as-of", "1987-12-01", COLUMNS="200").out
    assert "If Chicago Tribune, 27 November 1987, is wrong on" in out
    assert "the verdict is open." in out


def test_past_vetoes_are_those_before_the_date(nato: Nato) -> None:
    later = nato("path", "rutte", "--as-of", "2024-04-03").out
    assert "Anders Fogh Rasmussen (nato-sg-2009)" in later
    assert "Finland" not in nato("path", "worner", "--selection", "nato-sg-1988", "--as-of", "1987-12-01").out


def test_one_who_is_out_or_was_chosen_has_one_line(nato: Nato) -> None:
    assert nato("path", "iohannis").out == "Klaus Iohannis is out of the race: withdrawn on 20 June 2024.\n"
    assert len(nato("path", "rutte").out.splitlines()) == 1
