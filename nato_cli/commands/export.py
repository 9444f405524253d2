"""`nato export`: a selection for other programs."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from nato_cli.commands import lookup
from nato_cli.commands.errors import UsageError
from nato_cli.commands.options import AsOf, Data, KnownBy, Scale, Selection
from nato_cli.export.tables import TABLES
from nato_cli.files import replace, writing
from nato_cli.output.escape import one_line

if TYPE_CHECKING:
    from nato_cli.analysis.snapshot import Snapshot


class To(StrEnum):
    """The format of an export."""

    CSV = "csv"
    JSON = "json"
    SQLITE = "sqlite"
    POPOLO = "popolo"
    PARQUET = "parquet"
    XLSX = "xlsx"


#: Formats of one table a file: a path without an ending is a folder of all tables.
_BY_TABLE = (To.CSV, To.PARQUET)
_ENDINGS = {
    ".popolo.json": To.POPOLO,
    ".json": To.JSON,
    ".sqlite": To.SQLITE,
    ".sqlite3": To.SQLITE,
    ".db": To.SQLITE,
    ".csv": To.CSV,
    ".parquet": To.PARQUET,
    ".xlsx": To.XLSX,
}
_NEEDS = {To.PARQUET: ("pyarrow", "parquet"), To.XLSX: ("openpyxl", "xlsx")}


def export(
    output: Annotated[
        Path,
        typer.Argument(
            metavar="OUT",
            show_default=False,
            help="A file, whose ending says the format (.json, .popolo.json, .sqlite, .db, .xlsx, .csv, .parquet), or "
            "a folder of CSV files, one for each table.",
        ),
    ],
    to: Annotated[
        To | None, typer.Option("--to", show_default="by the ending of OUT", help="The format of the export.")
    ] = None,
    table: Annotated[
        str | None,
        typer.Option(
            "--table", metavar="NAME", show_default="the name of OUT", help="The table that a .csv or .parquet holds."
        ),
    ] = None,
    force: Annotated[
        bool, typer.Option("--force", help="Replace the files of an earlier export; no other file is touched.")
    ] = False,
    as_of: AsOf = None,
    known_by: KnownBy = None,
    scale: Scale = None,
    data: Data = None,
    selection: Selection = None,
) -> None:
    """The JSON document is a dataset itself: `--data` reads it."""
    form = _format(output, to)
    is_folder = form in _BY_TABLE and not output.suffix
    chosen = None if is_folder or form not in _BY_TABLE else _table(output, table)
    if table and chosen is None:
        raise UsageError("--table goes with one .csv or .parquet file: all other exports hold every table")
    with writing(output):
        _refuse(output, is_folder=is_folder, force=force)
    snapshot = lookup.open_snapshot(data, selection, as_of, known_by, scale)
    try:
        contents = _contents(snapshot, output, form, chosen)
    except ImportError:
        library, extra = _NEEDS[form]
        raise UsageError(f"{extra} needs {library}: pip install 'nato-cli[{extra}]'") from None
    is_new_folder = is_folder and not output.exists()
    if is_new_folder:
        with writing(output):
            output.mkdir()
    try:
        replace(contents)
    except BaseException:
        if is_new_folder:
            with suppress(OSError):
                output.rmdir()
        raise
    sys.stderr.write(f"nato: wrote {one_line(str(output))}\n")


def _format(output: Path, to: To | None) -> To:
    name = output.name.lower()
    by_ending = next((form for ending, form in _ENDINGS.items() if name.endswith(ending)), None)
    if to is not None:
        return to
    if by_ending is None and output.suffix:
        known = ", ".join(_ENDINGS)
        raise UsageError(f"unknown ending '{output.suffix}': use one of {known}, or say the format with --to")
    return by_ending or To.CSV


def _table(output: Path, table: str | None) -> str:
    name = table or output.stem
    if name not in TABLES:
        known = ", ".join(TABLES)
        raise UsageError(f"{output.name} holds one table: add --table with one of {known}, or name a folder for all")
    return name


def _refuse(output: Path, *, is_folder: bool, force: bool) -> None:
    """Stop before any work where something is in the way; a device or a file of another kind is never replaced."""
    if is_folder:
        if output.exists() and not output.is_dir():
            raise UsageError(f"{output} is a file: name a folder, or end the name in .csv")
        if output.is_dir() and any(output.iterdir()) and not force:
            raise UsageError(f"{output} is not empty: name another folder, or add --force to replace an earlier export")
        return
    if output.exists() and not output.is_file():
        raise UsageError(f"{output} is not a file: name another")
    if os.path.lexists(output) and not force:
        raise UsageError(f"{output} exists: name another file, or add --force to replace it")


def _contents(snapshot: Snapshot, output: Path, form: To, table: str | None) -> dict[Path, bytes]:
    """The files to write. Tables of a folder are files of their own."""
    from nato_cli.export import writers

    if form in _BY_TABLE:
        write = writers.csv if form is To.CSV else writers.parquet
        if table:
            return {output: write(snapshot, table)}
        return {output / f"{name}.{form}": write(snapshot, name) for name in TABLES}
    whole = {
        To.JSON: writers.dataset_json,
        To.POPOLO: writers.popolo_json,
        To.SQLITE: writers.sqlite,
        To.XLSX: writers.workbook,
    }
    return {output: whole[form](snapshot)}
