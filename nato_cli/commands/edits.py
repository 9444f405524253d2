"""Save additions to a dataset: find their files, append, validate, and only then write."""

from __future__ import annotations

import os
import re
import sys
import unicodedata
from difflib import unified_diff
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from nato_cli.commands import lookup
from nato_cli.commands.errors import BadDatasetError, UsageError, say
from nato_cli.dataset.append import LayoutError, append, flow
from nato_cli.dataset.diagnostics import Severity
from nato_cli.dataset.discovery import content, shipped
from nato_cli.dataset.loader import load
from nato_cli.dates import today
from nato_cli.files import alone, replace
from nato_cli.output import diagnostics
from nato_cli.output.escape import one_line

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from nato_cli.dataset.diagnostics import Diagnostic
    from nato_cli.dataset.loader import Loaded
    from nato_cli.model import Dataset, Selection

#: A file that is never written: what is to be added, to be checked beside the dataset's own files.
_UNWRITTEN = ".nato-unwritten.yaml"
#: The keys of a stance in the order in which they are written.
STANCE_KEYS = (
    "member", "members", "candidate", "position", "hedge", "date", "source", "attribution", "speaker", "credibility",
    "condition", "met", "quote", "note",
)  # fmt: skip
_ORDER = ("sources", "stances", "events")
#: Letters that do not decompose into one of the alphabet and a mark.
_LETTERS = str.maketrans(dict(zip("øæåłđðþßœ", ("o", "ae", "a", "l", "d", "d", "th", "ss", "oe"), strict=True)))


class Addition(NamedTuple):
    """A record for a section as files write it; `of` is the section and id of the record whose list it joins."""

    section: str
    record: Any
    of: tuple[str, str] | None = None


class Fault(NamedTuple):
    """What is wrong with an addition, by its number, and the key that it is about."""

    number: int
    key: str
    message: str


class InvalidAdditions(Exception):  # noqa: N818 - it says what it is
    """Additions with which the dataset would be invalid. Nothing was written."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__()
        self.faults = faults


def require_dataset(data: Path | None) -> Path:
    """The dataset to change: it has to be named, so that nobody changes the shipped one by mistake."""
    if data is None:
        raise UsageError("name the dataset to change with --data or NATO_DATA; 'nato init DIR' starts one")
    if data.resolve() == shipped().resolve():
        say("this is the dataset that comes with nato")
    return data


def home(root: Path, selection: Selection) -> Path:
    """The folder of a selection: the one that describes it."""
    described = Path(selection.place.path).parent
    return described if described.is_dir() else root if root.is_dir() else root.parent


def say_waiting() -> None:
    say("another nato is changing this dataset: waiting for it")


def valid(loaded: Loaded) -> Dataset:
    """The dataset, or its faults on stderr and the end."""
    if loaded.dataset is None:
        sys.stderr.write(f"{diagnostics.text(loaded.diagnostics)}\nnato: nothing was written\n")
        raise BadDatasetError
    return loaded.dataset


def save_additions(
    root: Path, dataset: Dataset, selection: Selection, additions: Sequence[Addition], *, dry_run: bool = False
) -> Dataset:
    """Add records to a selection's files. Either all are written or none.

    Raises:
        InvalidAdditions: The dataset would be invalid by them.
        UsageError: A file is laid out so that nothing can be added to it.
    """
    _check_encoding(additions)
    with alone(home(root, selection), say_waiting):
        before: dict[Path, str] = {}
        after: dict[Path, str] = {}
        for path, section, of, records in _by_place(root, dataset, selection, additions):
            if path not in after:
                before[path] = _text(path)
                after[path] = before[path] or _head(root, path)
            try:
                after[path] = append(after[path], section, records, of=of)
            except LayoutError as error:
                raise UsageError(f"{path}: {error}") from None
        files = {path: text.encode() for path, text in after.items()}
        loaded = load(root, today(), instead=files)
        if loaded.dataset is None and (faults := faults_of(root, selection, additions)):
            raise InvalidAdditions(faults)
        changed = valid(loaded)
        if dry_run:
            for path, text in after.items():
                _show_difference(path, before[path], text)
        else:
            for note in replace(files):
                say(note)
    return changed


def _check_encoding(additions: Sequence[Addition]) -> None:
    try:
        for addition in additions:
            flow(addition.record).encode()
    except UnicodeEncodeError:
        raise UsageError("what is to be added is not all text in the encoding of this locale") from None


def _by_place(
    root: Path, dataset: Dataset, selection: Selection, additions: Sequence[Addition]
) -> list[tuple[Path, str, tuple[str, str] | None, list[Any]]]:
    """The additions by file, and by section or record; within a file, sources come before what rests on them."""
    grouped: dict[tuple[Path, str, tuple[str, str] | None], list[Any]] = {}
    for addition in sorted(additions, key=lambda addition: addition.section not in _ORDER[:1]):
        path = _file_for(root, dataset, selection, addition)
        grouped.setdefault((path, addition.section, addition.of), []).append(addition.record)
    return [(*place, records) for place, records in grouped.items()]


def _file_for(root: Path, dataset: Dataset, selection: Selection, addition: Addition) -> Path:
    """The file that an addition goes to: one file a publication, so that two people's additions never meet."""
    if not root.is_dir():
        return root
    folder = home(root, selection)
    if addition.section in _ORDER and addition.of is None:
        source = addition.record["id" if addition.section == "sources" else "source"]
        return folder / "reports" / f"{source}.yaml"
    section, id_ = addition.of or (addition.section, None)
    records = selection.candidates if section == "candidates" else getattr(dataset, section)
    if id_ is not None:
        return Path(records[id_].place.path)
    paths = [Path(record.place.path) for record in records.values()]
    own = [path for path in paths if path.resolve().is_relative_to(root.resolve())]
    return own[-1] if own else (folder if addition.section == "candidates" else root) / f"{addition.section}.yaml"


def _text(path: Path) -> str:
    try:
        return content(path).decode()
    except FileNotFoundError:
        return ""


def _head(root: Path, path: Path) -> str:
    """The line that names the schema to editors."""
    schema = root / "dataset.schema.json"
    relative = Path(os.path.relpath(schema, path.parent)).as_posix()
    return f"# yaml-language-server: $schema={relative}\n" if schema.exists() else ""


def faults_of(root: Path, selection: Selection, additions: Sequence[Addition]) -> list[Fault]:
    """Check additions beside the dataset, in a file that is never written, and say what is wrong with which."""
    lines, origins = _unwritten(additions)
    path = home(root, selection) / _UNWRITTEN
    loaded = load(root, today(), instead={path: "\n".join(lines).encode(errors="surrogatepass")})
    return [
        Fault(*origins[fault.line - 1], message_of(fault))
        for fault in loaded.diagnostics
        if _is_in_unwritten(fault) and fault.line
    ]


def fault_of_value(root: Path, selection: Selection, section: str, values: dict[str, Any]) -> str | None:
    """What is wrong with the last of some values of a record that is not complete yet; None if nothing is."""
    source, candidate = "unwritten.source", "unwritten.candidate"
    stand_ins: dict[str, dict[str, Any]] = {
        "sources": {"id": "unwritten.answer", "publisher": "x", "kind": "other", "reliability": "F"},
        "candidates": {"id": "unwritten.answer", "name": "x"},
        "members": {"id": "unwritten.answer", "name": "x"},
        "groups": {"id": "unwritten.answer", "name": "x", "members": []},
        "events": {"kind": "count", "candidate": candidate, "support": 0, "of": 1_000, "source": source},
        "stances": {
            "members": {"all_except": []}, "candidate": candidate, "position": "undecided", "source": source,
            "attribution": "media-inference",
        },
    }  # fmt: skip
    additions = [
        Addition("sources", stand_ins["sources"] | {"id": source}),
        Addition("candidates", stand_ins["candidates"] | {"id": candidate}),
        Addition(section, stand_ins[section] | values),
    ]
    key = list(values)[-1]
    faults = faults_of(root, selection, additions)
    return next((fault.message for fault in faults if (fault.number, fault.key) == (len(additions) - 1, key)), None)


def message_of(fault: Diagnostic) -> str:
    return one_line(f"{fault.message}: {fault.hint}" if fault.hint else fault.message)


def _is_in_unwritten(fault: Diagnostic) -> bool:
    return fault.severity is Severity.ERROR and Path(fault.path).name == _UNWRITTEN and fault.code != "too-many-faults"


def _unwritten(additions: Sequence[Addition]) -> tuple[list[str], list[tuple[int, str]]]:
    """Additions as the lines of a file, one line a key, and the addition and key that each line is of."""
    lines: list[str] = []
    origins: list[tuple[int, str]] = []
    sections: dict[str, list[tuple[int, Addition]]] = {}
    for number, addition in enumerate(additions):
        sections.setdefault(addition.of[0] if addition.of else addition.section, []).append((number, addition))
    for section, numbered in sections.items():
        lines.append(f"{section}:")
        origins.append((numbered[0][0], ""))
        for number, addition in numbered:
            dash = "  - "
            if addition.of:  # It is checked in a record that nobody else has.
                lines += [f"  - id: unwritten.{number}", "    name: x", f"    {addition.section}:"]
                origins += [(number, "")] * 3
                dash = "      - "
            is_record = isinstance(addition.record, dict)
            for key, value in addition.record.items() if is_record else (("", addition.record),):
                lines.append(f"{dash}{key}: {flow(value)}" if is_record else f"{dash}{flow(value)}")
                origins.append((number, key))
                dash = " " * len(dash)
    return lines, origins


def _show_difference(path: Path, before: str, after: str) -> None:
    lines = unified_diff(before.splitlines(), after.splitlines(), str(path), str(path), lineterm="", n=2)
    sys.stdout.write("".join(f"{one_line(line)}\n" for line in lines))


def slug(name: str) -> str:
    """An id from a name: letters of the English alphabet, digits and hyphens."""
    plain = unicodedata.normalize("NFKD", name.lower().translate(_LETTERS)).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


def new_id(stem: str, taken: Collection[str]) -> str:
    """The stem, with a number where it is taken."""
    numbered = (f"{stem}-{number}" for number in range(2, len(taken) + 3))
    return next(id_ for id_ in (stem, *numbered) if id_ not in taken)


def source_id(publisher: str, published: str, taken: Collection[str]) -> str:
    """The id of a source from its publisher and its date."""
    name = slug(publisher) or "source"
    return new_id(name if published in ("", "unknown") else f"{name}-{published.rstrip('~')}", taken)


def publication(described: Mapping[str, Any]) -> tuple[str, ...]:
    """What makes two descriptions of a source one publication: publisher, date, and where it is."""
    address = described.get("url") or described.get("where") or described.get("title") or ""
    return lookup.fold(str(described.get("publisher", ""))), str(described.get("date", "")), str(address)
