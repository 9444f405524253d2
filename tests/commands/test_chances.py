"""`nato chances`: how certain it is that those who are reported to consent really do."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from runner import Result

Nato = Callable[..., Result]


@pytest.mark.parametrize(
    "question",
    [
        "chances ann --as-of 2024-03-31",
    ],
)
def test_its_answer(question: str, shows) -> None:
    shows(question)


def test_the_sentence_comes_first_and_those_who_have_not_said_yes_are_named(nato: Nato) -> None:
    known = ("--as-of", "2024-06-17", "--known-by", "2024-06-17")
    lines = nato("chances", "rutte", *known, COLUMNS="200").out.splitlines()
    assert lines[:2] == [
        "29 of 32 Allies back Mark Rutte. Hungary, Romania and Slovakia have not decided.",
        (
            "29 of 32 consent: 13 by their own word, 16 on reports by others (5 origins); that all 29 do: 55-100 %. "
            "Hungary, Romania and Slovakia have not said yes."
        ),
    ]
    assert lines[2].startswith("In 8 earlier selections by unanimity, the leader of the count was chosen in ")


def test_what_rests_on_reports_and_what_is_left_out_is_in_the_json(nato: Nato) -> None:
    answer = json.loads(nato("chances", "rutte", "--as-of", "2024-06-17", "--format", "json").out)
    assert (answer["members"], answer["consenting"], answer["announced"], answer["by_reports"]) == (32, 29, 13, 16)
    assert answer["not_counted"] == ["HUN", "ROU", "SVK"]
    assert answer["base_rates"]["selections"] == sorted(set(answer["base_rates"]["selections"]) - {"nato-sg-2024"})


def test_base_rates_are_of_selections_that_were_over_by_then(nato: Nato) -> None:
    answer = json.loads(
        nato(
            "chances", "fogh-rasmussen", "--selection", "nato-sg-2009", "--as-of", "2009-03-30", "--format", "json"
        ).out
    )
    assert answer["base_rates"] is None  # seven selections for the post had been decided, with reports before their end


def test_one_who_is_out_or_was_chosen_has_one_line(nato: Nato) -> None:
    assert nato("chances", "kallas").out == "Kaja Kallas is out of the race: withdrawn on 2 April 2024.\n"
    assert nato("chances", "rutte").out.startswith("Mark Rutte was appointed on 26 June 2024")
    assert len(nato("chances", "rutte").out.splitlines()) == 1
