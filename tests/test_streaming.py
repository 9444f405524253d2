"""Long listings are made as they are written: a few rows at a time, however many there are."""

import io
import weakref
from collections.abc import Iterator

import pytest

from nato_cli.output.answer import Column, Each, Table
from nato_cli.output.csv import comma_separated
from nato_cli.output.json import chunks
from nato_cli.output.markdown import markdown
from nato_cli.output.terminal import lines

MANY = 1000


class Row(list[str]):
    """A row that can be told to be alive."""


class Rows:
    """Rows that know how many of them were made, and how many there are at once at most."""

    def __init__(self) -> None:
        self.made = 0
        self.most = 0
        self._alive: list[weakref.ref[Row]] = []

    def make(self, number: int) -> Row:
        row = Row([f"row {number}", "text"])
        self.made += 1
        self._alive = [each for each in self._alive if each() is not None] + [weakref.ref(row)]
        self.most = max(self.most, len(self._alive))
        return row

    def __call__(self) -> Each[int, Row]:
        return Each(range(MANY), self.make)


def written(form: str, rows: Rows) -> Iterator[str]:
    columns = (Column("name"), Column("note", wraps=True))
    if form == "csv":
        return comma_separated(Rows(("name", "note"), rows()))
    if form == "json":
        return chunks({"rows": rows()})
    if form == "markdown":
        return markdown([Table(columns, rows())])
    return lines([Table(columns, rows())], io.StringIO())


@pytest.mark.parametrize("form", ["table", "json", "csv", "markdown"])
def test_no_more_than_a_few_rows_are_held_at_once(form: str) -> None:
    rows = Rows()
    assert sum("row " in piece for piece in written(form, rows)) == MANY
    assert rows.most < 5


@pytest.mark.parametrize("form", ["json", "csv", "markdown"])
def test_the_first_line_comes_before_the_last_is_known(form: str) -> None:
    rows = Rows()
    next(piece for piece in written(form, rows) if "row 0" in piece)
    assert rows.made < 5


def test_what_is_made_is_made_anew_each_time() -> None:
    rows = Rows()
    each = rows()
    assert (len(each), len(list(each)), len(list(each)), rows.made) == (MANY, MANY, MANY, 2 * MANY)
