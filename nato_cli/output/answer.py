"""What a command answers, before it takes a form: a document for programs, a table for spreadsheets, parts for readers.

Whatever comes from a dataset stands here as it is; each form makes it inert in its own way.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, TypeAlias, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

Record = TypeVar("Record")
Made = TypeVar("Made")


class Format(StrEnum):
    TABLE = "table"
    JSON = "json"
    CSV = "csv"
    MARKDOWN = "markdown"


class Span(NamedTuple):
    """A piece of text. `tone` says what it means (a standing, a verdict, `muted`, `strong`, `warning`, `error`)."""

    text: str
    tone: str = ""


#: Ends a line within a cell. Told apart by identity, so that no text of a dataset can pass for it.
BREAK = Span("\n")


class Each(Generic[Record, Made]):
    """What is made of each of many records, whenever it is gone through: one at a time, however many there are."""

    def __init__(self, records: Collection[Record] | Each[Any, Record], make: Callable[[Record], Made]) -> None:
        self._records = records
        self._make = make

    def __len__(self) -> int:
        return len(self._records)

    def __iter__(self) -> Iterator[Made]:
        return map(self._make, self._records)


Line: TypeAlias = "str | Span | tuple[str | Span, ...]"
Cell: TypeAlias = "Line | int | None"


class Column(NamedTuple):
    """One column. Only a `wraps` column may break its lines where there is no room; ids and figures never do.

    A `width` is for a head that is broken over lines of that many columns, above signs and figures that need fewer.
    """

    title: str
    right: bool = False
    wraps: bool = False
    centred: bool = False
    width: int | None = None
    tone: str = ""


class Table(NamedTuple):
    """A table for readers; `narrower` is its design for a screen that it does not fit, `legend` what its signs mean.

    The rows are gone through more than once.
    """

    columns: Sequence[Column]
    rows: Iterable[Sequence[Cell]]
    narrower: Table | None = None
    legend: Line = ""
    indent: int = 0
    gap: int = 2


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


Block: TypeAlias = "Heading | Paragraph | Table | Fields | Tree"


class Rows(NamedTuple):
    """A table for programs: the plain values under stable snake_case names."""

    names: Sequence[str]
    rows: Iterable[Sequence[Any]]


class Answer(NamedTuple):
    """Each form is made only when it is asked for; a list of the document may be an `Each`."""

    document: Callable[[], dict[str, Any]]
    table: Callable[[], Rows]
    parts: Callable[[], list[Block]]


def spans(line: Cell) -> tuple[Span, ...]:
    """Any line or cell as spans."""
    if line is None:
        return ()
    if isinstance(line, Span):
        return (line,)
    if isinstance(line, tuple):
        return tuple(each if isinstance(each, Span) else Span(each) for each in line)
    return (Span(str(line)),)


def plain(line: Cell) -> str:
    """The text of a line or cell without its tones."""
    return "".join(span.text for span in spans(line))
