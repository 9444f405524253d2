"""From bytes to values that know their place: the one module that knows YAML.

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
from msgspec import Struct
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

#: Far more than any record of the model nests.
DEEPEST = 32

Value: TypeAlias = "str | list[Value] | dict[str, Value] | None"
Path: TypeAlias = tuple[str | int, ...]

_NULLS = frozenset({"", "~", "null", "Null", "NULL"})
_LINE_END = re.compile("\r\n|\n|\r")
_CONTROLS = bytes(code for code in (*range(0x20), 0x7F) if code not in b"\t\n\r")
_CONTROL_OR_SEPARATOR = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
_SEPARATORS = "\u0085\u2028\u2029"
#: Of these the parser complains where it gives up looking for their end, which may be far from the fault.
_MEANT_FROM_ITS_START = {"while scanning a quoted scalar", "while scanning a simple key"}
#: libyaml from 0.2.6 on reads ahead no deeper than a thousand levels.
_NESTED_TOO_DEEP = "exceeded maximum nesting depth"
_SYNTAX_HINTS = {
    "quoted scalar": "close the quote",
    "simple key": "write 'key: value', with a space after the colon",
    "flow mapping": "close it with '}', and put ', ' between its parts",
    "flow sequence": "close it with ']', and put ', ' between its parts",
    "mapping values are not allowed": "text that holds ': ' needs quotes; the keys of a record begin in one column",
    "cannot start any token": "text that starts with this character needs quotes",
    "block": "the keys of a record begin in one column, and so do the '- ' of a list",
}
#: A character beyond the first 65536 as JSON writes it and YAML does not.
_PAIR = re.compile(rb"(?<!\\)((?:\\\\)*)\\u([dD][89abAB][0-9a-fA-F]{2})\\u([dD][c-fC-F][0-9a-fA-F]{2})")
_AS_ESCAPE = "remove it, or write it as an escape in double quotes"


class Quoted(str):
    """Text that was quoted, and so is text even where it looks like a number."""

    __slots__ = ()


class Node(Struct, gc=False):
    """One record as it stands in a file: its values, and the events it was built from, in their order.

    `key` is the event of the section's name, `index` the record's number in the section's list, or None where it is the
    whole value, as an empty list is. Of a `damaged` node some of the values could not be read, which has been reported.
    """

    section: str
    key: Any
    index: int | None
    value: Any
    events: list[Any]
    damaged: bool = False

    def event_at(self, path: Path, *, key: bool = False) -> Any | None:
        """The event of the value at `path` (or of its key), None where there is no such value."""
        position, value = 0, self.value
        for step in path:
            found = _step(value, position, step)
            if found is None:
                return None
            at_key, position, value = found
        return self.events[at_key if key and path else position]

    @property
    def start(self) -> Any:
        """The mark of the node's beginning."""
        return self.events[0].start_mark


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
    """One file of a dataset. Reading it adds what is wrong with its form to `diagnostics`.

    It is `complete` once it was read to its end and no record in it went by unseen.
    """

    def __init__(self, path: str, data: bytes, diagnostics: list[Diagnostic], loader: Any = LOADER) -> None:
        self.path = path
        self.data = data.removeprefix(b"\xef\xbb\xbf")
        if path.endswith(".json"):
            self.data = _PAIR.sub(_joined, self.data)
        self.diagnostics = diagnostics
        self.loader = loader
        self.complete = False
        self._lines: list[str] | None = None

    def nodes(self) -> Iterator[Node]:
        """Each record of the file, in order: an item of a top-level list, or a top-level value as a whole.

        A record that a syntax error breaks off is left out, so that nothing is said of what it lacks.
        """
        if not self._is_text():
            return
        self.complete = True
        held: Node | None = None
        try:
            for node in _Reader(self).nodes():
                if held is not None:
                    yield held
                held = node
            if held is not None:
                yield held
        except yaml.MarkedYAMLError as error:
            self.complete = False
            if error.problem == _NESTED_TOO_DEEP:
                self._report_depth(error.problem_mark)
            else:
                self._report_syntax(error)
        except _TooDeepError as error:
            self.complete = False
            self._report_depth(error.event.start_mark)

    def report(
        self, code: str, message: str, event: Any, *, hint: str | None = None, other: Place | None = None
    ) -> None:
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
        other_label: str = "first given",
    ) -> Diagnostic:
        start, end = event.start_mark, event.end_mark
        excerpt = self.line(start.line)
        stop = end.column if end.line == start.line else len(excerpt.rstrip())
        return Diagnostic(
            severity=severity,
            code=code,
            path=self.path,
            message=message,
            line=start.line + 1,
            column=start.column + 1,
            width=max(1, stop - start.column) if isinstance(event, (ScalarEvent, AliasEvent)) else 1,
            excerpt=excerpt,
            hint=hint,
            other=other,
            other_label=other_label,
        )

    def place(self, mark: Any) -> Place:
        return Place(path=self.path, line=mark.line + 1, column=mark.column + 1)

    def line(self, number: int) -> str:
        """The line with this number, counted from 0, without its end."""
        if self._lines is None:
            self._lines = _LINE_END.split(self.data.decode(errors="replace"))
        return self._lines[number] if number < len(self._lines) else ""

    def _is_text(self) -> bool:
        if self.data.isascii() and len(self.data.translate(None, _CONTROLS)) == len(self.data):
            return True
        try:
            text = self.data.decode()
        except UnicodeDecodeError as error:
            self._report_encoding(error)
            return False
        found = _CONTROL_OR_SEPARATOR.search(text)
        if found is None:
            return True
        name = f"character U+{ord(found[0]):04X}"
        if found[0] in _SEPARATORS:
            message = f"{name} would end the line for some readers and not for others"
            self._report_character("line-separator", message, text, found.start(), _AS_ESCAPE)
        else:
            self._report_character("syntax", f"{name} is not allowed in YAML", text, found.start(), _AS_ESCAPE)
        return False

    def _report_encoding(self, error: UnicodeDecodeError) -> None:
        is_utf_16 = self.data[:2] in {b"\xff\xfe", b"\xfe\xff"}
        before = self.data[: error.start].decode()
        self._report_character(
            "not-utf-8",
            f"byte {self.data[error.start]:#04x} at offset {error.start} is not UTF-8",
            self.data.decode(errors="replace"),
            len(before),
            "it looks like UTF-16: save the file as UTF-8" if is_utf_16 else "save the file as UTF-8",
        )

    def _report_character(self, code: str, message: str, text: str, offset: int, hint: str) -> None:
        lines = _LINE_END.split(text[:offset])
        self._report_at(code, message, len(lines), len(lines[-1]) + 1, hint)

    def _report_at(
        self, code: str, message: str, line: int, column: int, hint: str | None, begun: Place | None = None
    ) -> None:
        self.diagnostics.append(
            Diagnostic(
                severity=Severity.ERROR,
                code=code,
                path=self.path,
                message=message,
                line=line,
                column=column,
                excerpt=self.line(line - 1),
                hint=hint,
                other=begun,
                other_label="begun",
            )
        )

    def _report_depth(self, mark: Any) -> None:
        message = f"nested more than {DEEPEST} levels deep"
        self._report_at("too-deep", message, mark.line + 1, mark.column + 1, "no record nests that deep")

    def _report_syntax(self, error: yaml.MarkedYAMLError) -> None:
        problem = error.problem or "not valid YAML"
        message = f"{error.context}: {problem}" if error.context else problem
        marks = [mark for mark in (error.problem_mark, error.context_mark) if mark is not None]
        if error.context in _MEANT_FROM_ITS_START:
            marks.reverse()
        mark = marks[0]
        hint = _syntax_hint(message, self.line(mark.line))
        begun = self.place(marks[-1]) if marks[-1].line < mark.line else None
        line, column = mark.line + 1, mark.column + 1
        if not self.line(mark.line):
            # The end of the file, which the parser has on a line of its own.
            written = self.data.decode().rstrip()
            line, column = len(_LINE_END.split(written)), len(_LINE_END.split(written)[-1])
        self._report_at("syntax", message, line, max(1, column), hint, begun)


def _joined(pair: re.Match[bytes]) -> bytes:
    high, low = int(pair[2], 16), int(pair[3], 16)
    return pair[1] + b"\\U%08x" % (0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00))


def _syntax_hint(message: str, line: str) -> str | None:
    if "\t" in line[: len(line) - len(line.lstrip())]:
        return "YAML wants spaces for indentation, not tabs"
    return next((hint for words, hint in _SYNTAX_HINTS.items() if words in message), None)


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
        self.damaged = False

    def nodes(self) -> Iterator[Node]:
        self.next()
        event = self.next()
        if type(event) is StreamEndEvent:
            self._report_empty()
            return
        root = self.next()
        if type(root) is MappingStartEvent:
            self._check_plain(root)
            yield from self._sections()
        elif type(root) is ScalarEvent and not root.style and root.value in _NULLS:
            self._report_empty()
        else:
            hint = "start it with 'stances:', 'sources:', 'candidates:' or another section"
            self._report_loss("wrong-type", "a file of a dataset is a mapping of sections", root, hint)
            self._skip(root)
        self.next()
        extra = self.next()
        if type(extra) is DocumentStartEvent:
            hint = "join them, or use two files"
            self._report_loss("several-documents", "a second document begins here", extra, hint)

    def _report_empty(self) -> None:
        self.document.diagnostics.append(
            Diagnostic(
                severity=Severity.ERROR,
                code="empty-file",
                path=self.document.path,
                message="the file holds nothing",
                hint="give it a section, such as 'stances:', or remove it",
            )
        )

    def _report_loss(self, code: str, message: str, event: Any, hint: str, other: Place | None = None) -> None:
        self.document.complete = False
        self.document.report(code, message, event, hint=hint, other=other)

    def _sections(self) -> Iterator[Node]:
        seen: dict[str, Place] = {}
        while type(key := self.next()) is not MappingEndEvent:
            name = self._key(key)
            event = self.next()
            if name is None:
                self.document.complete = False
                self._skip(event)
            elif name in seen:
                self._report_loss("duplicate-key", f"section '{name}' given twice", key, "join the two", seen[name])
                self._skip(event)
            else:
                seen[name] = self.document.place(key.start_mark)
                yield from self._section(name, key, event)

    def _section(self, name: str, key: Any, event: Any) -> Iterator[Node]:
        if type(event) is not SequenceStartEvent:
            yield Node(name, key, None, self._record(event), self.events, self.damaged)
            return
        self._check_plain(event)
        index = 0
        while type(item := self.next()) is not SequenceEndEvent:
            yield Node(name, key, index, self._record(item), self.events, self.damaged)
            index += 1
        if not index:
            yield Node(name, key, None, [], [event])

    def _record(self, event: Any) -> Value:
        self.events = []
        self.damaged = False
        return self._value(event, 1)

    def _value(self, event: Any, depth: int) -> Value:
        self.events.append(event)
        kind = type(event)
        if kind is ScalarEvent:
            return self._scalar(event)
        if kind is AliasEvent:
            self._report_alias(event)
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
            # Nearly all that a dataset holds is plain text: the two calls saved here tell on the time of reading it.
            is_plain = type(key) is ScalarEvent and key.anchor is key.tag is None
            name = key.value if is_plain else self._key(key)
            events.append(key)
            event = following()
            if type(event) is ScalarEvent and not event.style and event.anchor is event.tag is None:
                events.append(event)
                text = event.value
                value: Value = None if text in _NULLS else text
            else:
                value = self._value(event, depth + 1)
            if name is not None and name not in result:
                result[name] = value
                continue
            del events[events.index(key) :]
            if name is not None:
                self._report_duplicate(name, key, Node("", None, None, result, events[start:]))
        return result

    def _report_duplicate(self, name: str, key: Any, mapping: Node) -> None:
        first: Any = mapping.event_at((name,), key=True)
        other = self.document.place(first.start_mark)
        message, hint = f"key '{name}' given twice", "keep one of the two"
        self.document.report("duplicate-key", message, key, hint=hint, other=other)

    def _key(self, event: Any) -> str | None:
        """The text of a key, or None once it has been reported to be something else."""
        if type(event) is ScalarEvent:
            self._check_plain(event)
            text: str = event.value
            return text
        if type(event) is AliasEvent:
            self._report_alias(event)
            return None
        self.damaged = True
        self.document.report("wrong-type", "a key is plain text", event, hint="write 'key: value'")
        self._skip(event)
        return None

    def _skip(self, event: Any) -> None:
        """Pass by a value that begins with this event."""
        depth = 0
        while True:
            if type(event) in {MappingStartEvent, SequenceStartEvent}:
                depth += 1
            elif type(event) in {MappingEndEvent, SequenceEndEvent}:
                depth -= 1
            if depth == 0:
                return
            if depth > DEEPEST:
                raise _TooDeepError(event)
            event = self.next()

    def _report_alias(self, event: Any) -> None:
        self.damaged = True
        self.document.report("yaml-alias", f"alias '*{event.anchor}'", event, hint="write the value out")

    def _check_plain(self, event: Any) -> None:
        if event.anchor is not None:
            hint = "write the value out where it is needed"
            self.document.report("yaml-anchor", f"anchor '&{event.anchor}'", event, hint=hint)
        if event.tag is not None:
            tag = event.tag.replace("tag:yaml.org,2002:", "!!")
            hint = "leave the tag out: a field knows its type"
            self.document.report("yaml-tag", f"tag '{tag}'", event, hint=hint)
