"""The real `nato`, run as its users run it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

CASES = Path(__file__).parents[1] / "cases"


class Ran(NamedTuple):
    out: str
    err: str
    code: int


Nato = Callable[..., Ran]


@pytest.fixture
def nato() -> Nato:
    """Run `nato` with these arguments and variables. Without a terminal, as in a pipe."""

    def run(*arguments: str, cwd: Path | None = None, **variables: str) -> Ran:
        done = subprocess.run(
            [sys.executable, "-m", "nato_cli", *arguments],
            capture_output=True,
            text=True,
            encoding="utf-8",
            cwd=cwd,
            env={**os.environ, "PYTHONUTF8": "1", **variables},
            timeout=60,
            check=False,
        )
        assert "Traceback" not in done.stderr
        return Ran(done.stdout, done.stderr, done.returncode)

    return run


@pytest.fixture
def board(nato: Nato) -> Nato:
    """`nato` on the small dataset of `cases/board.yaml`."""

    def run(*arguments: str, **variables: str) -> Ran:
        return nato(*arguments, cwd=CASES, NATO_DATA="board.yaml", **variables)

    return run
