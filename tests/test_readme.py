"""The documents are true: their commands print what they show, and their links lead somewhere."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pictures
import pytest
from documents import DOCUMENTS, ROOT, blocks, shown

README = (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "block",
    [block for document in DOCUMENTS for block in blocks(document)],
    ids=lambda block: block.partition("\n")[0],
)
def test_a_command_prints_what_is_shown(block: str) -> None:
    assert block == shown(block)


@pytest.mark.parametrize(
    "document", [*DOCUMENTS, ROOT / "METHOD.md", ROOT / "CHANGELOG.md"], ids=lambda path: path.name
)
def test_every_link_to_a_file_leads_to_one(document: Path) -> None:
    for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", document.read_text(encoding="utf-8")):
        assert (document.parent / target).exists(), target


def test_every_command_that_is_named_exists(nato) -> None:
    listed = nato("--help").out
    for name in set(re.findall(r"`nato ([a-z][a-z-]*)", README)):
        assert re.search(rf"\s{name}\s", listed), name


def test_the_example_in_python(tmp_path: Path) -> None:
    [example] = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
    code, _, expected = example.rpartition("# prints: ")
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert done.stdout == expected


def test_the_pictures_are_of_the_data(tmp_path: Path) -> None:
    pictures.draw(tmp_path)
    for path in tmp_path.iterdir():
        assert path.read_bytes() == (pictures.FOLDER / path.name).read_bytes()
