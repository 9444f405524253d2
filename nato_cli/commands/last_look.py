"""When the reader last looked at a selection: kept in the user's state folder, and nowhere else."""

from __future__ import annotations

import datetime as dt
import json
import os
from pathlib import Path
from typing import TYPE_CHECKING

from nato_cli.files import alone, folders, replace

if TYPE_CHECKING:
    from nato_cli.analysis.snapshot import Snapshot

#: Sets the folder in which looks are remembered.
FOLDER = "NATO_STATE"


def recall(snapshot: Snapshot) -> dt.date | None:
    """The day of the last look at this selection of this dataset, None if there was none that can be read.

    One of a day that has not come yet was under a clock that went wrong, and is none.
    """
    try:
        found = dt.date.fromisoformat(_looks()[_key(snapshot)])
    except (KeyError, TypeError, ValueError):
        return None
    return found if found <= snapshot.view.today else None


def remember(snapshot: Snapshot) -> None:
    """Note that the reader has looked today.

    Raises:
        NotWrittenError: The folder cannot be written.
    """
    place = _place()
    with folders(place.parent), alone(place.parent, lambda: None):
        looks = _looks() | {_key(snapshot): str(snapshot.view.today)}
        replace({place: json.dumps(looks, indent=2).encode()})


def _looks() -> dict[str, str]:
    try:
        found = json.loads(_place().read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _key(snapshot: Snapshot) -> str:
    return f"{Path(snapshot.dataset.path).resolve()}#{snapshot.selection.id}"


def _place() -> Path:
    """By the customs of the system: on Linux the XDG base directories."""
    folder = os.environ.get(FOLDER)
    if folder:
        return Path(folder) / "last-look.json"
    if os.name == "nt":
        home = Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    else:
        home = Path(os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state")
    return home / "nato" / "last-look.json"
