"""`nato timeline`: events and changes of standing in order."""

import pytest


@pytest.mark.parametrize(
    "question",
    [
        "timeline",
        "timeline ann",
    ],
)
def test_its_answer(question: str, shows) -> None:
    shows(question)
