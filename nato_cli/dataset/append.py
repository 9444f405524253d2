"""Add a record to a file of a dataset: the new text, with every other byte as it was."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from nato_cli.dataset.layout import LayoutError, Place, newline_of, parsed, place_for

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from nato_cli.dataset.serialization import Written

#: Text that YAML reads as itself without quotes, in a line and in brackets.
_PLAIN = re.compile(r"[^\W_](?:[\w .()/%+~'\u2019;=-]*[\w.()/%+~'\u2019;=-])?")
_NOT_TEXT = frozenset({"null", "Null", "NULL", "true", "True", "TRUE", "false", "False", "FALSE"})
_UNSEEN = re.compile("[\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufffe\uffff]")
_URL = re.compile(r"https?://[\w./%~&=?+;-]+")


def added(text: str, section: str, record: Mapping[str, Any]) -> str:
    """The text of a file with a record added to a section, after the ones that are there.

    Raises:
        LayoutError: It cannot be added without touching what is there.
    """
    place = place_for(text, section)
    piece = _in_brackets(place, section, record) if place.indent is None else _as_lines(text, place, section, record)
    begin, close = place.without or (place.offset, place.offset)
    result = text[:begin].rstrip(" ") if place.without else text[:begin]
    result += text[close : place.offset] + piece + text[place.offset :]
    if parsed(result) != _expected(text, section, record):
        raise LayoutError(f"a record cannot be added to '{section}' here without touching what is there")
    return result


def started(section: str, record: Mapping[str, Any]) -> str:
    """The text of a new file with one record."""
    return "\n".join([f"{section}:", *_item(record, 2)]) + "\n"


def _expected(text: str, section: str, record: Mapping[str, Any]) -> Any:
    """What the file must hold afterwards: what it held, and the record at the end of its section."""
    values = parsed(text) or {}
    return values | {section: [*(values.get(section) or []), _as_text(record)]}


def _as_text(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _as_text(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_as_text(each) for each in value]
    return str(value)


def _as_lines(text: str, place: Place, section: str, record: Mapping[str, Any]) -> str:
    newline = newline_of(text)
    lines = [f"{section}:"] if place.section else []
    lines += _item(record, place.indent or 0)
    begun = text[: place.offset].strip("\ufeff")
    return ("" if not begun else newline) + newline.join(lines)


def _in_brackets(place: Place, section: str, record: Mapping[str, Any]) -> str:
    item = _quoted(record)
    piece = f'"{section}": [{item}]' if place.section else item
    return piece if place.first else f", {piece}"


def _item(record: Mapping[str, Any], indent: int) -> Iterator[str]:
    dash = f"{' ' * indent}- "
    for key, value in record.items():
        yield from _entry(dash, key, value)
        dash = " " * (indent + 2)


def _entry(before: str, key: str, value: Any) -> Iterator[str]:
    if isinstance(value, list) and value and isinstance(value[0], dict):
        yield f"{before}{key}:"
        for each in value:
            yield f"{' ' * len(before)}  - {flow(each)}"
    else:
        yield f"{before}{key}: {flow(value)}"


def flow(value: Any) -> str:
    """A value on one line."""
    if isinstance(value, dict):
        return f"{{{', '.join(f'{key}: {flow(each)}' for key, each in value.items())}}}"
    if isinstance(value, list | tuple):
        return f"[{', '.join(flow(each) for each in value)}]"
    text = str(value)
    if (_PLAIN.fullmatch(text) and text not in _NOT_TEXT) or _URL.fullmatch(text):
        return text
    return _quoted(text)


def _quoted(value: Any) -> str:
    """A value as JSON, which YAML reads too, but for what YAML wants written as an escape or a reader would not see."""
    written = json.dumps(value, ensure_ascii=False, default=str)
    return _UNSEEN.sub(lambda found: f"\\u{ord(found[0]):04x}", written)


def lines_of(record: Written) -> list[str]:
    """A record as the lines that a file gets, for showing it."""
    return list(_item(record, 2))
