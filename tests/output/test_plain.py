"""Plain reading: a labelled sentence a row, words in place of signs, no drawings."""

import pytest

QUESTIONS = ["candidates", "members", "matrix", "timeline ann", "unanimity-check", "why --full ann", "show ann"]


@pytest.mark.parametrize("question", QUESTIONS)
def test_no_sign_and_no_line_of_a_drawing_is_left(question: str, board) -> None:
    answer = board(*question.split(), "--plain")
    assert answer.code == 0
    assert set(answer.out) & set("●◐○◌◧■×≠│├└─") == set()


def test_the_option_and_the_variable_mean_the_same(board) -> None:
    assert board("members", "--plain").out == board("members", ACCESSIBLE="1").out
    assert board("members", ACCESSIBLE="0").out == board("members").out


def test_a_row_is_a_sentence_with_the_names_of_its_columns(board) -> None:
    lines = board("members", "--plain").out.splitlines()
    assert lines[2] == "member: AAA; name: Ada; acceded: 1999-01-01; standings: ann support."


def test_a_sign_is_read_as_its_word(board) -> None:
    text = board("matrix", "--plain").out
    assert "Alder: support" in text
    assert "Alder: veto" in text
