"""From options to the thing asked about: the dataset, the selection in it, the point of view."""

from __future__ import annotations

import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from nato_cli.analysis.race import newest
from nato_cli.analysis.standing import Reading
from nato_cli.cli.errors import BadDatasetError, WrongUsageError, unknown
from nato_cli.clock import today
from nato_cli.dataset import compiled
from nato_cli.dataset.files import shipped
from nato_cli.model import View
from nato_cli.render.progress import watched

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator, Mapping

    from nato_cli.dataset.diagnostics import Diagnostic
    from nato_cli.dataset.source import Node
    from nato_cli.model import Candidate, Dataset, Member, Selection, Source
    from nato_cli.model import Scale as ScaleRecord
    from nato_cli.render.answer import Answer, Format

T = TypeVar("T")


_CODE_LENGTH = 3


def open_dataset(path: Path | None) -> Dataset:
    """Load a dataset, from its compiled copy if that is still true.

    One with errors ends the command, with all of them on stderr.
    """
    dataset, faults = _loaded(path or shipped())
    if dataset is None:
        from nato_cli.render.answers import diagnostics

        sys.stderr.write(f"{diagnostics.text(faults)}\n")
        raise BadDatasetError
    return dataset


def _loaded(root: Path) -> tuple[Dataset | None, tuple[Diagnostic, ...]]:
    """A dataset from its compiled copy, or from its files with their faults, which then get a copy if they have none.

    The files are read once: what is looked for in the cache, or kept there, is the very content that is loaded.
    """
    day = today()
    copy = compiled.copy_of(root)
    dataset = compiled.read(copy, day) if copy else None
    if dataset is not None:
        return dataset, ()
    from nato_cli.dataset.loader import load

    loaded = load(root, day, instead=copy.contents if copy else None, watched=read_watched)
    if copy and loaded.dataset:
        compiled.write(copy, day, loaded.dataset)
    return loaded.dataset, loaded.diagnostics


def read_watched(nodes: Iterator[Node], size: int) -> Iterable[Node]:
    """The records of a file of so many bytes, with a bar where reading them takes long."""
    return watched(nodes, size, "Reading", lambda node: int(node.start.index))


def open_reading(
    data: Path | None,
    selection: str | None,
    as_of: dt.date | None,
    known_by: dt.date | None,
    scale: str | None = None,
) -> Reading:
    """The selection asked for, from the point of view asked for."""
    dataset = open_dataset(data)
    now = today()
    view = View(as_of=as_of or now, known_by=known_by or now, today=now)
    reading = Reading(dataset, chosen(dataset, selection), view, _scale(dataset, scale))
    if not reading.electorate:
        first = min((member.acceded for member in dataset.members.values()), default=None)
        raise WrongUsageError(f"nobody was a member on {view.as_of}: the first acceded on {first}")
    return reading


def chosen(dataset: Dataset, wanted: str | None) -> Selection:
    if wanted is not None:
        if wanted not in dataset.selections:
            raise unknown("selection", wanted, dataset.selections, "nato selections")
        return dataset.selections[wanted]
    selection = newest(dataset)
    if selection is None:
        raise WrongUsageError(f"{dataset.path} holds no selection: describe one under 'selection:' in a YAML file")
    return selection


def _scale(dataset: Dataset, wanted: str | None) -> ScaleRecord | None:
    """A scale of the dataset by its id, or the first of a file."""
    if wanted is None or wanted in dataset.scales:
        return dataset.scales.get(wanted) if wanted else None
    if not Path(wanted).exists():
        raise unknown("scale", wanted, dataset.scales, f"{', '.join(dataset.scales)}, or a file's path")
    scales = open_dataset(Path(wanted)).scales
    return next(iter(scales.values()))


def candidate_of(reading: Reading, wanted: str) -> Candidate:
    """A candidate by id, or by name."""
    known = reading.selection.candidates
    found = known.get(wanted) or _named(wanted, {each.name: each for each in known.values()})
    if found is None:
        words = (*known, *(each.name for each in known.values()))
        raise unknown("candidate", wanted, words, "nato candidates")
    return found


def member_of(dataset: Dataset, wanted: str) -> Member:
    """A member by code, by name, or by another name it goes by."""
    named = {name: member for member in dataset.members.values() for name in (member.name, *member.aliases)}
    found = dataset.members.get(wanted.upper()) or _named(wanted, named)
    if found is None:
        likely = dataset.members if len(wanted) == _CODE_LENGTH else named
        raise unknown("member", wanted, likely, "nato members")
    return found


def elector_of(reading: Reading, wanted: str) -> Member:
    """A member of the electorate of the date."""
    member = member_of(reading.dataset, wanted)
    if member.id not in reading.electorate:
        until = f" and left on {member.left}" if member.left else ""
        raise WrongUsageError(
            f"{member.name} was not a member on {reading.view.as_of}: it acceded on {member.acceded}{until}"
        )
    return member


def found(reading: Reading, wanted: str) -> Candidate | Member | Source:
    """Whatever an id, or a name, stands for: a source, a candidate or a member.

    Raises:
        WrongUsageError: Nothing goes by it.
    """
    selection = reading.selection
    with suppress(WrongUsageError):
        return selection.sources.get(wanted) or candidate_of(reading, wanted)
    with suppress(WrongUsageError):
        return member_of(reading.dataset, wanted)
    known = (*selection.candidates, *reading.dataset.members, *selection.sources)
    raise unknown("id", wanted, known, "nato candidates, nato members, nato sources")


def _named(wanted: str, names: Mapping[str, T]) -> T | None:
    return next((each for name, each in names.items() if name.casefold() == wanted.casefold()), None)


def emit(answer: Answer, form: Format) -> None:
    from nato_cli.render import write

    write(answer, form, sys.stdout)


def offered(data: Path | str | None, selection: str | None) -> tuple[Dataset, Selection] | None:
    """For completion, which must not say a word: the dataset and the selection that are meant, if they can be read."""
    dataset, _ = _loaded(Path(data) if data else shipped())
    found = dataset and (dataset.selections.get(selection or "") or newest(dataset))
    return (dataset, found) if dataset and found else None
