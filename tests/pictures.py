"""Draw the pictures of the documents anew, from the shipped data: `python tests/pictures.py`."""

from __future__ import annotations

from pathlib import Path

from runner import run_in_process

FOLDER = Path(__file__).parents[1] / ".github"
PICTURES = {"map.svg": "report --as-of 2024-04-03 --part map --force -o"}


def draw(folder: Path) -> None:
    for name, command in PICTURES.items():
        result = run_in_process(*command.split(), str(folder / name), NATO_TODAY="2026-11-23")
        assert result.code == 0, result.err


if __name__ == "__main__":
    draw(FOLDER)
