"""`nato export`: a selection for other programs."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from nato_cli.commands import lookup
from nato_cli.commands.options import AsOf, Data, KnownBy, Scale, Selection
from nato_cli.export.writers import To
from nato_cli.output.escape import one_line


def export(
    output: Annotated[
        Path,
        typer.Argument(
            metavar="OUT", show_default=False, help="A file, or a folder for CSV and Parquet; its ending says which."
        ),
    ],
    to: Annotated[
        To | None, typer.Option("--to", show_default="by the ending of OUT, else csv", help="The form of the export.")
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Replace what is there.")] = False,
    as_of: AsOf = None,
    known_by: KnownBy = None,
    scale: Scale = None,
    data: Data = None,
    selection: Selection = None,
) -> None:
    """The JSON document is a dataset itself: --data reads it."""
    from nato_cli.export.writers import export as write
    from nato_cli.export.writers import form_of

    snapshot = lookup.open_snapshot(data, selection, as_of, known_by, scale)
    write(snapshot, output, to or form_of(output), force=force)
    sys.stderr.write(f"{one_line(str(output))}\n")
