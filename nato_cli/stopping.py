"""What happens when the process is told to stop: it ends at once, and leaves nothing unfinished.

Python turns Ctrl-C into an exception, and lets any other signal end the process where it stands. Here all of them are
one exception while a command runs, so that what a command has begun is put in order on the way out; and before and
after that, when nobody would catch it, the process ends right away.
"""

from __future__ import annotations

import os
import signal
import sys
from contextlib import contextmanager, suppress

#: Not from `typing`, which takes longer to import than all there is before Ctrl-C is taken care of.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path
    from typing import Any, NoReturn

_SIGNALS = tuple(getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name))
#: The signal that told the process to stop. What was raised for it may have been caught, or turned into something else.
_told: list[int] = []
#: Files and folders on their way to their places.
_unfinished: set[Path] = set()


class StoppedError(BaseException):
    """The process was told to stop."""


def status(otherwise: int) -> int:
    """The exit code, as shells have it, of a process that was told to stop; `otherwise` of one that was not."""
    return 128 + _told[0] if _told else otherwise


def leave_when_told() -> None:
    """From now on a signal ends the process right away."""
    _answer(_leave)


def raise_when_told() -> None:
    """From now on a signal raises StoppedError, and a second one ends the process right away."""
    sys.unraisablehook = _unraisable
    _answer(_raise)


@contextmanager
def unfinished(place: Path) -> Iterator[Path]:
    """A new path beside `place`, for a file or folder on its way there. What is left of it in the end is removed."""
    # The name is ours before anything bears it, so that there is no moment at which the file could be forgotten.
    path = place.parent / f".nato-{os.urandom(6).hex()}.new"
    _unfinished.add(path)
    try:
        yield path
    finally:
        _remove(path)
        _unfinished.discard(path)


def _remove(path: Path) -> None:
    import shutil

    with suppress(OSError):
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink()


def _answer(handler: Callable[[int, Any], None]) -> None:
    """A signal that whoever started the process wants to be ignored, as `nohup` does, stays ignored."""
    for number in _SIGNALS:
        if signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, handler)


def _raise(number: int, _: Any) -> None:
    _told.append(number)
    _answer(_leave)
    raise StoppedError


def _leave(number: int, _: Any) -> NoReturn:
    for path in tuple(_unfinished):
        _remove(path)
    os._exit(128 + number)


def _unraisable(unraisable: Any) -> None:
    """Being told to stop is an order even where Python lets no exception out, as while it takes an object apart."""
    if isinstance(unraisable.exc_value, StoppedError):
        _leave(_told[0], None)
    sys.__unraisablehook__(unraisable)
