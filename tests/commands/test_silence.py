"""`nato silence`: the silence procedure played on the data."""

import pytest


@pytest.mark.parametrize(
    "question",
    [
        "silence ann --opens 2024-03-01 --deadline 2024-03-31",
        "silence ann --opens 2024-03-01 --deadline 2024-04-02",
    ],
)
def test_its_answer(question: str, shows) -> None:
    shows(question)


def test_a_deadline_before_the_opening_is_told(board) -> None:
    ran = board("silence", "ann", "--opens", "2024-03-05", "--deadline", "2024-03-01")
    assert ran.code == 2
    assert "before the opening" in ran.err
