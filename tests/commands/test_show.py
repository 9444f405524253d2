"""`nato show`: everything about one candidate, member or source."""

import pytest


@pytest.mark.parametrize(
    "question",
    [
        "show ann",
        "show BBB",
        "show copy-1",
    ],
)
def test_its_answer(question: str, shows) -> None:
    shows(question)
