"""From options to the thing asked about: the dataset, the selection in it, the point of view."""

from __future__ import annotations

import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from nato_cli.analysis.candidacy import newest
from nato_cli.analysis.snapshot import Snapshot
from nato_cli.commands.errors import BadDatasetError, UsageError, unknown
from nato_cli.dataset import cache as compiled
from nato_cli.dataset.discovery import shipped
from nato_cli.dates import today
from nato_cli.model import View
from nato_cli.output.progress import watched

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator, Mapping

    from nato_cli.dataset.diagnostics import Diagnostic
    from nato_cli.dataset.yaml_reader import Node
    from nato_cli.model import Candidate, Dataset, Member, Selection, Source
    from nato_cli.model import Scale as ScaleRecord
    from nato_cli.output.answer import Answer, Format

T = TypeVar("T")


_CODE_LENGTH = 3


def open_dataset(path: Path | None) -> Dataset:
    """Load a dataset, from its compiled copy if that is still true.

    One with errors ends the command, with all of them on stderr.
    """
    dataset, faults = _loaded(path or shipped())
    if dataset is None:
        from nato_cli.output import diagnostics

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


def open_snapshot(
    data: Path | None,
    selection: str | None,
    as_of: dt.date | None,
    known_by: dt.date | None,
    scale: str | None = None,
) -> Snapshot:
    """The selection asked for, from the point of view asked for."""
    dataset = open_dataset(data)
    now = today()
    view = View(as_of=as_of or now, known_by=known_by or now, today=now)
    snapshot = Snapshot(dataset, chosen(dataset, selection), view, _scale(dataset, scale))
    if not snapshot.electorate:
        first = min((member.acceded for member in dataset.members.values() if member.acceded), default=None)
        raise UsageError(f"nobody was a member on {view.as_of}: the first acceded on {first}")
    return snapshot


def chosen(dataset: Dataset, wanted: str | None) -> Selection:
    if wanted is not None:
        if wanted not in dataset.selections:
            raise unknown("selection", wanted, dataset.selections, "nato selections")
        return dataset.selections[wanted]
    selection = newest(dataset)
    if selection is None:
        raise UsageError(f"{dataset.path} holds no selection: describe one under 'selection:' in a YAML file")
    return selection


def _scale(dataset: Dataset, wanted: str | None) -> ScaleRecord | None:
    """A scale of the dataset by its id, or the first of a file."""
    if wanted is None or wanted in dataset.scales:
        return dataset.scales.get(wanted) if wanted else None
    if not Path(wanted).exists():
        raise unknown("scale", wanted, dataset.scales, f"{', '.join(dataset.scales)}, or a file's path")
    scales = open_dataset(Path(wanted)).scales
    return next(iter(scales.values()))


def candidate_of(snapshot: Snapshot, wanted: str) -> Candidate:
    """A candidate by id, or by name."""
    known = snapshot.selection.candidates
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


def elector_of(snapshot: Snapshot, wanted: str) -> Member:
    """A member of the electorate of the date."""
    member = member_of(snapshot.dataset, wanted)
    if member.id not in snapshot.electorate:
        until = f" and left on {member.left}" if member.left else ""
        raise UsageError(
            f"{member.name} was not a member on {snapshot.view.as_of}: it acceded on {member.acceded}{until}"
        )
    return member


def found(snapshot: Snapshot, wanted: str) -> Candidate | Member | Source:
    """Whatever an id, or a name, stands for: a source, a candidate or a member.

    Raises:
        WrongUsageError: Nothing goes by it.
    """
    selection = snapshot.selection
    with suppress(UsageError):
        return selection.sources.get(wanted) or candidate_of(snapshot, wanted)
    with suppress(UsageError):
        return member_of(snapshot.dataset, wanted)
    known = (*selection.candidates, *snapshot.dataset.members, *selection.sources)
    raise unknown("id", wanted, known, "nato candidates, nato members, nato sources")


def _named(wanted: str, names: Mapping[str, T]) -> T | None:
    return next((each for name, each in names.items() if name.casefold() == wanted.casefold()), None)


def emit(answer: Answer, form: Format) -> None:
    from nato_cli.output import write

    write(answer, form, sys.stdout)


def offered(data: Path | str | None, selection: str | None) -> tuple[Dataset, Selection] | None:
    """For completion, which must not say a word: the dataset and the selection that are meant, if they can be read."""
    dataset, _ = _loaded(Path(data) if data else shipped())
    found = dataset and (dataset.selections.get(selection or "") or newest(dataset))
    return (dataset, found) if dataset and found else None


def source_of(snapshot: Snapshot, wanted: str) -> Source:
    known = snapshot.selection.sources
    if wanted not in known:
        raise unknown("source", wanted, known, "nato sources")
    return known[wanted]


def is_within(date: dt.date | None, since: dt.date | None, until: dt.date | None) -> bool:
    """True if a date lies in a range; what has no date only lies in a range without ends."""
    if date is None:
        return since is None and until is None
    return (since is None or date >= since) and (until is None or date <= until)
