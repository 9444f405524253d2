"""A folder to do harm in: a dataset, things to bring into it, and every command that writes."""

from __future__ import annotations

import atexit
import os
import shutil
import subprocess
import sys
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from tempfile import mkdtemp
from typing import NamedTuple

import pytest

CASES = Path(__file__).parents[1] / "datasets"
HAS_PARQUET = find_spec("pyarrow") is not None


class Writer(NamedTuple):
    """A command that writes: its arguments in the folder, and the name of what it writes there."""

    command: str
    target: str


STANCE = "--candidate cay --position support --attribution named-official"
SOURCE = "--publisher P --url https://p.org --published 2026-01-02 --kind wire --reliability A"
WRITERS = [
    Writer("init new", "new"),
    Writer("init deep/er/new", "new"),
    Writer("init empty", "empty"),
    Writer(f"add stance --member AAA --source wire-1 {STANCE}", "board.yaml"),
    Writer(f"add stance --member AAA {SOURCE} {STANCE} --data split", "sources.yaml"),
    Writer(f"add source {SOURCE}", "board.yaml"),
    Writer("add candidate --id dan --name Dan", "board.yaml"),
    Writer("add event --kind count --candidate cay --support 1 --of 4 --source wire-1", "board.yaml"),
    Writer("import sheet.csv", "board.yaml"),
    Writer("report -o page.html", "page.html"),
    Writer("report -o old.html --force", "old.html"),
    Writer("export out", "out"),
    Writer("export old --force", "old"),
    Writer("export out.json", "out.json"),
    Writer("export old.json --force", "old.json"),
    Writer("export out.sqlite", "out.sqlite"),
    Writer("export out.popolo.json", "out.popolo.json"),
    pytest.param(
        Writer("export out --to parquet", "out"), marks=pytest.mark.skipif(not HAS_PARQUET, reason="needs pyarrow")
    ),
    Writer("diff --since last", "last-look.json"),
]  # fmt: skip
SHEET = "member,candidate,position,source,attribution\nAAA,cay,support,wire-1,named-official\n"
SPLIT = ("members", "selection", "candidates", "sources", "stances", "events")


def named(writer: Writer) -> str:
    return writer.command.split(" --")[0] + (" --force" if "--force" in writer.command else "")


def lay_out(folder: Path) -> None:
    """All that the commands need, and all that they are to leave as it is."""
    shutil.copytree(_template(), folder, dirs_exist_ok=True)


@cache
def _template() -> Path:
    folder = Path(mkdtemp())
    atexit.register(shutil.rmtree, folder)
    shutil.copy(CASES / "board.yaml", folder / "board.yaml")
    (folder / "sheet.csv").write_text(SHEET)
    (folder / "empty").mkdir()
    (folder / "old.html").write_text("the old page")
    (folder / "old.json").write_text("the old export")
    (folder / "state").mkdir()
    (folder / "state" / "last-look.json").write_text('{"/elsewhere#one": "2026-01-01"}')
    exporting = [sys.executable, "-m", "nato_cli", "export", "old", "--data", "board.yaml"]
    subprocess.run(exporting, cwd=folder, check=True, capture_output=True)
    (folder / "split").mkdir()
    text = (CASES / "board.yaml").read_text()
    starts = [text.index(f"{section}:") for section in SPLIT]
    for section, start, stop in zip(SPLIT, starts, [*starts[1:], len(text)], strict=True):
        (folder / "split" / f"{section}.yaml").write_text(text[start:stop])
    return folder


def contents(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, and every folder, by its path."""
    return {
        str(path.relative_to(folder)): path.read_bytes() if path.is_file() else b""
        for path in sorted(folder.rglob("*"))
        if "filler" not in path.name
    }


SURROUNDINGS = {"NATO_DATA": "board.yaml", "NATO_STATE": "state"}
IS_ROOT = hasattr(os, "geteuid") and os.geteuid() == 0
