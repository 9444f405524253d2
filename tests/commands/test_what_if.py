"""`nato what-if`: the check under other standings, sources or rules."""

import json

import pytest


@pytest.mark.parametrize(
    "question",
    [
        "what-if ann --set CCC=support --set DDD=likely-support --without paper-1",
        "what-if ann --rule silence --min-credibility 2",
    ],
)
def test_its_answer(question: str, shows) -> None:
    shows(question)


def test_a_scenario_is_saved_read_again_and_added_to(board, tmp_path) -> None:
    file = tmp_path / "scenario.yaml"
    question = ("what-if", "ann", "--format", "json")
    saved = json.loads(board(*question, "--set", "CCC=support", "--without", "paper-1", "--save", str(file)).out)
    again = json.loads(board(*question, "--from", str(file)).out)
    assert again == saved
    more = json.loads(board(*question, "--from", str(file), "--set", "CCC=veto", "--rule", "silence").out)
    assert more["scenario"] == {"set": {"CCC": "veto"}, "without": ["paper-1"], "rule": "silence"}


def test_a_scenario_is_not_written_over_another_file(board, tmp_path) -> None:
    file = tmp_path / "scenario.yaml"
    file.write_text("mine")
    ran = board("what-if", "ann", "--set", "CCC=support", "--save", str(file))
    assert ran.code == 2
    assert file.read_text() == "mine"


def test_the_faults_of_a_scenario_have_their_places(board, tmp_path) -> None:
    file = tmp_path / "scenario.yaml"
    file.write_text("scenario:\n  set: {CCC: suport}\n  without: [wire-2]\n")
    ran = board("what-if", "ann", "--from", str(file))
    assert (ran.code, ran.out) == (3, "")
    assert f"{file}:2:14: error: 'suport' is no standing" in ran.err
    assert "did you mean 'wire-1'?" in ran.err


def test_what_is_supposed_must_be_of_a_member_and_a_standing(board) -> None:
    assert "did you mean 'support'?" in board("what-if", "ann", "--set", "CCC=suport").err
    assert "unknown member" in board("what-if", "ann", "--set", "XXX=support").err
    assert "is not MEMBER=STANDING" in board("what-if", "ann", "--set", "CCC").err


def test_a_scenario_that_is_not_there_is_told(board, tmp_path) -> None:
    ran = board("what-if", "ann", "--from", str(tmp_path / "nothing.yaml"))
    assert ran.code == 2
    assert "nothing.yaml: No such file" in ran.err
