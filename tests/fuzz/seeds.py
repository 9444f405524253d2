"""What the fuzzer starts from: the shipped data, and all quoted text in the tests of the dataset."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_ROOT = Path(__file__).parents[2]
_LONGEST = 4096


def _files() -> Iterator[bytes]:
    """Shipped files from their beginning, as far as the fuzzer takes them, and the tests' cases."""
    for path in sorted((*(_ROOT / "data").rglob("*.yaml"), *(_ROOT / "tests" / "datasets").glob("*.yaml"))):
        data = path.read_bytes()
        yield data if len(data) <= _LONGEST else data[:_LONGEST].rpartition(b"\n  - ")[0]


def _quoted() -> Iterator[str]:
    """All quoted text in the tests of the dataset; most of it is YAML or parts of it."""
    for path in sorted((_ROOT / "tests" / "dataset").glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield node.value.replace("«", "").replace("»", "")


def _dates() -> Iterator[bytes]:
    yield from (text.encode() for text in _quoted() if text[:4].isdigit() and len(text) <= 12)


def _yaml() -> Iterator[bytes]:
    yield from _files()
    yield from {text.encode("utf-8", "surrogatepass"): None for text in _quoted() if ":" in text}


def _tables() -> Iterator[bytes]:
    head = b"member,candidate,position,source,attribution,publisher,published,url,kind,reliability\n"
    row = b"NOR,ann,support,new,named-official,The Wire,2024-02-01,https://example.org,wire,B\n"
    yield from (head + row, head.replace(b",", b";") + row.replace(b",", b";"), head + b'"NOR, SWE",ann,"sup"\r\n')


SEEDS: dict[str, Callable[[], Iterator[bytes]]] = {"ask": _yaml, "add": _yaml, "date": _dates, "table": _tables}
