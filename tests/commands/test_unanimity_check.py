"""`nato unanimity-check`: the verdict, and who is outstanding."""

import csv
import io
import json

import pytest


@pytest.mark.parametrize(
    "question",
    [
        "unanimity-check",
        "unanimity-check ann bob --as-of 2024-03-31",
        "unanimity-check ann --rule silence --as-of 2024-03-31",
    ],
)
def test_its_answer(question: str, shows) -> None:
    shows(question)


STANDINGS = [
    "support",
    "likely_support",
    "no_objection",
    "undecided",
    "unknown",
    "likely_oppose",
    "oppose",
    "veto",
    "contested",
]


def test_unanimity_check_as_json(board) -> None:
    answer = json.loads(board("unanimity-check", "ann", "--as-of", "2024-03-31", "--format", "json").out)
    assert list(answer) == ["selection", "as_of", "known_by", "rule", "members", "checks"]
    assert answer["selection"] == "chair-2024"
    assert (answer["as_of"], answer["known_by"], answer["rule"]) == ("2024-03-31", "2026-11-23", "unanimity")
    assert answer["members"] == 4
    (check,) = answer["checks"]
    assert check["candidate"] == "ann"
    assert check["verdict"] == "open"
    assert check["status"] == "declared"
    assert check["outstanding"] == ["CCC", "DDD"]
    assert list(check["standings"]) == STANDINGS
    assert check["standings"]["support"] == ["AAA", "BBB"]
    assert check["reported_count"]["support"] == 2
    assert check["probability"] == {"lower": 0.0, "upper": 0.8, "independent": [0.0, 0.64]}


def test_csv_has_one_row_a_member_and_candidate(board) -> None:
    rows = list(csv.DictReader(io.StringIO(board("unanimity-check", "--format", "csv").out)))
    assert [(row["candidate"], row["member"]) for row in rows[:5]] == [
        ("ann", "AAA"),
        ("ann", "BBB"),
        ("ann", "CCC"),
        ("ann", "DDD"),
        ("cay", "AAA"),
    ]


def test_unanimity_check_tells_by_its_exit_code_only_when_asked(board) -> None:
    assert board("unanimity-check", "ann").code == 0
    assert board("unanimity-check", "ann", "--exit-code").code == 1


def test_the_exit_code_is_0_when_unanimity_is_there(nato) -> None:
    assert nato("unanimity-check", "rutte", "--exit-code").code == 0
    assert nato("unanimity-check", "rutte", "--exit-code", "--as-of", "2024-06-19").code == 1


def test_nobody_in_the_race_is_no_unanimity(board) -> None:
    ran = board("unanimity-check", "--as-of", "2024-01-01", "--exit-code")
    assert ran.code == 1
    assert "nothing to check" in ran.out
