"""Write files whole or not at all, one writer at a time."""

from __future__ import annotations

import os
import stat
import sys
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from nato_cli.stopping import undisturbed, unfinished

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

if sys.platform != "win32":
    import fcntl


class NotWrittenError(OSError):
    """A file or folder, by its `filename`, that could not be written."""

    def __init__(self, path: Path, cause: OSError) -> None:
        super().__init__(cause.errno, cause.strerror or str(cause), str(path))


@contextmanager
def writing(path: Path) -> Iterator[None]:
    """Have what fails within named by the path that was to be written.

    Raises:
        NotWrittenError: Something within raised an OSError.
    """
    try:
        yield
    except NotWrittenError:
        raise
    except OSError as error:
        raise NotWrittenError(path, error) from error


def replace(files: Mapping[Path, bytes]) -> None:
    """Put bytes in the place of files, or of none: all of them or none of them.

    At every moment each file is the old one or the new one. What a link leads to is written, not the link; the mode
    of a file is kept.

    Raises:
        NotWrittenError: One cannot be written; all are as they were.
    """
    with ExitStack() as stack:
        ready: list[tuple[Path, Path, Path]] = []
        for path, data in files.items():
            with writing(path):
                target = Path(os.path.realpath(path))
                new = stack.enter_context(unfinished(target))
                _write(new, data)
                if target.exists():
                    new.chmod(stat.S_IMODE(target.stat().st_mode))
                ready.append((path, new, target))
        with undisturbed():
            _put(ready)
    for folder in {target.parent for _, _, target in ready}:
        _settle(folder)


def create(path: Path, data: bytes) -> None:
    """Write a new file.

    Raises:
        FileExistsError: Something is there already; it is left as it is.
        NotWrittenError: It cannot be written.
    """
    with unfinished(path) as new:
        with writing(path):
            _write(new, data)
        try:
            os.link(new, path)
        except FileExistsError:
            raise
        except OSError as error:  # A file system without links cannot be asked to leave alone what is there.
            if os.path.lexists(path):
                raise FileExistsError from error
            with writing(path):
                new.replace(path)


def fill(folder: Path, files: Mapping[Path, bytes]) -> None:
    """Write files into an empty folder, and the folders that they are in: all of them, or none.

    Raises:
        NotWrittenError: They cannot be written; the folder is empty as before.
    """
    with writing(folder), unfinished(folder / "files") as workshop:
        for path, data in files.items():
            made = workshop / path.relative_to(folder)
            made.parent.mkdir(parents=True, exist_ok=True)
            _write(made, data)
        with undisturbed():
            for each in workshop.iterdir():
                each.rename(folder / each.name)


def _write(path: Path, data: bytes) -> None:
    with path.open("xb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _put(ready: list[tuple[Path, Path, Path]]) -> None:
    """Give new files their names. Should one not be to be had, those that went before get back what they held."""
    former: dict[Path, bytes | None] = {}
    for path, new, target in ready:
        with writing(path):
            try:
                held = target.read_bytes() if len(ready) > 1 and target.exists() else None
                new.replace(target)
                former[target] = held
            except OSError:
                for earlier, data in former.items():
                    _restore(earlier, data)
                raise


def _restore(path: Path, data: bytes | None) -> None:
    with suppress(OSError):
        if data is None:
            path.unlink()
        else:
            replace({path: data})


def _settle(folder: Path) -> None:
    """See to it that the new name outlasts a loss of power, where folders can be synchronised."""
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


@contextmanager
def folders(folder: Path) -> Iterator[None]:
    """See to it that a folder is there; should what it is for fail, those that were made for it go again."""
    missing: list[Path] = []
    try:
        with writing(folder):
            missing += [each for each in (folder, *folder.parents) if not each.exists()]
            folder.mkdir(parents=True, exist_ok=True)
        yield
    except BaseException:
        for each in missing:
            with suppress(OSError):
                each.rmdir()
        raise


@contextmanager
def alone(folder: Path, waiting: Callable[[], None]) -> Iterator[None]:
    """Keep other writers of a folder out; `waiting` is called once if one is at work.

    The lock is on the folder itself, so that no file is left behind, and ends with the process whatever ends it.

    Raises:
        NotWrittenError: The folder cannot be opened.
    """
    if sys.platform == "win32":  # There two writers at once are not kept apart.
        yield
        return
    with writing(folder):
        descriptor = os.open(folder, os.O_RDONLY)
    try:
        with writing(folder):
            _lock(descriptor, waiting)
        yield
    finally:
        os.close(descriptor)


def _lock(descriptor: int, waiting: Callable[[], None]) -> None:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        waiting()
        fcntl.flock(descriptor, fcntl.LOCK_EX)
