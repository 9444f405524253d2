"""A small dataset without faults, to which a test adds the one it is about."""

from __future__ import annotations

import datetime as dt
from typing import Protocol

from nato_cli.dataset.diagnostics import Diagnostic

TODAY = dt.date(2026, 11, 23)

BASE = """\
members:
  - {id: NOR, name: Norway, acceded: 1949-08-24}
  - {id: SWE, name: Sweden, acceded: 2024-03-07}
  - {id: TUR, name: Türkiye, acceded: 1952-02-18}
scales:
  - {id: icd203, title: ICD, bands: [{words: [likely], lower: 55, upper: 80}, {words: [remote], lower: 1, upper: 5}]}
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


def stance(**changes: str | None) -> str:
    """A stance with these keys changed, added or (None) left out."""
    keys = {
        "member": "NOR",
        "candidate": "ann",
        "position": "oppose",
        "source": "wire",
        "attribution": "named-official",
    }
    return record("stances", keys | changes)


def source(**changes: str | None) -> str:
    keys = {"id": "paper", "publisher": "The Paper", "kind": "newspaper", "reliability": "C", "relays": "wire"}
    return record("sources", keys | changes)


def record(section: str, keys: dict[str, str | None]) -> str:
    lines = (f"{name}: {value}\n" for name, value in keys.items() if value is not None)
    return f"{section}:\n  - " + "    ".join(lines)


def also(record: str) -> str:
    """A record that follows others of its section."""
    return record[record.index("\n") + 1 :]
