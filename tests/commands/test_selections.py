"""`nato selections`: the selections of a dataset."""

import pytest


@pytest.mark.parametrize(
    "question",
    [
        "selections",
    ],
)
def test_its_answer(question: str, shows) -> None:
    shows(question)
