"""A compiled copy of a dataset that was found valid, so that the next command need not read its text again.

Reading text is most of what a command does. A copy lies in the user's cache folder under a seal: a keyed hash of the
content of all files that the dataset was made from, of the code that read them, and of the copy itself. The key is a
secret of the user's, made with the first copy. So a copy is used only while all of that is as it was, and only if the
user's own `nato` made it: what anybody else puts there, or changes, is no copy. A copy is never needed, and may be
deleted at any time: whatever goes wrong with it, the text is read.
"""

from __future__ import annotations

import os
import stat
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn
from zlib import crc32

import msgspec

try:
    from _blake2 import blake2b  # What hashlib has it from, which brings all of OpenSSL too: a twentieth of a start.
except ImportError:
    from hashlib import blake2b

from nato_cli import __version__
from nato_cli.dataset.discovery import content, find, shipped, shown
from nato_cli.files import temporary
from nato_cli.model import Dataset, Record

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

#: Sets the folder of the copies.
FOLDER = "NATO_CACHE"
#: Set to anything, there are no copies.
OFF = "NATO_NO_CACHE"

_SEAL = 32  # bytes of a key, and of the hash that seals a copy
_DAY = 10  # bytes of a day, as in 2024-04-03
_WRITABLE_BY_OTHERS = stat.S_IWGRP | stat.S_IWOTH
_AS_IT_IS = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


class Copy(Record, frozen=True):
    """Where the copy of a dataset lies, whether there is one or not, and what the dataset is made from."""

    place: Path
    contents: dict[Path, bytes]
    fingerprint: bytes


def copy_of(root: Path) -> Copy | None:
    """The copy of the dataset at `root` as its files are now; None where copies are off, or a file cannot be read."""
    if os.environ.get(OFF):
        return None
    try:
        contents = {path: content(path) for path in find(root, _give_up)}
        return Copy(place=_place(root), contents=contents, fingerprint=_fingerprint(root, contents))
    except (OSError, RuntimeError):
        return None


def read(copy: Copy, today: dt.date) -> Dataset | None:
    """The dataset from its copy, None where there is none that is true.

    What was found valid on a later day is not: a date of the past then may be in the future today.
    """
    try:
        data = memoryview(_own(copy.place))
        seal, day, dataset = data[:_SEAL], data[_SEAL : _SEAL + _DAY], data[_SEAL + _DAY :]
        if seal != _sealed(copy, _own(_key(copy)), day, dataset) or bytes(day).decode() > str(today):
            return None
        return msgspec.msgpack.decode(dataset, type=Dataset)
    except (OSError, ValueError, RecursionError):
        return None


def write(copy: Copy, today: dt.date, dataset: Dataset) -> None:
    """Keep a copy of a valid dataset, if there is a place to put it."""
    with suppress(OSError):
        copy.place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        day, encoded = str(today).encode(), msgspec.msgpack.encode(dataset)
        _put(copy.place, (_sealed(copy, _secret(copy), day, encoded), day, encoded))


def _give_up(error: OSError) -> NoReturn:
    raise error


def _fingerprint(root: Path, contents: Mapping[Path, bytes]) -> bytes:
    """A hash of the files that a dataset is made from, of how they are called, and of what comes with the package."""
    found = blake2b(f"{__version__} {shown(root)} {_package()}".encode("utf-8", "surrogateescape"))
    for path, data in contents.items():
        found.update(f"\0{path}\0{len(data)}\0".encode("utf-8", "surrogateescape"))
        found.update(data)
    return found.digest()


def _package() -> str:
    """The state of the code that makes a dataset of files, and of the files that it may borrow from."""
    package = Path(__file__).parents[1]
    borrowed = (shipped() / f"{name}.yaml" for name in ("members", "scales", "sources"))
    code = (package / "model.py", *sorted((package / "dataset").rglob("*.py")))
    states = [path.stat() for path in (*borrowed, *code)]
    return " ".join(f"{state.st_size}:{state.st_mtime_ns}" for state in states)


def _sealed(copy: Copy, secret: bytes, day: bytes | memoryview, dataset: bytes | memoryview) -> bytes:
    seal = blake2b(copy.fingerprint, key=secret, digest_size=_SEAL)
    seal.update(day)
    seal.update(dataset)
    return seal.digest()


def _place(root: Path) -> Path:
    """Where the copy of a dataset lies: one for each folder that it is asked for from, as that is in its places."""
    folder = os.environ.get(FOLDER)
    name = f"{crc32(f'{root.resolve()}|{shown(root)}'.encode('utf-8', 'surrogateescape')):08x}.msgpack"
    return (Path(folder) if folder else _cache_home() / "nato") / name


def _cache_home() -> Path:
    """The folder for caches by the customs of the system (on Linux the XDG base directories)."""
    if os.name == "nt":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")


def _key(copy: Copy) -> Path:
    return copy.place.with_name("key")


def _secret(copy: Copy) -> bytes:
    """The user's key, made where there is none."""
    try:
        return _own(_key(copy))
    except OSError:
        secret = os.urandom(_SEAL)
        _put(_key(copy), (secret,))
        return secret


def _own(place: Path) -> bytes:
    """What a file holds that the user wrote and nobody else can have changed.

    Raises:
        OSError: It is not there, no regular file, another's, or open to others for writing.
    """
    descriptor = os.open(place, os.O_RDONLY | _AS_IT_IS)
    with os.fdopen(descriptor, "rb") as file:
        state = os.fstat(descriptor)
        is_own = os.name == "nt" or state.st_uid == os.geteuid()
        if not (stat.S_ISREG(state.st_mode) and is_own and not state.st_mode & _WRITABLE_BY_OTHERS):
            raise PermissionError(place)
        return file.read()


def _put(place: Path, parts: tuple[bytes, ...]) -> None:
    """Write a file that only the user can read: whole, or not at all."""
    with temporary(place) as new:
        descriptor = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _AS_IT_IS, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.writelines(parts)
        new.replace(place)
