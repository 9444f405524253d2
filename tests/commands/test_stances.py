"""`nato stances`: the reports, latest first."""

import json

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
