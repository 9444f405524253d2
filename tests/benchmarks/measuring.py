"""The one place that measures: each program in a process of its own, by turns with the others.

A busy machine then slows all alike, and the ratios of the medians are what to read. Needs `os.wait4`, so not Windows.
The kernel counts to a child's peak memory what the process had that started it: what measures must itself stay small.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import defaultdict
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import IO, TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

_MEBIBYTE = 2**20 if sys.platform == "darwin" else 2**10  # in the units of ru_maxrss
#: What takes longer than these seconds runs once.
LONG = 60
_CHUNK = 2**16


class Program(NamedTuple):
    """What to run. It is killed after `limit` seconds."""

    name: str
    arguments: Sequence[str]
    environment: Mapping[str, str]
    limit: float = 600


class Cost(NamedTuple):
    """What runs of a program took, as medians. `is_cut`: it was killed at its limit; `fault`: how else it failed.

    `processing` are the seconds of processors, which say more than those of the clock where a machine has other work.
    """

    seconds: float
    processing: float
    mebibytes: float
    runs: int = 1
    is_cut: bool = False
    fault: str = ""


class Flow(NamedTuple):
    """How an answer came: seconds until its first row and its last, and the memory in use at and after the first."""

    first: float
    last: float
    at_first: float
    highest: float
    fault: str = ""


def variables(**others: str) -> dict[str, str]:
    """The environment of a program, with nothing in it that its user has set for `nato` or for Python."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("NATO_", "_NATO_", "PYTHON"))}
    return kept | {"PYTHONUTF8": "1"} | others


def measure(programs: Sequence[Program], rounds: int) -> dict[str, Cost]:
    """The costs of each program by name.

    A round before the first fills the caches. It counts where no other follows: in no rounds, and for what takes long.
    """
    before = {program.name: _told(program, run(program)) for program in programs}
    again = [program for program in programs if before[program.name].seconds < LONG and not before[program.name].fault]
    runs: defaultdict[str, list[Cost]] = defaultdict(list)
    for number in range(rounds):
        _tell(f"round {number + 1} of {rounds}")
        for program in again:
            runs[program.name].append(run(program))
    return {name: _median(runs[name]) if runs[name] else cost for name, cost in before.items()}


def run(program: Program) -> Cost:
    with tempfile.TemporaryFile() as said:
        begin = time.perf_counter()
        process = _start(program, subprocess.DEVNULL, said)
        with _killed_after(program.limit, process.pid) as killed:
            _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - begin
        process.returncode = os.waitstatus_to_exitcode(status)
        fault = "" if killed.is_set() else _fault(process.returncode, said)
        processing = usage.ru_utime + usage.ru_stime
        return Cost(seconds, processing, usage.ru_maxrss / _MEBIBYTE, is_cut=killed.is_set(), fault=fault)


def watch(program: Program) -> Flow:
    """Run a program that prints a head and rows, and look at its memory from the first row on, at each chunk."""
    with tempfile.TemporaryFile() as said:
        begin = time.perf_counter()
        process = _start(program, subprocess.PIPE, said)
        assert process.stdout is not None
        with _killed_after(program.limit, process.pid) as killed, process.stdout as answer:
            answer.readline()
            answer.readline()
            first = time.perf_counter() - begin
            highest = at_first = _resident(process.pid)
            while answer.read(_CHUNK):
                highest = max(highest, _resident(process.pid))
            last = time.perf_counter() - begin
        fault = _fault(process.wait(), said)
        return Flow(first, last, at_first, highest, f"over {program.limit:g} s" if killed.is_set() else fault)


def _start(program: Program, out: int, said: IO[bytes]) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        program.arguments, env=program.environment, stdin=subprocess.DEVNULL, stdout=out, stderr=said, bufsize=0
    )


@contextmanager
def _killed_after(limit: float, process: int) -> Iterator[threading.Event]:
    """Kill a process that is still there after so many seconds, and say so."""
    killed = threading.Event()

    def kill() -> None:
        killed.set()
        os.kill(process, signal.SIGKILL)

    guard = threading.Timer(limit, kill)
    guard.start()
    try:
        yield killed
    finally:
        guard.cancel()


def _fault(code: int, said: IO[bytes]) -> str:
    if not code:
        return ""
    said.seek(0)
    lines = said.read().decode(errors="replace").split("\n")
    return f"ended with {code}: {next((line for line in reversed(lines) if line.strip()), 'without a word')}"


def _resident(process: int) -> float:
    """The MiB of memory that a process has in use; 0 once it has ended, or where there is no /proc."""
    try:
        state = Path(f"/proc/{process}/status").read_text(encoding="utf-8")
    except OSError:
        return 0
    return next((int(line.split()[1]) / 2**10 for line in state.split("\n") if line.startswith("VmRSS:")), 0)


def _median(costs: Sequence[Cost]) -> Cost:
    faults = [cost.fault for cost in costs if cost.fault]
    return Cost(
        seconds=median(cost.seconds for cost in costs),
        processing=median(cost.processing for cost in costs),
        mebibytes=median(cost.mebibytes for cost in costs),
        runs=len(costs),
        is_cut=any(cost.is_cut for cost in costs),
        fault=faults[0] if faults else "",
    )


def _told(program: Program, cost: Cost) -> Cost:
    end = f"  killed after {program.limit:g} s" if cost.is_cut else f"  {cost.fault}" if cost.fault else ""
    _tell(f"{cost.seconds:8.3f} s {cost.mebibytes:7.0f} MiB  {program.name}{end}")
    return cost


def _tell(line: str) -> None:
    print(line, file=sys.stderr, flush=True)
