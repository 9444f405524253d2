"""The records of a selection by what they are about, for comparing two versions of a dataset."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from msgspec.structs import replace

from nato_cli.model import Dataset, Place, Record, Selection

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from nato_cli.model import Event, Stance

_NOWHERE = Place(path="", line=0, column=0)


class Key(NamedTuple):
    """What a record is about: the same in two versions of a dataset, wherever it stands and whatever it says."""

    section: str
    id: str


class Changes(NamedTuple):
    added: tuple[Key, ...]
    changed: tuple[Key, ...]
    removed: tuple[Key, ...]


def contents(dataset: Dataset, selection: Selection) -> dict[Key, Record]:
    """The records of a selection, and the members and groups of its dataset, without their places in files."""
    records: dict[Key, Record] = {}
    times: Counter[Key] = Counter()
    for key, record in _keyed(dataset, selection):
        times[key] += 1
        unique = key if times[key] == 1 else Key(key.section, f"{key.id} ({times[key]})")
        records[unique] = record
    return records


def _keyed(dataset: Dataset, selection: Selection) -> Iterator[tuple[Key, Record]]:
    for member in dataset.members.values():
        yield Key("members", member.id), replace(member, place=_NOWHERE)
    for group in dataset.groups.values():
        yield Key("groups", group.id), replace(group, place=_NOWHERE)
    alone = replace(selection, place=_NOWHERE, candidates={}, sources={}, stances=(), events=())
    yield Key("selection", selection.id), alone
    for candidate in selection.candidates.values():
        yield Key("candidates", candidate.id), replace(candidate, place=_NOWHERE, statuses=())
        for change in candidate.statuses:
            yield Key("statuses", f"{candidate.id} {change.status} by {change.source}"), change
    for source in selection.sources.values():
        yield Key("sources", source.id), replace(source, place=_NOWHERE)
    for stance in selection.stances:
        # Its number among the stances of its source says nothing of what it is about.
        yield Key("stances", _about(stance)), replace(stance, place=_NOWHERE, id="")
    for event in selection.events:
        yield Key("events", _what(event)), replace(event, place=_NOWHERE)


def _about(stance: Stance) -> str:
    date = f" on {stance.date}" if stance.date else ""
    members = ", ".join(stance.members) if not stance.collective else "several"
    return f"{members} on {stance.candidate} by {stance.source}{date}"


def _what(event: Event) -> str:
    about = " ".join(part for part in (event.candidate, event.member, str(event.date or "")) if part)
    return f"{event.kind} {about} by {event.source}"


def changes(before: dict[Key, Record], after: dict[Key, Record]) -> Changes:
    return Changes(
        added=tuple(key for key in after if key not in before),
        changed=tuple(key for key in after if key in before and before[key] != after[key]),
        removed=tuple(key for key in before if key not in after),
    )


def without(dataset: Dataset, selection: Selection, new: Collection[Key]) -> Selection:
    """The selection without these stances, events and statuses: as it answered before they were entered."""
    unknown = set(new)
    kept: dict[str, list[bool]] = {section: [] for section in ("stances", "events", "statuses")}
    for key in contents(dataset, selection):
        if key.section in kept:
            kept[key.section].append(key not in unknown)
    statuses = iter(kept["statuses"])
    return replace(
        selection,
        candidates={
            candidate.id: replace(candidate, statuses=tuple(change for change in candidate.statuses if next(statuses)))
            for candidate in selection.candidates.values()
        },
        stances=tuple(stance for stance, keep in zip(selection.stances, kept["stances"], strict=True) if keep),
        events=tuple(event for event, keep in zip(selection.events, kept["events"], strict=True) if keep),
    )
