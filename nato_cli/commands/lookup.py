"""From options to what a question is about: the dataset, the selection in it, the dates, a record by id or by name."""

from __future__ import annotations

import sys
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from nato_cli.analysis.candidacy import newest
from nato_cli.analysis.snapshot import Snapshot
from nato_cli.commands.errors import BadDatasetError, UsageError, quoted, say, unknown
from nato_cli.dataset import cache as compiled
from nato_cli.dataset.discovery import shipped
from nato_cli.dates import today
from nato_cli.model import DecisionRule, Rule, View

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping

    from nato_cli.dataset.diagnostics import Diagnostic
    from nato_cli.model import Candidate, Dataset, Member, Scale, Selection, Source
    from nato_cli.output.answer import Answer, Format

T = TypeVar("T")

_MOST_NAMED = 5


def open_dataset(path: Path | None) -> Dataset:
    """Load a dataset, from its compiled copy if that is still true.

    Raises:
        BadDatasetError: It has errors.
    """
    dataset, faults = _loaded(path or shipped())
    if dataset is None:
        raise BadDatasetError(faults)
    return dataset


def _loaded(root: Path) -> tuple[Dataset | None, tuple[Diagnostic, ...]]:
    """A dataset from its compiled copy, or from its files with their faults, which then get a copy if they have none.

    Their state is looked up before they are read: what changes meanwhile is read again the next time.
    """
    day = today()
    copy = compiled.copy_of(root)
    dataset = compiled.read(copy, day) if copy else None
    if dataset is not None:
        return dataset, ()
    from nato_cli.dataset.loader import load

    loaded = load(root, day)
    if copy and loaded.dataset:
        default = newest(loaded.dataset)
        compiled.write(copy, day, loaded.dataset, default.id if default else "")
    return loaded.dataset, loaded.diagnostics


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
    if not dataset.members:
        raise UsageError("there are no members yet: nato add member")
    if not snapshot.electorate:
        first = min((member.acceded for member in dataset.members.values() if member.acceded), default=None)
        raise UsageError(f"nobody was a member on {view.as_of}: the first acceded on {first}")
    return snapshot


def chosen(dataset: Dataset, wanted: str | None) -> Selection:
    """The selection asked for, else the newest."""
    if wanted is not None:
        if wanted in dataset.selections:
            return dataset.selections[wanted]
        return match("selection", wanted, _named(dataset.selections), "nato selections")
    selection = newest(dataset)
    if selection is None:
        raise UsageError(f"{dataset.path} holds no selection: describe one under 'selection:' in a YAML file")
    return selection


def rule_of(snapshot: Snapshot, rule: Rule | None) -> DecisionRule | None:
    """The decision rule asked for; None for the selection's own."""
    if rule is None or rule is snapshot.selection.decision.rule:
        return None
    if rule is Rule.MAJORITY:
        raise UsageError("a majority takes a quota: write 'decision: {rule: majority, quota: ...}' into the selection")
    return DecisionRule(rule=rule)


def _scale(dataset: Dataset, wanted: str | None) -> Scale | None:
    """A scale of the dataset by its id, or the first that a file itself holds."""
    if wanted is None or wanted in dataset.scales:
        return dataset.scales.get(wanted) if wanted else None
    if not Path(wanted).exists():
        raise unknown("scale", wanted, dataset.scales, f"{', '.join(dataset.scales)}, or a file's path")
    root = Path(wanted).resolve()
    for scale in open_dataset(Path(wanted)).scales.values():
        place = Path(scale.place.path).resolve()
        if root in (place, *place.parents):
            return scale
    raise UsageError(f"{wanted} holds no scale: describe one under 'scales:', or name {', '.join(dataset.scales)}")


def candidate_of(snapshot: Snapshot, wanted: str) -> Candidate:
    """A candidate by id, by name, or by how only one of them begins."""
    return match("candidate", wanted, _named(snapshot.selection.candidates), "nato candidates")


def is_candidate(snapshot: Snapshot, wanted: str) -> bool:
    try:
        candidate_of(snapshot, wanted)
    except UsageError:
        return False
    return True


def member_of(dataset: Dataset, wanted: str) -> Member:
    """A member by code, by any of its names, or by how only one of them begins."""
    return match("member", wanted, _named(dataset.members), "nato members")


def source_of(snapshot: Snapshot, wanted: str) -> Source:
    return match("source", wanted, _named(snapshot.selection.sources), "nato sources")


def elector_of(snapshot: Snapshot, wanted: str) -> Member:
    """A member of the electorate of the date."""
    member = member_of(snapshot.dataset, wanted)
    if member.id not in snapshot.electorate:
        since = f": it acceded on {member.acceded}" if member.acceded else ""
        until = f" and left on {member.left}" if member.left else ""
        raise UsageError(f"{member.name} was not a member on {snapshot.view.as_of}{since}{until}")
    return member


def found(snapshot: Snapshot, wanted: str) -> Candidate | Member | Source:
    """Whatever an id, or a name, stands for: a candidate, a member or a source.

    Raises:
        UsageError: Nothing goes by it, or several things begin so.
    """
    selection = snapshot.selection
    records: list[tuple[str, Candidate | Member | Source]] = [
        *_named(selection.sources), *_named(selection.candidates), *_named(snapshot.dataset.members)
    ]  # fmt: skip
    return match("id", wanted, records, "nato candidates, nato members, nato sources")


def match(what: str, wanted: str, named: Iterable[tuple[str, T]], look: str) -> T:
    """The record whose id or name is meant: as written, else whatever its case and accents, else by its beginning.

    Args:
        what: The kind of record, for the message.
        wanted: What the user typed.
        named: Every id and name of every record, ids first.
        look: The command that lists them, for the message.

    Raises:
        UsageError: Nothing goes by it, or several begin so.
    """
    pairs = list(named)
    for name, record in pairs:
        if name == wanted:
            return record
    text = fold(wanted)
    folded = [(fold(name), name, record) for name, record in pairs]
    for name, _, record in folded:
        if name == text:
            return record
    beginning: dict[int, tuple[str, T]] = {}
    for folded_name, name, record in folded:
        if text and folded_name.startswith(text):
            beginning.setdefault(id(record), (name, record))
    if len(beginning) == 1:
        return next(iter(beginning.values()))[1]
    if beginning:
        names = [name for name, _ in beginning.values()]
        more = f" or {len(names) - _MOST_NAMED} more" if len(names) > _MOST_NAMED else ""
        raise UsageError(f"'{wanted}' may be {quoted(names[:_MOST_NAMED])}{more}: write more of it")
    raise unknown(what, wanted, [name for name, _ in pairs], look)


def fold(text: str) -> str:
    """A text without case, accents and doubled blanks, for comparing names."""
    if text.isascii():
        return " ".join(text.lower().split())
    decomposed = unicodedata.normalize("NFKD", text)
    return " ".join("".join(letter for letter in decomposed if not unicodedata.combining(letter)).casefold().split())


def _named(records: Mapping[str, T]) -> list[tuple[str, T]]:
    """Every record under its id, and then under each of its names."""
    pairs = list(records.items())
    for record in records.values():
        names = (getattr(record, "name", None), *getattr(record, "aliases", ()))
        pairs += [(name, record) for name in names if name]
    return pairs


def emit(answer: Answer, form: Format) -> None:
    from nato_cli.output import write

    write(answer, form, sys.stdout)


def draw(answer: Answer, picture: Path) -> None:
    """Write an answer as a picture.

    Raises:
        UsageError: The file's name does not end in .svg.
        NotWrittenError: It cannot be written.
    """
    from nato_cli.files import replace
    from nato_cli.output.terminal import picture as drawn

    if picture.suffix.lower() != ".svg":
        raise UsageError(f"{picture} is not a name for a picture: end it in .svg")
    blocks = answer.picture() if answer.picture else answer.parts()
    replace({picture: drawn(blocks).encode()})
    say(f"wrote {picture}")


def offered(data: Path | str | None, selection: str | None) -> tuple[Dataset, Selection] | None:
    """For completion, which must print nothing: the dataset and the selection that are meant, if they can be read."""
    dataset, _ = _loaded(Path(data) if data else shipped())
    wanted = dataset and (dataset.selections.get(selection or "") or newest(dataset))
    return (dataset, wanted) if dataset and wanted else None


def is_within(date: dt.date | None, since: dt.date | None, until: dt.date | None) -> bool:
    """True if a date lies in a range; what has no date only lies in a range without ends."""
    if date is None:
        return since is None and until is None
    return (since is None or date >= since) and (until is None or date <= until)
