"""before-birth: a stance on a candidate, or a status, of a day before the candidate was born."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nato_cli.dataset.diagnostics import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nato_cli.model import Dataset

CODE = "before-birth"


def check(dataset: Dataset) -> Iterator[Finding]:
    for selection in dataset.selections.values():
        born = {each.id: each.born for each in selection.candidates.values() if each.born is not None}
        for stance in selection.stances:
            birth = born.get(stance.candidate)
            if birth is not None and stance.date is not None and stance.date.last < birth:
                yield Finding(
                    code=CODE,
                    place=stance.place,
                    message=f"a stance of {stance.date} on a candidate born on {birth}",
                    fields=(("date",),),
                    hint="mend the stance's date, or the candidate's",
                )
