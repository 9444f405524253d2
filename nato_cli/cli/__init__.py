"""The command line: parses, asks, writes. No rule is in here, and no table is drawn."""

from __future__ import annotations

import gc
import io
import os
import sys
from contextlib import suppress
from typing import NoReturn

#: Exit codes, as the README lists them.
DONE, DOES_NOT_HOLD, WRONG_USAGE, BAD_DATASET, NOT_WRITTEN, INTERRUPTED = 0, 1, 2, 3, 4, 130


def main() -> NoReturn:
    """Run `nato` on the arguments of this process, and end the process."""
    gc.disable()  # A short life leaves nothing to collect, and the collector's walks cost more than the answers.
    _prepare_streams()
    _end(_run())


def _run() -> int:
    from nato_cli.cli.app import run

    try:
        status = run(sys.argv[1:])
        sys.stdout.flush()
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        return DONE  # Whoever reads has seen enough.
    except OSError as error:
        sys.stderr.write(f"nato: cannot write the answer: {error.strerror or error}\n")
        return NOT_WRITTEN
    return status


def _prepare_streams() -> None:
    """What a terminal's encoding does not have is shown as `?`; a stream that was closed takes no words."""
    sys.stdout = sys.stdout or _closed()
    sys.stderr = sys.stderr or _closed()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def _closed() -> io.TextIOWrapper:
    return open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123


def _end(status: int) -> NoReturn:
    """End the process without taking its memory apart piece by piece first."""
    with suppress(OSError):
        sys.stderr.flush()
    os._exit(status)
