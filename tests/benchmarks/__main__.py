"""How fast `nato` is beside its peers: `python tests/benchmarks`.

Every program runs in a process of its own, by turns with the others, so that a busy machine slows all alike: the ratios
of the medians are what to read. Nothing is asserted. Needs `os.wait4`, so not Windows.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import NamedTuple

import generate

_HERE = Path(__file__).parent
_NATO = str(Path(sys.executable).with_name("nato"))
_LOAD = "import sys, yaml; yaml.load(open(sys.argv[1], 'rb'), yaml.CSafeLoader)"
_LOAD_UNCOLLECTED = f"import gc; gc.disable(); {_LOAD}"
_MEBIBYTE = 2**20 if sys.platform == "darwin" else 2**10  # in the units of ru_maxrss
_RISE = 10


class Program(NamedTuple):
    name: str
    arguments: list[str]
    environment: dict[str, str]


class Cost(NamedTuple):
    seconds: float
    mebibytes: float


class Goal(NamedTuple):
    """A ratio and the goal for it: `words` say over what, and whether it is to be at least or at most that."""

    words: str
    ratio: float
    goal: float
    at_least: bool

    def __str__(self) -> str:
        side = "at least" if self.at_least else "at most"
        is_met = self.ratio >= self.goal if self.at_least else self.ratio <= self.goal
        return f"{self.words:<58}{self.ratio:7.2f}   {side:>8} {self.goal:<6g}{'' if is_met else 'missed'}".rstrip()


def main() -> None:
    parser = argparse.ArgumentParser(prog="python tests/benchmarks", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=5, help="how often each program runs (default: %(default)s)")
    parser.add_argument("--stances", type=int, default=100_000, help="of the large dataset (default: %(default)s)")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        compare_cold_starts(Path(name), 2 * options.rounds + 1)
        compare_loading(Path(name), options.stances, options.rounds)


def compare_cold_starts(folder: Path, rounds: int) -> None:
    costs = measure(
        [
            Program(
                "smallest program of Typer and Rich", [sys.executable, str(_HERE / "smallest.py")], variables(folder)
            ),
            Program("nato candidates", [_NATO, "candidates"], variables(folder, NATO_CACHE=str(folder / "copies"))),
            Program("nato candidates, no compiled copy", [_NATO, "candidates"], variables(folder, NATO_CACHE="")),
        ],
        rounds,
    )
    show(f"Cold start, medians of {rounds} rounds", costs)
    smallest, nato, uncompiled = costs.values()
    print(Goal("nato candidates over the smallest program", nato.seconds / smallest.seconds, 1.35, at_least=False))
    print(Goal("without a compiled copy", uncompiled.seconds / smallest.seconds, 1.35, at_least=False))


def compare_loading(folder: Path, stances: int, rounds: int) -> None:
    large, small = folder / "large.yaml", folder / "small.yaml"
    generate.write(large, stances)
    generate.write(small, stances // _RISE)
    environment = variables(folder, NATO_CACHE="")
    costs = measure(
        [
            Program("nato validate", [_NATO, "validate", str(large)], environment),
            Program("nato validate, a tenth of it", [_NATO, "validate", str(small)], environment),
            Program("yaml.load(CSafeLoader)", [sys.executable, "-c", _LOAD, str(large)], environment),
            Program("yaml.load, collector off", [sys.executable, "-c", _LOAD_UNCOLLECTED, str(large)], environment),
        ],
        rounds,
    )
    size = large.stat().st_size / 1e6
    show(f"\nReading and checking {stances:,} stances, {size:.0f} MB, medians of {rounds} rounds", costs)
    nato, tenth, peer, uncollected = costs.values()
    print(Goal("yaml.load over nato validate, time", peer.seconds / nato.seconds, 5, at_least=True))
    print(
        Goal("yaml.load, collector off, over nato validate, time", uncollected.seconds / nato.seconds, 2, at_least=True)
    )
    print(Goal("nato validate over yaml.load, peak memory", nato.mebibytes / peer.mebibytes, 0.25, at_least=False))
    print(
        Goal(
            f"nato validate over a tenth of it ({_RISE}x the stances)", nato.seconds / tenth.seconds, 11, at_least=False
        )
    )


def variables(folder: Path, **others: str) -> dict[str, str]:
    """The environment of a program: none of the user's settings, and compiled modules as any installation has them."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("NATO_", "PYTHON"))}
    return kept | {"PYTHONPYCACHEPREFIX": str(folder / "modules"), "PYTHONUTF8": "1"} | others


def measure(programs: list[Program], rounds: int) -> dict[str, Cost]:
    """The median costs of each program by name. A round before the first is not counted: it fills the caches."""
    for program in programs:
        run(program)
    runs = [[run(program) for program in programs] for _ in range(rounds)]
    return {
        program.name: Cost(median(each.seconds for each in costs), median(each.mebibytes for each in costs))
        for program, costs in zip(programs, zip(*runs, strict=True), strict=True)
    }


def run(program: Program) -> Cost:
    begin = time.perf_counter()
    quiet = subprocess.DEVNULL
    process = subprocess.Popen(program.arguments, env=program.environment, stdout=quiet, stderr=quiet)
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - begin
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{program.name} ended with {process.returncode}")
    return Cost(seconds, usage.ru_maxrss / _MEBIBYTE)


def show(title: str, costs: dict[str, Cost]) -> None:
    print(f"{title}\n")
    for name, cost in costs.items():
        print(f"  {name:<40}{cost.seconds:8.3f} s {cost.mebibytes:6.0f} MiB")
    print()


if __name__ == "__main__":
    main()
