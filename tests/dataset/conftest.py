"""A small dataset without faults, and a way to say which fault a change of it has, and where."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Protocol

import pytest

from nato_cli.dataset.diagnostics import Diagnostic
from nato_cli.dataset.loader import Loaded, load

TODAY = dt.date(2026, 11, 23)

BASE = """\
members:
  - {id: NOR, name: Norway, acceded: 1949-08-24}
  - {id: SWE, name: Sweden, acceded: 2024-03-07}
  - {id: TUR, name: Türkiye, acceded: 1952-02-18}
scales:
  - {id: icd203, title: ICD 203, bands: [{words: [likely, probable], lower: 55, upper: 80}]}
selection: {id: sg-2024, title: Secretary general}
candidates:
  - {id: ann, name: Ann Alder, born: 1960-05-01}
sources:
  - {id: wire, publisher: The Wire, date: 2024-02-01, url: "https://example.org/1", kind: wire, reliability: B}
stances:
  - {member: NOR, candidate: ann, position: support, source: wire, attribution: named-official}
"""


class Expect(Protocol):
    def __call__(self, code: str, text: str, *, hint: str | None = None, warnings: bool = False) -> Diagnostic: ...


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder that holds the small dataset."""
    (tmp_path / "base.yaml").write_text(BASE, encoding="utf-8")
    return tmp_path


@pytest.fixture
def expect(folder: Path) -> Expect:
    """Add a file whose one fault is meant by «these marks»: its code and place, and words of its hint, must be right."""

    def check(code: str, text: str, *, hint: str | None = None, warnings: bool = False) -> Diagnostic:
        before, _, rest = text.partition("«")
        meant, _, after = rest.partition("»")
        path = folder / "case.yaml"
        path.write_text(before + meant + after, encoding="utf-8")
        [fault] = load(folder, TODAY, warnings=warnings).diagnostics
        start = before.rpartition("\n")[2]
        excerpt = (before + meant + after).split("\n")[before.count("\n")]
        assert (fault.code, fault.path) == (code, str(path))
        assert (fault.line, fault.column, fault.width) == (before.count("\n") + 1, len(start) + 1, max(1, len(meant)))
        assert fault.excerpt == excerpt
        assert hint is None if fault.hint is None else hint is not None and hint in fault.hint
        return fault

    return check


def loaded(path: Path, *, warnings: bool = False) -> Loaded:
    return load(path, TODAY, warnings=warnings)
