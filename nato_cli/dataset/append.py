"""Add records to the text of a YAML file; every other byte of it stays.

The places come from PyYAML's nodes. A round trip through a YAML library would rewrite what it does not keep, such as
`{ a: b }`, aligned values or CRLF.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import yaml
from yaml import MappingNode, Node, ScalarNode, SequenceNode

from nato_cli.dataset.yaml_reader import LOADER

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

#: Text that YAML reads as itself without quotes, in a line and in brackets.
_PLAIN = re.compile(r"[^\W_](?:[\w .()/%+~'\u2019;=-]*[\w.()/%+~'\u2019;=-])?")
_NOT_TEXT = frozenset({"null", "Null", "NULL", "true", "True", "TRUE", "false", "False", "FALSE"})
_INVISIBLE = re.compile("[\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufffe\uffff]")
#: Sections whose records take a line a key. All others take one line, so that branches merge record by record.
_BLOCKS = frozenset({"sources", "candidates", "members", "groups"})


class LayoutError(ValueError):
    """A file to which nothing can be added without touching what is there."""


def append(text: str, section: str, records: Sequence[Any], *, of: tuple[str, str] | None = None) -> str:
    """Add records to a section, after those that are there; begin the section where it is missing.

    Args:
        text: The whole file.
        section: The key that holds the list.
        records: What to add.
        of: Add to a list of one record, by its section and id, such as the `statuses` of a candidate.

    Raises:
        LayoutError: The section does not hold a list, or the file is not a mapping.
    """
    try:
        root = yaml.compose(text, LOADER)
    except (yaml.YAMLError, RecursionError) as error:
        raise LayoutError(f"it cannot be read as YAML: {' '.join(str(error).split())}") from None
    parent = root if root is None or of is None else _record(root, *of)
    if parent is None:
        begun = text if not text or text.endswith(("\n", "\r")) else text + "\n"
        return begun + f"{section}:\n" + "".join(f"{line}\n" for line in _lines(section, records, 2))
    if not isinstance(parent, MappingNode):
        raise LayoutError("it is not a mapping of sections")
    start, end, piece = _insertion(text, parent, section, records)
    result = text[:start] + piece + text[end:]
    before, after = (_without(_values(node), section, of) for node in (root, yaml.compose(result, LOADER)))
    if after != (before[0], [*before[1], *map(_text, records)]):
        raise LayoutError(f"nothing can be added to '{section}' here without touching what is there")
    return result


def _record(root: Node, section: str, id_: str) -> Any:
    """The mapping of a record."""
    records = _child(root, section)
    for record in records.value if isinstance(records, SequenceNode) else ():
        if getattr(_child(record, "id"), "value", None) == id_:
            return record
    raise LayoutError(f"'{id_}' is not in it")


def _child(node: Node, key: str) -> Node | None:
    pairs = node.value if isinstance(node, MappingNode) else ()
    return next((value for name, value in pairs if name.value == key), None)


def _insertion(text: str, parent: MappingNode, key: str, records: Sequence[Any]) -> tuple[int, int, str]:
    """What to put in place of which part of the text."""
    value = _child(parent, key)
    if value is not None and not isinstance(value, SequenceNode):
        what = "has no value: write []" if value.value in ("", "~", "null") else "does not hold a list"
        raise LayoutError(f"'{key}' {what}")
    if parent.flow_style or (value is not None and value.flow_style and value.value):
        node = parent if value is None else value
        items = ", ".join(map(quoted, records))
        piece = items if value is not None else f'"{key}": [{items}]'
        close = node.end_mark.index - 1
        return close, close, f", {piece}" if node.value else piece
    newline = next(iter(re.findall("\r\n|\n|\r", text)), "\n")
    column = parent.start_mark.column
    indent = value.start_mark.column if value is not None and not value.flow_style else column + 2
    lines = _lines(key, records, indent)
    if value is None:
        lines = [f"{' ' * column}{key}:", *lines]
    if value is not None and value.flow_style:  # Lines replace an empty pair of brackets.
        start, close = value.start_mark.index, value.end_mark.index
        line_end = _end_of_line(text, close)
        return len(text[:start].rstrip(" ")), line_end, text[close:line_end] + newline + newline.join(lines)
    place = _end_of_line(text, _end(text, parent if value is None else value))
    return place, place, newline + newline.join(lines)


def _end(text: str, node: Any) -> int:
    """Where the last thing that is written of a value ends; a block's own mark lies after comments that follow it."""
    if node.value and not isinstance(node, ScalarNode) and not node.flow_style:
        last = node.value[-1]
        return _end(text, last[1] if isinstance(node, MappingNode) else last)
    return len(text[: node.end_mark.index].rstrip())


def _end_of_line(text: str, place: int) -> int:
    end = re.compile("\r|\n|$").search(text, place)
    return end.start() if end else len(text)


def _values(node: Node | None) -> Any:
    """What a node holds, all scalars as text."""
    if isinstance(node, MappingNode):
        return {key.value: _values(value) for key, value in node.value}
    if isinstance(node, SequenceNode):
        return [_values(item) for item in node.value]
    return node.value if node is not None else {}


def _without(values: Any, section: str, of: tuple[str, str] | None) -> tuple[Any, list[Any]]:
    """A file's values without a section, and the records of the section."""
    holder = values if of is None else next(record for record in values[of[0]] if record["id"] == of[1])
    return values, holder.pop(section, [])


def _text(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _text(item) for key, item in value.items()}
    return [_text(item) for item in value] if isinstance(value, list | tuple) else str(value)


def _lines(section: str, records: Sequence[Any], indent: int) -> list[str]:
    if section in _BLOCKS and all(isinstance(record, dict) for record in records):
        return [line for record in records for line in _block(record, indent)]
    return [f"{' ' * indent}- {flow(record)}" for record in records]


def _block(record: Mapping[str, Any], indent: int) -> list[str]:
    """A record with one line a key; a list of mappings has one line an item."""
    lines = []
    for key, value in record.items():
        is_nested = isinstance(value, list) and bool(value) and isinstance(value[0], dict)
        lines.append(f"{key}:" if is_nested else f"{key}: {flow(value)}")
        lines += [f"  - {flow(item)}" for item in value] if is_nested else []
    return [f"{' ' * indent}{'  ' if number else '- '}{line}" for number, line in enumerate(lines)]


def flow(value: Any) -> str:
    """A value on one line."""
    if isinstance(value, dict):
        return f"{{{', '.join(f'{key}: {flow(item)}' for key, item in value.items())}}}"
    if isinstance(value, list | tuple):
        return f"[{', '.join(flow(item) for item in value)}]"
    text = str(value)
    return text if _PLAIN.fullmatch(text) and text not in _NOT_TEXT else quoted(text)


def quoted(value: Any) -> str:
    """A value as JSON, which is YAML too; what YAML forbids, or no reader sees, is escaped."""
    written = json.dumps(value, ensure_ascii=False, default=str)
    return _INVISIBLE.sub(lambda match: f"\\u{ord(match[0]):04x}", written)
