"""`nato silence`: the silence procedure played on the data."""

import pytest


@pytest.mark.parametrize(
    "question",
    [
        "silence ann --opens 2024-03-01 --deadline 2024-03-31",
        "silence ann --opens 2024-03-01 --deadline 2024-04-02",
        "silence ann --opens 2024-04-02 --deadline 2024-04-05",
    ],
)
def test_its_answer(question: str, shows) -> None:
    shows(question)


def test_an_objection_that_stood_before_the_window_breaks_it(nato) -> None:
    answer = nato("silence", "rutte", "--opens", "2024-04-01", "--deadline", "2024-04-02", COLUMNS="200").out
    assert answer.startswith(
        "A draft for Mark Rutte under silence from 1 April 2024 to 2 April 2024 would be broken by Hungary."
    )
    assert "objected before, and still does" in answer


def test_a_month_opens_on_its_first_day_and_ends_on_its_last(nato) -> None:
    answer = nato("silence", "rutte", "--opens", "2024-05", "--deadline", "2024-06", COLUMNS="200").out
    assert "from 1 May 2024 to 30 June 2024" in answer
    assert "objects on 27 May" in answer


def test_a_deadline_before_the_opening_is_told(board) -> None:
    ran = board("silence", "ann", "--opens", "2024-03-05", "--deadline", "2024-03-01")
    assert ran.code == 2
    assert "before the opening" in ran.err
