"""Read a table from CSV, an Excel workbook or JSON: its columns and rows, whatever stands around them."""

from __future__ import annotations

import csv
import io
import json
import re
import warnings
from typing import TYPE_CHECKING, Any, NamedTuple

from nato_cli.commands.names import fold

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

_SEPARATORS = ",;\t|"
_SEP_LINE = re.compile(r"\ufeff?sep=(.)[ \t]*(?:\r\n|\r|\n|$)", re.IGNORECASE)
#: The first record: quoted text, and all else up to the end of a line.
_RECORD = re.compile(r'(?:"[^"]*"|[^"\r\n])*')
_QUOTED = re.compile(r'"[^"]*"')
#: How far down a header is looked for below titles and blank rows.
_HEADER_WITHIN = 30
_OLD_WORKBOOK = b"\xd0\xcf\x11\xe0"
_BYTE_ORDER_MARKS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}


class NotATableError(ValueError):
    """A file that cannot be read as a table; the message says why and what to do."""


class Row(NamedTuple):
    """A row by its number in the file, and the column of each cell; `problem` says why it cannot be read."""

    number: int
    cells: dict[str, str]
    problem: str | None = None


class Table(NamedTuple):
    columns: list[str]
    rows: list[Row]


def read_table(name: str, data: bytes, encoding: str | None, known: Collection[str]) -> Table:
    """Read a table; `known` are the columns by which its header is found below what stands above it.

    Raises:
        NotATableError: It cannot be read as one.
    """
    if data.startswith(b"PK\x03\x04"):
        return _from_rows(enumerate(_workbook(data), 1), known)
    if data.startswith(_OLD_WORKBOOK):
        raise NotATableError("it is a workbook of Excel 97-2003: save it as .xlsx, or as CSV UTF-8")
    text = _decoded(data, encoding)
    if name.lower().endswith((".json", ".jsonl", ".ndjson")) or text.lstrip()[:2] in ("[{", '{"', "[\n", "{\n"):
        return _from_json(text)
    marked = _SEP_LINE.match(text)
    text = text[marked.end() :] if marked else text
    separators = [marked[1]] if marked else _separators(text)
    tables = [list(_records(text, separator, _HEADER_WITHIN)) for separator in separators]
    best = max(range(len(tables)), key=lambda number: max((_known(row, known) for _, row in tables[number]), default=0))
    return _from_rows(_records(text, separators[best]), known)


def _decoded(data: bytes, encoding: str | None) -> str:
    """The text of a file: by the encoding that is named, by the mark of its byte order, or UTF-8."""
    marked = next((name for mark, name in _BYTE_ORDER_MARKS.items() if data.startswith(mark)), None)
    if not encoding and not marked and b"\0" in data[:1000]:
        raise NotATableError("it looks like UTF-16 without a mark: --encoding utf-16-le, or save it as CSV UTF-8")
    try:
        return data.decode(encoding or marked or "utf-8").removeprefix("\ufeff")
    except LookupError:
        raise NotATableError(f"unknown encoding '{encoding}': such as cp1252, latin-1 or utf-16") from None
    except UnicodeDecodeError as error:
        line = len(re.findall(b"\r\n|\r|\n", data[: error.start])) + 1
        where = f"line {line}, byte 0x{data[error.start]:02x}"
    if encoding:
        raise NotATableError(f"{where}: it is not {encoding}")
    raise NotATableError(
        f"{where}: it is not UTF-8. A file from Windows may be --encoding cp1252 (western) or cp1250 (central Europe); "
        "or save it as CSV UTF-8"
    )


def _separators(text: str) -> list[str]:
    """Separators to try: the one that the first record has most of, outside quotes, before the others."""
    record = _RECORD.match(text, len(text) - len(text.lstrip("\r\n")))
    bare = _QUOTED.sub("", record[0] if record else "")
    return sorted(_SEPARATORS, key=bare.count, reverse=True)


def _records(text: str, separator: str, most: int | None = None) -> Iterator[tuple[int, list[str]]]:
    """The records of a text, with the numbers that a spreadsheet gives them."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    number = 0
    while most is None or number < most:
        number += 1
        try:
            yield number, next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            if most is None:
                raise NotATableError(f"line {reader.line_num}: {error}") from None
            return


def _known(row: Iterable[str], known: Collection[str]) -> int:
    """How many cells of a row are known columns."""
    return sum(fold(cell) in known for cell in row)


def _from_rows(rows: Iterable[tuple[int, list[str]]], known: Collection[str]) -> Table:
    """A table from rows of cells: the header is the first with two known columns, else the first that is not blank."""
    filled = [(number, row) for number, row in rows if any(cell.strip() for cell in row)]
    if not filled:
        return Table([], [])
    likely = (place for place, (_, row) in enumerate(filled[:_HEADER_WITHIN]) if _known(row, known) > 1)
    start = next(likely, 0)
    header = [" ".join(cell.split()) for cell in filled[start][1]]
    return Table([column for column in header if column], [_row(*row, header) for row in filled[start + 1 :]])


def _row(number: int, cells: list[str], header: list[str]) -> Row:
    """A row; cells beyond the header, or below a blank one, are a problem unless they are blank too."""
    while len(cells) > len(header) and not cells[-1].strip():
        cells = cells[:-1]
    problem = None
    if len(cells) > len(header):
        problem = f"it has {len(cells)} cells, the header {len(header)}: quote a cell that holds the separator"
    else:
        stray = [cell for cell, column in zip(cells, header, strict=False) if cell.strip() and not column]
        problem = f"'{stray[0]}' stands in a column without a name" if stray else None
    # Of two columns of one name the header is refused later: no cell is lost here.
    return Row(number, dict(zip(header, cells, strict=False)), problem)


def _workbook(data: bytes) -> Iterator[list[str]]:
    """The rows of the first sheet of an Excel workbook."""
    try:
        from openpyxl import load_workbook
    except ImportError:
        raise NotATableError(
            "it is an Excel workbook, which needs openpyxl: pip install 'nato-cli[xlsx]', or save it as CSV UTF-8"
        ) from None
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of features of Excel that are none of ours
        try:
            book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
            sheet = book.worksheets[0]
            for row in sheet.iter_rows(values_only=True):
                yield [_cell(value) for value in row]
        except Exception as error:  # noqa: BLE001 - openpyxl raises what it meets: of zip, XML and its own
            raise NotATableError(f"it cannot be read as an Excel workbook ({error}): save it as CSV UTF-8") from None


def _cell(value: Any) -> str:
    """A cell as text: no time where it is midnight, no fraction where the number is whole."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).removesuffix(" 00:00:00")


def _from_json(text: str) -> Table:
    """A table from a list of objects, an object with such a list under 'stances', or an object a line."""
    try:
        records = _objects(text)
    except RecursionError:
        raise NotATableError("nested too deep") from None
    except ValueError as error:
        raise NotATableError(str(error)) from None
    if isinstance(records, dict):
        records = records.get("stances", [records] if "member" in records or "members" in records else None)
    if not isinstance(records, list) or not all(isinstance(record, dict) for record in records):
        raise NotATableError(
            "a list of stances is expected, or an object with one under 'stances', or one on each line"
        )
    rows = [
        Row(number, {name: _joined(value) for name, value in record.items() if value is not None})
        for number, record in enumerate(records, 1)
    ]
    return Table(list(dict.fromkeys(name for row in rows for name in row.cells)), rows)


def _objects(text: str) -> Any:
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        lines = [line for line in text.splitlines() if line.strip()]
        if "Extra data" in error.msg and len(lines) > 1:
            return [json.loads(line) for line in lines]
        raise


def _joined(value: Any) -> str:
    return "; ".join(map(str, value)) if isinstance(value, list) else str(value)
