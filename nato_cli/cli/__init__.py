"""The command line: parses, asks, writes. No rule is in here, and no table is drawn."""

from __future__ import annotations

import gc
import io
import os
import sys
from contextlib import suppress
from typing import Any

#: Exit codes, as the README lists them.
DONE, DOES_NOT_HOLD, WRONG_USAGE, BAD_DATASET, NOT_WRITTEN, INTERRUPTED = 0, 1, 2, 3, 4, 130
_ABSURD = 5  # digits


def main() -> None:
    """Run `nato` on the arguments of this process, and end the process."""
    from nato_cli import stopping

    stopping.leave_when_told()
    _forget_absurd_sizes()
    gc.disable()  # A short life leaves nothing to collect, and the collector's walks cost more than the answers.
    _prepare_streams()
    try:
        stopping.raise_when_told()
        status = _run()
        stopping.leave_when_told()
    except stopping.StoppedError as stopped:
        status = stopped.status
    # The end without taking the process's memory apart piece by piece first.
    os._exit(status)


def _run() -> int:
    from nato_cli.cli.app import run

    status = DONE
    try:
        status = run(sys.argv[1:])
        sys.stdout.flush()
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        return status  # Whoever reads has seen enough.
    except OSError as error:
        return _failed(error)
    return status


def _failed(error: OSError) -> int:
    """Say what could not be written, or what could not be read; an error that names no file is of a stream."""
    from nato_cli.dataset.writing import NotWrittenError
    from nato_cli.render.inert import one_line

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


def _prepare_streams() -> None:
    """What a terminal's encoding does not have is shown as `?`; a stream that was closed takes no words."""
    sys.stdout = sys.stdout or _closed()
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")
    sys.stderr = _diagnostics() if sys.stderr else _closed()


def _closed() -> io.TextIOWrapper:
    return open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123


def _diagnostics() -> io.TextIOWrapper:
    raw = getattr(sys.stderr.buffer, "raw", sys.stderr.buffer)
    buffer = io.BufferedWriter(_Forgiving(raw))
    return io.TextIOWrapper(buffer, encoding=sys.stderr.encoding, errors="replace", line_buffering=True)


class _Forgiving(io.RawIOBase):
    """A stream in which words may get lost: that nobody can hear of a fault makes no answer wrong."""

    def __init__(self, raw: Any) -> None:
        super().__init__()
        self._raw = raw

    def writable(self) -> bool:
        return True

    def fileno(self) -> int:
        return int(self._raw.fileno())

    def isatty(self) -> bool:
        return bool(self._raw.isatty())

    def write(self, data: Any, /) -> int:
        with suppress(OSError):
            return int(self._raw.write(data))
        return len(data)
