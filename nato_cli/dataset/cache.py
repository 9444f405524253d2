"""Cache of parsed datasets, so that the next command need not read their text again.

Reading text is most of what a command does. A cache file is named by a hash of the files' contents and of the code that
read them, in a folder of the user's own that nobody else can write to: elsewhere there is no cache. It is never needed
and may be deleted at any time: whatever is wrong with it, the files are read.
"""

from __future__ import annotations

import datetime as dt
import os
import stat
import sys
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from nato_cli import __version__
from nato_cli.dataset.discovery import content, find, shipped, shown
from nato_cli.dataset.schema import from_text, to_text
from nato_cli.model import Dataset, Record

if TYPE_CHECKING:
    from collections.abc import Mapping

#: Sets the folder of the cache.
FOLDER = "NATO_CACHE"
#: Set to anything, it turns the cache off.
OFF = "NATO_NO_CACHE"

_MOST_FILES = 20


class Copy(Record, frozen=True):
    """Where the cached copy of a dataset is, whether there is one or not, and the files it is made from."""

    root: Path
    place: Path
    contents: dict[Path, bytes]


def copy_of(root: Path) -> Copy | None:
    """The copy of the dataset at `root` as its files are now; None where there is no cache, or a file is unreadable."""
    if os.environ.get(OFF):
        return None
    try:
        folder = _folder()
        contents = {path: content(path) for path in find(root, _raise)}
        return Copy(root=root, place=folder / f"{_hash(root, contents)}.msgpack", contents=contents)
    except (OSError, RuntimeError):
        return None


def read(copy: Copy, today: dt.date) -> Dataset | None:
    """The cached dataset; None where there is none, or it was found valid on a later day than this."""
    try:
        day, dataset = _DECODER.decode(copy.place.read_bytes())
    except (OSError, ValueError, RecursionError):
        return None
    return dataset if day <= today else None


def write(copy: Copy, today: dt.date, dataset: Dataset) -> None:
    """Keep a copy of a valid dataset, and remove the oldest ones. No day is too early for the shipped one."""
    day = dt.date.min if copy.root == shipped() else today
    with suppress(OSError):
        new = copy.place.with_suffix(f".{os.getpid()}")
        new.touch(mode=0o600)
        new.write_bytes(msgspec.msgpack.encode((day, dataset), enc_hook=to_text))
        new.replace(copy.place)
        files = sorted(copy.place.parent.glob("*.msgpack"), key=lambda file: file.stat().st_mtime, reverse=True)
        for old in files[_MOST_FILES:]:
            old.unlink(missing_ok=True)


_DECODER = msgspec.msgpack.Decoder(tuple[dt.date, Dataset], dec_hook=from_text)


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


def _hash(root: Path, contents: Mapping[Path, bytes]) -> str:
    """A hash of all that a dataset is made from: its files, the files it may borrow from, and the code."""
    package = Path(__file__).parents[1]
    others = [shipped() / f"{name}.yaml" for name in ("members", "scales", "sources")]
    others += [package / "model.py", package / "dates.py", *sorted((package / "dataset").rglob("*.py"))]
    states = [(str(path), state.st_size, state.st_mtime_ns) for path in others for state in [path.stat()]]
    known = blake2b(f"{__version__} {shown(root)} {states}".encode("utf-8", "surrogateescape"), digest_size=16)
    for path, data in contents.items():
        known.update(f"\0{path}\0{len(data)}\0".encode("utf-8", "surrogateescape"))
        known.update(data)
    return known.hexdigest()
