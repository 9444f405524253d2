"""From bytes to plain values that know their place: the one module that knows YAML.

A file is read in one pass over libyaml's events (the pure parser's where libyaml is missing) and handed on record by
record, so that no tree of the whole file is ever built. Scalars stay text, as YAML 1.2's core schema has it for
everything that is not a number, a boolean or null: `NO` is Norway and `12:30` a time, and what a field makes of its
text is the schema's business. What plain text data does not need (tags, anchors, aliases, several documents, complex
keys) is a fault, and so is a key given twice.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, TypeAlias

import yaml
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from nato_cli.dataset.diagnostics import Diagnostic, Severity
from nato_cli.model import Place

if TYPE_CHECKING:
    from collections.abc import Iterator

#: libyaml where PyYAML was built with it.
LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
HAS_LIBYAML = hasattr(yaml, "CSafeLoader")

#: Far more than any record of the model nests.
DEEPEST = 32

Value: TypeAlias = "str | list[Value] | dict[str, Value] | None"
Path: TypeAlias = tuple[str | int, ...]

_NULLS = frozenset({"", "~", "null", "Null", "NULL"})
_LINE_SEPARATORS = re.compile("[\u0085\u2028\u2029]")
_NOT_YAML = re.compile("[^\t\n\r -~\u0085\u00a0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class Quoted(str):
    """Text that was quoted, and so is text even where it looks like a number."""

    __slots__ = ()


class Node:
    """One record as it stands in a file: its values, and the events it was built from, in their order."""

    __slots__ = ("events", "index", "section", "value")

    def __init__(self, section: str, index: int | None, value: Value, events: list[Any]) -> None:
        self.section = section
        self.index = index
        self.value = value
        self.events = events

    def event_at(self, path: Path, *, key: bool = False) -> Any | None:
        """The event of the value at `path` (or of its key), None where there is no such value."""
        position, value = 0, self.value
        for step in path:
            found = _step(value, position, step)
            if found is None:
                return None
            at_key, position, value = found
            if key and step == path[-1]:
                return self.events[at_key]
        return self.events[position]

    def place(self, file_path: str) -> Place:
        mark = self.events[0].start_mark
        return Place(path=file_path, line=mark.line + 1, column=mark.column + 1)


def _step(value: Value, position: int, step: str | int) -> tuple[int, int, Value] | None:
    """Go from a collection at `position` to one of its children: positions of its key and its value, and the value."""
    here = position + 1
    if isinstance(value, dict):
        for name, child in value.items():
            if name == step:
                return here, here + 1, child
            here = _after(child, here + 1)
    elif isinstance(value, list):
        for number, child in enumerate(value):
            if number == step:
                return here, here, child
            here = _after(child, here)
    return None


def _after(value: Value, position: int) -> int:
    """The position that follows all events of `value`, which begins at `position`."""
    here = position + 1
    if isinstance(value, dict):
        for child in value.values():
            here = _after(child, here + 1)
    elif isinstance(value, list):
        for child in value:
            here = _after(child, here)
    return here


class Document:
    """One file of a dataset. Reading it adds what is wrong with its form to `diagnostics`."""

    def __init__(self, path: str, data: bytes, diagnostics: list[Diagnostic], loader: Any = LOADER) -> None:
        self.path = path
        self.data = data.removeprefix(b"\xef\xbb\xbf")
        self.diagnostics = diagnostics
        self.loader = loader
        self._lines: list[str] | None = None

    def nodes(self) -> Iterator[Node]:
        """Each record of the file, in order: an item of a top-level list, or a top-level value as a whole."""
        if not self._is_text():
            return
        reader = _Reader(self)
        try:
            yield from reader.nodes()
        except yaml.YAMLError as error:
            self._report_syntax(error)
        except _TooDeepError as error:
            self.report("too-deep", f"nested more than {DEEPEST} levels deep", error.event, hint="no record nests that deep")

    def report(self, code: str, message: str, event: Any, *, hint: str | None = None, other: Place | None = None) -> None:
        """Add an error at the place of an event."""
        self.diagnostics.append(self.diagnose(Severity.ERROR, code, message, event, hint=hint, other=other))

    def diagnose(
        self,
        severity: Severity,
        code: str,
        message: str,
        event: Any,
        *,
        hint: str | None = None,
        other: Place | None = None,
    ) -> Diagnostic:
        start, end = event.start_mark, event.end_mark
        scalar = isinstance(event, ScalarEvent) and end.line == start.line
        return Diagnostic(
            severity=severity,
            code=code,
            path=self.path,
            message=message,
            line=start.line + 1,
            column=start.column + 1,
            width=max(1, end.column - start.column) if scalar else 1,
            excerpt=self.line(start.line),
            hint=hint,
            other=other,
        )

    def line(self, number: int) -> str:
        """The line with this number, counted from 0, without its end."""
        if self._lines is None:
            self._lines = re.split("\r\n|\n|\r", self.data.decode(errors="replace"))
        return self._lines[number] if number < len(self._lines) else ""

    def _is_text(self) -> bool:
        try:
            text = self.data.decode()
        except UnicodeDecodeError as error:
            hint = "save the file as UTF-8"
            if self.data[:2] in {b"\xff\xfe", b"\xfe\xff"}:
                hint = "it looks like UTF-16: save the file as UTF-8"
            self._report_at(
                "not-utf-8", f"byte {self.data[error.start]:#04x} at offset {error.start} is not UTF-8",
                len(self.data[: error.start].decode(errors="replace")), self.data.decode(errors="replace"), hint,
            )
            return False
        if not text.isascii() and (found := _LINE_SEPARATORS.search(text)):
            self._report_at(
                "line-separator", f"character U+{ord(found[0]):04X} would end the line for some readers and not for others",
                found.start(), text, "remove it, or write it as an escape in double quotes",
            )
            return False
        return True

    def _report_at(self, code: str, message: str, offset: int, text: str, hint: str) -> None:
        lines = re.split("\r\n|\n|\r", text[: offset + 1])
        self.diagnostics.append(
            Diagnostic(
                severity=Severity.ERROR, code=code, path=self.path, message=message, line=len(lines),
                column=max(1, len(lines[-1])), excerpt=self.line(len(lines) - 1), hint=hint,
            )
        )

    def _report_syntax(self, error: yaml.YAMLError) -> None:
        mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
        if mark is None:
            text = self.data.decode()
            found = _NOT_YAML.search(text)
            character = f"U+{ord(found[0]):04X}" if found else "?"
            self._report_at("syntax", f"character {character} is not allowed in YAML", found.start() if found else 0, text,
                            "remove it, or write it as an escape in double quotes")
            return
        problem = getattr(error, "problem", None) or "not valid YAML"
        context = getattr(error, "context", None)
        line = self.line(mark.line)
        self.diagnostics.append(
            Diagnostic(
                severity=Severity.ERROR, code="syntax", path=self.path,
                message=f"{context}: {problem}" if context else str(problem),
                line=mark.line + 1, column=mark.column + 1, excerpt=line, hint=_syntax_hint(str(problem), line),
            )
        )


def _syntax_hint(problem: str, line: str) -> str | None:
    if "\t" in line[: len(line) - len(line.lstrip())]:
        return "YAML wants spaces for indentation, not tabs"
    if "mapping values are not allowed" in problem:
        return "text that holds ': ' needs quotes"
    if "cannot start any token" in problem:
        return "text that starts with this character needs quotes"
    return None


class _TooDeepError(Exception):
    def __init__(self, event: Any) -> None:
        super().__init__()
        self.event = event


class _Reader:
    """The walk over the events of one document."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.next: Any = document.loader(document.data).get_event
        self.events: list[Any] = []

    def nodes(self) -> Iterator[Node]:
        self.next()
        event = self.next()
        if type(event) is StreamEndEvent:
            self._report_empty()
            return
        root = self.next()
        if type(root) is MappingStartEvent:
            yield from self._sections()
        elif type(root) is ScalarEvent and not root.style and root.value in _NULLS:
            self._report_empty()
        else:
            self.document.report(
                "wrong-type", "a file of a dataset is a mapping of sections", root,
                hint="start it with 'stances:', 'sources:', 'candidates:' or another section",
            )
            self._value(root, 0)
        self.next()
        extra = self.next()
        if type(extra) is DocumentStartEvent:
            self.document.report("several-documents", "a second document begins here", extra, hint="join them, or use two files")

    def _report_empty(self) -> None:
        self.document.diagnostics.append(
            Diagnostic(severity=Severity.ERROR, code="empty-file", path=self.document.path, message="the file holds nothing",
                       hint="give it a section, such as 'stances:', or remove it")
        )

    def _sections(self) -> Iterator[Node]:
        seen: dict[str, Place] = {}
        while type(key := self.next()) is not MappingEndEvent:
            name = self._key(key)
            event = self.next()
            if name in seen:
                self._report_duplicate(name, key, seen[name])
                self._value(event, 1)
                continue
            if name is not None:
                seen[name] = self._place(key)
            if type(event) is not SequenceStartEvent:
                yield from self._node(name, None, event, key)
                continue
            self._check_plain(event)
            index = 0
            while type(item := self.next()) is not SequenceEndEvent:
                yield from self._node(name, index, item, key)
                index += 1

    def _node(self, section: str | None, index: int | None, event: Any, key: Any) -> Iterator[Node]:
        self.events = []
        value = self._value(event, 1)
        if section is not None:
            if value is None and index is None:
                self.events = [key]
            yield Node(section, index, value, self.events)

    def _value(self, event: Any, depth: int) -> Value:
        self.events.append(event)
        kind = type(event)
        if kind is ScalarEvent:
            return self._scalar(event)
        if kind is AliasEvent:
            self.document.report("yaml-alias", f"alias '*{event.anchor}'", event, hint="write the value out")
            return None
        self._check_plain(event)
        if depth > DEEPEST:
            raise _TooDeepError(event)
        if kind is MappingStartEvent:
            return self._mapping(depth)
        items: list[Value] = []
        while type(item := self.next()) is not SequenceEndEvent:
            items.append(self._value(item, depth + 1))
        return items

    def _scalar(self, event: Any) -> Value:
        if event.anchor is not None or event.tag is not None:
            self._check_plain(event)
        text: str = event.value
        if event.style:
            return Quoted(text)
        return None if text in _NULLS else text

    def _mapping(self, depth: int) -> Value:
        result: dict[str, Value] = {}
        following, events = self.next, self.events
        start = len(events) - 1
        while type(key := following()) is not MappingEndEvent:
            before = len(events)
            name = self._key(key)
            events.append(key)
            event = following()
            # Nearly all that a dataset holds is plain text: the calls saved here are a third of the time of reading it.
            if type(event) is ScalarEvent and not event.style and event.tag is None and event.anchor is None:
                events.append(event)
                value: Value = event.value
                if value in _NULLS:
                    value = None
            else:
                value = self._value(event, depth + 1)
            if name is not None and name not in result:
                result[name] = value
                continue
            if name is not None:
                first = Node("", None, result, events[start:before]).event_at((name,), key=True)
                self._report_duplicate(name, key, self._place(first))
            del events[before:]
        return result

    def _key(self, event: Any) -> str | None:
        if type(event) is ScalarEvent:
            if event.anchor is not None or event.tag is not None:
                self._check_plain(event)
            return event.value  # type: ignore[no-any-return]
        self.document.report("wrong-type", "a key is plain text", event, hint="write 'key: value'")
        self._value(event, DEEPEST)
        return None

    def _check_plain(self, event: Any) -> None:
        if event.anchor is not None:
            self.document.report("yaml-anchor", f"anchor '&{event.anchor}'", event, hint="write the value out where it is needed")
        if event.tag is not None:
            self.document.report("yaml-tag", f"tag '{event.tag}'", event, hint="leave the tag out: a field knows its type")

    def _report_duplicate(self, name: str, event: Any, first: Place) -> None:
        self.document.report("duplicate-key", f"key '{name}' given twice", event, hint="keep one of the two", other=first)

    def _place(self, event: Any) -> Place:
        mark = event.start_mark
        return Place(path=self.document.path, line=mark.line + 1, column=mark.column + 1)
