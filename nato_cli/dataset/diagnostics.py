"""What is wrong with a dataset, as data. `nato_cli.output.diagnostics` prints it."""

from __future__ import annotations

from enum import StrEnum
from functools import partial
from typing import TYPE_CHECKING, TypeAlias

from nato_cli.model import Place, Record

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

_MOST_KNOWN = 2000

#: Keys and indices that lead from a record to a part of it, such as `("statuses", 0, "date")`.
Field: TypeAlias = tuple[str | int, ...]


class Severity(StrEnum):
    ERROR = "error"
    WARNING = "warning"


class Diagnostic(Record, frozen=True):
    """One fault: a stable code, a place, what is wrong and, where possible, what to do.

    Attributes:
        line: Counted from 1, as is `column`; None where the fault concerns the file as a whole.
        width: How many characters from `column` on are meant.
        excerpt: The line, or of a long line the part around the fault, which begins at `excerpt_column`.
        other: A second place that the fault has to do with; `other_label` says how.
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
    fields: tuple[Field, ...] = ()


def at(
    place: Place,
    code: str,
    message: str,
    *fields: Field,
    hint: str | None = None,
    severity: Severity = Severity.ERROR,
    other: Place | None = None,
    other_label: str = "first given",
) -> Diagnostic:
    """A fault in the record at `place`. Of `fields`, the first that the file has is the one meant."""
    return Diagnostic(
        severity=severity,
        code=code,
        path=place.path,
        message=message,
        line=place.line,
        column=place.column,
        hint=hint,
        other=other,
        other_label=other_label,
        fields=fields,
    )


#: A fault that leaves a dataset usable; `validate --strict` alone fails on it.
warning = partial(at, severity=Severity.WARNING)


def in_order(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Sort by file, line, column and code; what concerns a whole file comes before its lines."""
    return tuple(sorted(diagnostics, key=lambda fault: (fault.path, fault.line or 0, fault.column or 0, fault.code)))


def suggestion(word: str, known: Collection[str], otherwise: str) -> str:
    """A hint that names the known word that was probably meant, without regard to case; else `otherwise`."""
    if len(known) > _MOST_KNOWN:  # to compare with very many takes longer than the hint is worth
        return otherwise
    from difflib import get_close_matches

    lower = {candidate.lower(): candidate for candidate in known}
    # Two letters of three make a code, but two thirds of a longer word do not make that word.
    cutoff = 0.6 if len(word) <= 3 else 0.75  # noqa: PLR2004
    near = get_close_matches(word.lower()[:80], lower, 1, cutoff)
    return f"did you mean '{lower[near[0]]}'?" if near else otherwise
