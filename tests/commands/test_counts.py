"""`nato counts`: what was counted, by rounds or by dates."""

import json

import pytest


@pytest.mark.parametrize("question", ["counts", "counts --as-of 2024-01-01"])
def test_its_answer(question: str, shows) -> None:
    shows(question)


def test_counts_as_json(board) -> None:
    (count,) = json.loads(board("counts", "--format", "json").out)["counts"]
    assert (count["candidate"], count["date"], count["support"], count["of"]) == ("ann", "2024-02-05", 2, 3)
    assert (count["outstanding"], count["source"], count["reliability"]) == (["CCC"], "copy-1", "C")


def test_the_leaders_latest_count_comes_first(nato) -> None:
    first = nato("counts", "--as-of", "2024-04-05", COLUMNS="200").out.splitlines()[0]
    assert first == "Mark Rutte had 28 of 32 Allies on 2 April 2024 (NOS (via NH Nieuws), B)."
