"""Many runs of `nato` in little time: each is a fork of this process, in which its code is loaded already."""

from __future__ import annotations

import os
import signal
import sys
import tempfile
import traceback
from importlib import import_module
from pathlib import Path
from typing import NamedTuple, NoReturn

import pytest

if not hasattr(os, "fork"):
    pytest.skip("nothing can be forked here", allow_module_level=True)

BROKEN = 99
HANG_GUARD = 60  # seconds
for module in (
    "app",
    "show",
    "matrix",
    "unanimity_check",
    "why",
    "validate",
    "init",
    "add",
    "import_",
    "report",
    "export",
):
    import_module(f"nato_cli.commands.{module}")
for module in ("terminal", "csv", "json", "markdown", "views.unanimity_check", "views.show"):
    import_module(f"nato_cli.output.{module}")


class Ran(NamedTuple):
    out: str
    err: str
    code: int


def nato(*arguments: str, cwd: Path | None = None, **variables: str) -> Ran:
    """Run `nato`. What it writes is UTF-8, and nobody answers its questions."""
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        child = os.fork()
        if not child:
            _be_nato(arguments, cwd, variables, out.fileno(), err.fileno())
        code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        told = []
        for stream in (out, err):
            stream.seek(0)
            told.append(stream.read().decode())
    assert "Traceback" not in told[1], told[1]
    return Ran(told[0], told[1], code)


def _be_nato(arguments: tuple[str, ...], cwd: Path | None, variables: dict[str, str], out: int, err: int) -> NoReturn:
    try:
        signal.alarm(HANG_GUARD)
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        os.dup2(out, 1)
        os.dup2(err, 2)
        sys.stdin = open(0, closefd=False)  # noqa: SIM115
        sys.stdout = open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
        sys.stderr = open(2, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
        os.environ.update(variables)
        os.chdir(cwd or Path.cwd())
        sys.argv = ["nato", *arguments]
        from nato_cli.main import main

        main()
    except SystemExit as ended:  # The end of completion, which Python would bring about itself.
        sys.stdout.flush()
        os._exit(int(ended.code or 0))
    except BaseException:  # noqa: BLE001 - whatever it is, it is told to the parent
        os.write(2, traceback.format_exc().encode(errors="backslashreplace"))
    os._exit(BROKEN)
