"""How far long work has come, for whoever watches it on a terminal."""

from __future__ import annotations

import sys
from time import monotonic
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

T = TypeVar("T")

_PATIENCE = 1.0  # seconds


def watched(steps: Iterable[T], total: int, what: str) -> Iterator[T]:
    """Hand the steps on, with a bar on stderr from the moment that they have taken over a second."""
    began = monotonic()
    remaining = iter(steps)
    for done, step in enumerate(remaining, 1):
        yield step
        if monotonic() - began > _PATIENCE and sys.stderr.isatty():
            yield from _with_bar(remaining, done, total, what)


def _with_bar(remaining: Iterator[T], done: int, total: int, what: str) -> Iterator[T]:
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task(what, total=total, completed=done)
        for step in remaining:
            yield step
            progress.advance(task)
