"""One target of the fuzzer, in a process of its own: `target.py NAME`, then what libFuzzer takes."""

from __future__ import annotations

import sys
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import atheris

sys.path.insert(0, str(Path(__file__).parents[1]))
with atheris.instrument_imports(include=["nato_cli"]):
    from runner import Result, run_in_process

    from nato_cli.dates import DateError, parse_date

if TYPE_CHECKING:
    from collections.abc import Callable

FOLDER = Path(tempfile.mkdtemp())
CASE = FOLDER / "case.yaml"
#: So that no shipped file is read each time, which would take most of the time.
(FOLDER / "common.yaml").write_text(
    "members: [{id: NOR, name: Norway, acceded: 1949-08-24}, {id: SWE, name: Sweden, acceded: 2024-03-07}]\n"
    "scales: [{id: icd203, title: ICD, bands: [{words: [likely], lower: 55, upper: 80}]}]\n",
    encoding="utf-8",
)
QUESTIONS = [
    "candidates", "unanimity-check", "stances", "matrix", "timeline", "history", "vetoes", "backtest", "report -o -",
    "path ann", "chances ann", "why NOR ann", "diff 2024-01-01 2024-06-01",
]  # fmt: skip
REPORT = (  # noqa: SIM905
    "add stance --member NOR --candidate ann --position support --attribution named-official --note x --publisher P "
    "--url https://e.org --published 2024-01-01 --kind wire --reliability A"
).split()


def nato(*arguments: str) -> Result:
    result = run_in_process(*arguments, cwd=FOLDER, NATO_DATA=".", NATO_TODAY="2026-11-23", NATO_CACHE="cache")
    assert result.code in {0, 1, 2, 3}, result
    return result


def ask(content: bytes) -> None:
    """Any bytes are a dataset or have errors; a dataset has an answer to every question."""
    CASE.write_bytes(content)
    is_valid = nato("validate", ".").code == 0
    nato("validate", ".", "--format", "github")
    for question in QUESTIONS if is_valid else QUESTIONS[:1]:
        assert nato(*question.split()).code in ({0, 2} if is_valid else {2, 3})


def add(content: bytes) -> None:
    """A record is added to a valid dataset, which stays valid, or it is refused, and the file stays as it is."""
    CASE.write_bytes(content)
    if nato("validate", ".").code:
        return
    if nato(*REPORT).code:
        assert CASE.read_bytes() == content
    assert nato("validate", ".").code == 0


def date(content: bytes) -> None:
    """A text is a date, which is written as it was read, or it is refused."""
    text = content.decode(errors="replace")
    with suppress(DateError):
        when = parse_date(text)
        assert when.first <= when.last
        assert str(when) == text


def table(content: bytes) -> None:
    """A table is imported or refused."""
    CASE.write_text(
        "members: [{id: NOR, name: Norway}]\nselection: {id: s, title: S}\ncandidates: [{id: ann, name: Ann}]\n"
    )
    for name in ("case.csv", "case.json"):
        (FOLDER / name).write_bytes(content)
        nato("import", name, "--dry-run")
        (FOLDER / name).unlink()


TARGETS: dict[str, Callable[[bytes], None]] = {"ask": ask, "add": add, "date": date, "table": table}

if __name__ == "__main__":
    target = TARGETS[sys.argv.pop(1)]
    atheris.Setup(sys.argv, target)
    atheris.Fuzz()
