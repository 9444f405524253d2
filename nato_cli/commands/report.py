"""Share: the picture, for those who have no terminal."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from nato_cli.analysis.timeline import change_days, moments
from nato_cli.commands import lookup
from nato_cli.commands.errors import UsageError
from nato_cli.commands.options import AsOf, ByRule, Data, KnownBy, Scale, Selection
from nato_cli.files import replace, writing
from nato_cli.output.escape import one_line

if TYPE_CHECKING:
    from nato_cli.analysis.snapshot import Snapshot
    from nato_cli.model import DecisionRule

_STDOUT = Path("-")
_PANEL = "Output"


def report(
    output: Annotated[
        Path,
        typer.Option(
            "-o", "--output", metavar="FILE", help="Where the page goes; - is stdout.", rich_help_panel=_PANEL
        ),
    ] = Path("report.html"),
    force: Annotated[
        bool, typer.Option("--force", help="Replace the file if it exists.", rich_help_panel=_PANEL)
    ] = False,
    open_: Annotated[
        bool, typer.Option("--open", help="Show the page in the browser.", rich_help_panel=_PANEL)
    ] = False,
    rule: ByRule = None,
    as_of: AsOf = None,
    known_by: KnownBy = None,
    scale: Scale = None,
    data: Data = None,
    selection: Selection = None,
) -> None:
    with writing(output):
        _refuse(output, force=force, open_=open_)
    snapshot = lookup.open_snapshot(data, selection, as_of, known_by, scale)
    page = _page(snapshot, lookup.rule_of(snapshot, rule)).encode()
    if output == _STDOUT:
        sys.stdout.buffer.write(page)
        return
    replace({output: page})
    sys.stderr.write(f"nato: {one_line(str(output))} is written, {len(page) / 1000:.0f} kB\n")
    if open_:
        _open(output)


def _refuse(output: Path, *, force: bool, open_: bool) -> None:
    """Say what cannot be done before any work is."""
    if output == _STDOUT:
        if open_:
            raise UsageError("a page on stdout cannot be opened: name a file with --output")
    elif output.exists() and not output.is_file():
        raise UsageError(f"{output} is not a file: name another with --output")
    elif os.path.lexists(output) and not force:
        raise UsageError(f"{output} exists: add --force to replace it, or name another file with --output")


def _page(snapshot: Snapshot, rule: DecisionRule | None) -> str:
    from nato_cli.output.progress import watched
    from nato_cli.report import page

    days = list(
        watched(moments(snapshot, rule), len(change_days(snapshot, snapshot.mentioned)), "Going through the days")
    )
    return page(snapshot, days, rule or snapshot.selection.decision)


def _open(output: Path) -> None:
    import webbrowser

    if not webbrowser.open(output.resolve().as_uri()):
        sys.stderr.write("nato: no browser was found to open it\n")
