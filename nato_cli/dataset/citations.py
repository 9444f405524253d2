"""Every place in a dataset where a source is cited: one list for all the rules that ask about it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nato_cli.model import Candidate, Dataset, Place, Remark, Selection, StatusChange

_SOURCE = ("source",)


class Citation(NamedTuple):
    source: str
    place: Place
    field: tuple[str | int, ...]


def of_dataset(dataset: Dataset) -> Iterator[Citation]:
    """Citations of what no selection owns: members, scales, grades and holders of the post."""
    yield from _of_members(dataset)
    others: list[Any] = [*dataset.scales.values(), *dataset.groups.values(), *dataset.officeholders]
    for record in others if dataset.unscaled is None else [*others, dataset.unscaled]:
        if record.source is not None:
            yield Citation(record.source, record.place, _SOURCE)
    for grades in dataset.grades:
        for name in ("reliability", "credibility"):
            for number, grade in enumerate(getattr(grades, name)):
                if grade.source is not None:
                    yield Citation(grade.source, grades.place, (name, number, "source"))


def _of_members(dataset: Dataset) -> Iterator[Citation]:
    for member in dataset.members.values():
        if member.source is not None:
            yield Citation(member.source, member.place, _SOURCE)
        for number, spent in enumerate(member.defence_expenditure):
            yield Citation(spent.source, member.place, ("defence_expenditure", number, "source"))
        for number, remark in enumerate(member.remarks):
            yield Citation(remark.source, member.place, ("remarks", number, "source"))


def cited_by(selection: Selection) -> set[str]:
    """The ids that `of_selection` yields, without a record for each."""
    cited = {stance.source for stance in selection.stances} | {event.source for event in selection.events}
    for candidate in selection.candidates.values():
        cited.update(candidate.sources, (part.source for parts in _parts(candidate).values() for part in parts))
    if selection.source is not None:
        cited.add(selection.source)
    return cited


def of_selection(selection: Selection) -> Iterator[Citation]:
    """Citations by what a selection owns, but not the `relays` between its sources."""
    if selection.source is not None:
        yield Citation(selection.source, selection.place, ("source",))
    for candidate in selection.candidates.values():
        for number, source in enumerate(candidate.sources):
            yield Citation(source, candidate.place, ("sources", number))
        for name, parts in _parts(candidate).items():
            for number, part in enumerate(parts):
                yield Citation(part.source, candidate.place, (name, number, "source"))
    for stance in selection.stances:
        yield Citation(stance.source, stance.place, _SOURCE)
    for event in selection.events:
        yield Citation(event.source, event.place, _SOURCE)


def _parts(candidate: Candidate) -> dict[str, tuple[StatusChange | Remark, ...]]:
    """What cites a source of its own within a candidate, by field."""
    return {"statuses": candidate.statuses, "strengths": candidate.strengths, "concerns": candidate.concerns}
