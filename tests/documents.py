"""Run the commands that a document shows; `python tests/documents.py` writes what they print into all documents anew.

A `console` block holds lines such as `$ nato candidates`, each followed by its output. A command may end in
`| head -n 5` or `| grep word`. A block with `nato init` runs in an empty folder, all others in the repository.
"""

from __future__ import annotations

import re
import shlex
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from runner import run_in_process

ROOT = Path(__file__).parents[1]
DOCUMENTS = [ROOT / name for name in ("README.md", "CONTRIBUTING.md", "SECURITY.md")]
BLOCK = re.compile(r"(?<=```console\n).*?(?=```)", re.DOTALL)
CONTINUED = "\\\n"  # a backslash at the end of a line
ENVIRONMENT = {"COLUMNS": "100", "NATO_TODAY": "2026-11-23", "NATO_NO_CACHE": "1"}


def blocks(document: Path) -> list[str]:
    return BLOCK.findall(document.read_text(encoding="utf-8")) if document.exists() else []


def shown(block: str) -> str:
    """A block with what its commands print."""
    commands = re.findall(r"^\$ ((?:.*\\\n)*.*)", block, re.MULTILINE)
    with tempfile.TemporaryDirectory() as empty:
        folder = Path(empty) if "nato init" in block else ROOT
        outputs = [f"$ {command}\n{_output(command.replace(CONTINUED, ''), folder)}" for command in commands]
    return "\n".join(outputs)


def _output(command: str, folder: Path) -> str:
    command, _, filtered = command.partition(" | ")
    name, *arguments = shlex.split(command)
    assert name == "nato", command
    result = run_in_process(*arguments, cwd=folder, **ENVIRONMENT)
    lines = (result.out + result.err).splitlines(keepends=True)
    match shlex.split(filtered):
        case ["head", "-n", number]:
            return "".join(lines[: int(number)])
        case ["grep", pattern]:
            return "".join(line for line in lines if re.search(pattern, line))
        case []:
            return "".join(lines)
    raise ValueError(command)


if __name__ == "__main__":
    for path in DOCUMENTS:
        text = path.read_text(encoding="utf-8")
        path.write_text(BLOCK.sub(lambda found: shown(found[0]), text), encoding="utf-8")
