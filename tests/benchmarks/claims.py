"""The claims of the shipped dataset in the forms that peers read."""

from __future__ import annotations

import csv
import json
import subprocess
from pathlib import Path
from typing import Any

import peers

_SELECTIONS = Path(__file__).parents[2] / "data" / "selections"
_HEAD = "stances:\n"
_COLUMNS = ("member", "candidate", "position", "hedge", "date", "source", "attribution", "credibility", "note")


def write(folder: Path) -> int:
    """Write all stances into one file each of YAML, CSV and JSON, beside the schema. Return how many there are."""
    import yaml

    files = sorted(_SELECTIONS.glob("*/stances.yaml"))
    text = _HEAD + "".join(file.read_text(encoding="utf-8").partition(_HEAD)[2] for file in files)
    (folder / "claims.yaml").write_text(text, encoding="utf-8")
    stances: list[dict[str, Any]] = yaml.load(text, yaml.BaseLoader)["stances"]
    with (folder / "claims.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, _COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(_row(stance) for stance in stances)
    (folder / "claims.json").write_text(json.dumps({"stances": stances}), encoding="utf-8")
    write_schema(folder / "schema.json")
    return len(stances)


def write_schema(file: Path) -> None:
    with file.open("wb") as out:
        subprocess.run([peers.nato(), "schema"], stdout=out, check=True)


def _row(stance: dict[str, Any]) -> dict[str, Any]:
    members = stance.get("member") or stance["members"]
    said = " ".join(members) if isinstance(members, list) else str(members)
    return {column: stance.get(column, "") for column in _COLUMNS} | {"member": said}
