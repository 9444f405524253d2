"""Files that a command line names to be read whole: anything with an end, pipes too."""

from __future__ import annotations

import stat
from typing import TYPE_CHECKING

from nato_cli.cli.errors import WrongUsageError

if TYPE_CHECKING:
    from pathlib import Path


def bytes_of(path: Path) -> bytes:
    """What a file holds.

    Raises:
        WrongUsageError: It cannot be read, or is a device, which may have no end.
    """
    try:
        if stat.S_ISCHR(path.stat().st_mode):
            raise WrongUsageError(f"{path}: it is a device: name a file")
        return path.read_bytes()
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
