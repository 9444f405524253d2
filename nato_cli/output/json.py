"""Answers as JSON: one object, in a stable order."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from nato_cli.output.answer import Row
from nato_cli.output.escape import in_json

if TYPE_CHECKING:
    from collections.abc import Mapping


def encoded(document: Mapping[str, Any]) -> str:
    """The document as text. Rows are objects, dates are ISO 8601, other records the words they stand for."""
    return in_json(json.dumps(document, indent=2, ensure_ascii=False, default=_encodable)) + "\n"


def _encodable(value: Any) -> Any:
    if isinstance(value, Row):
        return {name: getattr(value, name) for name in value.__struct_fields__}
    return str(value)
