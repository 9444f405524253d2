"""`nato what-if`: the check under other standings, sources or rules."""

import json

import pytest


@pytest.mark.parametrize(
    "question",
    [
        "what-if ann --set CCC=support --set DDD=likely-support --without paper-1",
        "what-if ann --rule consensus --min-credibility 2",
    ],
)
def test_its_answer(question: str, shows) -> None:
    shows(question)


def test_what_is_supposed_must_be_of_a_member_and_a_standing(board) -> None:
    assert "did you mean 'support' or 'likely-support'?" in board("what-if", "ann", "--set", "CCC=suport").err
    assert "unknown member" in board("what-if", "ann", "--set", "XXX=support").err
    assert "is not MEMBER=STANDING" in board("what-if", "ann", "--set", "CCC").err


def test_the_first_line_says_what_would_follow(nato) -> None:
    question = ("what-if", "rutte", "--as-of", "2024-04-03", "--set", "HUN=support")
    answer = nato(*question, COLUMNS="200").out
    assert answer.startswith("Suppose Hungary says yes: 28 of 32 Allies back Mark Rutte.")
    assert "As reported: BLOCKED by Hungary" in answer
    document = json.loads(nato(*question, "--format", "json").out)
    assert (document["reported"]["verdict"], document["supposed"]["verdict"]) == ("blocked", "open")


def test_what_a_member_wants_first_can_be_supposed_to_be_done(nato) -> None:
    answer = nato("what-if", "rutte", "--as-of", "2024-04-03", "--met", "TUR:rutte", COLUMNS="200").out
    assert answer.startswith("Suppose what Türkiye wants first is done: 28 of 32 Allies back Mark Rutte.")
    ran = nato("what-if", "rutte", "--as-of", "2024-04-03", "--met", "FRA")
    assert (ran.code, ran.out) == (2, "")
    assert "no condition of France on rutte is on record" in ran.err


@pytest.mark.parametrize("question", ["rutte", "kallas --as-of 2024-06-01"])
def test_what_is_settled_takes_one_line(question: str, nato) -> None:
    answer = nato("what-if", *question.split(), "--set", "HUN=veto", COLUMNS="200").out
    assert len(answer.splitlines()) == 1
    assert "Nothing supposed changes that" in answer
