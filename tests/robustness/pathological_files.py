"""Ten files of a mebibyte at most, each made to cost much at one step of reading, checking or reporting."""

from __future__ import annotations

from itertools import product
from string import ascii_lowercase
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

SIZE = 2**20

HEAD = (
    "selection: {id: s, title: S}\n"
    "candidates: [{id: ann, name: Ann}]\n"
    "sources: [{id: w, publisher: P, kind: wire, reliability: A, date: 2020-01-01, url: 'https://e.org'}]\n"
)
REPORT = "candidate: ann, position: veto, source: w, attribution: named-official"
NAMES = ["".join(letters) for letters in product(ascii_lowercase, repeat=4)]
CIRCLE = NAMES[:10_000]


class Pathological(NamedTuple):
    """A file, and the code of an error that it must be reported with; None: it is valid."""

    content: bytes
    code: str | None


def filled(parts: Iterable[str], before: str = "", after: str = "") -> bytes:
    """Repeat the parts until the file has its size."""
    room = SIZE - len(before) - len(after)
    taken = []
    for part in parts:
        room -= len(part)
        if room < 0:
            break
        taken.append(part)
    return f"{before}{''.join(taken)}{after}".encode()


def named(template: str) -> list[str]:
    """The template with a name of its own in the place of each `#`."""
    return [template.replace("#", name) for name in NAMES]


def billion_laughs() -> bytes:
    """Nine levels of aliases, each ten times the one below: a gigabyte once they are expanded."""
    levels = [f"a{level}: &a{level} [{', '.join([f'*a{level - 1}'] * 10)}]\n" for level in range(1, 10)]
    return f"a0: &a0 [lol]\n{''.join(levels)}".encode()


def many_members(number: int) -> str:
    return "".join(f"  - {{id: {name}, name: {name}, acceded: 1949-01-01}}\n" for name in NAMES[:number])


FILES = {
    "billion-laughs": Pathological(billion_laughs(), "yaml-alias"),
    "deep": Pathological(b"[" * SIZE, "too-deep"),
    "one-key-over-and-over": Pathological(filled(["a: 1\n"] * SIZE), "duplicate-key"),
    "errors-on-one-long-line": Pathological(filled(["a,"] * SIZE, "stances: [", "]"), "wrong-type"),
    "misspelt-keys": Pathological(filled(named("{attributions#: 1},"), "stances: [", "]"), "unknown-key"),
    "unknown-candidates": Pathological(
        filled(
            (f"  - {{member: USA, {REPORT.replace('ann', name)}}}\n" for name in NAMES * 9),
            f"{HEAD}stances:\n",
        ),
        "unknown-candidate",
    ),
    "relays-in-a-circle": Pathological(
        filled(
            (
                f"  - {{id: {name}, publisher: P, kind: wire, reliability: A, date: 2020-01-01, relays: {following}}}\n"
                for name, following in zip(CIRCLE, [*CIRCLE[1:], CIRCLE[0]], strict=True)
            ),
            "sources:\n",
        ),
        "circular-relay",
    ),
    "reports-of-everybody": Pathological(
        filled(
            [f"  - {{members: {{all_except: []}}, {REPORT}, date: 2020-{month:02}-01}}\n" for month in range(1, 13)]
            * 100,
            f"{HEAD}members:\n{many_members(200)}stances:\n",
        ),
        None,
    ),
    "a-number-of-a-million-digits": Pathological(
        filled(["9"] * SIZE, f"{HEAD}events: [{{kind: count, candidate: ann, source: w, support: ", "}]"),
        "invalid-number",
    ),
    "not-text": Pathological(b"\xff" * SIZE, "not-utf-8"),
}
