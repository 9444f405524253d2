"""`nato diff`: what changed between two dates."""

import json
from pathlib import Path

import pytest

CASES = Path(__file__).parents[1] / "datasets"


@pytest.mark.parametrize(
    "question",
    [
        "diff 2024-01-31 2024-04-01",
        "diff --since 2024-03-01",
    ],
)
def test_its_answer(question: str, shows) -> None:
    shows(question)


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
