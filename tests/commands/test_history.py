"""`nato history`: every selection, who was considered and who was appointed."""

import pytest


@pytest.mark.parametrize(
    "question",
    [
        "history",
    ],
)
def test_its_answer(question: str, shows) -> None:
    shows(question)
