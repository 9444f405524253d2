"""stdout and stderr: which faults of theirs matter, and which do not."""

from __future__ import annotations

import io
import os
import sys
from contextlib import suppress
from typing import Any


def prepare() -> None:
    """What a terminal's encoding does not have is shown as `?`; a stream that was closed takes no words."""
    sys.stdout = _through(_Answer, sys.stdout)
    sys.stderr = _through(_Diagnostics, sys.stderr)


def _through(kind: type[_Stream], stream: Any) -> io.TextIOWrapper:
    if stream is None:
        return open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123
    return io.TextIOWrapper(
        io.BufferedWriter(kind(stream)),
        encoding=stream.encoding,
        errors="replace",
        line_buffering=stream.line_buffering,
        write_through=stream.write_through,
    )


class SeenEnoughError(Exception):
    """Whoever reads the answer has gone."""


class _Stream(io.RawIOBase):
    """A stream that has its own mind about faults."""

    def __init__(self, stream: Any) -> None:
        super().__init__()
        self._stream = stream  # Nothing else keeps it from closing the file that it stands for.
        self.raw = getattr(stream.buffer, "raw", stream.buffer)

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
