"""`nato schema`: the JSON Schema of a dataset."""

from __future__ import annotations

import sys


def schema() -> None:
    from nato_cli.dataset.schema import json_schema
    from nato_cli.output.json import encoded

    sys.stdout.write(encoded(json_schema()))
