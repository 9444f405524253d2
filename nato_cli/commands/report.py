"""`nato report`: a page, or one of its parts as a picture, for readers without a terminal."""

from __future__ import annotations

import os
import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from nato_cli.commands import completion, lookup
from nato_cli.commands.errors import UsageError
from nato_cli.commands.options import AsOf, ByRule, Data, KnownBy, Scale, Selection
from nato_cli.files import replace, writing
from nato_cli.output.escape import one_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nato_cli.analysis.snapshot import Snapshot
    from nato_cli.model import Check, DecisionRule

_STDOUT = Path("-")
_PANEL = "Output"


class Part(StrEnum):
    """A part of the page, as a picture."""

    CARD = "card"
    CHART = "chart"
    MAP = "map"
    VERDICTS = "verdicts"


def report(
    candidate: Annotated[
        str | None,
        typer.Argument(
            metavar="[CANDIDATE]",
            autocompletion=completion.candidates,
            show_default="the leader",
            help="The candidate to begin with, by id or name.",
        ),
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option(
            "-o", "--output", metavar="FILE", help="The file to write; - is stdout.", rich_help_panel=_PANEL,
            show_default="report.html, with --part PART.svg",
        ),
    ] = None,
    part: Annotated[
        Part | None,
        typer.Option(
            "--part", show_default=False, help="Write only this part, as an SVG picture.", rich_help_panel=_PANEL
        ),
    ] = None,
    force: Annotated[
        bool, typer.Option("--force", help="Replace the file if it exists.", rich_help_panel=_PANEL)
    ] = False,
    open_: Annotated[
        bool, typer.Option("--open", help="Show it in the browser.", rich_help_panel=_PANEL)
    ] = False,
    rule: ByRule = None,
    as_of: AsOf = None,
    known_by: KnownBy = None,
    scale: Scale = None,
    data: Data = None,
    selection: Selection = None,
) -> None:  # fmt: skip
    target = output or Path(f"{part}.svg" if part else "report.html")
    with writing(target):
        _refuse(target, force=force, open_=open_)
    snapshot = lookup.open_snapshot(data, selection, as_of, known_by, scale)
    first = lookup.candidate_of(snapshot, candidate).id if candidate else None
    text = _text(snapshot, lookup.rule_of(snapshot, rule), first, part)
    content = text.encode()
    if target == _STDOUT:
        sys.stdout.buffer.write(content)
        return
    replace({target: content})
    sys.stderr.write(f"nato: wrote {one_line(str(target))}, {len(content) / 1000:.0f} kB\n")
    if open_:
        _open(target)


def _refuse(output: Path, *, force: bool, open_: bool) -> None:
    """Stop before any work where the file cannot be written."""
    if output == _STDOUT:
        if open_:
            raise UsageError("a page on stdout cannot be opened: name a file with --output")
    elif output.exists() and not output.is_file():
        raise UsageError(f"{output} is not a file: name another with --output")
    elif os.path.lexists(output) and not force:
        raise UsageError(f"{output} exists: add --force to replace it, or name another file with --output")


def _text(snapshot: Snapshot, rule: DecisionRule | None, first: str | None, part: Part | None) -> str:
    """The page or a part of it. `first` is the id of the candidate that it shows first."""
    from nato_cli.analysis.decision import check_all
    from nato_cli.analysis.timeline import moments
    from nato_cli.report.page import MOST_CANDIDATES, MOST_DAYS, page

    checks = sorted(check_all(snapshot, rule), key=lambda check: check.candidate.id != first)
    if part:
        return _picture(snapshot, checks, rule, part)
    shown = checks[:MOST_CANDIDATES]
    candidates = [check.candidate for check in shown]
    return page(snapshot, list(moments(snapshot, rule, candidates, MOST_DAYS)), shown)


def _picture(snapshot: Snapshot, checks: Sequence[Check], rule: DecisionRule | None, part: Part) -> str:
    from nato_cli.report import pictures
    from nato_cli.report.figures import has_report

    if not checks:
        raise UsageError("no candidate is on record by that date: there is nothing to draw")
    if part is Part.MAP:
        return pictures.map_svg(snapshot, checks[0])
    if part is Part.CARD:
        return pictures.card_svg(snapshot, checks[0])
    if part is Part.VERDICTS:
        shown = [check for check in checks if has_report(check)]
        return pictures.verdicts_svg(snapshot, shown or checks[:1])
    from nato_cli.analysis.timeline import moments
    from nato_cli.report.chart import chart

    made = chart(snapshot, list(moments(snapshot, rule, [checks[0].candidate])), checks[0].candidate)
    if made is None:
        raise UsageError(f"nobody took a side on {checks[0].candidate.name} by that date: there is nothing to draw")
    return pictures.chart_svg(made)


def _open(output: Path) -> None:
    import webbrowser

    if not webbrowser.open(output.resolve().as_uri()):
        sys.stderr.write("nato: no browser was found to open it\n")
