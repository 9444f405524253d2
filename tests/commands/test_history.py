"""`nato history`: every selection, who was considered, who was appointed and how long it took."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from runner import Result

Nato = Callable[..., Result]


@pytest.mark.parametrize(
    "question",
    [
        "history",
    ],
)
def test_its_answer(question: str, shows) -> None:
    shows(question)


def test_how_long_past_selections_took_is_the_first_sentence(nato: Nato) -> None:
    first = " ".join(nato("history").out.splitlines()[:2])
    assert "Those for Secretary General of NATO took 3 to 562 days from opening to choice" in first


def test_both_ways_of_counting_are_given_and_say_from_where(nato: Nato) -> None:
    out = " ".join(nato("history").out.split())
    assert "Jaap de Hoop Scheffer, 22 September 2003: 243 days after the opening, 251 after the first mention" in out
    selections = json.loads(nato("history", "--format", "json").out)["selections"]
    (found,) = [each for each in selections if each["selection"] == "nato-sg-2003"]
    assert (found["opened"], found["days_from_opening"], found["days"]) == ("2003-01-22", 243, 251)


def test_a_selection_with_two_posts_names_both_choices(nato: Nato) -> None:
    assert "Finland, 4 April 2023" in nato("history").out
    selections = json.loads(nato("history", "--format", "json").out)["selections"]
    (found,) = [each for each in selections if each["selection"] == "nato-accession-2022"]
    assert found["all_appointed"] == ["finland", "sweden"]
