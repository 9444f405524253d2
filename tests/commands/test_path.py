"""`nato path`: what stands between a candidate and consensus."""

import pytest


@pytest.mark.parametrize(
    "question",
    [
        "path ann",
        "path ann --rule consensus --as-of 2024-03-31",
    ],
)
def test_its_answer(question: str, shows) -> None:
    shows(question)
