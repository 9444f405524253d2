"""What the tests of the commands share: a snapshot of an answer, and a dataset that was just begun."""

from __future__ import annotations

import atexit
import shutil
from collections.abc import Callable
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

import pytest
from runner import Result, run_in_process
from syrupy.assertion import SnapshotAssertion


@pytest.fixture
def shows(board: Callable[..., Result], snapshot: SnapshotAssertion) -> Callable[[str], None]:
    """Check that a question has the answer of the snapshot: 80 columns wide, without escapes or trailing blanks."""

    def check(question: str) -> None:
        answer = board(*question.split())
        assert (answer.code, answer.err) == (0, "")
        lines = answer.out.splitlines()
        assert [line for line in lines if len(line) > 80 or line != line.rstrip() or "\x1b" in line] == []
        assert answer.out == snapshot

    return check


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    """A dataset that was just begun, with one candidate."""
    return Path(shutil.copytree(_begun(), tmp_path / "mine"))


@cache
def _begun() -> Path:
    """Begin the dataset once: most tests of the commands that write copy it."""
    folder = Path(mkdtemp())
    atexit.register(shutil.rmtree, folder)
    data = str(folder / "mine")
    for command in (
        ["init", data, "--selection", "sg-next", "--title", "The next one", "--post", "Chief"],
        ["add", "candidate", "--id", "alder", "--name", "Ann Alder", "--data", data],
    ):
        assert run_in_process(*command).code == 0
    return folder / "mine"
