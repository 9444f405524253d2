"""What ends a command early, as a line on stderr and an exit code."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nato_cli.dataset.diagnostics import nearest

if TYPE_CHECKING:
    from collections.abc import Iterable

#: Exit codes, as the README lists them.
DONE, DOES_NOT_HOLD, WRONG_USAGE, BAD_DATASET, NOT_WRITTEN, INTERRUPTED = 0, 1, 2, 3, 4, 130
_MOST_SHOWN = 3


class UsageError(Exception):
    """Something was asked for that cannot be answered. The message is one line and says what to do."""


class BadDatasetError(Exception):
    """The dataset cannot be read or is invalid; what is wrong has been said on stderr."""


def unknown(what: str, word: str, known: Iterable[str], look: str) -> UsageError:
    """An id that is not there: the nearest that are, else the command that lists them."""
    near = nearest(word, known, _MOST_SHOWN)
    quoted = " or ".join(f"'{each}'" for each in near)
    hint = f"did you mean {quoted}?" if near else f"see: {look}"
    return UsageError(f"unknown {what} '{word}': {hint}")
