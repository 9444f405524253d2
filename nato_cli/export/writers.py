"""Formats of an export: each writer turns a selection, or one of its tables, into the bytes of a file."""

from __future__ import annotations

import types
from typing import TYPE_CHECKING, Any, get_args, get_type_hints

from msgspec.structs import astuple

from nato_cli.export.tables import TABLES, popolo

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nato_cli.analysis.snapshot import Snapshot

#: The table that a column refers to, by the column's name.
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
_SQL_TYPES = {str: "TEXT", int: "INTEGER", float: "REAL", bool: "INTEGER"}
_LONGEST_CELL = 32_767  # characters, the limit of workbooks


def dataset_json(snapshot: Snapshot) -> bytes:
    """Write the selection and all that it rests on as one JSON document, which `--data` reads as a dataset."""
    from nato_cli.dataset.serialization import whole
    from nato_cli.output.json import encoded

    return encoded(whole(snapshot.dataset, snapshot.selection)).encode()


def popolo_json(snapshot: Snapshot) -> bytes:
    from nato_cli.output.json import encoded

    return encoded(popolo(snapshot)).encode()


def csv(snapshot: Snapshot, table: str) -> bytes:
    from nato_cli.output.answer import Rows
    from nato_cli.output.csv import comma_separated

    return comma_separated(Rows(_names(table), _values(snapshot, table))).encode()


def parquet(snapshot: Snapshot, table: str) -> bytes:
    """Write one table as Parquet. Types follow the row type, so that a column without a value keeps its type.

    Raises:
        ImportError: pyarrow is not installed.
    """
    import pyarrow as pa
    import pyarrow.parquet

    arrow = {str: pa.string(), int: pa.int64(), float: pa.float64(), bool: pa.bool_()}
    schema = pa.schema([(name, arrow[kind]) for name, kind in _columns(table).items()])
    records = [dict(zip(schema.names, row, strict=True)) for row in _values(snapshot, table)]
    buffer = pa.BufferOutputStream()
    pyarrow.parquet.write_table(pa.Table.from_pylist(records, schema), buffer)
    return bytes(buffer.getvalue())


def workbook(snapshot: Snapshot) -> bytes:
    """Write all tables as the sheets of an Excel workbook. Text stays text, even where it looks like a formula.

    Raises:
        ImportError: openpyxl is not installed.
    """
    import io

    from openpyxl import Workbook

    book = Workbook(write_only=True)
    for table in TABLES:
        sheet = book.create_sheet(table)
        sheet.append(_names(table))
        for row in _values(snapshot, table):
            sheet.append([_cell(sheet, value) for value in row])
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _cell(sheet: Any, value: Any) -> Any:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    if not isinstance(value, str):
        return value
    cell = WriteOnlyCell(sheet, ILLEGAL_CHARACTERS_RE.sub("\N{REPLACEMENT CHARACTER}", value)[:_LONGEST_CELL])
    cell.data_type = "s"  # text, even where it begins with =
    return cell


def sqlite(snapshot: Snapshot) -> bytes:
    """Write all tables as an SQLite database, made in memory; columns that hold ids are foreign keys."""
    import sqlite3
    from contextlib import closing

    with closing(sqlite3.connect(":memory:")) as database:
        database.execute("PRAGMA foreign_keys = ON")
        for table in TABLES:
            database.execute(_declaration(table))
        with database:
            database.execute("PRAGMA defer_foreign_keys = ON")
            for table in TABLES:
                places = ", ".join("?" * len(_names(table)))
                database.executemany(f"INSERT INTO {table} VALUES ({places})", _values(snapshot, table))  # noqa: S608
        return database.serialize()


def _declaration(table: str) -> str:
    """The CREATE TABLE statement of a table. All names in it are constants of this package."""
    lines = [_column(name, kind) for name, kind in _columns(table).items()]
    if table in _KEYS:
        lines.append(f"PRIMARY KEY ({', '.join(_KEYS[table])})")
    return f"CREATE TABLE {table} ({', '.join(lines)})"


def _column(name: str, kind: type) -> str:
    key = " PRIMARY KEY" if name == "id" else ""
    refers_to = f" REFERENCES {_REFERS_TO[name]} (id)" if name in _REFERS_TO else ""
    return f'"{name}" {_SQL_TYPES[kind]}{key}{refers_to}'


def _names(table: str) -> tuple[str, ...]:
    return TABLES[table].row.__struct_fields__


def _columns(table: str) -> dict[str, type]:
    """The columns of a table with their types, None left aside."""
    return {name: _plain_type(hint) for name, hint in get_type_hints(TABLES[table].row).items()}


def _plain_type(hint: Any) -> type:
    if isinstance(hint, types.UnionType):
        hint = next(kind for kind in get_args(hint) if kind is not type(None))
    return hint  # type: ignore[no-any-return]


def _values(snapshot: Snapshot, table: str) -> Iterator[list[Any]]:
    """The rows of a table as lists. Bytes of a file name that are not UTF-8 are escaped."""
    for row in TABLES[table].rows(snapshot):
        yield [_value(value) for value in astuple(row)]


def _value(value: Any) -> Any:
    return str(value).encode(errors="backslashreplace").decode() if isinstance(value, str) else value
