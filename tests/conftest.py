"""What all tests share: a fixed day, no word of the surroundings of whoever runs them, and the real `nato`."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple
from zlib import crc32

import pytest
from hypothesis import settings

settings.register_profile("default", deadline=None, derandomize=True)
settings.load_profile("default")

CASES = Path(__file__).with_name("datasets")
MOST_CASES = 6


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
    parser.addoption("--thorough", action="store_true", help="Try every case of every fault, not a few of each kind.")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Of each test of faults a few cases, spread over all of them, others for each test, unless all are asked for."""
    left_out = []
    cases: dict[str, list[pytest.Item]] = {}
    for item in items:
        is_of_faults = item.path.parent.name == "robustness" and item.get_closest_marker("every_case") is None
        if is_of_faults and not config.getoption("--thorough"):
            cases.setdefault(item.nodeid.partition("[")[0], []).append(item)
    for name, found in cases.items():
        step = -(-len(found) // MOST_CASES)
        start = crc32(name.encode()) % step
        left_out += [item for number, item in enumerate(found) if number % step != start]
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        unwanted = set(left_out)
        items[:] = [item for item in items if item not in unwanted]
