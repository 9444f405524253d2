"""What is wrong with a dataset, as data: how it is shown is the business of `nato_cli.output`."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from msgspec.structs import replace

from nato_cli.model import Place, Record

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

#: More faults of one kind than anybody reads at once. After so many the rest is not looked for, which is told.
MOST_FAULTS = 1000

_LONGEST_TEXT = 1000
_END_OF_TEXT = 200
_CODE_LENGTH = 3
#: No word that a hint could be about is longer.
_LONGEST_WORD = 80
#: Letters compared for all hints of one kind: a tenth of a second's work, or dozens of words among hundreds.
_MOST_COMPARED = 500_000

TOO_MANY = "too-many-faults"
MEND_FIRST = "mend those before it first"


class Severity(StrEnum):
    ERROR = "error"
    WARNING = "warning"


class Diagnostic(Record, frozen=True):
    """One fault: a stable code, a place, what is wrong and, where one can be given, what to do.

    `line` and `column` count from 1 and are None where the fault is of the file as a whole. `width` is the number of
    characters, from `column` on, that are meant. `excerpt` is that line, or of a very long one the part around them,
    which then begins at `excerpt_column`.
    """

    severity: Severity
    code: str
    path: str
    message: str
    line: int | None = None
    column: int | None = None
    width: int = 1
    excerpt: str | None = None
    excerpt_column: int = 1
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


def few(findings: Iterable[Finding]) -> Iterator[Finding]:
    """No more of them than anybody reads. In the place of the next one stands that more there are."""
    for number, finding in enumerate(findings):
        if number == MOST_FAULTS:
            message = f"more than {MOST_FAULTS} faults of this kind ({finding.code}): from here on none is told"
            yield replace(finding, code=TOO_MANY, message=message, hint=MEND_FIRST, other=None)
            return
        yield replace(finding, message=shortened(finding.message), hint=finding.hint and shortened(finding.hint))


def shortened(text: str) -> str:
    """A text that may quote any part of a file, its middle left out where it is too long to be read."""
    if len(text) <= _LONGEST_TEXT:
        return text
    return f"{text[: _LONGEST_TEXT - _END_OF_TEXT]} ... {text[-_END_OF_TEXT:]}"


class Hints:
    """What may have been meant by words that are not among the known ones; `otherwise` where none is near.

    Each word is looked up once, and only while the looks have not cost too much: a look is a walk over all known words,
    and of many faults nobody reads every hint.
    """

    def __init__(self, known: Iterable[str], otherwise: str) -> None:
        self._known = known
        self._otherwise = otherwise
        self._found: dict[str, str] = {}
        self._effort = _Effort()

    def of(self, word: str) -> str:
        hint = self._found.get(word)
        if hint is None and self._effort.left > 0:
            near = _nearest(word, self._known, 1, self._effort)
            hint = self._found[word] = f"did you mean '{near[0]}'?" if near else self._otherwise
        return hint or self._otherwise


def nearest(word: str, known: Iterable[str], most: int) -> list[str]:
    """The known words nearest to `word`, the best first; none where it is not likely that one of them was meant."""
    return _nearest(word, known, most, _Effort())


class _Effort:
    """How many letters may still be compared."""

    def __init__(self) -> None:
        self.left = _MOST_COMPARED


def _nearest(word: str, known: Iterable[str], most: int, effort: _Effort) -> list[str]:
    if len(word) > _LONGEST_WORD:
        return []
    from difflib import SequenceMatcher

    # Two letters of three are near enough for a code, but not two thirds of a longer word: 'reportedly' is no 'remote'.
    cutoff = 0.6 if len(word) <= _CODE_LENGTH else 0.75
    matcher = SequenceMatcher(b=word.lower())
    found: dict[str, tuple[float, str]] = {}
    for each in known:
        if effort.left <= 0:
            break
        effort.left -= 1
        # No word of so different a length is near enough: this is what it comes to, told without looking at it.
        if 2 * min(len(word), len(each)) < cutoff * (len(word) + len(each)):
            continue
        effort.left -= len(word) + len(each)
        lower = each.lower()
        matcher.set_seq1(lower)
        if matcher.quick_ratio() >= cutoff:
            effort.left -= len(word) * len(each)
            ratio = matcher.ratio()
            if ratio >= cutoff:
                found[lower] = ratio, each
    best = sorted(found.items(), key=lambda pair: (pair[1][0], pair[0]), reverse=True)[:most]
    return [each for _, (_, each) in best]
