"""Read YAML with places: the one module that knows YAML.

A file is read in one pass over libyaml's events and handed on record by record. Scalars stay text, as in YAML 1.2's
core schema everything does that is not a number, a boolean or null: `NO` is Norway and `12:30` a time. The types of
the records make of a text what they need. Tags, anchors, aliases, several documents, complex keys and keys given twice
are errors: plain data needs none of them.

Places are kept for records alone. Where a field of a record is, `YamlFile.locate` finds out by reading that record
again, which only the few records with a fault need.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

import yaml
from msgspec.structs import replace
from yaml.events import (
    AliasEvent,
    CollectionEndEvent,
    CollectionStartEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from nato_cli.dataset.diagnostics import Diagnostic, Field, Severity, at
from nato_cli.model import Place

if TYPE_CHECKING:
    from collections.abc import Iterator

#: libyaml where PyYAML was built with it.
LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

#: More levels than any record of the model has.
DEEPEST = 32
#: After so many faults the rest of a file is not read.
MOST_FAULTS = 1000
#: A longer line is shown in part.
LONGEST_EXCERPT = 1000
_LONGEST_MESSAGE = 1000
#: How much of a record is read again to place its faults.
_LONGEST_LOOK = 2**16

Value: TypeAlias = "str | list[Value] | dict[str, Value] | None"

_NULLS = frozenset({"", "~", "null", "Null", "NULL"})
_LINE_END = re.compile("\r\n|\n|\r")
_CONTROL_OR_SEPARATOR = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
_SEPARATORS = "\u0085\u2028\u2029"
_CUT_OFF = re.compile(r"^[^#\r\n]*[^\s#] +(#(?![\s#!])[^\r\n]*)", re.MULTILINE)
_MERGE_MARKER = re.compile(r"^(?:<{7}|={7}|>{7})(?= |\r?$)", re.MULTILINE)
_VALUE = re.compile(r"\s*(?:- +)*(?:[\w-]+: +)?(.*)")
_BEGINS_QUOTED = re.compile(r"""("[^"]*"|'[^']*')[ \t]*[^\s,}\]#:]""")
_TOO_DEEP = f"nested more than {DEEPEST} levels deep"
_NEST_LESS = "write the data with fewer levels"
#: Of these the parser complains where it gives up looking for their end, which may be far from the fault.
_MEANT_FROM_ITS_START = {"while scanning a quoted scalar", "while scanning a simple key"}
_SYNTAX_HINTS = {
    "quoted scalar": "close the quote",
    "simple key": "write 'key: value', with a space after the colon",
    "flow mapping": "close it with '}', and put ', ' between its parts",
    "flow sequence": "close it with ']', and put ', ' between its parts",
    "mapping values are not allowed": "text that holds ': ' needs quotes; the keys of a record begin in one column",
    "cannot start any token": "text that starts with this character needs quotes",
    "block": "the keys of a record begin in one column, and so do the '- ' of a list",
}


class Span(NamedTuple):
    """A piece of text on one line; line and column are counted from 0."""

    line: int
    column: int
    width: int


class RawRecord(NamedTuple):
    """A record as it stands in a file: an item of a section's list, or (`number` None) the section's whole value.

    `key` is where the section's name stands. A `damaged` record lost a part that could not be read, which has been
    reported. One that `has_null` has a key without a value.
    """

    section: str
    key: Span
    number: int | None
    value: Value
    place: Place
    damaged: bool
    has_null: bool


class _StopError(Exception):
    """Ends the reading of a file; the reason has been reported."""


#: A character as JSON writes it in two escapes, which YAML does not know; not after a backslash that escapes it.
_PAIR = re.compile(r"(?<!\\)((?:\\\\)*)\\u([dD][89abAB][0-9a-fA-F]{2})\\u([dD][c-fC-F][0-9a-fA-F]{2})")


_SHORTER = 2  # letters: what a pair of escapes has more than the one escape it is read as


def _join(pair: re.Match[str]) -> str:
    code = 0x10000 + ((int(pair[2], 16) & 0x3FF) << 10) + (int(pair[3], 16) & 0x3FF)
    return f"{pair[1]}\\U{code:08x}"


class YamlFile:
    """One file of a dataset. Reading it adds what is wrong with its form to `diagnostics`.

    It is `complete` if it was read to its end and no record went by unread.
    """

    def __init__(self, path: str, data: bytes, diagnostics: list[Diagnostic]) -> None:
        self.path = path
        self.diagnostics = diagnostics
        self.complete = True
        self._number = len(diagnostics)
        self.text = data.removeprefix(b"\xef\xbb\xbf").decode(errors="replace")
        self._as_written = self.text
        if "\\ud" in self.text or "\\uD" in self.text:
            self.text = _PAIR.sub(_join, self.text)
        self._invalid = _first_invalid_byte(data)

    def records(self) -> Iterator[RawRecord]:
        """Each record of the file, in order. One that a syntax error breaks off is left out."""
        held: RawRecord | None = None
        try:
            self._check_characters()
            for record in _Reader(self).records():
                if held is not None:
                    yield held
                held = record
        except yaml.MarkedYAMLError as error:
            self._report_syntax(error)
            held = None
        except _StopError:
            self.complete = False
        if held is not None:
            yield held

    def report(
        self,
        code: str,
        message: str,
        span: Span,
        hint: str | None = None,
        *,
        severity: Severity = Severity.ERROR,
        other: Place | None = None,
        other_label: str = "first given",
    ) -> None:
        """Add a fault of the file's form."""
        fault = at(self.place(span), code, message, hint=hint, severity=severity, other=other, other_label=other_label)
        self.diagnostics.append(self._shown(fault, span))

    @property
    def is_full(self) -> bool:
        """Whether it has so many faults that the rest need not be read."""
        return len(self.diagnostics) - self._number >= MOST_FAULTS

    def located(self, fault: Diagnostic) -> Diagnostic:
        """A fault of a record with the exact place of the field it is about, and the line as it reads."""
        spans = self._spans_at((fault.line or 1) - 1, (fault.column or 1) - 1)
        return self._shown(fault, next((spans[field] for field in fault.fields if field in spans), spans[()]))

    def _shown(self, fault: Diagnostic, span: Span) -> Diagnostic:
        line, span = self._written(span)
        begin = max(0, span.column - LONGEST_EXCERPT // 2) if len(line) > LONGEST_EXCERPT else 0
        return replace(
            fault,
            message=_shortened(fault.message),
            hint=fault.hint and _shortened(fault.hint),
            line=span.line + 1,
            column=span.column + 1,
            width=span.width,
            excerpt=line[begin : begin + LONGEST_EXCERPT],
            excerpt_column=begin + 1,
        )

    def _written(self, span: Span) -> tuple[str, Span]:
        """The line of a span as the file has it, with the span's place in it: pairs of escapes are read as one."""
        line, column = self.line(span.line), span.column
        if self._as_written is not self.text:
            line = _LINE_END.split(self._as_written)[span.line] if line else line
            for pair in _PAIR.finditer(line):
                column += _SHORTER if pair.start(2) - 2 < column else 0
        return line, span._replace(column=min(column, len(line)))

    def _spans_at(self, line: int, column: int) -> dict[Field, Span]:
        """The places of the parts of the record that begins at a place, by path; a key's own path ends in `key!`."""
        start = self._line_starts[line] + column
        spans: dict[Field, Span] = {}
        try:
            events = iter(LOADER(" " * column + self.text[start : start + _LONGEST_LOOK]).get_event, None)
            for _ in range(2):  # the beginnings of the stream and of the document
                next(events)
            self._add_spans(events, next(events), (), line, spans)
        except (yaml.MarkedYAMLError, StopIteration):
            pass  # Beyond the record the text may have any fault; what was found before it counts.
        spans.setdefault((), Span(line, column, 1))
        return spans

    def _add_spans(self, events: Iterator[Any], event: Any, path: Field, line: int, spans: dict[Field, Span]) -> None:
        spans.setdefault(path, self.span(event, line))
        if type(event) is SequenceStartEvent:
            number = 0
            while type(item := next(events)) is not SequenceEndEvent:
                self._add_spans(events, item, (*path, number), line, spans)
                number += 1
        elif type(event) is MappingStartEvent:
            while type(key := next(events)) is not MappingEndEvent:
                if type(key) is not ScalarEvent:
                    return
                spans.setdefault((*path, key.value, "key!"), self.span(key, line))
                self._add_spans(events, next(events), (*path, key.value), line, spans)

    def span(self, event: Any, line: int = 0) -> Span:
        """What an event covers of its first line: a scalar all of it, a list or a mapping its first character."""
        start, end = event.start_mark, event.end_mark
        whole = line + start.line
        if isinstance(event, CollectionStartEvent):
            return Span(whole, start.column, 1)
        stop = end.column if end.line == start.line else len(self.line(whole))
        return Span(whole, start.column, max(1, stop - start.column))

    def place(self, span: Span) -> Place:
        return Place(path=self.path, line=span.line + 1, column=span.column + 1)

    def line(self, number: int) -> str:
        """The line with this number, counted from 0, without its end."""
        starts = self._line_starts
        if number >= len(starts):
            return ""
        stop = starts[number + 1] if number + 1 < len(starts) else len(self.text)
        return self.text[starts[number] : stop].rstrip("\r\n")

    @cached_property
    def _line_starts(self) -> array[int]:
        return array("Q", [0, *(match.end() for match in _LINE_END.finditer(self.text))])

    def span_of(self, offset: int, width: int = 1) -> Span:
        line = bisect(self._line_starts, offset) - 1
        return Span(line, offset - self._line_starts[line], width)

    @cached_property
    def cut_off(self) -> dict[int, re.Match[str]]:
        """Lines on which `#` follows a text and begins a comment without a space after it, by number."""
        if " #" not in self.text:
            return {}
        return {self.span_of(match.start(1)).line: match for match in _CUT_OFF.finditer(self.text)}

    def _check_characters(self) -> None:
        """Stop at what is not UTF-8, and at characters that YAML or some reader of lines does not take."""
        if self._invalid is not None:
            offset, message, hint = self._invalid
            self.report("not-utf-8", message, self.span_of(offset), hint)
            raise _StopError
        match = _CONTROL_OR_SEPARATOR.search(self.text)
        if match is None:
            return
        name = f"character U+{ord(match[0]):04X}"
        as_escape = "remove it, or write it as an escape in double quotes"
        if match[0] in _SEPARATORS:
            message = f"{name} would end the line for some readers and not for others"
            self.report("line-separator", message, self.span_of(match.start()), as_escape)
        else:
            self.report("syntax", f"{name} is not allowed in YAML", self.span_of(match.start()), as_escape)
        raise _StopError

    def _report_syntax(self, error: yaml.MarkedYAMLError) -> None:
        """Report what the parser cannot read, where a person would look for it."""
        self.complete = False
        marker = _MERGE_MARKER.search(self.text)
        if marker:
            message, hint = "a merge was not finished here", "choose one of the two versions and remove the markers"
            self.report("merge-marker", message, self.span_of(marker.start(), 7), hint)
            return
        problem = error.problem or "not valid YAML"
        if problem == "exceeded maximum nesting depth":
            mark: Any = error.problem_mark
            self.report("too-deep", _TOO_DEEP, Span(mark.line, mark.column, 1), _NEST_LESS)
            return
        message = f"{error.context}: {problem}" if error.context else problem
        marks: list[Any] = [mark for mark in (error.problem_mark, error.context_mark) if mark is not None]
        if error.context in _MEANT_FROM_ITS_START:
            marks.reverse()
        first, last = marks[0], marks[-1]
        span = Span(first.line, first.column, 1)
        begun = self.place(Span(last.line, last.column, 1)) if last.line < first.line else None
        meant = _syntax_hint(message, self.line(first.line))
        if not self.line(first.line):
            span = self.span_of(max(0, len(self.text.rstrip()) - 1))  # the parser is past the end of the text
        self.report("syntax", message, span, meant, other=begun, other_label="begun")


def _first_invalid_byte(data: bytes) -> tuple[int, str, str] | None:
    """Where data stops being UTF-8 (in characters), what to say of it, and what to do."""
    try:
        data.decode()
    except UnicodeDecodeError as error:
        is_utf_16 = data[:2] in {b"\xff\xfe", b"\xfe\xff"}
        message = f"byte {data[error.start]:#04x} at offset {error.start} is not UTF-8"
        hint = "it looks like UTF-16: save the file as UTF-8" if is_utf_16 else "save the file as UTF-8"
        return len(data[: error.start].decode().removeprefix("\ufeff")), message, hint
    return None


def _syntax_hint(message: str, line: str) -> str | None:
    """What a person probably meant, from the parser's words and the line."""
    indent = line[: len(line) - len(line.lstrip())]
    if "\t" in indent:
        return "YAML wants spaces for indentation, not tabs"
    if "\u00a0" in line:
        return "the line holds a no-break space (U+00A0): replace it with a space"
    match = _VALUE.fullmatch(line)
    value = match[1] if match else ""
    if value[:1] in {"*", "&", "!", "%", "@", "`", "|", ">"}:
        return f"text that begins with '{value[0]}' needs quotes"
    if _BEGINS_QUOTED.match(value):
        return "text that begins with a quoted word needs quotes around all of it, such as '\"Yes\", she said'"
    return next((hint for words, hint in _SYNTAX_HINTS.items() if words in message), None)


def _shortened(text: str) -> str:
    """A text that may quote any part of a file, its middle left out where it is too long to be read."""
    return text if len(text) <= _LONGEST_MESSAGE else f"{text[: _LONGEST_MESSAGE - 200]} ... {text[-200:]}"


class _Reader:
    """The walk over the events of one file."""

    def __init__(self, file: YamlFile) -> None:
        self.file = file
        self.next: Any = LOADER(file.text).get_event
        self.texts: dict[str, str] = {}
        self.cut_off = file.cut_off
        self.damaged = False
        self.has_null = False

    def records(self) -> Iterator[RawRecord]:
        self.next()
        event = self.next()
        if type(event) is StreamEndEvent:
            return  # A file that is empty, or holds comments alone.
        if event.tags:
            self._lose("yaml-tag", "directive '%TAG'", event, "remove it: tags are not used")
            raise _StopError
        root = self.next()
        if type(root) is MappingStartEvent:
            self._check_plain(root)
            yield from self._sections()
        elif type(root) is not ScalarEvent or root.style or root.value not in _NULLS:
            hint = "start it with 'stances:', 'sources:', 'candidates:' or another section"
            self._lose("wrong-type", "a file of a dataset is a mapping of sections", root, hint)
            self._skip(root)
        self.next()
        extra = self.next()
        if type(extra) is DocumentStartEvent:
            self._lose("several-documents", "a second document begins here", extra, "join them, or use two files")

    def _sections(self) -> Iterator[RawRecord]:
        seen: dict[str, Place] = {}
        while type(key := self.next()) is not MappingEndEvent:
            name = self._key(key)
            event = self.next()
            if name is None:
                self.file.complete = False
                self._skip(event)
            elif name in seen:
                self._lose("duplicate-key", f"section '{name}' given twice", key, "join the two", seen[name])
                self._skip(event)
            else:
                span = self.file.span(key)
                seen[name] = self.file.place(span)
                yield from self._section(name, span, event)

    def _section(self, name: str, key: Span, event: Any) -> Iterator[RawRecord]:
        if type(event) is not SequenceStartEvent:
            yield self._record(name, key, None, event)
            return
        self._check_plain(event)
        index = 0
        while type(item := self.next()) is not SequenceEndEvent:
            yield self._record(name, key, index, item)
            index += 1
        if not index:
            yield RawRecord(name, key, None, [], self.file.place(key), damaged=False, has_null=False)

    def _record(self, section: str, key: Span, index: int | None, event: Any) -> RawRecord:
        self.damaged = self.has_null = False
        mark = event.start_mark
        place = Place(path=self.file.path, line=mark.line + 1, column=mark.column + 1)
        value = self._value(event, 1)
        return RawRecord(section, key, index, value, place, self.damaged, self.has_null)

    def _value(self, event: Any, depth: int) -> Value:
        kind = type(event)
        if kind is ScalarEvent:
            self._check_plain(event)
            return self._scalar(event)
        if kind is AliasEvent:
            self._report_alias(event)
            return None
        self._check_plain(event)
        if depth > DEEPEST:
            self._lose("too-deep", _TOO_DEEP, event, _NEST_LESS)
            raise _StopError
        if kind is MappingStartEvent:
            return self._mapping(depth)
        items: list[Value] = []
        while type(item := self.next()) is not SequenceEndEvent:
            items.append(self._value(item, depth + 1))
        return items

    def _scalar(self, event: Any) -> Value:
        text: str = event.value
        if event.style:
            return text if text.strip() else ""
        if self.cut_off and event.end_mark.line in self.cut_off:
            self._check_cut_off(event)
        if text in _NULLS:
            self.has_null = True
            return None
        return self.texts.setdefault(text, text)

    def _mapping(self, depth: int) -> Value:
        result: dict[str, Value] = {}
        following, shared, is_simple = self.next, self.texts.setdefault, not self.cut_off
        keys: list[Any] = []
        while type(key := following()) is not MappingEndEvent:
            # Most keys and values are plain text: the calls saved here are a fifth of the time of reading.
            is_plain = type(key) is ScalarEvent and key.anchor is key.tag is None
            name = key.value if is_plain else self._key(key)
            event = following()
            if type(event) is ScalarEvent and not event.style and event.anchor is event.tag is None and is_simple:
                text = event.value
                if text in _NULLS:
                    self.has_null = True
                    value: Value = None
                else:
                    value = shared(text, text)
            else:
                value = self._value(event, depth + 1)
            if name in result:
                message, hint = f"key '{name}' given twice", "keep one of the two"
                first = self.file.place(self.file.span(next(key for key in keys if key.value == name)))
                self._report("duplicate-key", message, self.file.span(key), hint, other=first)
                self.damaged = True
            elif name is not None:
                result[name] = value
                keys.append(key)
        return result

    def _check_cut_off(self, event: Any) -> None:
        match = self.cut_off[event.end_mark.line]
        if event.value and self.file.text[event.end_mark.index : match.start(1)].isspace():
            self._report(
                "cut-off",
                "the text ends here: ' #' begins a comment",
                self.file.span_of(match.start(1), len(match[1].rstrip())),
                "put the text in quotes, or a space after the '#' of a comment",
                severity=Severity.WARNING,
            )

    def _report(
        self,
        code: str,
        message: str,
        span: Span,
        hint: str,
        *,
        other: Place | None = None,
        severity: Severity = Severity.ERROR,
    ) -> None:
        self.file.report(code, message, span, hint, other=other, severity=severity)
        if self.file.is_full:
            raise _StopError

    def _lose(self, code: str, message: str, event: Any, hint: str, other: Place | None = None) -> None:
        """Report a fault that hides records."""
        self.file.complete = False
        self._report(code, message, self.file.span(event), hint, other=other)

    def _key(self, event: Any) -> str | None:
        """The text of a key; None, and the fault reported, where it is something else."""
        if type(event) is ScalarEvent:
            self._check_plain(event)
            text: str = event.value
            return text
        if type(event) is AliasEvent:
            self._report_alias(event)
            return None
        self.damaged = True
        self._report("wrong-type", "a key is plain text", self.file.span(event), "write 'key: value'")
        self._skip(event)
        return None

    def _skip(self, event: Any) -> None:
        """Pass over the value that begins with this event."""
        depth = 0
        while True:
            depth += isinstance(event, CollectionStartEvent) - isinstance(event, CollectionEndEvent)
            if depth == 0:
                return
            event = self.next()

    def _report_alias(self, event: Any) -> None:
        self.damaged = True
        hint = "write the value out; text that begins with '*' needs quotes"
        self._report("yaml-alias", f"alias '*{event.anchor}'", self.file.span(event), hint)

    def _check_plain(self, event: Any) -> None:
        if event.anchor is not None:
            message, hint = f"anchor '&{event.anchor}'", "write the value out; text that begins with '&' needs quotes"
            self._report("yaml-anchor", message, self.file.span(event), hint)
        if event.tag is not None:
            message = f"tag '{event.tag.replace('tag:yaml.org,2002:', '!!')}'"
            hint = "remove the tag; text that begins with '!' needs quotes"
            self._report("yaml-tag", message, self.file.span(event), hint)
