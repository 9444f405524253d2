"""Cache of parsed datasets, so that the next command need not read their text again.

Reading text is most of what a command does. A cache file holds what it is made from, the paths, sizes and times of the
files and of the code that read them, and is used only while they are the same. It is in a folder of the user's own that
nobody else can write to: elsewhere there is no cache. It is never needed and may be deleted at any time: whatever is
wrong with it, the files are read.
"""

from __future__ import annotations

import datetime as dt
import os
import stat
import sys
import time
from binascii import crc32
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path

import msgspec

from nato_cli import __version__
from nato_cli.dataset.discovery import find, shipped, shown
from nato_cli.dataset.schema import from_text, to_text
from nato_cli.model import Dataset, Record, Selection

#: Sets the folder of the cache.
FOLDER = "NATO_CACHE"
#: Set to anything, it turns the cache off.
OFF = "NATO_NO_CACHE"

_MOST_FILES = 20
#: A file that changed so lately, in seconds, may change again without a new time: clocks of file systems tick slowly.
_SETTLED = 2


class Copy(Record, frozen=True):
    """Where the cached copy of a dataset is, whether there is one or not, and the state of what it is made from."""

    root: Path
    place: Path
    state: bytes


class Selections(Mapping[str, Selection]):
    """The selections of a copy, parsed when they are asked for: 8 ms less for a command that asks about one of 16."""

    def __init__(self, newest: str, encoded: dict[str, msgspec.Raw]) -> None:
        self.newest = newest
        self._encoded = encoded
        self._parsed: dict[str, Selection] = {}

    def __getitem__(self, id_: str) -> Selection:
        if id_ not in self._parsed:
            self._parsed[id_] = _SELECTION.decode(self._encoded[id_])
        return self._parsed[id_]

    def __iter__(self) -> Iterator[str]:
        return iter(self._encoded)

    def __len__(self) -> int:
        return len(self._encoded)


def copy_of(root: Path) -> Copy | None:
    """The copy of the dataset at `root` as its files are now; None where there is no cache, or a file is unreadable."""
    if os.environ.get(OFF):
        return None
    try:
        folder = _folder()
        state = _state(root)
        return Copy(root=root, place=folder / f"{crc32(state):08x}.msgpack", state=state)
    except (OSError, RuntimeError, ValueError):
        return None


def read(copy: Copy, today: dt.date) -> Dataset | None:
    """The cached dataset; None where there is none, or it was found valid on a later day than this."""
    try:
        data = copy.place.read_bytes()
        if crc32(data[4:]).to_bytes(4) != data[:4]:
            return None
        state, day, dataset, newest, selections = _COPY.decode(data[4:])
    except (OSError, ValueError, RecursionError):
        return None
    if state != copy.state or day > today:
        return None
    return msgspec.structs.replace(dataset, selections=Selections(newest, selections))


def write(copy: Copy, today: dt.date, dataset: Dataset, newest: str) -> None:
    """Keep a copy of a valid dataset, and remove the oldest ones. No day is too early for the shipped one.

    `newest` is the id of the selection that is meant where none is named.
    """
    day = dt.date.min if copy.root == shipped() else today
    selections = {id_: msgspec.Raw(_encoded(selection)) for id_, selection in dataset.selections.items()}
    data = _encoded((copy.state, day, msgspec.structs.replace(dataset, selections={}), newest, selections))
    with suppress(OSError):
        new = copy.place.with_suffix(f".{os.getpid()}")
        new.touch(mode=0o600)
        new.write_bytes(crc32(data).to_bytes(4) + data)
        new.replace(copy.place)
        files = sorted(copy.place.parent.glob("*.msgpack"), key=lambda file: file.stat().st_mtime, reverse=True)
        for old in files[_MOST_FILES:]:
            old.unlink(missing_ok=True)


_COPY = msgspec.msgpack.Decoder(tuple[bytes, dt.date, Dataset, str, dict[str, msgspec.Raw]], dec_hook=from_text)
_SELECTION = msgspec.msgpack.Decoder(Selection, dec_hook=from_text)


def _encoded(value: object) -> bytes:
    return msgspec.msgpack.encode(value, enc_hook=to_text)


def _raise(error: OSError) -> None:
    raise error


def _folder() -> Path:
    """The cache folder, made if need be.

    Raises:
        PermissionError: It is another user's, or others can write to it.
    """
    if os.environ.get(FOLDER):
        folder = Path(os.environ[FOLDER])
    else:
        from platformdirs import user_cache_path

        folder = user_cache_path("nato", appauthor=False)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    state = folder.stat()
    if sys.platform != "win32" and (state.st_uid != os.geteuid() or state.st_mode & (stat.S_IWGRP | stat.S_IWOTH)):
        raise PermissionError(folder)
    return folder


def _state(root: Path) -> bytes:
    """The state of all that a dataset is made from: its files, the files it may borrow from, and the code.

    Times and sizes in place of contents: 4 ms for 79 files instead of 12.

    Raises:
        OSError: A file is missing, is not a regular one, or changed within the last seconds.
    """
    package, lately = Path(__file__).parents[1], time.time() - _SETTLED
    states = [__version__, shown(root)]
    for path in find(root, _raise):
        file = path.stat()
        if not stat.S_ISREG(file.st_mode) or file.st_mtime > lately:
            raise OSError(path)
        states.append(_line(path, file))
    others = [shipped() / f"{name}.yaml" for name in ("members", "scales", "sources")]
    others += [package / "model.py", package / "dates.py", *sorted((package / "dataset").rglob("*.py"))]
    states += [_line(path, path.stat()) for path in others]
    return "\n".join(states).encode("utf-8", "surrogateescape")


def _line(path: Path, file: os.stat_result) -> str:
    """One file; what an editor, or a copy that keeps the times, cannot set back is its ctime."""
    return f"{path} {file.st_size} {file.st_mtime_ns} {file.st_ctime_ns} {file.st_ino}"
