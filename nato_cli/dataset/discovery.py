"""Find a dataset's files, and read what a user named: one way for all commands."""

from __future__ import annotations

import errno
import os
import re
import stat
from fnmatch import fnmatch
from pathlib import Path
from typing import TYPE_CHECKING

from nato_cli.files import MOST_BYTES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

#: Lists patterns of files and folders that are not part of the dataset, one a line, as .gitignore does.
IGNORE_FILE = ".natoignore"
#: How the names of YAML files end, in small letters.
SUFFIXES = (".yaml", ".yml")
#: A pipe is not waited for, and what is opened does not become the terminal.
_READING = os.O_RDONLY | sum(getattr(os, name, 0) for name in ("O_NONBLOCK", "O_CLOEXEC", "O_NOCTTY", "O_BINARY"))
#: What opening something that cannot be a file gives: a socket, a device that is not there.
_NO_FILE = frozenset({errno.ENXIO, errno.ENODEV, errno.EOPNOTSUPP})
_CONFLICT_COPY = re.compile(
    r"\.sync-conflict-|_conflict-|conflicted copy|case conflict|[ _-]copy( \d+)?\.|\(\d+\)\.|[._-](orig|bak)\.",
    re.IGNORECASE,
)


class NotAFileError(OSError):
    """A device, a socket or a folder in the place of a file."""


class ChangedError(OSError):
    """A file that was written to while it was read."""


def content(path: Path) -> bytes:
    """All that a regular file holds.

    Raises:
        NotAFileError: It is not a regular file.
        ChangedError: It was written to meanwhile.
        OSError: It cannot be read.
    """
    try:
        descriptor = os.open(path, _READING)
    except OSError as error:
        if error.errno in _NO_FILE:
            raise _not_a_file(path) from None
        raise
    except ValueError:  # a character that a path cannot hold
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(path)) from None
    with os.fdopen(descriptor, "rb") as file:
        before = os.fstat(descriptor)
        if not stat.S_ISREG(before.st_mode):
            raise _not_a_file(path)
        if before.st_size > MOST_BYTES:
            raise OSError(errno.EFBIG, "larger than 64 MiB", str(path))
        data = file.read(before.st_size + 1)
        after = os.fstat(descriptor)
    if (len(data), before.st_mtime_ns) != (before.st_size, after.st_mtime_ns):
        raise ChangedError(errno.EIO, "changed while it was read", str(path))
    return data


def _not_a_file(path: Path) -> NotAFileError:
    return NotAFileError(errno.EINVAL, "not a regular file", str(path))


def shipped() -> Path:
    """The folder of the dataset that comes with the package: inside it when installed, beside it in a checkout."""
    package = Path(__file__).parents[1]
    installed = package / "data"
    return installed if installed.is_dir() else package.parent / "data"


def find(root: Path, report: Callable[[OSError], None]) -> Iterator[Path]:
    """The YAML files at or below `root`, in a stable order, through links too.

    Hidden files and what `.natoignore` lists are left out. What cannot be looked into is handed to `report`, and the
    rest is found all the same.
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
    ignored = _ignored(root)
    seen = {str(folder) for folder in Path(os.path.realpath(root)).parents}
    for folder, folders, names in os.walk(root, onerror=report, followlinks=True):
        real = os.path.realpath(folder)
        if real in seen:  # a link to a folder above, or to one that was read already
            folders[:] = []
            continue
        seen.add(real)
        inside = Path(folder).relative_to(root)
        folders[:] = sorted(name for name in folders if not name.startswith(".") and not ignored(inside / name))
        for name in sorted(names):
            if name.lower().endswith(SUFFIXES) and not name.startswith(".") and not ignored(inside / name):
                yield Path(folder) / name


def _ignored(root: Path) -> Callable[[Path], bool]:
    """Whether a path, relative to the dataset's folder, matches a pattern of its ignore file."""
    try:
        lines = content(root / IGNORE_FILE).decode(errors="replace").splitlines()
    except OSError:
        return lambda _: False
    patterns = [line.strip().strip("/") for line in lines if line.strip() and not line.startswith("#")]
    return lambda path: any(fnmatch(path.as_posix(), line) or fnmatch(path.name, line) for line in patterns)


def is_conflict_copy(path: str) -> bool:
    """Whether a file's name is one that programs give to a second version of a file."""
    return _CONFLICT_COPY.search(Path(path).name) is not None


def shown(path: Path) -> str:
    """The path as a reader would type it: relative where it lies below the current folder. Links are not followed."""
    try:
        return str(Path(os.path.abspath(path)).relative_to(Path.cwd()))  # noqa: PTH100 - resolve() follows links
    except (ValueError, OSError):
        return str(path)
