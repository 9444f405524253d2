"""Figures in words, and tables in Markdown."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from measuring import LONG, Cost

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

#: A cell of a figure that there is none of.
NONE = ""


class Goal(NamedTuple):
    """What a ratio is to be: at most `bound`, or more than it."""

    bound: float
    more: bool = False

    def is_met(self, ratio: float | None) -> bool:
        if ratio is None:
            return False
        return ratio > self.bound if self.more else ratio <= self.bound

    def __str__(self) -> str:
        return f"{'over' if self.more else 'at most'} {self.bound:.3g}"


def ratio(cost: Cost, base: Cost) -> float | None:
    """How many times the time of another; None where one of the two gave no answer."""
    return None if cost.fault or base.fault or base.is_cut else cost.seconds / base.seconds


def memory_ratio(cost: Cost, base: Cost) -> float | None:
    return None if cost.fault or base.fault or base.is_cut else cost.mebibytes / base.mebibytes


def times(value: float | None, *, at_least: bool = False) -> str:
    """A ratio to three figures. Of what was cut short it is known that it is at least so much."""
    if value is None:
        return NONE
    digits = max(0, 2 - len(str(int(value))) + 1)
    return f"{'> ' if at_least else ''}{value:.{digits}f}"


def duration(seconds: float) -> str:
    if seconds < 1:
        return f"{1000 * seconds:.0f} ms"
    return f"{times(seconds)} s"


def size(mebibytes: float) -> str:
    return f"{mebibytes:.0f} MiB" if mebibytes < 2**10 else f"{mebibytes / 2**10:.1f} GiB"


def time_of(cost: Cost) -> str:
    if cost.fault:
        return "failed"
    return f"{'> ' if cost.is_cut else ''}{duration(cost.seconds)}"


def memory_of(cost: Cost) -> str:
    if cost.fault:
        return NONE
    return f"{'> ' if cost.is_cut else ''}{size(cost.mebibytes)}"


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A table whose first column is text and whose others are figures, save for the last one if its head is `goal`."""
    aligned = ["---", *("---" if name.startswith("goal") else "---:" for name in head[1:])]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in (head, aligned, *rows))


def notes(costs: dict[str, Cost], rounds: int, where: str) -> str:
    """Which programs failed, each in its own words, and which ran but once."""
    told = [f"{name} {cost.fault}" for name, cost in costs.items() if cost.fault]
    once = [name for name, cost in costs.items() if cost.runs < rounds and not cost.fault]
    if once:
        told.append(f"once only, as they take over {LONG} s: {', '.join(once)}")
    return f"{where}: {'; '.join(told)}." if told else ""


def put(readme: Path, part: str, text: str) -> None:
    """Write a part's tables into the README, between the two comments that bear its name.

    Raises:
        SystemExit: The comments are not there.
    """
    marks = re.compile(rf"(?<=<!-- benchmarks: {part} -->\n).*?(?=<!-- end of benchmarks: {part} -->)", re.DOTALL)
    whole = readme.read_text(encoding="utf-8")
    if not marks.search(whole):
        raise SystemExit(f"{readme} has no '<!-- benchmarks: {part} -->' and '<!-- end of benchmarks: {part} -->'")
    readme.write_text(marks.sub(lambda _: f"{text.rstrip()}\n", whole), encoding="utf-8")
