"""Temp files that do not outlive the command, and Ctrl-C left to an editor."""

from __future__ import annotations

import os
import shutil
import signal
from contextlib import contextmanager, nullcontext, suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

undisturbed = nullcontext


@contextmanager
def left_to_others() -> Iterator[None]:
    """Ctrl-C belongs to the editor."""
    before = signal.signal(signal.SIGINT, lambda *_: None)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


@contextmanager
def unfinished(place: Path) -> Iterator[Path]:
    """A path beside `place` for what is being written; removed unless it was moved away."""
    path = place.parent / f".nato-{os.urandom(6).hex()}.new"
    try:
        yield path
    finally:
        with suppress(OSError):
            if path.is_dir():
                shutil.rmtree(path, ignore_errors=True)
            else:
                path.unlink()
