"""Rule 4: who is out; and which selection is meant where none is named."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from nato_cli.model import Status

if TYPE_CHECKING:
    from nato_cli.model import Candidate, Dataset, Selection

#: Statuses of a candidate who left the race.
LEFT = frozenset({Status.WITHDRAWN, Status.RULED_OUT})


def newest(dataset: Dataset) -> Selection | None:
    """The selection that opened last; of several, or without known dates, the last by id."""
    known = getattr(dataset.selections, "newest", None)  # of a cached dataset, which parses only what is asked for
    if known:
        return dataset.selections[known]
    return max(
        dataset.selections.values(),
        key=lambda selection: (selection.opened.last if selection.opened else dt.date.min, selection.id),
        default=None,
    )


def post_of(candidate: Candidate, selection: Selection) -> str | None:
    """The post that a candidate stands for: its own where the selection fills several, else the selection's."""
    return candidate.post or selection.post


def is_out(candidate: Candidate, status: Status | None, chosen: Candidate | None) -> bool:
    """Rule 4: withdrawn, ruled out, or passed over once another is appointed to the same post (`chosen`).

    An incumbent whose term is extended is not out.
    """
    return status in LEFT or (chosen is not None and chosen.id != candidate.id)
