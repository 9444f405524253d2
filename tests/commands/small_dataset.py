"""A dataset that was just begun, for the commands that add to one."""

from __future__ import annotations

from pathlib import Path

STANCE = ("--member", "NOR", "--candidate", "alder", "--position", "support", "--attribution", "named-official")
SOURCE = (
    "--publisher",
    "The Wire",
    "--url",
    "https://example.org/1",
    "--published",
    "2026-11-02",
    "--kind",
    "wire",
    "--reliability",
    "B",
)


def stances(folder: Path) -> Path:
    return folder / "selections" / "sg-next" / "stances.yaml"
