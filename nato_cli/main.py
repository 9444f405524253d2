"""The command line: parses, asks, writes. No rule is in here, and no table is drawn."""

from __future__ import annotations

import gc
import os
import sys

from nato_cli import stopping
from nato_cli.commands.errors import BAD_DATASET, DONE, INTERRUPTED, NOT_WRITTEN

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

_ABSURD = 5  # digits


def main() -> None:
    """Run `nato` on the arguments of this process, and end the process."""
    stopping.leave_when_told()
    _forget_absurd_sizes()
    gc.disable()  # A short life leaves nothing to collect, and the collector's walks cost more than the answers.
    from nato_cli.commands import streams

    streams.prepare()
    status = INTERRUPTED
    try:
        stopping.raise_when_told()
        status = run(sys.argv[1:])
        stopping.leave_when_told()
    except BaseException:
        if not stopping.status(DONE):
            raise
    sys.stderr.flush()
    # The end without taking the process's memory apart piece by piece first.
    os._exit(stopping.status(status))


def run(arguments: Sequence[str]) -> int:
    """Run one command in this process and return its exit code; its answer goes to sys.stdout."""
    from nato_cli.commands import app
    from nato_cli.commands.streams import SeenEnoughError

    status = DONE
    try:
        status = app.run(arguments)
        sys.stdout.flush()
    except KeyboardInterrupt:
        return INTERRUPTED
    except SeenEnoughError:
        return status
    except OSError as error:
        return _failed(error)
    return status


def _failed(error: OSError) -> int:
    """Say what could not be written, or what could not be read; an error that names no file is of a stream."""
    from nato_cli.files import NotWrittenError
    from nato_cli.output.escape import one_line

    reason = error.strerror or str(error)
    if error.filename is None:
        told, status = f"cannot write the answer: {reason}", NOT_WRITTEN
    elif isinstance(error, NotWrittenError):
        told, status = f"cannot write {os.fsdecode(error.filename)}: {reason}", NOT_WRITTEN
    else:
        told, status = f"cannot read {os.fsdecode(error.filename)}: {reason}", BAD_DATASET
    sys.stderr.write(f"nato: {one_line(told)}\n")
    return status


def _forget_absurd_sizes() -> None:
    """Leave the libraries no size of a terminal that they cannot read, or that nobody could."""
    for name in ("COLUMNS", "LINES", "TERMINAL_WIDTH"):
        told = os.environ.get(name, "")
        if not (told.isascii() and told.isdecimal() and len(told) < _ABSURD):
            os.environ.pop(name, None)
