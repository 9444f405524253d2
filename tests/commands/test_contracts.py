"""What scripts rely on, for every command: the keys of its JSON, the columns of its CSV, the same answer each time."""

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from syrupy.assertion import SnapshotAssertion

DATASETS = Path(__file__).parents[1] / "datasets"
QUESTIONS = [
    "candidates",
    "counts",
    "members",
    "stances",
    "sources",
    "selections",
    "show ann",
    "show AAA",
    "show paper-1",
    "matrix",
    "timeline ann",
    "diff 2024-01-31",
    "unanimity-check",
    "why CCC ann",
    "what-if ann --set CCC=support",
    "path ann",
    "chances ann",
    "silence ann --opens 2024-03-01 --deadline 2024-04-02",
    "history",
    "vetoes",
    "backtest",
    "backtest --hedges",
]


def keys(value: Any, path: str = "") -> set[str]:
    """Every key of a JSON document by its path, as `candidates[].id`; ids of the dataset that are keys are `*`."""
    if isinstance(value, list):
        return {key for item in value for key in keys(item, f"{path}[]")}
    if not isinstance(value, dict):
        return {path}
    found = set()
    for key, item in value.items():
        name = "*" if key in {"AAA", "BBB", "CCC", "DDD", "ann", "bob", "cay"} else key
        found |= keys(item, f"{path}.{name}".removeprefix(".")) or {path}
    return found or {path}


@pytest.mark.parametrize("question", QUESTIONS)
def test_the_keys_of_its_json(question: str, board, snapshot: SnapshotAssertion) -> None:
    answer = json.loads(board(*question.split(), "--format", "json").out)
    assert "\n".join(sorted(keys(answer))) == snapshot


@pytest.mark.parametrize("question", QUESTIONS)
def test_the_columns_of_its_csv(question: str, board, snapshot: SnapshotAssertion) -> None:
    header, *rows = csv.reader(io.StringIO(board(*question.split(), "--format", "csv").out))
    assert {len(row) for row in rows} <= {len(header)}
    assert " ".join(header) == snapshot


@pytest.mark.parametrize("form", ["table", "json", "csv", "markdown"])
@pytest.mark.parametrize("question", QUESTIONS)
def test_a_pipe_gets_the_answer_alone_whatever_the_width(question: str, form: str, board) -> None:
    narrow, wide = (board(*question.split(), "--format", form, COLUMNS=columns) for columns in ("80", None))
    for answer in (narrow, wide):
        assert (answer.code, answer.err) == (0, "")
        assert "\x1b" not in answer.out
    if form != "table":
        assert narrow == wide


def test_the_same_question_has_the_same_answer_byte_for_byte(nato_process) -> None:
    question = ("unanimity-check", "--format", "json", "--data", str(DATASETS / "board.yaml"))
    assert nato_process(*question, PYTHONHASHSEED="1").out == nato_process(*question, PYTHONHASHSEED="2").out


def test_an_answer_says_its_selection_its_date_and_its_electorate(board) -> None:
    answer = board("candidates", "--as-of", "2024-03-06", "--known-by", "2024-03-08", COLUMNS=None).out.splitlines()
    assert answer[1] == "Chair of the Board, 2024: candidates on 6 March 2024, as known on 8 March 2024, 3 members."


def test_colour_is_for_terminals_that_want_it(board) -> None:
    assert "\x1b[" in board("candidates", FORCE_COLOR="1").out
    assert "\x1b[3" not in board("candidates", FORCE_COLOR="1", NO_COLOR="1").out


def test_the_version_says_what_a_report_of_a_bug_needs(nato_process) -> None:
    out = nato_process("--version").out
    assert out.startswith("nato ")
    for word in ("Python ", "PyYAML ", "libyaml ", "data "):
        assert word in out
