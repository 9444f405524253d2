"""Answers as JSON: one object, in a stable order."""

from __future__ import annotations

import json
from typing import Any

from nato_cli.render.inert import in_json


def encoded(document: dict[str, Any]) -> str:
    """The document as text. Dates are ISO 8601, other records are written as the words they stand for."""
    return in_json(json.dumps(document, ensure_ascii=False, indent=2, default=str)) + "\n"
