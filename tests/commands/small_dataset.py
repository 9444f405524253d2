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


def home(folder: Path) -> Path:
    """The folder of its selection."""
    return folder / "selections" / "sg-next"


def report(folder: Path, source: str = "the-wire-2026-11-02") -> Path:
    """The file of a publication."""
    return home(folder) / "reports" / f"{source}.yaml"
