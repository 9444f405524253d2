"""Asking what if, and looking at what changed since the last look."""

import json
from pathlib import Path

CASES = Path(__file__).parents[1] / "datasets"


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


def test_the_last_look_is_remembered_in_the_state_folder_alone(nato, tmp_path) -> None:
    data = tmp_path / "board.yaml"
    board = (CASES / "board.yaml").read_text(encoding="utf-8")
    data.write_text(board, encoding="utf-8")

    def since_last(today: str, *more: str):
        return nato(
            "diff", "--since", "last", *more, "--data", str(data), NATO_TODAY=today, NATO_STATE=str(tmp_path / "state")
        )

    first = since_last("2026-11-20")
    assert first.code == 2
    assert "first look" in first.err
    late = (
        "  - {id: late, publisher: L, date: 2026-11-21, url: 'https://a.org', kind: wire, reliability: A}\nstances:\n"
    )
    news = "  - {member: CCC, candidate: ann, position: support, source: late, attribution: official-statement}\n"
    data.write_text(board.replace("stances:\n", late + news, 1), encoding="utf-8")
    answer = json.loads(since_last("2026-11-23", "--format", "json").out)
    assert answer["before"] == {"as_of": "2026-11-20", "known_by": "2026-11-20"}
    assert [(each["member"], each["before"], each["after"]) for each in answer["standings"]] == [
        ("CCC", "veto", "support")
    ]
    assert "Nothing." in since_last("2026-11-23").out


def test_dates_in_the_wrong_order_or_none_are_told(board) -> None:
    assert "name the earlier date first" in board("diff", "2024-04-01", "2024-03-01").err
    assert "name one or two dates" in board("diff").err


def test_a_deadline_before_the_opening_is_told(board) -> None:
    ran = board("silence", "ann", "--opens", "2024-03-05", "--deadline", "2024-03-01")
    assert ran.code == 2
    assert "before the opening" in ran.err
