"""What all tests share: `nato` on a fixed day, apart from the environment of whoever runs them."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from zlib import crc32

import pytest
from hypothesis import settings
from runner import Result, run_in_process, run_process

settings.register_profile("default", deadline=None, derandomize=True, max_examples=40)
settings.register_profile("thorough", deadline=None, derandomize=True, max_examples=400)
settings.load_profile("default")

DATASETS = Path(__file__).with_name("datasets")
MOST_CASES = 4

Nato = Callable[..., Result]


@pytest.fixture(autouse=True)
def isolated_environment(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    """A fixed day, 80 columns, no colour, no editor, a cache for these tests, and a home that does not exist yet."""
    for name in list(os.environ):
        if name.startswith(("NATO_", "XDG_")) or name in _UNSET:
            monkeypatch.delenv(name)
    monkeypatch.setenv("HOME", str(tmp_path_factory.getbasetemp() / f"home-{next(_numbers)}"))
    monkeypatch.setenv("NATO_TODAY", "2026-11-23")
    monkeypatch.setenv("NATO_CACHE", str(tmp_path_factory.getbasetemp() / "cache"))
    monkeypatch.setenv("COLUMNS", "80")


_UNSET = {"NO_COLOR", "FORCE_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "LINES", "TERMINAL_WIDTH", "PAGER", "EDITOR",
          "VISUAL", "ACCESSIBLE", "BROWSER", "GITHUB_ACTIONS"}  # fmt: skip
_numbers = iter(range(1_000_000))


@pytest.fixture
def nato() -> Nato:
    """`nato(*arguments, cwd=, stdin=, terminal=, **variables)` in this process: stdout, stderr and exit code."""
    return run_in_process


@pytest.fixture
def nato_process() -> Nato:
    """`nato(*arguments, cwd=, streams=, **variables)` in a process of its own, where that is what is tested."""
    return run_process


@pytest.fixture
def board(nato: Nato) -> Nato:
    """`nato` on the small dataset of `datasets/board.yaml`."""

    def run(*arguments: str, **variables: str) -> Result:
        return nato(*arguments, cwd=DATASETS, **{"NATO_DATA": "board.yaml", **variables})

    return run


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--thorough",
        action="store_true",
        help="Try every case of every test of robustness, and ten times the examples.",
    )


def pytest_configure(config: pytest.Config) -> None:
    if config.getoption("--thorough"):
        settings.load_profile("thorough")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Of each test of faults a few cases, spread over all of them, others for each test, unless all are asked for."""
    left_out = []
    cases: dict[str, list[pytest.Item]] = {}
    for item in items:
        has_many = item.path.parent.name == "robustness" or item.get_closest_marker("a_few_cases") is not None
        if has_many and item.get_closest_marker("every_case") is None and not config.getoption("--thorough"):
            cases.setdefault(item.nodeid.partition("[")[0], []).append(item)
    for name, found in cases.items():
        step = -(-len(found) // MOST_CASES)
        start = crc32(name.encode()) % step
        left_out += [item for number, item in enumerate(found) if number % step != start]
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        unwanted = set(left_out)
        items[:] = [item for item in items if item not in unwanted]
