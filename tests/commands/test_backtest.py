"""`nato backtest`: what the rules said, against what came of it."""

import pytest


@pytest.mark.parametrize(
    "question",
    [
        "backtest",
        "backtest --hedges",
    ],
)
def test_its_answer(question: str, shows) -> None:
    shows(question)
