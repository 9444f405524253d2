"""`nato vetoes`: who objected to whom, and how it ended."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from runner import Result

Nato = Callable[..., Result]


@pytest.mark.parametrize(
    "question",
    [
        "vetoes",
        "vetoes --member CCC",
        "vetoes --candidate bob",
    ],
)
def test_its_answer(question: str, shows) -> None:
    shows(question)


def test_who_was_most_often_in_the_way_is_the_first_sentence(nato: Nato) -> None:
    first = " ".join(nato("vetoes").out.splitlines()[:2])
    assert first.startswith("France has objected most often: to 4 candidates. Then Türkiye to 3")


def test_the_kind_of_an_objection_is_never_left_out(nato: Nato) -> None:
    for columns in ("80", "100", "200"):
        out = nato("vetoes", "--candidate", "wallace", COLUMNS=columns).out
        assert out.count("veto (B3)") == 2
        assert "opposition (B3)" in out
        assert "(E5)" in out


def test_a_veto_that_is_feared_is_likely_opposition_with_its_hedge_and_its_grade(nato: Nato) -> None:
    answer = json.loads(nato("vetoes", "--candidate", "rutte", "--member", "Türkiye", "--format", "json").out)
    (objection,) = answer["objections"]
    assert (objection["kind"], objection["hedge"], objection["grade"]) == ("likely opposition", "possible", "C4")


def test_hungary_opposed_rutte_from_march_on_and_came_round(nato: Nato) -> None:
    answer = json.loads(nato("vetoes", "--candidate", "rutte", "--member", "HUN", "--format", "json").out)
    firm = [each for each in answer["objections"] if each["kind"] != "likely opposition"]
    assert [(each["first"], each["ending"]) for each in firm] == [("2024-03-05", "lifted")]


def test_all_selections_are_asked_unless_one_is_named(nato: Nato) -> None:
    listed = {each["selection"] for each in json.loads(nato("vetoes", "--format", "json").out)["objections"]}
    assert {"nato-sg-1995", "nato-sg-2024"} <= listed
    out = nato("vetoes", "--selection", "nato-sg-1995").out
    assert "Ruud Lubbers" in out
    assert "Mark Rutte" not in out
    assert "[default: (all)]" in " ".join(nato("vetoes", "--help").out.split())


def test_a_limit_shortens_the_list_and_not_the_summary(nato: Nato) -> None:
    all_, few = nato("vetoes").out.splitlines(), nato("vetoes", "--limit", "2").out.splitlines()
    assert few[:10] == all_[:10]
    assert len(few) < len(all_)
    assert len(json.loads(nato("vetoes", "--limit", "2", "--format", "json").out)["objections"]) == 2
