"""From bytes to values that know their place: the one module that knows YAML.

A file is read in one pass over libyaml's events (the pure parser's where libyaml is missing) and handed on record by
record, so that no tree of the whole file is ever built. Scalars stay text, as YAML 1.2's core schema has it for
everything that is not a number, a boolean or null: `NO` is Norway and `12:30` a time, and what a field makes of its
text is the schema's business. What plain text data does not need (tags, anchors, aliases, several documents, complex
keys) is a fault, and so is a key given twice.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect
from itertools import repeat
from typing import TYPE_CHECKING, Any, TypeAlias

import yaml
from msgspec import Struct
from msgspec.structs import replace
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

from nato_cli.dataset.diagnostics import MEND_FIRST, MOST_FAULTS, TOO_MANY, Diagnostic, Severity, shortened
from nato_cli.model import Place

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

#: libyaml where PyYAML was built with it.
LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

#: Far more than any record of the model nests.
DEEPEST = 32
#: Far more values than any record of the model holds.
LARGEST = 100_000
#: A longer line is told in part.
LONGEST_EXCERPT = 1000

Value: TypeAlias = "str | list[Value] | dict[str, Value] | None"
Path: TypeAlias = tuple[str | int, ...]
#: The positions of a part's key and of its value among the events of a record, and the value.
_Part: TypeAlias = tuple[int, int, Value]
_Parts: TypeAlias = dict[str | int, _Part]

_NULLS = frozenset({"", "~", "null", "Null", "NULL"})
_LINE_END = re.compile(b"\r\n|\n|\r")
_TAG_DIRECTIVE = re.compile(b"(?:\\A|[\r\n])(%TAG)")
_CONTROLS = bytes(code for code in (*range(0x20), 0x7F) if code not in b"\t\n\r")
_CONTROL_OR_SEPARATOR = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_SEPARATORS = "\u0085\u2028\u2029"
#: Of these the parser complains where it gives up looking for their end, which may be far from the fault.
_MEANT_FROM_ITS_START = {"while scanning a quoted scalar", "while scanning a simple key"}
_NO_CHARACTER = "found invalid Unicode character escape code"
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
_NO_TAGS = "leave the tag out: a field knows its type"
_TOO_LARGE = f"a record of more than {LARGEST} values"
_TOO_LARGE_HINT = "no record holds that many"
_TOO_DEEP = f"nested more than {DEEPEST} levels deep"
_TOO_DEEP_HINT = "no record nests that deep"
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
    parts: dict[int, _Parts] | None = None

    def event_at(self, path: Path, *, key: bool = False) -> Any | None:
        """The event of the value at `path` (or of its key), None where there is no such value."""
        at_key, position, value = 0, 0, self.value
        for step in path:
            found = self._parts_of(value, position).get(step)
            if found is None:
                return None
            at_key, position, value = found
        return self.events[at_key if key else position]

    def _parts_of(self, value: Value, position: int) -> _Parts:
        """The parts of the collection at a position, found once: a record may have a fault in each of many."""
        if self.parts is None:
            self.parts = {}
        if position not in self.parts:
            self.parts[position] = dict(_parts(value, position))
        return self.parts[position]

    @property
    def start(self) -> Any:
        """The mark of the node's beginning."""
        return self.events[0].start_mark


def _parts(value: Value, position: int) -> Iterator[tuple[str | int, _Part]]:
    """The steps into a collection that begins at `position`, and what each leads to."""
    here = position + 1
    if isinstance(value, dict):
        for name, child in value.items():
            yield name, (here, here + 1, child)
            here = _after(child, here + 1)
    elif isinstance(value, list):
        for number, child in enumerate(value):
            yield number, (here, here, child)
            here = _after(child, here)


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

    It is `complete` once it was read to its end and no record in it went by unseen. It `is_full` once it has more
    faults than anybody reads: then it is read no further.
    """

    def __init__(self, path: str, data: bytes, diagnostics: list[Diagnostic], loader: Any = LOADER) -> None:
        self.path = path
        self.data = data.removeprefix(b"\xef\xbb\xbf")
        if path.endswith(".json"):
            self.data = _PAIR.sub(_joined, self.data)
        self.diagnostics = diagnostics
        self.loader = loader
        self.complete = False
        self.is_full = False
        self._told = 0
        self._line_starts: array[int] | None = None
        self._last_line = (-1, "")

    def nodes(self) -> Iterator[Node]:
        """Each record of the file, in order: an item of a top-level list, or a top-level value as a whole.

        A record that a syntax error breaks off is left out, so that nothing is said of what it lacks.
        """
        if not self._is_text():
            return
        self.complete = True
        try:
            yield from self._unbroken(_Reader(self).nodes())
        except yaml.MarkedYAMLError as error:
            self.complete = False
            self._report_syntax(error)
        except _RefusedError as error:
            self.complete = False
            self.report(error.code, error.message, error.event, hint=error.hint)

    def _unbroken(self, nodes: Iterator[Node]) -> Iterator[Node]:
        """Each node once the next one was read too, as long as there are not too many faults in them."""
        held: Node | None = None
        for node in nodes:
            if held is not None:
                yield held
            if self.is_full:
                return
            held = node
        if held is not None:
            yield held

    def report(
        self, code: str, message: str, event: Any, *, hint: str | None = None, other: Place | None = None
    ) -> None:
        """Add an error at the place of an event."""
        if not self.is_full:
            self._add(self.diagnose(Severity.ERROR, code, message, event, hint=hint, other=other))

    def _add(self, fault: Diagnostic) -> None:
        self._told += 1
        if self._told > MOST_FAULTS:
            self.is_full = True
            self.complete = False
            message = f"more than {MOST_FAULTS} faults in this file: it is read no further than this"
            fault = replace(fault, code=TOO_MANY, message=message, hint=MEND_FIRST, other=None)
        self.diagnostics.append(fault)

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
        line = self.line(start.line)
        stop = end.column if end.line == start.line else len(line.rstrip())
        width = max(1, stop - start.column) if isinstance(event, (ScalarEvent, AliasEvent)) else 1
        return self._diagnostic(
            severity, code, message, start.line, start.column, hint, other=other, other_label=other_label, width=width
        )

    def _diagnostic(
        self,
        severity: Severity,
        code: str,
        message: str,
        line: int,
        column: int,
        hint: str | None,
        *,
        other: Place | None = None,
        other_label: str = "first given",
        width: int = 1,
    ) -> Diagnostic:
        """Line and column are counted from 0."""
        whole = self.line(line)
        begin = max(0, column - LONGEST_EXCERPT // 2) if len(whole) > LONGEST_EXCERPT else 0
        return Diagnostic(
            severity=severity,
            code=code,
            path=self.path,
            message=shortened(message),
            line=line + 1,
            column=column + 1,
            width=width,
            excerpt=whole[begin : begin + LONGEST_EXCERPT],
            excerpt_column=begin + 1,
            hint=hint and shortened(hint),
            other=other,
            other_label=other_label,
        )

    def place(self, mark: Any) -> Place:
        return Place(path=self.path, line=mark.line + 1, column=mark.column + 1)

    def line(self, number: int) -> str:
        """The line with this number, counted from 0, without its end."""
        last, line = self._last_line
        if number != last:
            line = self._decoded_line(number)
            self._last_line = number, line
        return line

    def _decoded_line(self, number: int) -> str:
        starts = self._starts()
        if number >= len(starts):
            return ""
        stop = starts[number + 1] if number + 1 < len(starts) else len(self.data)
        return self.data[starts[number] : stop].decode(errors="replace").rstrip("\r\n")

    def _starts(self) -> array[int]:
        """Where each line begins, in bytes: of a large file the lines themselves would take many times its size."""
        if self._line_starts is None:
            self._line_starts = array("I" if len(self.data) < 2**32 else "Q", [0])
            self._line_starts.extend(found.end() for found in _LINE_END.finditer(self.data))
        return self._line_starts

    def _place_of(self, offset: int) -> tuple[int, int]:
        """The line and the column, counted from 0, of an offset in bytes."""
        starts = self._starts()
        line = bisect(starts, offset) - 1
        return line, len(self.data[starts[line] : offset].decode(errors="replace"))

    def _is_text(self) -> bool:
        """Whether the parser may see the file: characters that all readers take alike, and no tags by the thousand."""
        if self.data.isascii() and len(self.data.translate(None, _CONTROLS)) == len(self.data):
            return not self._has_directive()
        try:
            text = self.data.decode()
        except UnicodeDecodeError as error:
            self._report_encoding(error)
            return False
        found = _CONTROL_OR_SEPARATOR.search(text)
        if found is None:
            return not self._has_directive()
        offset = len(text[: found.start()].encode())
        name = f"character U+{ord(found[0]):04X}"
        if found[0] in _SEPARATORS:
            message = f"{name} would end the line for some readers and not for others"
            self._report_at("line-separator", message, self._place_of(offset), _AS_ESCAPE)
        else:
            self._report_at("syntax", f"{name} is not allowed in YAML", self._place_of(offset), _AS_ESCAPE)
        return False

    def _has_directive(self) -> bool:
        """Whether a line declares tags: a few bytes of each tag may then stand for as many as the file holds."""
        found = _TAG_DIRECTIVE.search(self.data) if b"%TAG" in self.data else None
        if found is not None:
            self._report_at("yaml-tag", "directive '%TAG'", self._place_of(found.start(1)), _NO_TAGS)
        return found is not None

    def _report_encoding(self, error: UnicodeDecodeError) -> None:
        is_utf_16 = self.data[:2] in {b"\xff\xfe", b"\xfe\xff"}
        self._report_at(
            "not-utf-8",
            f"byte {self.data[error.start]:#04x} at offset {error.start} is not UTF-8",
            self._place_of(error.start),
            "it looks like UTF-16: save the file as UTF-8" if is_utf_16 else "save the file as UTF-8",
        )

    def _report_at(
        self, code: str, message: str, place: tuple[int, int], hint: str | None, begun: Place | None = None
    ) -> None:
        fault = self._diagnostic(Severity.ERROR, code, message, *place, hint, other=begun, other_label="begun")
        self._add(fault)

    def _report_syntax(self, error: yaml.MarkedYAMLError) -> None:
        if error.problem == _NESTED_TOO_DEEP:
            deepest: Any = error.problem_mark
            self._report_at("too-deep", _TOO_DEEP, (deepest.line, deepest.column), _TOO_DEEP_HINT)
            return
        problem = error.problem or "not valid YAML"
        message = f"{error.context}: {problem}" if error.context else problem
        marks = [mark for mark in (error.problem_mark, error.context_mark) if mark is not None]
        if error.context in _MEANT_FROM_ITS_START:
            marks.reverse()
        mark = marks[0]
        hint = _syntax_hint(message, self.line(mark.line))
        begun = self.place(marks[-1]) if marks[-1].line < mark.line else None
        place = mark.line, mark.column
        if not self.line(mark.line):
            # The end of the file, which the parser has on a line of its own.
            line, column = self._place_of(len(self.data.rstrip()))
            place = line, max(0, column - 1)
        self._report_at("syntax", message, place, hint, begun)


def _joined(pair: re.Match[bytes]) -> bytes:
    high, low = int(pair[2], 16), int(pair[3], 16)
    return pair[1] + b"\\U%08x" % (0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00))


def _syntax_hint(message: str, line: str) -> str | None:
    if "\t" in line[: len(line) - len(line.lstrip())]:
        return "YAML wants spaces for indentation, not tabs"
    return next((hint for words, hint in _SYNTAX_HINTS.items() if words in message), None)


class _RefusedError(Exception):
    """What is read no further, told at an event. With too many faults told already nothing is added to them."""

    def __init__(self, code: str, message: str, event: Any, hint: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.event = event
        self.hint = hint


def _strictly(parser: Any) -> Callable[[], Any]:
    """The events of the pure parser, which takes any number for a character or fails in a way of its own."""

    def following() -> Any:
        try:
            event: Any = parser.get_event()
        except (ValueError, OverflowError):
            raise yaml.MarkedYAMLError(problem=_NO_CHARACTER, problem_mark=parser.get_mark()) from None
        if type(event) is ScalarEvent and _SURROGATE.search(event.value):
            mark: Any = event.start_mark
            raise yaml.MarkedYAMLError(problem=_NO_CHARACTER, problem_mark=mark)
        return event

    return following


class _Reader:
    """The walk over the events of one document."""

    def __init__(self, document: Document) -> None:
        self.document = document
        parser: Any = document.loader(document.data)
        self.next: Any = _strictly(parser) if isinstance(parser, yaml.reader.Reader) else parser.get_event
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

    def _report(
        self, code: str, message: str, event: Any, *, hint: str | None = None, other: Place | None = None
    ) -> None:
        self.document.report(code, message, event, hint=hint, other=other)
        if self.document.is_full:
            raise _RefusedError(code, message, event, "")

    def _report_loss(self, code: str, message: str, event: Any, hint: str, other: Place | None = None) -> None:
        self.document.complete = False
        self._report(code, message, event, hint=hint, other=other)

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
        if len(self.events) > LARGEST:
            raise _RefusedError("too-large", _TOO_LARGE, event, _TOO_LARGE_HINT)
        kind = type(event)
        if kind is ScalarEvent:
            return self._scalar(event)
        if kind is AliasEvent:
            self._report_alias(event)
            return None
        self._check_plain(event)
        if depth > DEEPEST:
            raise _RefusedError("too-deep", _TOO_DEEP, event, _TOO_DEEP_HINT)
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
        again: list[Any] = []
        for _ in repeat(None, LARGEST):
            if type(key := following()) is MappingEndEvent:
                break
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
            del events[len(events) - 1 - _after(value, 0) :]
            if name is not None:
                again.append(key)
                if len(again) > MOST_FAULTS:
                    break
        else:
            raise _RefusedError("too-large", _TOO_LARGE, key, _TOO_LARGE_HINT)
        if again:
            self._report_duplicates(again, Node("", None, None, result, events[start:]))
        return result

    def _report_duplicates(self, keys: list[Any], mapping: Node) -> None:
        """Only once the mapping is at its end is it known where all its keys are."""
        for key in keys:
            first: Any = mapping.event_at((key.value,), key=True)
            other = self.document.place(first.start_mark)
            message, hint = f"key '{key.value}' given twice", "keep one of the two"
            self._report("duplicate-key", message, key, hint=hint, other=other)

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
        self._report("wrong-type", "a key is plain text", event, hint="write 'key: value'")
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
                raise _RefusedError("too-deep", _TOO_DEEP, event, _TOO_DEEP_HINT)
            event = self.next()

    def _report_alias(self, event: Any) -> None:
        self.damaged = True
        self._report("yaml-alias", f"alias '*{event.anchor}'", event, hint="write the value out")

    def _check_plain(self, event: Any) -> None:
        if event.anchor is not None:
            hint = "write the value out where it is needed"
            self._report("yaml-anchor", f"anchor '&{event.anchor}'", event, hint=hint)
        if event.tag is not None:
            tag = event.tag.replace("tag:yaml.org,2002:", "!!")
            self._report("yaml-tag", f"tag '{tag}'", event, hint=_NO_TAGS)
