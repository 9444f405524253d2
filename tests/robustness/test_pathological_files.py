"""Whatever a file holds, reading it, judging it and telling what is wrong with it end soon and take little memory.

No time is asserted, as a machine may be busy: each bomb has a minute, and a quarter of a second is what most take.
"""

from __future__ import annotations

import json
import os
import select
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("resource", reason="memory is limited with it")

from pathological_files import BOMBS

_MINUTE = 60
_MOST_FAULTS_A_KIND = 1001
#: No answer is many times as long as the file.
_LONGEST = 8 * 2**20

Explode = Callable[[str], dict[str, Any]]


@pytest.fixture(scope="module")
def explode() -> Iterator[Explode]:
    """Read a bomb in a process of one gibibyte, which is used for one after the other."""
    running: list[subprocess.Popen[str]] = []

    def start() -> subprocess.Popen[str]:
        script = Path(__file__).with_name("run_limited.py")
        return subprocess.Popen(
            [sys.executable, script], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )

    def run(name: str) -> dict[str, Any]:
        if not running or running[-1].poll() is not None:
            running.append(start())
        process = running[-1]
        assert process.stdin is not None
        assert process.stdout is not None
        print(name, file=process.stdin, flush=True)
        if not select.select([process.stdout], [], [], _MINUTE)[0]:
            process.kill()
            pytest.fail(f"no answer within {_MINUTE} s")
        line = process.stdout.readline()
        assert line, process.communicate()[1]
        answer: dict[str, Any] = json.loads(line)
        return answer

    yield run
    for process in running:
        process.communicate(timeout=_MINUTE)


@pytest.mark.parametrize("name", BOMBS)
def test_a_file_made_to_be_dear_is_read_and_told_soon(name: str, explode: Explode) -> None:
    answer = explode(name)
    assert set(answer["codes"]) == BOMBS[name].codes
    assert answer["faults"] <= _MOST_FAULTS_A_KIND * max(1, len(answer["codes"]))
    assert answer["longest"] < _LONGEST


@pytest.mark.parametrize("form", ["text", "json", "github"])
def test_validate_tells_of_too_many_faults_that_there_are_more(form: str, tmp_path: Path) -> None:
    (tmp_path / "case.yaml").write_bytes(BOMBS["faulty-records-on-one-line"].make())
    done = subprocess.run(
        [sys.executable, "-m", "nato_cli", "validate", "case.yaml", "--format", form],
        capture_output=True,
        cwd=tmp_path,
        env={**os.environ, "PYTHONUTF8": "1"},
        text=True,
        timeout=_MINUTE,
        check=False,
    )
    assert done.returncode == 1
    assert "more than 1000 faults in this file: it is read no further than this" in done.stdout
    assert len(done.stdout) < _LONGEST
    assert done.stderr == ("case.yaml: 1001 errors\n" if form == "text" else "")


def test_candidates_tells_the_faults_of_such_a_file_and_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "case.yaml").write_bytes(BOMBS["faulty-records-on-one-line"].make())
    done = subprocess.run(
        [sys.executable, "-m", "nato_cli", "candidates", "--data", "case.yaml"],
        capture_output=True,
        cwd=tmp_path,
        text=True,
        timeout=_MINUTE,
        check=False,
    )
    assert (done.returncode, done.stdout) == (3, "")
    assert done.stderr.count("[wrong-type]") == 1000
    assert done.stderr.count("[too-many-faults]") == 1
