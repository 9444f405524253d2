"""The JSON Schema (2020-12) of a dataset's files, for editors and for checkers other than ours.

It comes from the same tables of fields that the loader decodes by, so that the two cannot differ. What a schema cannot
say (whether ids exist, whether dates are possible and in order) `nato validate` says.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from nato_cli.dataset.schema import Schema

_ID = "https://json-schema.org/draft/2020-12/schema"


def json_schema() -> dict[str, Any]:
    return {
        "$schema": _ID,
        "title": "A file of a nato dataset",
        "description": "Candidates, members' stances and their sources, for a consensus appointment.",
        **Schema(dt.date.max).shape(),
    }
