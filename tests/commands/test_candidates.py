"""`nato candidates`: who is in the race, and how many members stand where."""

import json

import pytest


@pytest.mark.parametrize(
    "question",
    [
        "candidates",
    ],
)
def test_its_answer(question: str, shows) -> None:
    shows(question)


def test_candidates_as_json(board) -> None:
    answer = json.loads(board("candidates", "--format", "json").out)
    assert list(answer)[:2] == ["selection", "as_of"]
    assert [each["id"] for each in answer["candidates"]] == ["ann", "cay", "bob"]
