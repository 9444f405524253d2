"""Files that a command line names to be read whole: anything with an end, pipes too."""

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING

from nato_cli.commands.errors import UsageError
from nato_cli.dataset.discovery import content

if TYPE_CHECKING:
    from pathlib import Path


def bytes_of(path: Path) -> bytes:
    """What a file holds, or what comes through a pipe that another program writes to.

    Raises:
        WrongUsageError: It cannot be read, or is a device, which may have no end.
    """
    try:
        return _through_pipe(path) if stat.S_ISFIFO(path.stat().st_mode) else content(path)
    except OSError as error:
        raise UsageError(f"{path}: {error.strerror}") from None
    except ValueError:  # a character that no path can hold
        raise UsageError(f"{path}: there is no such file") from None


def _through_pipe(path: Path) -> bytes:
    """Opened so that nobody waits for a writer that does not come: then nothing comes through."""
    with open(os.open(path, os.O_RDONLY | os.O_NONBLOCK), "rb") as pipe:  # noqa: PTH123
        os.set_blocking(pipe.fileno(), True)
        return pipe.read()


def text_of(path: Path) -> str:
    """The text of a file, without a mark of its byte order.

    Raises:
        WrongUsageError: It cannot be read, or is not UTF-8.
    """
    try:
        return bytes_of(path).decode("utf-8-sig")
    except UnicodeDecodeError:
        raise UsageError(f"{path}: it is not UTF-8") from None
