"""Where in a file a record can be added, so that every other byte stays as it is."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import yaml
from yaml.events import (
    CollectionEndEvent,
    CollectionStartEvent,
    MappingEndEvent,
    ScalarEvent,
    SequenceStartEvent,
)

from nato_cli.dataset.yaml_reader import LOADER
from nato_cli.model import Record

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_LINE_END = re.compile("\r\n|\n|\r")
_STEP = 2


class LayoutError(ValueError):
    """A file into which nothing can be added without touching what is there."""


class Place(Record, frozen=True):
    """Where text goes: at an offset in characters. `indent` is the column of an item's dash; None within brackets.

    `section` says that the section is to be begun too, and `first` that nothing stands before within the brackets.
    `without` is what makes way: an empty pair of brackets, in the place of which lines come.
    """

    offset: int
    indent: int | None
    section: bool = False
    first: bool = False
    without: tuple[int, int] | None = None


def place_for(text: str, section: str) -> Place:
    """Where an item of a section goes: after the last one, or at the end of the file where the section is missing.

    Raises:
        LayoutError: The section is there and holds no list, or the file is no mapping of sections.
    """
    events = _events(text)
    root = next(events)
    if not isinstance(root, CollectionStartEvent) or isinstance(root, SequenceStartEvent):
        raise LayoutError("the file is no mapping of sections")
    lines = _Lines(text)
    found: Place | None = None
    last, is_empty = 0, True
    while not isinstance(key := next(events), MappingEndEvent):
        value = next(events)
        end = _skip(value, events)
        if getattr(key, "value", None) == section:
            found = _within(section, value, end, lines, text)
            if found.first and not root.flow_style:
                found = _instead_of_brackets(value, end, lines)
        last, is_empty = max(last, lines.offset(end.last)), False
    if found is not None:
        return found
    if root.flow_style:
        return Place(offset=lines.offset(key.end_mark) - 1, indent=None, section=True, first=is_empty)
    return Place(offset=lines.end_of_line(last), indent=_STEP, section=True)


class _End:
    """Where a value ends: `last` is the end of what is written of it; items' columns are of its own items."""

    def __init__(self, last: Any, closing: Any, columns: list[int]) -> None:
        self.last = last
        self.closing = closing
        self.columns = columns


def _events(text: str) -> Iterator[Any]:
    following: Callable[[], Any] = LOADER(text).get_event
    following()
    following()
    while (event := following()) is not None:
        yield event


def _skip(event: Any, events: Iterator[Any]) -> _End:
    """Go past a value that begins with `event`."""
    last, closing = event.end_mark, event
    columns: list[int] = []
    depth = 1 if isinstance(event, CollectionStartEvent) else 0
    while depth:
        closing = next(events)
        if depth == 1 and not isinstance(closing, CollectionEndEvent):
            columns.append(closing.start_mark.column)
        if isinstance(closing, CollectionStartEvent):
            depth += 1
        elif isinstance(closing, CollectionEndEvent):
            depth -= 1
        # The end of a block collection is marked where the next thing begins: only what is written counts.
        if isinstance(closing, ScalarEvent) or closing.start_mark.index < closing.end_mark.index:
            last = closing.end_mark
    return _End(last, closing, columns)


def _within(section: str, value: Any, end: _End, lines: _Lines, text: str) -> Place:
    if not isinstance(value, SequenceStartEvent):
        if isinstance(value, ScalarEvent) and not value.style and value.value in {"", "~", "null"}:
            raise LayoutError(f"'{section}' has no value: write '{section}: []' or leave the key out")
        raise LayoutError(f"'{section}' holds no list")
    if value.flow_style:
        closing = lines.offset(end.closing.end_mark) - 1
        return Place(offset=closing, indent=None, first=not end.columns)
    dash = lines.offset(value.start_mark)
    begin = lines.begin_of_line(dash)
    return Place(offset=lines.end_of_line(_written(text, lines.offset(end.last))), indent=dash - begin)


def _instead_of_brackets(value: Any, end: _End, lines: _Lines) -> Place:
    begin, close = lines.offset(value.start_mark), lines.offset(end.closing.end_mark)
    return Place(offset=lines.end_of_line(close), indent=_STEP, without=(begin, close))


def _written(text: str, offset: int) -> int:
    """An end of a block of text may lie on a later line: the end of what is written before it."""
    return len(text[:offset].rstrip())


class _Lines:
    """The offsets of a text's lines, in characters, as YAML counts them."""

    def __init__(self, text: str) -> None:
        self._starts = [0, *(found.end() for found in _LINE_END.finditer(text))]
        self._text = text

    def offset(self, mark: Any) -> int:
        return int(self._starts[mark.line]) + int(mark.column) if mark.line < len(self._starts) else len(self._text)

    def begin_of_line(self, offset: int) -> int:
        return max(start for start in self._starts if start <= offset)

    def end_of_line(self, offset: int) -> int:
        found = _LINE_END.search(self._text, offset)
        return found.start() if found else len(self._text)


def newline_of(text: str) -> str:
    """The line end that a file uses, by its first one."""
    found = _LINE_END.search(text)
    return found[0] if found else "\n"


def parsed(text: str) -> Any:
    """All values of a text, for comparing two states of a file: text stays text."""
    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    return yaml.load(text, loader)  # noqa: S506 - a base loader makes text, lists and mappings, and nothing else
