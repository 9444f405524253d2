"""One target of the fuzzer, in a process of its own: `target.py NAME`, then what libFuzzer takes."""

from __future__ import annotations

import datetime as dt
import sys
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import atheris

with atheris.instrument_imports(include=["nato_cli", "yaml"]):
    import yaml

    from nato_cli.analysis.decision import check_all
    from nato_cli.analysis.snapshot import Snapshot
    from nato_cli.commands.errors import UsageError
    from nato_cli.commands.import_ import _rows
    from nato_cli.dataset.append import added
    from nato_cli.dataset.layout import LayoutError
    from nato_cli.dataset.loader import load
    from nato_cli.dates import DateError, parse_date
    from nato_cli.model import View
    from nato_cli.output import diagnostics
    from nato_cli.output.json import encoded

if TYPE_CHECKING:
    from collections.abc import Callable

TODAY = dt.date(2026, 11, 23)
FOLDER = Path(tempfile.mkdtemp())
#: So that no shipped file is read each time, which would take most of the time.
COMMON = b"""
members: [{id: NOR, name: Norway, acceded: 1949-08-24}, {id: SWE, name: Sweden, acceded: 2024-03-07}]
scales: [{id: icd203, title: ICD, bands: [{words: [likely], lower: 55, upper: 80}]}]
"""
RECORD = {"member": "NOR", "candidate": "ann", "position": "support", "note": "one: 'two' #three"}


def load_(data: bytes) -> None:
    """Any bytes give a dataset or faults, each fault can be told, and a dataset can be asked."""
    loaded = load(FOLDER, TODAY, warnings=True, instead={FOLDER / "common.yaml": COMMON, FOLDER / "case.yaml": data})
    assert (loaded.dataset is None) == bool(loaded.errors)
    for tell in (diagnostics.text, diagnostics.github):
        tell(loaded.diagnostics).encode()
    encoded(diagnostics.document("case.yaml", loaded.diagnostics)).encode()
    if loaded.dataset is not None:
        for selection in loaded.dataset.selections.values():
            check_all(Snapshot(loaded.dataset, selection, View(as_of=TODAY, known_by=TODAY, today=TODAY)))


def add(data: bytes) -> None:
    """A record is added to a text that can be read, or it is refused; what was there stays byte for byte."""
    text = data.decode(errors="replace")
    faults = load(FOLDER, TODAY, instead={FOLDER / "common.yaml": COMMON, FOLDER / "case.yaml": text.encode()}).errors
    if faults:
        return
    for section in ("stances", "events"):
        with suppress(LayoutError):
            result = added(text, section, RECORD)
            assert is_grown(text, result) or is_grown_instead_of_brackets(text, result), (text, result)


def is_grown(text: str, result: str) -> bool:
    """Whether one piece was put into a text, and nothing else was done to it."""
    return shared(text, result) + shared(text[::-1], result[::-1]) >= len(text)


def shared(one: str, other: str) -> int:
    """How many characters two texts share from their beginnings."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (mine, its) in pairs if mine != its), min(len(one), len(other)))


def is_grown_instead_of_brackets(text: str, result: str) -> bool:
    """Whether one piece was put into a text from which an empty pair of brackets was taken; spaces aside."""
    text, result = "".join(text.split()), "".join(result.split())
    at = shared(text, result)
    return text[at : at + 2] == "[]" and is_grown(text[:at] + text[at + 2 :], result)


def date(data: bytes) -> None:
    """A text is a date or it is told why not."""
    text = data.decode(errors="replace")
    with suppress(DateError):
        when = parse_date(text)
        assert when.first <= when.last
        assert str(when) == text


def table(data: bytes) -> None:
    """A spreadsheet is read or refused."""
    for name in ("case.csv", "case.json"):
        path = FOLDER / name
        path.write_bytes(data)
        with suppress(UsageError):
            list(_rows(path, {}))


TARGETS: dict[str, Callable[[bytes], None]] = {"load": load_, "add": add, "date": date, "table": table}

if __name__ == "__main__":
    assert yaml.CSafeLoader
    target = TARGETS[sys.argv.pop(1)]
    atheris.Setup(sys.argv, target)
    atheris.Fuzz()
