"""What the tests of the commands share: a snapshot of an answer, and a dataset that was just begun."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from runner import Result
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
def mine(nato: Callable[..., Result], tmp_path: Path) -> Path:
    """A dataset that was just begun, with one candidate."""
    folder = tmp_path / "mine"
    assert nato("init", str(folder), "--selection", "sg-next", "--title", "The next one", "--post", "Chief").code == 0
    assert nato("add", "candidate", "--id", "alder", "--name", "Ann Alder", "--data", str(folder)).code == 0
    return folder
