"""Answers as JSON: one object, in a stable order."""

from __future__ import annotations

from json import JSONEncoder
from typing import TYPE_CHECKING, Any

from nato_cli.output.answer import Each
from nato_cli.output.escape import in_json

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_STEP = "  "
_scalar = JSONEncoder(ensure_ascii=False, default=str).encode


def encoded(document: dict[str, Any]) -> str:
    """The document as text. Dates are ISO 8601, other records are written as the words they stand for."""
    return "".join(chunks(document))


def chunks(document: dict[str, Any]) -> Iterator[str]:
    """The text of a document piece by piece: of a list that is an `Each`, one item is held at a time."""
    before = "{"
    for key, value in document.items():
        yield f"{before}\n{_STEP}{_scalar(key)}: "
        before = ","
        if isinstance(value, Each) and len(value):
            yield from _items(value)
        else:
            yield in_json(_text(list(value) if isinstance(value, Each) else value, 1))
    yield "\n}\n" if document else "{}\n"


def _items(values: Iterable[Any]) -> Iterator[str]:
    before = "["
    for value in values:
        yield f"{before}\n{2 * _STEP}{in_json(_text(value, 2))}"
        before = ","
    yield f"\n{_STEP}]"


def _text(value: Any, depth: int) -> str:
    """A value so deep in a document.

    The library's own encoder makes a knot of functions for each value that it indents, which only the collector, off in
    a run of `nato`, would undo.
    """
    line, last_line = f"\n{(depth + 1) * _STEP}", f"\n{depth * _STEP}"
    if isinstance(value, dict) and value:
        entries = (f"{line}{_scalar(key)}: {_text(part, depth + 1)}" for key, part in value.items())
        return f"{{{','.join(entries)}{last_line}}}"
    if isinstance(value, list | tuple) and value:
        return f"[{','.join(f'{line}{_text(part, depth + 1)}' for part in value)}{last_line}]"
    return _scalar(value)
