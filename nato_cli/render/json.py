"""Answers as JSON: one object, in a stable order."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from nato_cli.render.answer import Each
from nato_cli.render.inert import in_json

if TYPE_CHECKING:
    from collections.abc import Iterator

_STEP = "  "


def encoded(document: dict[str, Any]) -> str:
    """The document as text. Dates are ISO 8601, other records are written as the words they stand for."""
    return "".join(chunks(document))


def chunks(document: dict[str, Any]) -> Iterator[str]:
    """The text of a document piece by piece: of a list that is an `Each`, one item is held at a time."""
    yield "{"
    for number, (key, value) in enumerate(document.items()):
        yield f"{',' if number else ''}\n{_STEP}{_text(key)}: "
        if isinstance(value, Each) and len(value):
            yield from _items(value)
        else:
            yield _text(list(value) if isinstance(value, Each) else value, 1)
    yield "\n}\n" if document else "}\n"


def _items(values: Each[Any, Any]) -> Iterator[str]:
    yield "["
    for number, value in enumerate(values):
        yield f"{',' if number else ''}\n{2 * _STEP}{_text(value, 2)}"
    yield f"\n{_STEP}]"


def _text(value: Any, depth: int = 0) -> str:
    """A value as it stands so deep in a document."""
    text = in_json(json.dumps(value, ensure_ascii=False, indent=_STEP, default=str))
    return text.replace("\n", f"\n{depth * _STEP}")
