"""`nato matrix`: members by candidates."""

import pytest


@pytest.mark.parametrize(
    "question",
    [
        "matrix",
        "matrix bob ann --sort standing --only outstanding --as-of 2024-03-31",
    ],
)
def test_its_answer(question: str, shows) -> None:
    shows(question)
