"""Keep: open a record in the editor, and say what the change did."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from nato_cli.analysis.diff import difference
from nato_cli.analysis.snapshot import Snapshot
from nato_cli.commands import completion, lookup
from nato_cli.commands.edits import own
from nato_cli.commands.errors import BadDatasetError, UsageError
from nato_cli.commands.options import Data, Selection
from nato_cli.dataset.loader import load
from nato_cli.dates import today
from nato_cli.model import View
from nato_cli.output import Format
from nato_cli.stopping import left_to_others

if TYPE_CHECKING:
    from nato_cli.model import Place

_GOTO = {"code": "--goto", "codium": "--goto", "subl": None, "zed": None}


def edit(
    id_: Annotated[
        str,
        typer.Argument(
            metavar="ID",
            autocompletion=completion.anything,
            show_default=False,
            help="A candidate, member, source or stance.",
        ),
    ],
    data: Data = None,
    selection: Selection = None,
) -> None:
    root = own(data)
    day = today()
    before = lookup.open_snapshot(root, selection, None, None)
    place = _place(before, id_)
    with left_to_others():
        status = subprocess.run(_command(place), check=False).returncode  # noqa: S603 - the user's own editor
    if status:
        raise UsageError(f"the editor ended with {status}: nothing was checked")
    loaded = load(root, day)
    if loaded.dataset is None:
        from nato_cli.output.diagnostics import text

        sys.stderr.write(f"{text(loaded.diagnostics)}\n")
        raise BadDatasetError
    from nato_cli.output.views.diff import diff

    view = View(as_of=day, known_by=day, today=day)
    after = Snapshot(loaded.dataset, lookup.chosen(loaded.dataset, before.selection.id), view)
    lookup.emit(diff(before, after, difference(before, after)), Format.TABLE)


def _place(snapshot: Snapshot, wanted: str) -> Place:
    """Where a record is, by its id; a stance's is its source's and its number, such as liga-2023#2."""
    by_stance = {each.id: each.place for each in snapshot.selection.stances}
    if wanted in by_stance:
        return by_stance[wanted]
    return lookup.found(snapshot, wanted).place


def _command(place: Place) -> list[str]:
    """The user's editor, told the line in its own way.

    Raises:
        WrongUsageError: None is set.
    """
    editor = os.environ.get("VISUAL") or os.environ.get("EDITOR")
    if not editor:
        raise UsageError("set VISUAL or EDITOR to your editor, such as EDITOR=nano")
    words = shlex.split(editor)
    name = Path(words[0]).stem
    if name in _GOTO:
        option = _GOTO[name]
        return [*words, *([option] if option else []), f"{place.path}:{place.line}"]
    return [*words, f"+{place.line}", place.path]
