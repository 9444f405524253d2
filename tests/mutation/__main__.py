"""Mutation testing of the rules of inference: `python tests/mutation`, after `pip install -e '.[mutation]'`.

One fault at a time is put into `nato_cli/analysis`, and the tests that pyproject.toml names under `[tool.mutmut]` must
notice it. The faults inside of functions are mutmut's; `mutmut show NAME` prints one, `mutmut browse` all. The tables,
limits and defaults that stand outside of them hold rules too, and mutmut passes them over: those are altered.py's.
Needs `os.fork`, as mutmut does, so not Windows.

What survives for good is of these kinds: a value that is kept and could be found anew, and the name that it is kept by
(`Reading.once`); a comparison at the edge of a set that has the edge anyway, a guard or a default that no valid dataset
comes to, an entry of a table that is never asked for, more digits than whole percents have, and another step of an
integral as exact.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tomllib
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from altered import Altered, altered

_ROOT = Path(__file__).parents[2]
_RULES = _ROOT / "nato_cli" / "analysis"
_OWN_LIMIT = 120  # seconds, many times what the tests take


class Result(NamedTuple):
    module: str
    mutant: str
    status: str


def main() -> None:
    show([*in_functions(), *outside_of_functions()])


def in_functions() -> list[Result]:
    """What mutmut finds in one complete run: nothing is taken over from an earlier one."""
    shutil.rmtree(_ROOT / "mutants", ignore_errors=True)
    mutmut = [sys.executable, "-m", "mutmut"]
    subprocess.run([*mutmut, "run"], cwd=_ROOT, stdout=sys.stderr, check=True)
    told = subprocess.run(
        [*mutmut, "results", "--all", "true"], cwd=_ROOT, stdout=subprocess.PIPE, text=True, check=True
    )
    pairs = [line.strip().split(": ") for line in told.stdout.splitlines() if line.strip()]
    return [Result(module=name.split(".")[2], mutant=name, status=status) for name, status in pairs]


def outside_of_functions() -> list[Result]:
    faults = [each for path in sorted(_RULES.glob("*.py")) for each in altered(path)]
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        return [
            Result(module=fault.path.stem, mutant=f"{fault.path.stem}: {fault.statement}", status=status)
            for fault, status in zip(faults, pool.map(fate, faults), strict=True)
        ]


def fate(fault: Altered) -> str:
    """What becomes of a fault in a copy of the project."""
    mutmut = tomllib.loads((_ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["mutmut"]
    tests = mutmut["pytest_add_cli_args_test_selection"]
    with TemporaryDirectory() as name:
        for folder in ("nato_cli", "data", "tests"):
            shutil.copytree(_ROOT / folder, Path(name) / folder)
        shutil.copy(_ROOT / "pyproject.toml", name)
        (Path(name) / fault.path.relative_to(_ROOT)).write_text(fault.source, encoding="utf-8")
        command = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", *tests]
        try:
            done = subprocess.run(command, cwd=name, capture_output=True, timeout=_OWN_LIMIT, check=False)
        except subprocess.TimeoutExpired:
            return "timeout"
    return "killed" if done.returncode else "survived"


def show(results: list[Result]) -> None:
    print("\n".join(each.mutant for each in results if each.status not in {"killed", "timeout"}))
    print(f"\n{'module':<14}{'mutants':>8}{'killed':>8}{'survived':>10}{'no tests':>10}{'timeout':>9}{'share':>9}")
    for module in [*sorted({each.module for each in results}), "all"]:
        found = Counter(each.status for each in results if module in {each.module, "all"})
        killed = found["killed"] + found["timeout"]
        counts = f"{found['killed']:>8}{found['survived']:>10}{found['no tests']:>10}{found['timeout']:>9}"
        print(f"{module:<14}{found.total():>8}{counts}{killed / found.total():>9.1%}")


if __name__ == "__main__":
    main()
