"""before-birth: a stance on a candidate, or a status, of a day before the candidate was born.

candidates: [{id: ann, name: Ann, born: 1970-01-01}]
bad:  {candidate: ann, date: 1969-12-31, ...}
good: {candidate: ann, date: 2024-01-31, ...}
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from nato_cli.dataset.diagnostics import Diagnostic, Field, at

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nato_cli.model import ApproxDate, Candidate, Dataset, Place

CODE = "before-birth"


def check(dataset: Dataset) -> Iterator[Diagnostic]:
    for selection in dataset.selections.values():
        for candidate in selection.candidates.values():
            for number, change in enumerate(candidate.statuses):
                if _is_before_birth(change.date, candidate):
                    message = f"'{change.status}' on {change.date}, and born on {candidate.born}"
                    yield _fault(message, candidate.place, ("statuses", number, "date"), candidate)
        for stance in selection.stances:
            known = selection.candidates.get(stance.candidate)
            if known is not None and _is_before_birth(stance.date, known):
                message = f"a stance of {stance.date} on a candidate born on {known.born}"
                yield _fault(message, stance.place, ("date",), known)


def _is_before_birth(when: ApproxDate | None, candidate: Candidate) -> bool:
    return when is not None and candidate.born is not None and when.last < candidate.born


def _fault(message: str, place: Place, field: Field, candidate: Candidate) -> Diagnostic:
    label, hint = "the candidate is described", "correct one of the two dates"
    return at(place, CODE, message, field, hint=hint, other=candidate.place, other_label=label)
