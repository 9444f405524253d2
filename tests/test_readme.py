"""The README is true: what it shows after `$ nato ...` comes out. `python tests/test_readme.py` writes it anew."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
README = ROOT / "README.md"
BLOCK = re.compile(r"(?<=```console\n).*?(?=```)", re.DOTALL)
WIDTH = "100"


def output(command: str) -> str:
    """What a command prints, on both streams, in a terminal of this width."""
    done = subprocess.run(
        [sys.executable, "-m", "nato_cli", *command.split()[1:]],
        cwd=ROOT,
        env={**os.environ, "COLUMNS": WIDTH, "NATO_TODAY": "2026-11-23", "NATO_NO_CACHE": "1", "PYTHONUTF8": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
    )
    return done.stdout.decode()


def shown(block: str) -> str:
    commands = [line.removeprefix("$ ") for line in block.splitlines() if line.startswith("$ ")]
    return "\n".join(f"$ {command}\n{output(command)}" for command in commands)


@pytest.mark.parametrize(
    "block", BLOCK.findall(README.read_text(encoding="utf-8")), ids=lambda block: block.split("\n")[0]
)
def test_what_the_readme_shows_comes_out(block: str) -> None:
    assert block == shown(block)


def test_every_command_in_the_readme_exists() -> None:
    named = set(re.findall(r"(?<!Tab after )`nato ([a-z][a-z-]*)", README.read_text(encoding="utf-8")))
    listed = output("nato --help")
    assert named
    assert [name for name in sorted(named) if f"\n{name} " not in listed] == []


def picture(command: str) -> str:
    """A picture of a terminal, as SVG, with what a command shows in colour."""
    from rich.console import Console
    from rich.text import Text

    os.environ["FORCE_COLOR"] = "1"
    shot = Console(record=True, width=int(WIDTH), file=open(os.devnull, "w", encoding="utf-8"), force_terminal=True)  # noqa: PTH123, SIM115
    shot.print(Text(f"$ {command}", "bold"))
    shot.print(Text.from_ansi(output(command)), no_wrap=True)
    return shot.export_svg(title="nato", unique_id="nato")


PICTURES = {
    "matrix": "nato matrix --as-of 2024-03-20 --sort standing --only outstanding",
    "diff": "nato diff 2024-06-17 2024-06-20",
    "what-if": "nato what-if rutte --as-of 2024-06-17 --set HUN=no-objection --set ROU=support --set SVK=support",
    "path": "nato path rutte --as-of 2024-06-17",
    "chances": "nato chances rutte --as-of 2024-06-17",
    "silence": "nato silence rutte --opens 2024-03-05 --deadline 2024-03-20",
    "why-full": "nato why --full SVN rutte --as-of 2024-04-03",
    "unanimity-check": "nato unanimity-check rutte --as-of 2024-04-30",
    "timeline": "nato timeline rutte --since 2024-06-17",
}

if __name__ == "__main__":
    (ROOT / ".github").mkdir(exist_ok=True)
    for name, command in PICTURES.items():
        (ROOT / ".github" / f"{name}.svg").write_text(picture(command), encoding="utf-8")
    del os.environ["FORCE_COLOR"]
    text = README.read_text(encoding="utf-8")
    README.write_text(BLOCK.sub(lambda found: shown(found[0]), text), encoding="utf-8")
