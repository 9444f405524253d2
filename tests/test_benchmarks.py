"""The benchmarks measure valid datasets; how fast they are is for a quiet machine to say.

How commands grow can be said on any machine, by counting the calls of functions.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest
from runner import run_in_process

BENCHMARKS = Path(__file__).parent / "benchmarks"


def test_the_generated_datasets_are_valid(nato, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(BENCHMARKS)
    import generate
    import kinds

    def check(name: str) -> None:
        assert nato("validate", str(tmp_path / name)).code == 0
        assert nato("unanimity-check", "--data", str(tmp_path / name)).code == 0

    generate.write(tmp_path / "dataset.yaml", 100)
    check("dataset.yaml")
    for kind in kinds.KINDS:
        (tmp_path / "kind.yaml").write_text(kinds.text(kind, 20), encoding="utf-8")
        check("kind.yaml")


#: From the second to the third, calls grow twice as much as from the first to the second; by the square, four times.
SIZES, MOST = (15, 30, 60), 3


@pytest.mark.a_few_cases
@pytest.mark.parametrize("kind", range(15))
def test_no_command_makes_calls_by_the_square_of_the_records(
    kind: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(BENCHMARKS)
    import kinds

    for limit in ("report.page.MOST_DAYS", "report.page.MOST_CANDIDATES", "analysis.backtest.MOST_DAYS"):
        monkeypatch.setattr(f"nato_cli.{limit}", 10)  # thousands would show that the answer ceases to grow
    name, (_, commands) = list(kinds.KINDS.items())[kind]
    files = [tmp_path / f"{number}.yaml" for number in SIZES]
    for number, file in zip(SIZES, files, strict=True):
        file.write_text(kinds.text(name, number), encoding="utf-8")
    for command in commands:
        calls_of(command, files[0])  # which imports its modules
        few, more, most = (calls_of(command, file) for file in files)
        assert most - more < MOST * max(more - few, 1000), (name, command)


def calls_of(command: str, data: Path) -> int:
    """How many functions a command calls, those of Python and those of C."""
    number = 0

    def count(_frame: Any, event: str, _of: Any) -> None:
        nonlocal number
        number += event in {"call", "c_call"}

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        form = () if command.startswith("report") else ("--format", "json")
        ran = run_in_process(*command.split(), *form, NATO_DATA=str(data))
    finally:
        sys.setprofile(before)
    assert ran.code == 0, (command, ran.err)
    return number


def test_every_kind_is_measured(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(BENCHMARKS)
    import kinds

    assert len(kinds.KINDS) == 15
