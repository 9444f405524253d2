"""Rule 4: who is in the race on a date, and how far each has come."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from nato_cli.analysis.snapshot import counting_date, is_known
from nato_cli.model import Status

if TYPE_CHECKING:
    from nato_cli.analysis.snapshot import Snapshot
    from nato_cli.model import Candidate, Dataset, Selection, StatusChange

_LEFT = frozenset({Status.WITHDRAWN, Status.RULED_OUT})


def newest(dataset: Dataset) -> Selection | None:
    """The selection that opened last; of those that opened together, or on no known day, the last by id."""
    return max(
        dataset.selections.values(),
        key=lambda each: (each.opened.last if each.opened else dt.date.min, each.id),
        default=None,
    )


def status_changes(candidate: Candidate, snapshot: Snapshot) -> list[tuple[dt.date, StatusChange]]:
    """The dated changes of status that count from this point of view, oldest first."""
    found = []
    for change in candidate.statuses:
        source = snapshot.selection.sources[change.source]
        date = counting_date(change.date, source)
        if date is not None and date <= snapshot.view.as_of and is_known(source, snapshot.view):
            found.append((date, change))
    return sorted(found, key=lambda pair: pair[0])


def status_of(candidate: Candidate, snapshot: Snapshot) -> Status | None:
    """A candidate's status: the latest change's, `mentioned` by a stance or an event alone, None if not mentioned."""
    return snapshot.once(("status", candidate.id), lambda: _status_of(candidate, snapshot))


def _status_of(candidate: Candidate, snapshot: Snapshot) -> Status | None:
    changes = status_changes(candidate, snapshot)
    if changes:
        return changes[-1][1].status
    return Status.MENTIONED if candidate.id in snapshot.once("mentioned", lambda: _mentioned(snapshot)) else None


def _mentioned(snapshot: Snapshot) -> set[str]:
    """Of whom a dated stance or a dated event speaks."""
    known = snapshot.selection.sources
    events = (each for each in snapshot.events() if counting_date(each.date, known[each.source]) is not None)
    return {each.stance.candidate for each in snapshot.stances() if each.date is not None} | {
        each.candidate for each in events if each.candidate is not None
    }


def appointed(snapshot: Snapshot) -> Candidate | None:
    """The candidate who has been appointed by the date, if any."""
    candidates = snapshot.selection.candidates.values()
    return snapshot.once(
        "appointed", lambda: next((each for each in candidates if status_of(each, snapshot) is Status.APPOINTED), None)
    )


def is_out(candidate: Candidate, snapshot: Snapshot) -> bool:
    """Rule 4: withdrawn or ruled out by the date, or passed over because another has been appointed by then."""
    chosen = appointed(snapshot)
    return status_of(candidate, snapshot) in _LEFT or (chosen is not None and chosen.id != candidate.id)


def mentioned(snapshot: Snapshot) -> list[Candidate]:
    """All who have been mentioned by the date, in the order of the files; those not yet mentioned are left out."""
    return [each for each in snapshot.selection.candidates.values() if status_of(each, snapshot) is not None]
