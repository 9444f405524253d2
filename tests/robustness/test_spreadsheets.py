"""Whatever a spreadsheet holds, `nato import` takes it or says in one line why not."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

BOARD = Path(__file__).parents[1] / "datasets" / "board.yaml"


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("x.csv", f"member,note\nAAA,{'x' * 200_000}\n", "line 2: field larger than field limit"),
        ("x.json", "[" * 200_000, "nested too deep"),
        ("x.json", f"[{'9' * 5000}]", "limit"),
        ("x.json", "{", "Expecting"),
        ("x.csv", "a" * 200_000, "line 1: field larger than field limit"),
    ],
)
def test_a_table_that_cannot_be_read_is_told_on_one_line(name: str, text: str, told: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text(text)
    done = subprocess.run(
        [sys.executable, "-m", "nato_cli", "import", str(tmp_path / name), "--data", str(BOARD)],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert told in done.stderr
    assert done.stderr.count("\n") == 1
