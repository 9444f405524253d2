"""What ends a command early, as a line on stderr and an exit code."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from nato_cli.dataset.diagnostics import Diagnostic

#: Exit codes, as the README lists them.
DONE, DOES_NOT_HOLD, WRONG_USAGE, BAD_DATASET, NOT_WRITTEN, INTERRUPTED = 0, 1, 2, 3, 4, 130
_MOST_SUGGESTED = 3


class UsageError(Exception):
    """A question that cannot be answered. The message is one line and says what to do."""


class BadDatasetError(Exception):
    """The dataset cannot be read or is invalid. Its diagnostics go to stderr, unless they are there already."""

    def __init__(self, diagnostics: Sequence[Diagnostic] = ()) -> None:
        super().__init__()
        self.diagnostics = diagnostics


def say(message: str) -> None:
    """Write a message to stderr, as one line."""
    from nato_cli.output.escape import one_line

    sys.stderr.write(f"nato: {one_line(message)}\n")


def unknown(what: str, word: str, known: Iterable[str], look: str) -> UsageError:
    """An error for an unknown id, with the nearest known ones, else with the command that lists them."""
    words = tuple(known)
    near = suggestions(word, words)
    seen = look if look.startswith("choose from") else f"see: {look}"
    hint = f"did you mean {quoted(near)}?" if near else seen if words else f"there are none yet; {seen}"
    return UsageError(f"unknown {what} '{word}': {hint}")


def quoted(words: Iterable[str]) -> str:
    *others, last = [f"'{word}'" for word in words]
    return f"{', '.join(others)} or {last}" if others else last


def suggestions(word: str, known: Iterable[str]) -> list[str]:
    """The known words that are spelled much like this one, then those that contain it; at most three."""
    from difflib import SequenceMatcher, get_close_matches

    from nato_cli.commands.lookup import fold

    by_fold: dict[str, str] = {}
    for candidate in known:
        by_fold.setdefault(fold(candidate), candidate)
    wanted = fold(word)
    near = get_close_matches(wanted, by_fold, len(by_fold) or 1)
    order = {text: number for number, text in enumerate(by_fold)}
    near.sort(key=lambda text: (-round(SequenceMatcher(None, text, wanted).ratio(), 2), order[text]))
    near += [text for text in by_fold if wanted and wanted in text and text not in near]
    return [by_fold[text] for text in near[:_MOST_SUGGESTED]]
