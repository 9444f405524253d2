"""A folder to try things in: a dataset in one file and in several, exports, a table, and commands that write."""

from __future__ import annotations

import atexit
import os
import shutil
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from tempfile import mkdtemp
from typing import NamedTuple

import pytest
from runner import run_in_process

DATASETS = Path(__file__).parents[1] / "datasets"
BOARD = DATASETS / "board.yaml"
HAS_PARQUET = find_spec("pyarrow") is not None
IS_ROOT = hasattr(os, "geteuid") and os.geteuid() == 0


class Writer(NamedTuple):
    """A command that writes: its arguments in the folder, and the name of what it writes there."""

    command: str
    target: str


STANCE = "--candidate cay --position support --attribution named-official"
SOURCE = "--publisher P --url https://p.org --published 2026-01-02 --kind wire --reliability A"
WRITERS = [
    Writer("init new", "new"),
    Writer("init empty", "empty"),
    Writer(f"add stance --member AAA --source wire-1 {STANCE}", "board.yaml"),
    Writer(f"add stance --member AAA {SOURCE} {STANCE} --data split", "split"),
    Writer("add candidate --id dan --name Dan", "board.yaml"),
    Writer("import sheet.csv", "board.yaml"),
    Writer("report -o page.html", "page.html"),
    Writer("report -o old.html --force", "old.html"),
    Writer("export out", "out"),
    Writer("export old --force", "old"),
    Writer("export out.json", "out.json"),
    Writer("export old.json --force", "old.json"),
    Writer("export out.sqlite", "out.sqlite"),
    pytest.param(
        Writer("export out --to parquet", "out"), marks=pytest.mark.skipif(not HAS_PARQUET, reason="needs pyarrow")
    ),
]
SHEET = "member,candidate,position,source,attribution\nAAA,cay,support,wire-1,named-official\n"
SPLIT = ("members", "selection", "candidates", "sources", "stances", "events")
ENVIRONMENT = {"NATO_DATA": "board.yaml", "NATO_STATE": "state"}


def named(writer: Writer) -> str:
    """A name for a test of this command."""
    return writer.command.split(" --")[0] + (" --force" if "--force" in writer.command else "")


def lay_out(folder: Path) -> None:
    """Fill a folder with all that the commands read, and with files that they must leave alone."""
    shutil.copytree(_template(), folder, dirs_exist_ok=True)


@cache
def _template() -> Path:
    folder = Path(mkdtemp())
    atexit.register(shutil.rmtree, folder)
    shutil.copy(BOARD, folder / "board.yaml")
    (folder / "sheet.csv").write_text(SHEET, encoding="utf-8")
    (folder / "empty").mkdir()
    (folder / "state").mkdir()
    (folder / "state" / "kept").touch()
    (folder / "old.html").write_text("the old page", encoding="utf-8")
    (folder / "old.json").write_text("the old export", encoding="utf-8")
    assert run_in_process("export", "old", "--data", "board.yaml", cwd=folder).code == 0
    (folder / "split").mkdir()
    text = BOARD.read_text(encoding="utf-8")
    starts = [text.index(f"{section}:") for section in SPLIT]
    for section, start, stop in zip(SPLIT, starts, [*starts[1:], len(text)], strict=True):
        (folder / "split" / f"{section}.yaml").write_text(text[start:stop], encoding="utf-8")
    return folder


def contents(folder: Path) -> dict[str, bytes]:
    """Every file and folder below a folder, by its path; locks and the filler of a full disk left out."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() if path.is_file() else b""
        for path in sorted(folder.rglob("*"))
        if path.name != "filler" and not path.name.endswith(".lock")
    }
