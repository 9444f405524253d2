"""`nato members`: the electorate, and where each member stands."""

import pytest


@pytest.mark.parametrize(
    "question",
    [
        "members",
    ],
)
def test_its_answer(question: str, shows) -> None:
    shows(question)


def test_month_and_year_count_from_their_last_day(board) -> None:
    assert board("members", "--as-of", "2024-02").out.splitlines()[0].endswith("as of 2024-02-29 (3 members)")
