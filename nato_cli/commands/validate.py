"""`nato validate`: is the dataset in order?"""

from __future__ import annotations

import datetime as dt
import sys
from contextlib import suppress
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from nato_cli.commands.errors import DOES_NOT_HOLD
from nato_cli.dataset.diagnostics import Severity
from nato_cli.dataset.discovery import SUFFIXES, shipped, shown
from nato_cli.dataset.loader import Loaded, load
from nato_cli.dates import today
from nato_cli.files import read_input
from nato_cli.output import diagnostics, put

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nato_cli.model import Dataset

_CLEAR = "\x1b[2J\x1b[H"


class Report(StrEnum):
    """How the faults are printed."""

    TEXT = "text"
    JSON = "json"
    GITHUB = "github"


def validate(
    path: Annotated[
        Path | None,
        typer.Argument(
            metavar="[PATH]",
            envvar="NATO_DATA",
            show_default="the dataset that comes with nato",
            help="A folder of YAML files, one file, or - for standard input.",
        ),
    ] = None,
    form: Annotated[Report, typer.Option("--format", help="How the faults are printed.")] = Report.TEXT,
    strict: Annotated[bool, typer.Option("--strict", help="Let warnings count as errors.")] = False,
    watch: Annotated[
        bool,
        typer.Option("--watch", help="Check again whenever a file changes, and say what that did to the verdicts."),
    ] = False,
) -> None:
    root = path or shipped()
    if watch:
        _keep_watching(root, form, strict=strict)
        return
    loaded = _load(root)
    _print(root, loaded, form)
    if not _passes(loaded, strict=strict):
        raise typer.Exit(DOES_NOT_HOLD)


def _load(root: Path) -> Loaded:
    """The dataset at a path; what comes from standard input or a pipe is one file."""
    instead = {root: read_input(root)} if _is_stream(root) else {}
    return load(root, today(), warnings=True, instead=instead)


def _is_stream(root: Path) -> bool:
    with suppress(OSError, ValueError):  # a name that no file can have
        return root == Path("-") or root.is_fifo()
    return False


def _print(root: Path, loaded: Loaded, form: Report) -> None:
    """Print the faults on stdout, and in text the summary on stderr."""
    faults = loaded.diagnostics
    if form is Report.JSON:
        from nato_cli.output.json import encoded

        put([encoded(diagnostics.document(shown(root), faults))], sys.stdout)
    elif faults:
        text = diagnostics.github(faults) if form is Report.GITHUB else diagnostics.text(faults)
        put([f"{text}\n"], sys.stdout)
    if form is Report.TEXT:
        sys.stderr.write(f"{diagnostics.summary(shown(root), faults)}\n")


def _passes(loaded: Loaded, *, strict: bool) -> bool:
    return not any(strict or fault.severity is Severity.ERROR for fault in loaded.diagnostics)


def _keep_watching(root: Path, form: Report, *, strict: bool) -> None:
    """Check, wait for a change, check again; until Ctrl-C. What changed is printed once the dataset passes."""
    before: Dataset | None = None
    for _ in _changes(root):
        loaded = load(root, today(), warnings=True)
        if form is Report.TEXT:
            now = dt.datetime.now().astimezone().strftime("%H:%M:%S")
            start = f"{_CLEAR if sys.stdout.isatty() else ''}{now}  "
            text = f"\n{diagnostics.text(loaded.diagnostics)}" if loaded.diagnostics else ""
            put([f"{start}{diagnostics.summary(shown(root), loaded.diagnostics)}{text}\n"], sys.stdout)
        else:
            _print(root, loaded, form)
        if loaded.dataset is not None and _passes(loaded, strict=strict):
            if form is Report.TEXT and before is not None:
                _print_change(before, loaded.dataset)
            before = loaded.dataset


def _changes(root: Path) -> Iterator[None]:
    """At once, and after each change of a file of the dataset."""
    from watchfiles import watch

    # Editors replace a file when they save it, so the folder is watched, from before the first check on.
    folder = root if root.is_dir() else root.absolute().parent
    is_first = True
    for changes in watch(folder, recursive=root.is_dir(), watch_filter=None, yield_on_timeout=True, rust_timeout=200):
        paths = [Path(path) for _, path in changes]
        of_dataset = (path.suffix.lower() in SUFFIXES if root.is_dir() else path.name == root.name for path in paths)
        if is_first or any(of_dataset):
            is_first = False
            yield


def _print_change(before: Dataset, after: Dataset) -> None:
    """What a change did to the standings and verdicts of the newest selection."""
    from nato_cli.analysis.candidacy import newest
    from nato_cli.analysis.diff import difference
    from nato_cli.analysis.snapshot import Snapshot
    from nato_cli.model import View
    from nato_cli.output import Format, write
    from nato_cli.output.views.diff import diff

    selection = newest(after)
    if selection is None or selection.id not in before.selections:
        return
    day = today()
    view = View(as_of=day, known_by=day, today=day)
    old, new = Snapshot(before, before.selections[selection.id], view), Snapshot(after, selection, view)
    change = difference(old, new)
    if not change.is_empty:
        write(diff(old, new, change), Format.TABLE, sys.stdout)
