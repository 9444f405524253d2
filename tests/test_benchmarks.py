"""The benchmarks run, on little: what they find is for a quiet machine to say."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

BENCHMARKS = Path(__file__).parent / "benchmarks"
KEEPING = {"add", "edit", "import", "init"}

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs os.wait4")


def measured(*arguments: str) -> str:
    command = [sys.executable, str(BENCHMARKS), *arguments, "--rounds", "0", "--no-peers"]
    return subprocess.run(command, capture_output=True, text=True, check=True, timeout=300).stdout


def first_cells(tables: str) -> list[str]:
    return re.findall(r"^\| (.*?) \|", tables, re.MULTILINE)


def test_starts_are_measured_over_the_smallest_program() -> None:
    found = measured("starts")
    assert "| smallest program of Typer and Rich that prints a table | 1.00 |" in found
    assert {"`nato candidates`", "`nato --version`", "Tab after `nato una`"} <= set(first_cells(found))
    assert "ended with" not in found


def test_growth_is_measured_between_sizes() -> None:
    found = measured("scale", "--sizes", "20", "200")
    assert "20 to 200" in found
    assert {"`nato validate`", "`nato matrix`", "`nato stances as CSV`", "200"} <= set(first_cells(found))
    assert "ended with" not in found


def test_no_command_that_only_reads_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(BENCHMARKS)
    from starts import COMMANDS

    command = [sys.executable, "-m", "nato_cli", "--help"]
    listed = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    named = set(re.findall(r"^([a-z][a-z-]+) {2,}", listed, re.MULTILINE))
    assert named - KEEPING - {"candidates"} == {words.split()[0] for words in COMMANDS}


def test_what_takes_too_long_or_fails_is_told_as_that(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(BENCHMARKS)
    from measuring import Program, run

    slow = run(Program("slow", (sys.executable, "-c", "import time; time.sleep(60)"), {}, limit=0.1))
    broken = run(Program("broken", (sys.executable, "-c", "raise SystemExit('no such file')"), {}))
    assert (slow.is_cut, slow.fault) == (True, "")
    assert (broken.is_cut, broken.fault) == (False, "ended with 1: no such file")


def test_tables_go_between_their_comments_and_leave_the_rest(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.syspath_prepend(BENCHMARKS)
    from tables import put

    readme = tmp_path / "README.md"
    readme.write_text("A\n<!-- benchmarks: scale -->\nold\n<!-- end of benchmarks: scale -->\nB\n", encoding="utf-8")
    put(readme, "scale", "new")
    put(readme, "scale", "newer\n")
    assert readme.read_text(encoding="utf-8") == (
        "A\n<!-- benchmarks: scale -->\nnewer\n<!-- end of benchmarks: scale -->\nB\n"
    )
    with pytest.raises(SystemExit, match="starts"):
        put(readme, "starts", "new")
