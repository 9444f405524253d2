"""Read and write files: atomic replacement, temp files, a lock for writers, reading what a path names."""

from __future__ import annotations

import errno
import os
import signal
import stat
import sys
import time
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

#: More than any dataset or spreadsheet that is read whole.
MOST_BYTES = 64 * 2**20
_LEFTOVER_AGE = 3600  # seconds
#: So many files are synchronised at once, not one by one.
_MANY = 50


class NotWrittenError(OSError):
    """A file or folder, by its `filename`, that could not be written."""

    def __init__(self, path: Path, cause: OSError) -> None:
        super().__init__(cause.errno, cause.strerror or str(cause), str(path))


@contextmanager
def writing(path: Path) -> Iterator[None]:
    """Name the path that was to be written in any OSError raised within.

    Raises:
        NotWrittenError: Something within raised an OSError.
    """
    try:
        yield
    except NotWrittenError:
        raise
    except OSError as error:
        raise NotWrittenError(path, error) from error


def read_input(path: Path) -> bytes:
    """Read all of a file, of a pipe that another program writes to, or of standard input for `-`.

    Raises:
        OSError: It cannot be read, or is a folder or a device.
    """
    if str(path) == "-":
        return sys.stdin.buffer.read()
    try:
        mode = path.stat().st_mode
    except ValueError:  # a character that no path can hold
        raise FileNotFoundError(2, os.strerror(2), str(path)) from None
    if not stat.S_ISREG(mode) and not stat.S_ISFIFO(mode):
        raise OSError(22, "not a file", str(path))
    # Without O_NONBLOCK, opening a pipe without a writer would wait forever.
    descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    with open(descriptor, "rb") as file:  # noqa: PTH123
        if stat.S_ISFIFO(mode):
            os.set_blocking(file.fileno(), True)
        data = file.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise OSError(errno.EFBIG, "larger than 64 MiB", str(path))
    return data


@contextmanager
def temporary(place: Path, suffix: str = "") -> Iterator[Path]:
    """Give a new hidden path beside `place`, and remove what is at it in the end."""
    path = place.parent / f".nato-{os.urandom(6).hex()}.new{suffix}"
    try:
        yield path
    finally:
        _remove(path)


def _remove_leftovers(folder: Path) -> None:
    """Remove temp files that are an hour old: of a run that was killed."""
    for leftover in folder.glob(".nato-*.new*"):
        with suppress(OSError):
            if time.time() - leftover.stat().st_mtime > _LEFTOVER_AGE:
                _remove(leftover)


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        import shutil  # which takes 8 ms to import

        shutil.rmtree(path, ignore_errors=True)
    else:
        with suppress(OSError):
            path.unlink()


def replace(files: Mapping[Path, bytes]) -> list[str]:
    """Replace or create files, each atomically: all are written and synchronised before the first gets its name.

    A link stays a link. Mode, owner and extended attributes are kept.

    Returns:
        A line for each thing that could not be kept.

    Raises:
        NotWrittenError: A file cannot be written. All are as they were.
    """
    notes: list[str] = []
    targets = {}
    for path in files:
        with writing(path):
            targets[path] = Path(os.path.realpath(path))
    parents = {target.parent for target in targets.values()}
    are_many = len(files) > _MANY and hasattr(os, "sync")
    with ExitStack() as stack:
        for parent in parents:
            stack.enter_context(folders(parent))
            _remove_leftovers(parent)
        ready: list[tuple[Path, Path, Path]] = []
        for path, target in targets.items():
            with writing(path):
                new = stack.enter_context(temporary(target))
                _write(new, files[path], synchronised=not are_many)
                if target.exists():
                    notes += [f"{path}: {note}" for note in _copy_attributes(target, new)]
                ready.append((path, new, target))
        if are_many:
            os.sync()
        # Existing files first: if one resists, as an immutable one does, no new file appears.
        ready.sort(key=lambda entry: not entry[2].exists())
        with signals_blocked():
            for path, new, target in ready:
                with writing(path):
                    new.replace(target)
        _synchronise(parents)
    return notes


def _write(path: Path, data: bytes, *, synchronised: bool) -> None:
    with path.open("xb") as file:
        file.write(data)
        if synchronised:
            file.flush()
            os.fsync(file.fileno())


def _copy_attributes(old: Path, new: Path) -> list[str]:
    """Give a new file the owner, mode and extended attributes of the one that it replaces."""
    before = old.stat()
    notes = []
    if hasattr(os, "chown") and (before.st_uid, before.st_gid) != (new.stat().st_uid, new.stat().st_gid):
        try:
            os.chown(new, before.st_uid, before.st_gid)
        except OSError:
            notes.append("its owner or group could not be kept")
    new.chmod(stat.S_IMODE(before.st_mode))
    try:
        for name in os.listxattr(old) if hasattr(os, "listxattr") else ():
            os.setxattr(new, name, os.getxattr(old, name))
    except OSError:
        notes.append("its extended attributes could not be kept")
    if before.st_nlink > 1:
        notes.append("it had another name (a hard link), under which the old content stays")
    return notes


def _synchronise(parents: Iterable[Path]) -> None:
    """Call fsync on folders, so that new names outlast a loss of power."""
    for folder in parents:
        with suppress(OSError):
            descriptor = os.open(folder, os.O_RDONLY)
            try:
                os.fsync(descriptor)
            finally:
                os.close(descriptor)


@contextmanager
def signals_blocked() -> Iterator[None]:
    """Let Ctrl-C and SIGTERM wait, for the few steps between which nothing is whole."""
    if sys.platform == "win32":
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, (signal.SIGINT, signal.SIGTERM, signal.SIGHUP))
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


@contextmanager
def folders(folder: Path) -> Iterator[None]:
    """Make a folder and its parents; remove those that were missing if the block fails."""
    missing = [parent for parent in (folder, *folder.parents) if not parent.exists()]
    try:
        with writing(folder):
            folder.mkdir(parents=True, exist_ok=True)
        yield
    except BaseException:
        for parent in missing:
            with suppress(OSError):
                parent.rmdir()
        raise


@contextmanager
def alone(folder: Path, waiting: Callable[[], None]) -> Iterator[None]:
    """Lock a folder against other writers; `waiting` is called once if another holds the lock.

    The lock file is in the user's runtime folder, so that none is left in a dataset.

    Raises:
        NotWrittenError: The lock file cannot be made.
    """
    import warnings
    from hashlib import sha256

    from filelock import FileLock, Timeout
    from platformdirs import user_runtime_path

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # A folder below /tmp will do where the system names none.
        home = user_runtime_path("nato", appauthor=False)
    with writing(home):
        home.mkdir(mode=0o700, parents=True, exist_ok=True)
        name = sha256(os.path.realpath(folder).encode(errors="surrogateescape")).hexdigest()[:32]
        lock = FileLock(home / f"{name}.lock")
        try:
            lock.acquire(timeout=0)
        except Timeout:
            waiting()
            lock.acquire()
    try:
        yield
    finally:
        lock.release()
