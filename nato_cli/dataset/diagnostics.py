"""What is wrong with a dataset, as data: how it is shown is the business of `nato_cli.render`."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from nato_cli.model import Place, Record

if TYPE_CHECKING:
    from collections.abc import Iterable


_CODE_LENGTH = 3
_MOST_LOOKS = 100


class Severity(StrEnum):
    ERROR = "error"
    WARNING = "warning"


class Diagnostic(Record, frozen=True):
    """One fault: a stable code, a place, what is wrong and, where one can be given, what to do.

    `line` and `column` count from 1 and are None where the fault is of the file as a whole. `excerpt` is that line;
    `width` the number of its characters, from `column` on, that are meant.
    """

    severity: Severity
    code: str
    path: str
    message: str
    line: int | None = None
    column: int | None = None
    width: int = 1
    excerpt: str | None = None
    hint: str | None = None
    other: Place | None = None
    other_label: str = "first given"


class Finding(Record, frozen=True):
    """A fault that a rule found in a record: which record, and the field within it.

    `fields` are paths of keys and indices inside the record; the first that exists there is the one meant.
    """

    code: str
    place: Place
    message: str
    fields: tuple[tuple[str | int, ...], ...] = ((),)
    severity: Severity = Severity.ERROR
    hint: str | None = None
    other: Place | None = None
    other_label: str = "first given"


def in_order(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Sorted by file, line, column and code; what concerns a whole file comes before its lines."""
    return tuple(sorted(diagnostics, key=lambda each: (each.path, each.line or 0, each.column or 0, each.code)))


class Hints:
    """What may have been meant by words that are not among the known ones; `otherwise` where none is near.

    Each word is looked up once, and no more than a hundred are: a look is a walk over all known words, and of so many
    faults nobody reads every hint.
    """

    def __init__(self, known: Iterable[str], otherwise: str) -> None:
        self._known = known
        self._otherwise = otherwise
        self._found: dict[str, str] = {}

    def of(self, word: str) -> str:
        hint = self._found.get(word)
        if hint is None and len(self._found) < _MOST_LOOKS:
            near = nearest(word, self._known, 1)
            hint = self._found[word] = f"did you mean '{near[0]}'?" if near else self._otherwise
        return hint or self._otherwise


def nearest(word: str, known: Iterable[str], most: int) -> list[str]:
    """The known words nearest to `word`, the best first; none where it is not likely that one of them was meant."""
    from difflib import get_close_matches

    by_lower = {each.lower(): each for each in known}
    # Two letters of three are near enough for a code, but not two thirds of a longer word: 'reportedly' is no 'remote'.
    cutoff = 0.6 if len(word) <= _CODE_LENGTH else 0.75
    return [by_lower[each] for each in get_close_matches(word.lower(), by_lower, n=most, cutoff=cutoff)]
