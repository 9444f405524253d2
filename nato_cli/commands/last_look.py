"""What a reader had seen of a selection when they last looked: kept in the user's state folder, and nowhere else."""

from __future__ import annotations

import hashlib
import json
import os
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from nato_cli.analysis.records import Key
from nato_cli.commands.errors import UsageError
from nato_cli.files import folders, replace, writing

if TYPE_CHECKING:
    from nato_cli.analysis.snapshot import Snapshot
    from nato_cli.model import Record

#: Sets the folder in which looks are remembered.
FOLDER = "NATO_STATE"


class Look(NamedTuple):
    """The day of a look, and a digest of every record that there was."""

    day: str
    records: dict[Key, str]


def recall(snapshot: Snapshot) -> Look | None:
    """The last look at this selection of this dataset, None if there was none that can be read."""
    try:
        look = json.loads(_place(snapshot).read_text(encoding="utf-8"))
        return Look(str(look["day"]), {Key(section, id_): str(digest) for section, id_, digest in look["records"]})
    except (OSError, ValueError, TypeError, KeyError, RecursionError):
        return None


def remember(snapshot: Snapshot, records: dict[Key, Record]) -> None:
    """Note what the reader has now seen.

    Raises:
        NotWrittenError: The folder cannot be written.
    """
    place = _place(snapshot)
    look = {"day": str(snapshot.view.today), "records": [[*key, digest(record)] for key, record in records.items()]}
    with writing(place), folders(place.parent):
        replace({place: json.dumps(look).encode()})


def digest(record: Record) -> str:
    """A digest of what a record says; a field that a later version of `nato` adds does not change it."""
    values = {name: getattr(record, name) for name in record.__struct_fields__}
    fields = {name: value for name, value in values.items() if value not in (None, (), {})}
    return hashlib.blake2b(msgspec.json.encode(fields, enc_hook=str, order="sorted"), digest_size=12).hexdigest()


def _place(snapshot: Snapshot) -> Path:
    dataset = f"{Path(snapshot.dataset.path).resolve()}#{snapshot.selection.id}"
    return _folder() / "looks" / f"{hashlib.blake2b(os.fsencode(dataset), digest_size=12).hexdigest()}.json"


def _folder() -> Path:
    """The folder that NATO_STATE names, else the one that the system has for such things."""
    if named := os.environ.get(FOLDER):
        return Path(named)
    from platformdirs import user_state_path

    with suppress(RuntimeError):  # which some versions raise without a home folder
        folder = user_state_path("nato", appauthor=False)
        if folder.is_absolute():
            return folder
    raise UsageError(f"there is no home folder to remember looks in: set {FOLDER} to a folder")
