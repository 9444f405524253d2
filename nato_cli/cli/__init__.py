"""The command line: parses, asks, writes. No rule is in here, and no table is drawn."""

from __future__ import annotations

import gc
import io
import os
import sys
from contextlib import suppress
from typing import Any

from nato_cli import stopping

#: Exit codes, as the README lists them.
DONE, DOES_NOT_HOLD, WRONG_USAGE, BAD_DATASET, NOT_WRITTEN, INTERRUPTED = 0, 1, 2, 3, 4, 130
_ABSURD = 5  # digits


def main() -> None:
    """Run `nato` on the arguments of this process, and end the process."""
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
    except SeenEnoughError:
        return status
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
    sys.stdout = _through(_Answer, sys.stdout)
    sys.stderr = _through(_Diagnostics, sys.stderr)


def _through(kind: type[_Stream], stream: Any) -> io.TextIOWrapper:
    if stream is None:
        return open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123
    return io.TextIOWrapper(
        io.BufferedWriter(kind(getattr(stream.buffer, "raw", stream.buffer))),
        encoding=stream.encoding,
        errors="replace",
        line_buffering=stream.line_buffering,
        write_through=stream.write_through,
    )


class SeenEnoughError(Exception):
    """Whoever reads the answer has gone."""


class _Stream(io.RawIOBase):
    """A stream that has its own mind about faults."""

    def __init__(self, raw: Any) -> None:
        super().__init__()
        self.raw = raw

    def writable(self) -> bool:
        return True

    def fileno(self) -> int:
        return int(self.raw.fileno())

    def isatty(self) -> bool:
        return bool(self.raw.isatty())


class _Answer(_Stream):
    """That nobody reads any more is no fault, and must not be taken for one by Typer, which would exit with 1."""

    def write(self, data: Any, /) -> int:
        try:
            return int(self.raw.write(data))
        except BrokenPipeError:
            raise SeenEnoughError from None


class _Diagnostics(_Stream):
    """That nobody can hear of a fault makes no answer wrong."""

    def write(self, data: Any, /) -> int:
        with suppress(OSError):
            return int(self.raw.write(data))
        return len(data)
