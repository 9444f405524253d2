"""`nato chances`: how certain it is that all consent."""

import pytest


@pytest.mark.parametrize(
    "question",
    [
        "chances ann --as-of 2024-03-31",
    ],
)
def test_its_answer(question: str, shows) -> None:
    shows(question)
