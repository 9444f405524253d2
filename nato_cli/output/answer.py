"""What a command answers, before it takes a form: a document for programs, rows for spreadsheets, blocks for readers.

A view lists its fields once, as a `Row`: they are the keys in JSON, the columns in CSV, and what the cells of its table
are made of. Text of a dataset is kept as it is here; each form escapes it in its own way.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from typing import Self


class Format(StrEnum):
    TABLE = "table"
    JSON = "json"
    CSV = "csv"
    MARKDOWN = "markdown"


class Row(Struct, kw_only=True, gc=False):
    """The base of a view's rows. Fields may hold what the model holds: dates, words of an enumeration, tuples, rows."""

    @classmethod
    def from_records(cls, *records: object, **fields: Any) -> Self:
        """A row with these fields; the others are the attributes of these names of the first record that has them."""
        for name in cls.__struct_fields__:
            for record in records:
                if name not in fields and hasattr(record, name):
                    fields[name] = getattr(record, name)
        return cls(**fields)


class Span(NamedTuple):
    """A piece of text. `tone` says what it means (a standing, a verdict, `muted`, `strong`, `warning`, `error`)."""

    text: str
    tone: str = ""


#: Ends a line within a cell. Compared by identity, so that no text of a dataset can pass for it.
BREAK = Span("\n")


Line: TypeAlias = "str | Span | tuple[str | Span, ...]"
Cell: TypeAlias = "Line | int | None"


class Column(NamedTuple):
    """One column. Only a `wraps` column may break its lines where there is no room; ids and figures never do.

    A `width` is for a head that is broken over lines of that many columns, above signs and figures that need fewer.
    `cell` makes the cell of a `Row`, which otherwise is the field that the title names.
    """

    title: str
    right: bool = False
    wraps: bool = False
    centred: bool = False
    width: int | None = None
    tone: str = ""
    cell: Callable[[Any], Cell] | None = None


class Table(NamedTuple):
    """A table for readers; `narrower` is its design for a screen that it does not fit, `legend` what its signs mean.

    On a terminal only the first rows are shown, `limit` of them, or the last ones where `keeps_last`; and where the
    rows speak for themselves, no titles above them.
    """

    columns: Sequence[Column]
    rows: Sequence[Sequence[Cell]]
    narrower: Table | None = None
    legend: Line = ""
    indent: int = 0
    gap: int = 2
    limit: int | None = None
    keeps_last: bool = False
    has_head: bool = True


class Heading(NamedTuple):
    """`level` 1 is the title of the answer: selection, date and electorate."""

    line: Line
    level: int = 1


class Paragraph(NamedTuple):
    """Text. Set `apart`, it has an empty line before it."""

    line: Line
    indent: int = 0
    apart: bool = False


class Fields(NamedTuple):
    """Names and their values, one to a line."""

    pairs: Sequence[tuple[str, Cell]]


class Tree(NamedTuple):
    """A line, and what it unfolds to."""

    line: Line
    branches: tuple[Tree, ...]


class Drawing(NamedTuple):
    """Lines of signs that make a picture, and the words for readers who do not see it."""

    lines: Sequence[Line]
    words: Line


Block: TypeAlias = "Heading | Paragraph | Table | Fields | Tree | Drawing"


class Rows(NamedTuple):
    """A table for programs: the plain values under stable snake_case names."""

    names: Sequence[str]
    rows: Iterable[Sequence[Any]]


class Answer(NamedTuple):
    """The forms of an answer, each made only when it is asked for, and the status with which the command exits.

    `picture` are the blocks of a picture, where it shows less than what is read.
    """

    document: Callable[[], Mapping[str, Any]]
    table: Callable[[], Rows]
    parts: Callable[[], list[Block]]
    exit_status: int = 0
    picture: Callable[[], list[Block]] | None = None


def values_of(record: object, *names: str) -> dict[str, Any]:
    """These attributes of a record as a part of a document."""
    return {name: getattr(record, name) for name in names}


def rows_of(kind: type[Row], rows: Iterable[Row]) -> Rows:
    """The rows of a view as CSV: a column for each field."""
    names = kind.__struct_fields__
    return Rows(names, [[getattr(row, name) for name in names] for row in rows])


def table_of(rows: Sequence[Row], *columns: Column | str, **options: Any) -> Table:
    """A table for readers with these columns; a name alone stands for a field of that name.

    Whole numbers are set to the right. `options` are the other fields of `Table`.
    """
    chosen = [_column(column, rows) for column in columns]
    return Table(chosen, [[_cell(column, row) for column in chosen] for row in rows], **options)


def _column(column: Column | str, rows: Sequence[Row]) -> Column:
    if isinstance(column, Column):
        return column
    values = [getattr(row, _field(column)) for row in rows]
    return Column(column, right=any(isinstance(value, int) for value in values))


def _cell(column: Column, row: Row) -> Cell:
    if column.cell is not None:
        return column.cell(row)
    value = getattr(row, _field(column.title))
    return value if value is None or isinstance(value, int) else str(value)


def _field(title: str) -> str:
    return title.replace(" ", "_")


def muted(text: str, *, apart: bool = True) -> Paragraph:
    """A note in the background, with an empty line before it unless it belongs to what is above."""
    return Paragraph(Span(text, "muted"), apart=apart)


def spans(line: Cell) -> tuple[Span, ...]:
    """Any line or cell as spans."""
    if line is None:
        return ()
    if isinstance(line, Span):
        return (line,)
    if isinstance(line, tuple):
        return tuple(part if isinstance(part, Span) else Span(part) for part in line)
    return (Span(str(line)),)


def joined(lines: Iterable[Line], separator: str | Span = BREAK) -> Line:
    """Several lines as one, or as the lines of one cell."""
    parts: list[str | Span] = []
    for line in lines:
        parts += [separator, *spans(line)] if parts else spans(line)
    return tuple(parts)


def plain(line: Cell) -> str:
    """The text of a line or cell without its tones."""
    return "".join(span.text for span in spans(line))


#: The deepest level of a tree with an indent of its own; deeper branches are shown at it.
_DEEPEST = 10


def walk(tree: Tree) -> Iterator[tuple[int, Tree]]:
    """A tree from its root down, each branch with the level at which it is shown."""
    following = [(0, tree)]
    while following:
        level, branch = following.pop()
        yield level, branch
        following += [(min(level + 1, _DEEPEST), below) for below in reversed(branch.branches)]
