"""Writing an export: all of it or nothing, and never over what is there unless asked."""

from __future__ import annotations

import os
from contextlib import closing
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nato_cli.commands.errors import UsageError
from nato_cli.export.tables import popolo, tables
from nato_cli.files import folders, writing
from nato_cli.output.progress import watched
from nato_cli.stopping import undisturbed, unfinished

if TYPE_CHECKING:
    from collections.abc import Callable

    from nato_cli.analysis.snapshot import Snapshot
    from nato_cli.output.answer import Rows


class To(StrEnum):
    """What an export is written as."""

    CSV = "csv"
    JSON = "json"
    SQLITE = "sqlite"
    POPOLO = "popolo"
    PARQUET = "parquet"


#: The forms that are folders, and the endings of the files in them.
_FOLDERS = {To.CSV: ".csv", To.PARQUET: ".parquet"}
_ENDINGS = {
    ".popolo.json": To.POPOLO,
    ".json": To.JSON,
    ".sqlite": To.SQLITE,
    ".sqlite3": To.SQLITE,
    ".db": To.SQLITE,
}
#: What a column of a table refers to, by the column's name or by the table's and the column's.
_REFERS_TO = {
    "candidate": "candidates",
    "member": "members",
    "source": "sources",
    "relays": "sources",
    "origin": "sources",
    "stance": "stances",
    "event": "events",
}
_KEYS = {"statuses": ("candidate", "number"), "standings": ("as_of", "candidate", "member")}


def form_of(output: Path) -> To:
    """What a path asks for by its ending; a folder of CSV files where it has none that is known."""
    name = output.name.lower()
    return next((form for ending, form in _ENDINGS.items() if name.endswith(ending)), To.CSV)


def export(snapshot: Snapshot, output: Path, to: To, *, force: bool) -> None:
    """Write an export beside its place, then move it there.

    Raises:
        WrongUsageError: Something is there already, or what is needed to write it is not installed.
        NotWrittenError: It cannot be written.
    """
    if os.path.lexists(output) and not force:
        raise UsageError(f"{output} is there already: name another, or add --force")
    with writing(output):
        _refuse_to_replace(output, to)
    target = Path(os.path.realpath(output))
    with writing(output), folders(target.parent), unfinished(target) as made, unfinished(target) as former:
        _WRITERS[to](snapshot, made)
        with undisturbed():
            _put(made, target, former)


def _refuse_to_replace(output: Path, to: To) -> None:
    """Whatever --force is given for, a folder that is no earlier export is never replaced, and no device ever is."""
    if to not in _FOLDERS:
        if output.exists() and not output.is_file():
            raise UsageError(f"{output} is not a file: name another")
    elif output.exists() and not output.is_dir():
        raise UsageError(f"{output} is not a folder: name another")
    elif output.exists() and not _is_export(output):
        raise UsageError(f"{output} is no earlier export, and is left as it is: name another folder")


def _is_export(folder: Path) -> bool:
    """Whether a folder holds nothing, or the tables of an export and nothing else."""
    found = {each.name: each.is_file() for each in folder.iterdir()}
    return not found or any(
        f"stance_members{ending}" in found and all(is_file and name.endswith(ending) for name, is_file in found.items())
        for ending in _FOLDERS.values()
    )


def _put(made: Path, target: Path, former: Path) -> None:
    """Give an export its name. A folder that bears it makes way, and comes back should the name not be to be had."""
    if not target.is_dir():
        made.replace(target)
        return
    target.rename(former)
    try:
        made.rename(target)
    except OSError:
        former.rename(target)
        raise


def _write_csv(snapshot: Snapshot, folder: Path) -> None:
    from nato_cli.output.csv import comma_separated

    folder.mkdir()
    for name, table in tables(snapshot).items():
        _write(folder / f"{name}.csv", comma_separated(table))


def _write_json(snapshot: Snapshot, file: Path) -> None:
    from nato_cli.dataset import serialization as written
    from nato_cli.output.json import encoded

    _write(file, encoded(written.whole(snapshot.dataset, snapshot.selection)))


def _write_popolo(snapshot: Snapshot, file: Path) -> None:
    from nato_cli.output.json import encoded

    _write(file, encoded(popolo(snapshot)))


def _write(file: Path, text: str) -> None:
    file.write_text(text, encoding="utf-8")


def _write_parquet(snapshot: Snapshot, folder: Path) -> None:
    try:
        import pyarrow as pa
        from pyarrow import parquet
    except ImportError:
        raise UsageError("Parquet needs pyarrow: pip install 'nato-cli[parquet]'") from None
    folder.mkdir()
    for name, table in tables(snapshot).items():
        rows = [dict(zip(table.names, map(_plain, row), strict=True)) for row in table.rows]
        columns = {column: [row[column] for row in rows] for column in table.names}
        made = pa.BufferOutputStream()
        parquet.write_table(pa.table(columns), made)
        (folder / f"{name}.parquet").write_bytes(made.getvalue())


def _write_sqlite(snapshot: Snapshot, file: Path) -> None:
    """A database made in memory, so that writing it is writing any file, with the same faults."""
    import sqlite3

    with closing(sqlite3.connect(":memory:")) as database:
        database.execute("PRAGMA foreign_keys = ON")
        for name, table in tables(snapshot).items():
            database.execute(_declaration(name, table))
        with database:
            database.execute("PRAGMA defer_foreign_keys = ON")
            for name, table in tables(snapshot).items():
                places = ", ".join("?" * len(table.names))
                rows = ([_plain(value) for value in row] for row in watched(table.rows, None, "Writing"))
                database.executemany(f"INSERT INTO {name} VALUES ({places})", rows)  # noqa: S608
        file.write_bytes(database.serialize())


def _declaration(name: str, table: Rows) -> str:
    """The statement that makes a table. All names in it are ours."""
    lines = [_column(name, column) for column in table.names]
    if name in _KEYS:
        lines.append(f"PRIMARY KEY ({', '.join(_KEYS[name])})")
    return f"CREATE TABLE {name} ({', '.join(lines)})"


def _column(table: str, column: str) -> str:
    kind = " INTEGER" if column in {"number", "credibility", "support", "of_members", "line", "rule"} else ""
    if column == "id":
        return "id PRIMARY KEY" if table != "events" else "id INTEGER PRIMARY KEY"
    refers_to = f" REFERENCES {_REFERS_TO[column]} (id)" if column in _REFERS_TO else ""
    return f'"{column}"{kind}{refers_to}'


def _plain(value: Any) -> Any:
    """A value as databases hold it: numbers and text. The name of a file may hold bytes that are no text."""
    if value is None or isinstance(value, int | float):
        return value
    return str(value).encode(errors="backslashreplace").decode()


_WRITERS: dict[To, Callable[[Snapshot, Path], None]] = {
    To.CSV: _write_csv,
    To.JSON: _write_json,
    To.SQLITE: _write_sqlite,
    To.POPOLO: _write_popolo,
    To.PARQUET: _write_parquet,
}
