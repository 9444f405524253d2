"""How far long work has come, for whoever watches it on a terminal."""

from __future__ import annotations

import sys
from time import monotonic
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

T = TypeVar("T")

_PATIENCE = 1.0  # seconds
_PACE = 0.1  # seconds between two moves of the bar


def watched(steps: Iterable[T], total: int | None, what: str, reached: Callable[[T], int] | None = None) -> Iterable[T]:
    """Hand the steps on, with a bar on stderr from the moment that they have taken over a second.

    Args:
        steps: The work, a step at a time.
        total: How far the last step comes; None if nobody knows.
        what: A word or two of ours for the work.
        reached: How far a step has come of the total; unless told, each is one further than the one before.
    """
    return _watched(steps, total, what, reached) if sys.stderr.isatty() else steps


def _watched(steps: Iterable[T], total: int | None, what: str, reached: Callable[[T], int] | None) -> Iterator[T]:
    began = monotonic()
    remaining = enumerate(steps, 1)
    for _, step in remaining:
        yield step
        if monotonic() - began > _PATIENCE:
            yield from _with_bar(remaining, total, what, reached)


def _with_bar(
    remaining: Iterator[tuple[int, T]], total: int | None, what: str, reached: Callable[[T], int] | None
) -> Iterator[T]:
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task(what, total=total)
        moved = 0.0
        for done, step in remaining:
            if monotonic() - moved > _PACE:
                progress.update(task, completed=reached(step) if reached else done)
                moved = monotonic()
            yield step
