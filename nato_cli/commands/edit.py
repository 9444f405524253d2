"""Open a record in the editor, save what is valid, and say what changed."""

from __future__ import annotations

import os
import shlex
import shutil
import signal
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from msgspec.structs import asdict

from nato_cli.analysis import records
from nato_cli.analysis.diff import difference
from nato_cli.analysis.snapshot import Snapshot
from nato_cli.commands import completion, lookup, prompts
from nato_cli.commands.edits import home, require_dataset, say_waiting
from nato_cli.commands.errors import BadDatasetError, UsageError, say
from nato_cli.commands.options import Data, Selection, argument
from nato_cli.dataset.append import flow
from nato_cli.dataset.discovery import content
from nato_cli.dataset.loader import load
from nato_cli.dataset.serialization import written
from nato_cli.dates import today
from nato_cli.files import alone, replace, temporary, writing
from nato_cli.model import View
from nato_cli.output import Format, diagnostics
from nato_cli.output.escape import one_line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nato_cli.model import Dataset, Place, Record

#: What makes editors wait that return at once, and those that take FILE:LINE in place of +LINE FILE.
_WAITING = {"code": "--wait", "code-insiders": "--wait", "codium": "--wait", "cursor": "--wait", "subl": "--wait", "zed": "--wait"}  # fmt: skip  # noqa: E501
_GOTO = {"code", "code-insiders", "codium", "cursor"}
_COLON = {*_WAITING, "hx", "helix"}
_NO_LINE = {"notepad", "open", "textedit"}


def edit(
    id_: Annotated[
        str, argument(metavar="ID", autocompletion=completion.anything, help="A candidate, member, source or stance.")
    ],
    data: Data = None,
    selection: Selection = None,
) -> None:
    """The editor is VISUAL, else EDITOR, else vi or nano. It works on a copy; only a valid dataset is saved."""
    root = require_dataset(data)
    words = _editor()
    snapshot = lookup.open_snapshot(root, selection, None, None)
    path = _own(root, _place(snapshot, id_))
    with alone(home(root, snapshot.selection), say_waiting):
        before = lookup.open_snapshot(root, selection, None, None)
        place = _place(before, id_)
        original = content(path)
        edited = _edited(words, path, original, place.line, root)
        if edited == original:
            sys.stderr.write("nothing was changed\n")
            return
        for note in replace({path: edited}):
            say(note)
    _report(before, lookup.open_dataset(root))


def _place(snapshot: Snapshot, wanted: str) -> Place:
    """Where a record is, by its id; a stance's is its source's and its number, such as liga-2023#2."""
    by_stance = {stance.id: stance.place for stance in snapshot.selection.stances}
    return by_stance[wanted] if wanted in by_stance else lookup.found(snapshot, wanted).place


def _own(root: Path, place: Place) -> Path:
    """The file to edit, which has to be one of the dataset's: what it borrows comes with nato."""
    path = Path(place.path)
    if path.resolve() != root.resolve() and not path.absolute().is_relative_to(root.absolute()):
        folder = root if root.is_dir() else root.parent
        raise UsageError(f"this record comes with nato: to change it, copy {path} into {folder} and edit it there")
    return path


def _edited(words: list[str], path: Path, original: bytes, line: int, root: Path) -> bytes:
    """What the user makes of a file: a copy is edited until the dataset is valid with it."""
    with writing(path), temporary(Path(os.path.realpath(path)), suffix=path.suffix) as copy:
        copy.write_bytes(original)
        copy.chmod(0o600)
        while True:
            _run_editor(words, copy, line)
            edited = copy.read_bytes()
            loaded = load(root, today(), instead={path: edited})
            if loaded.dataset is not None or edited == original:
                return edited
            sys.stderr.write(f"{diagnostics.text(loaded.diagnostics)}\nnato: nothing was written\n")
            if not (prompts.is_possible() and prompts.confirm("Edit again?")):
                refused = path.with_name(f"{path.name}.refused")
                replace({refused: edited})
                say(f"your version is kept in {one_line(str(refused))}")
                raise BadDatasetError


def _editor() -> list[str]:
    """The user's editor in words.

    Raises:
        UsageError: None is set or installed, or it cannot be split into words.
    """
    for variable in ("VISUAL", "EDITOR"):
        value = os.environ.get(variable, "").strip()
        if value:
            try:
                return shlex.split(value, posix=os.name != "nt")
            except ValueError as error:
                raise UsageError(f"{variable} is {value}: {str(error).lower()}") from None
    installed = next(filter(None, map(shutil.which, ("vi", "nano", "notepad"))), None)
    if installed is None or not prompts.is_possible():
        raise UsageError("set VISUAL or EDITOR to your editor, such as EDITOR=nano")
    return [installed]


def _run_editor(words: list[str], file: Path, line: int) -> None:
    """Run the editor on an absolute path, which no editor takes for an option or a command."""
    path = str(file.absolute())
    name = Path(words[0]).stem.lower()
    command = [*words]
    if name in _WAITING and not {"--wait", "-w"} & set(words):
        command.append(_WAITING[name])
    command += ["--goto"] if name in _GOTO else []
    command += [f"{path}:{line}"] if name in _COLON else [path] if name in _NO_LINE else [f"+{line}", path]
    try:
        with _interrupts_left_to_the_editor():
            status = subprocess.run(command, check=False).returncode  # noqa: S603 - the user's own editor
    except OSError as error:
        raise UsageError(f"the editor '{words[0]}' does not start ({error.strerror}): set VISUAL or EDITOR") from None
    if status:
        raise UsageError(f"the editor failed (exit {status}); nothing was changed")


@contextmanager
def _interrupts_left_to_the_editor() -> Iterator[None]:
    """Let Ctrl-C be the business of the editor while it has the terminal."""
    before = signal.signal(signal.SIGINT, lambda *_: None)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _report(before: Snapshot, dataset: Dataset) -> None:
    """Say which records changed and how, then which standings and verdicts."""
    from nato_cli.output.views.diff import diff

    selection = dataset.selections.get(before.selection.id) or lookup.chosen(dataset, None)
    day = before.view.today
    after = Snapshot(dataset, selection, View(as_of=day, known_by=day, today=day))
    old, new = (records.contents(snapshot.dataset, snapshot.selection) for snapshot in (before, after))
    for what, keys in records.changes(old, new)._asdict().items():
        for key in keys:
            lines = _changed_fields(key.section, old[key], new[key]) if what == "changed" else [what]
            sys.stdout.writelines(f"{one_line(f'{key.section}: {key.id}: {line}')}\n" for line in lines)
    changes = difference(before, after)
    if changes.is_empty:
        sys.stdout.write("No standing and no verdict changed.\n")
    else:
        lookup.emit(diff(before, after, changes, since="by your edit"), Format.TABLE)


def _changed_fields(section: str, old: Record, new: Record) -> list[str]:
    """The fields of a record that differ, as files write them."""
    before, after = (
        {name: str(value) for name, value in asdict(record).items()}
        if section == "statuses"
        else written(section, record)
        for record in (old, new)
    )
    return [
        f"{name}: {_shown(before.get(name))} -> {_shown(after.get(name))}"
        for name in dict.fromkeys((*before, *after))
        if before.get(name) != after.get(name)
    ]


def _shown(value: object) -> str:
    return "nothing" if value is None else flow(value)
