"""Valid datasets of any size, the same ones each time."""

from __future__ import annotations

import datetime as dt
import random
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
        f"    reliability: {'ABCDEF'[number % 100 % 6]}\n"
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
