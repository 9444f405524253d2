"""METHOD.md is true: what it shows after `$ nato ...` comes out. `python tests/test_method.py` writes it anew.

A command that ends in `| head -n N` shows the first N lines of its output.
"""

from __future__ import annotations

import re
import sys
from importlib import import_module
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
from runner import run_in_process

ROOT = Path(__file__).parents[1]
METHOD = ROOT / "METHOD.md"
BLOCK = re.compile(r"(?<=```console\n).*?(?=```)", re.DOTALL)
SURROUNDINGS = {"COLUMNS": "100", "NATO_TODAY": "2026-11-23", "NATO_NO_CACHE": "1"}


def output(command: str) -> str:
    """What a command prints on 23 November 2026, 100 columns wide, in the repository."""
    nato, _, head = command.partition(" | head -n ")
    result = run_in_process(*nato.split()[1:], cwd=ROOT, **SURROUNDINGS)
    lines = (result.out + result.err).splitlines(keepends=True)
    return "".join(lines[: int(head)] if head else lines)


def shown(block: str) -> str:
    commands = [line.removeprefix("$ ") for line in block.splitlines() if line.startswith("$ ")]
    return "\n".join(f"$ {command}\n{output(command)}" for command in commands)


@pytest.mark.parametrize(
    "block", BLOCK.findall(METHOD.read_text(encoding="utf-8")), ids=lambda block: block.split("\n")[0]
)
def test_what_the_method_shows_comes_out(block: str) -> None:
    assert block == shown(block)


def test_each_rule_and_each_decision_rule_has_an_example() -> None:
    text = METHOD.read_text(encoding="utf-8")
    sections = re.split(r"^### ", text, flags=re.MULTILINE)[1:]
    assert [section.split("\n")[0].partition(".")[0] for section in sections[:9]] == [
        str(number) for number in range(1, 10)
    ]
    assert [section.split("\n")[0] for section in sections if not BLOCK.search(section)] == []
    for rule in ("unanimity", "consensus", "majority", "weights"):
        assert any(rule in section.split("\n")[0].casefold() for section in sections[9:])


def test_the_functions_that_it_names_exist() -> None:
    table = METHOD.read_text(encoding="utf-8").partition("|---|---|\n| 1 |")[2]
    named = re.findall(r"`(\w+)\.(\w+)`", table)
    assert len(named) > 9
    assert [name for name in named if not hasattr(import_module(f"nato_cli.analysis.{name[0]}"), name[1])] == []
    assert all((ROOT / path).exists() for path in re.findall(r"`(tests/[\w/.]+)`", table))


if __name__ == "__main__":
    text = METHOD.read_text(encoding="utf-8")
    METHOD.write_text(BLOCK.sub(lambda found: shown(found[0]), text), encoding="utf-8")
