"""Keep: is the dataset in order?"""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from nato_cli.commands.errors import DOES_NOT_HOLD
from nato_cli.dataset.diagnostics import Severity
from nato_cli.dataset.discovery import shipped, shown
from nato_cli.dataset.loader import load
from nato_cli.dates import today
from nato_cli.output import put

#: The end of the process gives a large dataset's memory back at once; taking it apart before costs a tenth of a second.
_KEPT: list[object] = []


class Report(StrEnum):
    """How the faults are told."""

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
            help="A folder of YAML files, or one file.",
        ),
    ] = None,
    form: Annotated[Report, typer.Option("--format", help="How the faults are told.")] = Report.TEXT,
    strict: Annotated[bool, typer.Option("--strict", help="Let warnings count as errors.")] = False,
    watch: Annotated[
        bool,
        typer.Option("--watch", help="Check again whenever a file changes, and say what that did to the verdicts."),
    ] = False,
) -> None:
    from nato_cli.output import diagnostics as answer

    root = path or shipped()
    if watch:
        from nato_cli.commands.watch import watch as keep_watching

        keep_watching(root)
        return
    loaded = load(root, today(), warnings=True)
    _KEPT.append(loaded)
    found = loaded.diagnostics
    if form is Report.JSON:
        from nato_cli.output.json import encoded

        put([encoded(answer.document(shown(root), found))], sys.stdout)
    elif found:
        text = answer.github(found) if form is Report.GITHUB else answer.text(found)
        put([f"{text}\n"], sys.stdout)
    if form is Report.TEXT:
        sys.stderr.write(f"{answer.summary(shown(root), found)}\n")
    if any(strict or each.severity is Severity.ERROR for each in found):
        raise typer.Exit(DOES_NOT_HOLD)
