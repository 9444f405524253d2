"""Measures programs by turns, each run in a process of its own. Needs `os.wait4`, so not Windows.

A busy machine slows all of them alike: read the ratios. The seconds are those of the processor, user and system.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from statistics import median
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_MEBIBYTE = 2**20 if sys.platform == "darwin" else 2**10  # in the units of ru_maxrss


class Program(NamedTuple):
    """What to run, and in which environment beside the usual one."""

    arguments: Sequence[str]
    environment: Mapping[str, str] = {}
    codes: frozenset[int] = frozenset({0})


class Cost(NamedTuple):
    seconds: float
    mebibytes: float


def measure(programs: Mapping[str, Program], rounds: int) -> dict[str, Cost]:
    """The median costs of each program. A first round fills caches and is not counted, unless it is the only one."""
    costs: dict[str, list[Cost]] = {name: [] for name in programs}
    for number in range(rounds + 1):
        for name, program in programs.items():
            costs[name].append(run(program))
        print(f"round {number} of {rounds}", file=sys.stderr, flush=True)
    counted = {name: runs[1:] or runs for name, runs in costs.items()}
    return {
        name: Cost(median(cost.seconds for cost in runs), median(cost.mebibytes for cost in runs))
        for name, runs in counted.items()
    }


def run(program: Program) -> Cost:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("NATO_", "PYTHON"))}
    with tempfile.TemporaryFile() as messages:
        process = subprocess.Popen(
            program.arguments,
            env={**kept, "NATO_TODAY": "2026-11-23", "PYTHONUTF8": "1", **program.environment},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=messages,
        )
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode not in program.codes:
            messages.seek(0)
            raise SystemExit(f"{program.arguments} ended with {process.returncode}:\n{messages.read().decode()}")
    return Cost(usage.ru_utime + usage.ru_stime, usage.ru_maxrss / _MEBIBYTE)
