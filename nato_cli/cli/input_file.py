"""Files that a command line names to be read whole: anything with an end, pipes too."""

from __future__ import annotations

import stat
from typing import TYPE_CHECKING

from nato_cli.cli.errors import WrongUsageError
from nato_cli.dataset.files import content

if TYPE_CHECKING:
    from pathlib import Path


def bytes_of(path: Path) -> bytes:
    """What a file holds.

    Raises:
        WrongUsageError: It cannot be read, or is a device, which may have no end.
    """
    try:
        return path.read_bytes() if stat.S_ISFIFO(path.stat().st_mode) else content(path)
    except OSError as error:
        raise WrongUsageError(f"{path}: {error.strerror}") from None


def text_of(path: Path) -> str:
    """The text of a file, without a mark of its byte order.

    Raises:
        WrongUsageError: It cannot be read, or is not UTF-8.
    """
    try:
        return bytes_of(path).decode("utf-8-sig")
    except UnicodeDecodeError:
        raise WrongUsageError(f"{path}: it is not UTF-8") from None
