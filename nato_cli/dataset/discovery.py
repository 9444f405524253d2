"""Where a dataset's files are, and how what a user named is read: one way for all."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_SUFFIXES = (".yaml", ".yml")
#: No pipe is waited for, and nothing that is opened becomes the terminal or another program's, where there is a way.
_READING = os.O_RDONLY | sum(getattr(os, name, 0) for name in ("O_NONBLOCK", "O_CLOEXEC", "O_NOCTTY", "O_BINARY"))
#: Thousands of times what the reports on all appointments take; a file may say that it is larger than any disk.
_MOST_BYTES = 2**30
#: What opening something that can be no file gives: a socket, a device that is not there.
_NO_FILE = frozenset({errno.ENXIO, errno.ENODEV, errno.EOPNOTSUPP})


class NotAFileError(OSError):
    """A pipe, a device, a folder: anything that is there and is no file."""


class ChangedError(OSError):
    """A file that became longer or shorter while it was read, so that what was read may be two halves of two states."""


def content(path: Path) -> bytes:
    """All that a file holds. What was opened is looked at and read, whatever may be at its path by then.

    Raises:
        NotAFileError: It is no regular file.
        ChangedError: It was written to meanwhile.
        OSError: It cannot be read.
    """
    try:
        descriptor = os.open(path, _READING)
    except OSError as error:
        if error.errno in _NO_FILE:
            raise _not_a_file(path) from None
        raise
    except ValueError:  # a character that no path can hold
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(path)) from None
    try:
        before = os.fstat(descriptor)
        if not stat.S_ISREG(before.st_mode):
            raise _not_a_file(path)
        if before.st_size > _MOST_BYTES:
            raise OSError(errno.EFBIG, "larger than one gibibyte", str(path))
        data = _read(descriptor, before.st_size + 1)
        after = os.fstat(descriptor)
    finally:
        os.close(descriptor)
    if (len(data), before.st_mtime_ns) != (before.st_size, after.st_mtime_ns):
        raise ChangedError(errno.EIO, "changed while it was read", str(path))
    return data


def _read(descriptor: int, most: int) -> bytes:
    """Up to so many bytes: one read gives all of a file that is not very large."""
    parts = []
    while most and (part := os.read(descriptor, most)):
        parts.append(part)
        most -= len(part)
    return parts[0] if len(parts) == 1 else b"".join(parts)


def _not_a_file(path: Path) -> NotAFileError:
    return NotAFileError(errno.EINVAL, "not a regular file", str(path))


def shipped() -> Path:
    """The folder of the dataset that comes with the package: inside it when installed, beside it in a checkout."""
    package = Path(__file__).parents[1]
    installed = package / "data"
    return installed if installed.is_dir() else package.parent / "data"


def find(root: Path, report: Callable[[OSError], None]) -> Iterator[Path]:
    """The YAML files at or below `root`, in a stable order; hidden ones are left alone.

    What cannot be looked into is handed to `report`, and the rest is found all the same.
    """
    try:
        mode = root.stat().st_mode
    except OSError as error:
        report(error)
        return
    except ValueError:
        mode = 0
    if not stat.S_ISDIR(mode):
        yield root
        return
    for folder, folders, names in os.walk(root, onerror=report):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if name.endswith(_SUFFIXES) and not name.startswith("."):
                yield Path(folder) / name


def shown(path: Path) -> str:
    """The path as a reader would type it: relative where it lies below the current folder."""
    try:
        return str(path.resolve().relative_to(Path.cwd()))
    except (ValueError, OSError, RuntimeError):
        return str(path)
