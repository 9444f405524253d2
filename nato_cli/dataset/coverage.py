"""Which members a report covers: those it names, or of a group or of all those that belonged on its date."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from msgspec.structs import replace

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from nato_cli.model import Collective, Dataset, Selection, Source, Stance


def resolved(
    stances: Iterable[Stance], selection: Selection, sources: Mapping[str, Source], dataset: Dataset
) -> Iterator[Stance]:
    """The stances of a selection, each collective one with the members that it covers.

    A report without any date covers those that belong today and later.
    """
    known: dict[tuple[Collective, dt.date], tuple[str, ...]] = {}
    for stance in stances:
        collective = stance.collective
        if collective is None:
            yield stance
            continue
        source = sources.get(stance.source)
        date = stance.date or (source and source.date)
        key = collective, date.last if date else dt.date.max
        if key not in known:
            known[key] = _covered(*key, selection, dataset)
        yield replace(stance, members=known[key])


def _covered(collective: Collective, day: dt.date, selection: Selection, dataset: Dataset) -> tuple[str, ...]:
    if collective.groups:
        members = {member for group in collective.groups for member in dataset.group_on(group, day)}
    else:
        members = set(dataset.electorate(selection, day))
    return tuple(sorted(members.difference(collective.exceptions)))
