"""What all tests share: a fixed day, no word of the surroundings of whoever runs them, and the real `nato`."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from hypothesis import settings

settings.register_profile("default", deadline=None, derandomize=True)
settings.load_profile("default")

CASES = Path(__file__).with_name("cases")


@pytest.fixture(autouse=True)
def fixed_surroundings(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in os.environ if name.startswith("NATO_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("NATO_TODAY", "2026-11-23")
    monkeypatch.setenv("NATO_NO_CACHE", "1")
    for name in ("COLUMNS", "NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)


class Ran(NamedTuple):
    out: str
    err: str
    code: int


Nato = Callable[..., Ran]


@pytest.fixture
def nato() -> Nato:
    """Run `nato` with these arguments and variables (None unsets one). Without a terminal, as in a pipe."""

    def run(
        *arguments: str | bytes, cwd: Path | None = None, streams: dict[str, Any] | None = None, **variables: str | None
    ) -> Ran:
        surroundings = {**os.environ, "PYTHONUTF8": "1", **variables}
        done = subprocess.run(
            [sys.executable, "-m", "nato_cli", *arguments],
            cwd=cwd,
            env={name: value for name, value in surroundings.items() if value is not None},
            timeout=60,
            check=False,
            **{"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **(streams or {})},
        )
        out, err = (stream.decode() if stream else "" for stream in (done.stdout, done.stderr))
        assert "Traceback" not in err
        return Ran(out, err, done.returncode)

    return run


@pytest.fixture
def board(nato: Nato) -> Nato:
    """`nato` on the small dataset of `cases/board.yaml`."""

    def run(*arguments: str, **variables: str) -> Ran:
        return nato(*arguments, cwd=CASES, NATO_DATA="board.yaml", **variables)

    return run


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--examples", type=int, default=8, help="How many command lines are tried for each command.")
