"""From a record to a file that holds it: find the file, add, validate, and only then write."""

from __future__ import annotations

import sys
from difflib import unified_diff
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from nato_cli.commands.errors import BadDatasetError, UsageError
from nato_cli.dataset.append import added, flow, started
from nato_cli.dataset.discovery import content, find, shipped
from nato_cli.dataset.layout import LayoutError, parsed
from nato_cli.dataset.loader import load
from nato_cli.dates import today
from nato_cli.files import alone, replace
from nato_cli.output import diagnostics
from nato_cli.output.escape import one_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nato_cli.dataset.loader import Loaded
    from nato_cli.model import Dataset, Selection


class Addition(NamedTuple):
    """A record for a section, as files write it."""

    section: str
    record: dict[str, Any]


def own(data: Path | None) -> Path:
    """The dataset to be changed: one that was named, and never the shipped one by mistake."""
    if data is None:
        raise UsageError("name the dataset to change with --data or NATO_DATA; 'nato init DIR' starts one")
    if data.resolve() == shipped().resolve():
        sys.stderr.write("nato: this is the dataset that comes with nato\n")
    return data


def keep(root: Path, selection: Selection, additions: Sequence[Addition], *, dry_run: bool) -> Dataset:
    """Add records to a selection, in the files where their kinds live. All are written, or none.

    Raises:
        BadDatasetError: The dataset would have errors; they are on stderr, and nothing was written.
        WrongUsageError: A file is laid out so that nothing can be added to it.
    """
    _refuse_what_is_no_text(additions)
    # The selection's own folder, so that two who name the dataset by different paths wait for each other too.
    folder = _home(root, selection) if root.is_dir() else root.parent
    with alone(folder, lambda: _tell("another nato is writing to this dataset: waiting")):
        before: dict[Path, str | None] = {}
        after: dict[Path, str] = {}
        for addition in additions:
            path = _file_for(root, selection, addition.section)
            if path not in before:
                before[path] = _text(path)
            after[path] = _with(path, after.get(path, before[path]), addition)
        loaded = load(root, today(), instead={path: text.encode() for path, text in after.items()})
        dataset = _valid(loaded)
        if dry_run:
            for path, text in after.items():
                _show_difference(path, before[path] or "", text)
        else:
            replace({path: text.encode() for path, text in after.items()})
    return dataset


def _refuse_what_is_no_text(additions: Sequence[Addition]) -> None:
    try:
        for addition in additions:
            flow(addition.record).encode()
    except UnicodeEncodeError:
        raise UsageError("what is to be added is not all text in the encoding of this locale") from None


def _with(path: Path, text: str | None, addition: Addition) -> str:
    if text is None:
        return started(addition.section, addition.record)
    try:
        return added(text, addition.section, addition.record)
    except LayoutError as error:
        raise UsageError(f"{path}: {error}") from None


def _valid(loaded: Loaded) -> Dataset:
    if loaded.dataset is None:
        sys.stderr.write(f"{diagnostics.text(loaded.diagnostics)}\nnato: nothing was written\n")
        raise BadDatasetError
    return loaded.dataset


def _text(path: Path) -> str | None:
    """What a file holds, line ends as they are; None where it is not there yet."""
    try:
        return content(path).decode()
    except FileNotFoundError:
        return None


def _file_for(root: Path, selection: Selection, section: str) -> Path:
    """The file of a selection that holds a section, the last if several do; else the one that is to hold it."""
    if not root.is_dir():
        return root
    home = _home(root, selection)
    among = [path for path in find(home, _ignore) if section in (parsed(content(path).decode()) or {})]
    return among[-1] if among else home / f"{section}.yaml"


def _home(root: Path, selection: Selection) -> Path:
    """The folder that the selection is described in."""
    described = Path(selection.place.path)
    return described.parent if described.exists() else root


def _ignore(error: OSError) -> None:
    """What cannot be looked into is told when the dataset is loaded."""


def _show_difference(path: Path, before: str, after: str) -> None:
    lines = unified_diff(before.splitlines(), after.splitlines(), str(path), str(path), lineterm="", n=2)
    sys.stdout.write("".join(f"{one_line(line)}\n" for line in lines))


def _tell(line: str) -> None:
    sys.stderr.write(f"nato: {line}\n")
