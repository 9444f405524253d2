"""Run `nato` in this process, or in a process of its own, apart from the environment of whoever runs the tests."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from contextlib import chdir, contextmanager, redirect_stderr, redirect_stdout
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

HANG_GUARD = 60  # seconds


class Result(NamedTuple):
    """What a run printed, and its exit code."""

    out: str
    err: str
    code: int


def run_in_process(
    *arguments: str, cwd: Path | None = None, stdin: str = "", terminal: bool = False, **variables: str | None
) -> Result:
    """Run `nato` here. `stdin` is what is piped or typed; with `terminal` all three streams say they are one."""
    from nato_cli.main import run

    out, err = _Stream(terminal=terminal), _Stream(terminal=terminal)
    typed, sys.stdin = sys.stdin, _Stream(stdin.encode(), terminal=terminal)
    try:
        with _environment(variables), chdir(cwd or Path.cwd()), redirect_stdout(out), redirect_stderr(err):
            code = run(list(arguments))
    except SystemExit as ended:  # the shell's completion ends the process itself
        code = int(ended.code or 0)
    finally:
        sys.stdin = typed
    return Result(out.text(), err.text(), code)


def run_process(
    *arguments: str | bytes, cwd: Path | None = None, streams: dict[str, Any] | None = None, **variables: str | None
) -> Result:
    """Run `nato` in a process of its own; `streams` are passed to subprocess.run."""
    with _environment({"PYTHONUTF8": "1", **variables}):
        done = subprocess.run(
            [sys.executable, "-m", "nato_cli", *arguments],
            cwd=cwd,
            timeout=HANG_GUARD,
            check=False,
            **{"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **(streams or {})},
        )
    out, err = (stream.decode() if stream else "" for stream in (done.stdout, done.stderr))
    assert "Traceback" not in err, err
    return Result(out, err, done.returncode)


class _Stream(io.TextIOWrapper):
    """A standard stream in memory, set up as main.py sets up the real ones."""

    def __init__(self, content: bytes = b"", *, terminal: bool) -> None:
        super().__init__(io.BytesIO(content), encoding="utf-8", errors="replace")
        self._terminal = terminal

    def isatty(self) -> bool:
        return self._terminal

    def text(self) -> str:
        self.flush()
        held = self.buffer
        assert isinstance(held, io.BytesIO)
        return held.getvalue().decode()


@contextmanager
def _environment(variables: Mapping[str, str | None]) -> Iterator[None]:
    """Set these variables (None unsets one), and put all of the environment back."""
    before = dict(os.environ)
    for name, value in variables.items():
        os.environ.pop(name, None)
        if value is not None:
            os.environ[name] = value
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)
