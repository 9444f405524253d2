"""A compiled copy of a dataset that was found valid, so that the next command need not read its text again.

Reading text is most of what a command does. A copy lies in the user's cache folder and is used only while nothing that
it was made from has changed: the files, by path, size and time of change, and the code that reads them. A file that was
changed within the last moments is not trusted to show its next change, so that no copy is made then. A copy is never
needed: whatever goes wrong with it, the text is read.
"""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn
from zlib import crc32

import msgspec

from nato_cli.dataset.files import find, shipped, shown
from nato_cli.model import Dataset, Record

if TYPE_CHECKING:
    import datetime as dt

#: Sets the folder of the copies; set to nothing, there are none.
FOLDER = "NATO_CACHE"
_SETTLED = 2_000_000_000  # nanoseconds: the coarsest times of change that file systems keep are of two seconds


class _Stamp(Record, frozen=True, array_like=True):
    path: str
    size: int
    changed: int


class _Copy(Record, frozen=True, array_like=True):
    """`day` is the one on which the dataset was found valid: what was no future date then is none later."""

    stamps: tuple[_Stamp, ...]
    day: str
    dataset: msgspec.Raw


def read(root: Path, today: dt.date) -> Dataset | None:
    """The dataset at `root` from its copy, None where there is none that is still true."""
    try:
        place = _place(root)
        if place is None:
            return None
        copy = msgspec.msgpack.decode(place.read_bytes(), type=_Copy)
        if copy.day > str(today) or copy.stamps != _stamps(root):
            return None
        return msgspec.msgpack.decode(copy.dataset, type=Dataset)
    except (OSError, msgspec.DecodeError, RuntimeError):
        return None


def write(root: Path, today: dt.date, dataset: Dataset) -> None:
    """Keep a copy of a valid dataset, unless its files have only just been changed or there is nowhere to put it."""
    try:
        place = _place(root)
        stamps = _stamps(root)
        latest = max(path.stat().st_mtime_ns for path in find(root, _give_up))
        if place is None or time.time_ns() - latest < _SETTLED:
            return
        copy = _Copy(stamps=stamps, day=str(today), dataset=msgspec.Raw(msgspec.msgpack.encode(dataset)))
        place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        unfinished = place.with_suffix(f".{os.getpid()}")
        unfinished.write_bytes(msgspec.msgpack.encode(copy))
        unfinished.replace(place)
    except (OSError, RuntimeError):
        return


def _place(root: Path) -> Path | None:
    """Where the copy of a dataset lies: one for each folder that it is asked for from, as that is in its places."""
    folder = os.environ.get(FOLDER)
    if folder == "":
        return None
    name = f"{crc32(f'{root.resolve()}|{shown(root)}'.encode('utf-8', 'surrogateescape')):08x}.msgpack"
    return (Path(folder) if folder else _cache_home() / "nato") / name


def _cache_home() -> Path:
    """The folder for caches by the customs of the system (on Linux the XDG base directories)."""
    if os.name == "nt":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")


def _stamps(root: Path) -> tuple[_Stamp, ...]:
    """The state of all that a dataset is made from: its files, the shipped ones it may borrow from, and the code."""
    code = Path(__file__).parents[1]
    borrowed = (shipped() / f"{name}.yaml" for name in ("members", "scales", "sources"))
    paths = [*find(root, _give_up), *borrowed, code / "model.py", *sorted((code / "dataset").rglob("*.py"))]
    stamps = []
    for path in paths:
        state = path.stat()
        stamps.append(_Stamp(path=str(path), size=state.st_size, changed=state.st_mtime_ns))
    return tuple(stamps)


def _give_up(error: OSError) -> NoReturn:
    raise error
