"""`nato vetoes`: who objected to whom, and how it ended."""

import pytest


@pytest.mark.parametrize(
    "question",
    [
        "vetoes",
        "vetoes --member CCC",
    ],
)
def test_its_answer(question: str, shows) -> None:
    shows(question)
