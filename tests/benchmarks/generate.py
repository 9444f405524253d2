"""Valid datasets of any size, the same ones each time."""

from __future__ import annotations

import datetime as dt
import random
from itertools import product
from string import ascii_uppercase
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

#: The founders, members on all the days that stances are given for, and how many members there were on the last one.
_MEMBERS = ("BEL", "CAN", "DNK", "FRA", "GBR", "ISL", "ITA", "LUX", "NLD", "NOR", "PRT", "USA")
_ALL_MEMBERS = 28
_CANDIDATES = tuple(f"candidate-{number}" for number in range(10))
_POSITIONS = ("nominate", "support", "no-objection", "undecided", "withheld", "oppose", "veto")
_ATTRIBUTIONS = ("official-statement", "named-official", "anonymous-official", "anonymous-sources", "media-inference")
_HEDGES = ("likely", "unlikely", "almost certain")
_FIRST_DAY = dt.date(2010, 1, 1)
_LAST_DAY = dt.date(2016, 12, 31)
_STANCES_A_SOURCE = 20
_SOURCES_A_COUNT = 50


def write(path: Path, stances: int) -> None:
    """Write a dataset of one file with so many stances, about 200 bytes each."""
    choose = random.Random(stances).choice
    sources = -(-stances // _STANCES_A_SOURCE)
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write("selection:\n  id: generated\n  title: A generated selection\ncandidates:\n")
        file.writelines(f"  - id: {each}\n    name: Name of {each}\n" for each in _CANDIDATES)
        file.write("sources:\n")
        file.writelines(_source(number) for number in range(sources))
        file.write("stances:\n")
        file.writelines(_stance(number, sources, choose) for number in range(stances))
        file.write("events:\n")
        file.writelines(_count(number) for number in range(0, sources, _SOURCES_A_COUNT))


def _source(number: int) -> str:
    return (
        f"  - id: source-{number}\n"
        f"    publisher: Publisher {number % 100}\n"
        f"    date: {_day(number)}\n"
        f"    url: https://example.org/{number}\n"
        f"    kind: wire\n"
        f"    reliability: {'ABCDEF'[number % 6]}\n"
    )


def _stance(number: int, sources: int, choose: Callable[[Sequence[str]], str]) -> str:
    # Members, days and sources each go round at a pace of their own: no two stances of these sizes are the same.
    rounds, member = divmod(number, len(_MEMBERS))
    hedge = f"    hedge: {choose(_HEDGES)}\n" if number % 3 == 0 else ""
    return (
        f"  - member: {_MEMBERS[member]}\n"
        f"    candidate: {choose(_CANDIDATES)}\n"
        f"    position: {choose(_POSITIONS)}\n"
        f"{hedge}"
        f"    date: {_day(rounds)}\n"
        f"    source: source-{number % sources}\n"
        f"    attribution: {choose(_ATTRIBUTIONS)}\n"
        f"    note: what report {number} adds in words of its own\n"
    )


def _count(number: int) -> str:
    return (
        f"  - kind: count\n"
        f"    candidate: {_CANDIDATES[0]}\n"
        f"    date: {_LAST_DAY}\n"
        f"    support: {_ALL_MEMBERS}\n"
        f"    of: {_ALL_MEMBERS}\n"
        f"    source: source-{number}\n"
    )


def _day(number: int) -> dt.date:
    return _FIRST_DAY + dt.timedelta(days=number % (_LAST_DAY - _FIRST_DAY).days)


_HEAD = """\
selection: {id: s, title: S, opened: 1990-01-01}
candidates: [{id: ann, name: Ann, statuses: [{status: proposed, date: 1990-01-01, source: s-0}]}]
"""
_CODES = ["".join(letters) for letters in product(ascii_uppercase, repeat=3)]
_MEMBER = "  - {{id: {code}, name: Member {number}, acceded: 1949-01-01}}\n"
_SHORT_SOURCE = "  - {{id: s-{number}, publisher: P{number}, kind: wire, reliability: A, date: {day}, url: 'https://e.org/{number}'{more}}}\n"
_SHORT_STANCE = (
    "  - {{member: {member}, candidate: ann, position: {position}, source: s-{number}, attribution: named-official}}\n"
)


def _write(path: Path, members: int, sources: list[str], stances: list[str]) -> None:
    listing = "".join(_MEMBER.format(code=_CODES[number], number=number) for number in range(members))
    parts = f"{_HEAD}members:\n{listing}sources:\n{''.join(sources)}stances:\n{''.join(stances)}"
    path.write_text(parts, encoding="utf-8")


def _short_day(number: int) -> dt.date:
    return dt.date(1990, 1, 1) + dt.timedelta(days=number)


def many_days(path: Path, number: int) -> None:
    """One member that changes its mind on each day."""
    sources = [_SHORT_SOURCE.format(number=each, day=_short_day(each), more="") for each in range(number)]
    positions = ("support", "oppose")
    stances = [
        _SHORT_STANCE.format(member=_CODES[0], position=positions[each % 2], number=each) for each in range(number)
    ]
    _write(path, 2, sources, stances)


def many_members(path: Path, number: int) -> None:
    """As many members, each with a report of its own."""
    sources = [_SHORT_SOURCE.format(number=each, day=_short_day(0), more="") for each in range(number)]
    stances = [_SHORT_STANCE.format(member=_CODES[each], position="support", number=each) for each in range(number)]
    _write(path, number, sources, stances)


def relay_chain(path: Path, number: int) -> None:
    """Sources that each relay the one before."""
    sources = [
        _SHORT_SOURCE.format(number=each, day=_short_day(each), more=f", relays: s-{each - 1}" if each else "")
        for each in range(number)
    ]
    stances = [_SHORT_STANCE.format(member=_CODES[0], position="support", number=each) for each in range(number)]
    _write(path, 2, sources, stances)


#: Kinds of growth, and the commands that they cost most.
KINDS: dict[str, tuple[Callable[[Path, int], None], list[str]]] = {
    "days": (many_days, ["timeline ann", "backtest", "report -o -", "why AAA ann"]),
    "members": (many_members, ["unanimity-check", "path ann", "chances ann"]),
    "relays in a chain": (relay_chain, ["unanimity-check", "path ann", "what-if ann --set AAB=support"]),
}
