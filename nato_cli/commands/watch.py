"""`nato validate --watch`: look at a dataset again whenever a file of it changes."""

from __future__ import annotations

import datetime as dt
import sys
import time
from typing import TYPE_CHECKING

from nato_cli.analysis.candidacy import newest
from nato_cli.analysis.diff import difference
from nato_cli.analysis.snapshot import Snapshot
from nato_cli.dataset.discovery import find
from nato_cli.dataset.loader import load
from nato_cli.dates import today
from nato_cli.model import View
from nato_cli.output import diagnostics

if TYPE_CHECKING:
    from pathlib import Path

    from nato_cli.model import Dataset

_PAUSE = 0.3  # seconds between two looks at the times of change
_CLEAR = "\x1b[2J\x1b[H"


def watch(root: Path) -> None:
    """Check, wait for a change, check again; until it is interrupted."""
    last: Dataset | None = None
    while True:
        state = _state(root)
        loaded = load(root, today(), warnings=True)
        if sys.stdout.isatty():
            sys.stdout.write(_CLEAR)
        now = dt.datetime.now().astimezone().strftime("%H:%M:%S")
        sys.stdout.write(f"{now}  {diagnostics.summary(str(root), loaded.diagnostics)}\n")
        if loaded.diagnostics:
            sys.stdout.write(f"{diagnostics.text(loaded.diagnostics)}\n")
        if loaded.dataset is not None:
            _tell_change(last, loaded.dataset)
            last = loaded.dataset
        sys.stdout.flush()
        while _state(root) == state:
            time.sleep(_PAUSE)


def _state(root: Path) -> dict[str, int]:
    """The times of change of all files, by path."""
    found = {}
    for path in find(root, lambda _: None):
        try:
            found[str(path)] = path.stat().st_mtime_ns
        except OSError:
            found[str(path)] = 0
    return found


def _tell_change(last: Dataset | None, dataset: Dataset) -> None:
    """What a change did to the standings and verdicts of the newest selection."""
    chosen = newest(dataset)
    if last is None or chosen is None or chosen.id not in last.selections:
        return
    from nato_cli.output import Format, write
    from nato_cli.output.views.diff import diff

    day = today()
    view = View(as_of=day, known_by=day, today=day)
    before, after = Snapshot(last, last.selections[chosen.id], view), Snapshot(dataset, chosen, view)
    found = difference(before, after)
    if not found.is_empty:
        write(diff(before, after, found), Format.TABLE, sys.stdout)
