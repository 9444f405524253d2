"""Where a dataset's files are, and what they hold."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_SUFFIXES = (".yaml", ".yml")


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
    if not stat.S_ISDIR(mode):
        yield root
        return
    for folder, folders, names in os.walk(root, onerror=report):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if name.endswith(_SUFFIXES) and not name.startswith("."):
                yield Path(folder) / name


def content(path: Path) -> bytes:
    """What a regular file holds.

    Raises:
        OSError: It cannot be read, or is no regular file.
    """
    if not stat.S_ISREG(path.stat().st_mode):
        raise OSError(path)
    return path.read_bytes()


def shown(path: Path) -> str:
    """The path as a reader would type it: relative where it lies below the current folder."""
    try:
        return str(path.resolve().relative_to(Path.cwd()))
    except (ValueError, OSError, RuntimeError):
        return str(path)
