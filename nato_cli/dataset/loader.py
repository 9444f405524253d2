"""Read the files of a dataset and put them together: a dataset, and what is wrong with it.

Loading never raises for bad data. Which selection a file's records belong to follows from its folder: the one that is
described there, or in the nearest folder above.
"""

from __future__ import annotations

from itertools import islice
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from nato_cli.dataset import citations, coverage
from nato_cli.dataset.checks import ERRORS, WARNINGS, future_date
from nato_cli.dataset.diagnostics import Diagnostic, Severity, at, in_order, suggestion
from nato_cli.dataset.discovery import (
    IGNORE_FILE,
    ChangedError,
    NotAFileError,
    content,
    find,
    is_conflict_copy,
    shipped,
    shown,
)
from nato_cli.dataset.schema import LISTS, SECTIONS, InvalidRecordError, read
from nato_cli.dataset.yaml_reader import MOST_FAULTS, YamlFile
from nato_cli.model import Dataset, Place, Record, Selection

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator, Mapping

    from nato_cli.dataset.yaml_reader import RawRecord

_OF_A_SELECTION = ("candidates", "stances", "events")
#: Faults that a record may have only because one of another section has a fault, by that section.
_CONSEQUENCES = {
    "members": {"unknown-member"},
    "groups": {"unknown-member", "unknown-group"},
    "sources": {"unknown-source"},
    "candidates": {"unknown-candidate"},
    "scales": {"unknown-hedge"},
    "unscaled": {"unknown-hedge"},
}


class Loaded(Record, frozen=True):
    """What loading gives: the dataset, None when there are errors, and every fault in order of place."""

    dataset: Dataset | None
    diagnostics: tuple[Diagnostic, ...]


def load(
    path: Path,
    today: dt.date,
    *,
    warnings: bool = False,
    instead: Mapping[Path, bytes] | None = None,
) -> Loaded:
    """Load the dataset at `path`, a folder or a file.

    Args:
        path: Where the YAML files are.
        today: Reports of later days are faults.
        warnings: Whether to look for what is allowed and yet may be a slip.
        instead: Contents to take for some files, as if they had been written already; also for files that do not exist.

    A dataset that defines no members, or no scales, uses the shipped ones.
    """
    files = _FileSet(path.expanduser() if str(path).startswith("~") else path, instead or {})
    files.read_all()
    if files.lacks("members") or files.lacks("scales"):
        files.borrow(shipped())
    assembly = _Assembly(files)
    dataset = assembly.dataset(shown(path))
    faults = assembly.faults
    if files.complete:
        faults += files.own(check(dataset) for check in ERRORS)
        faults += [fault for fault in future_date.check(dataset, today) if not files.is_shipped(fault.path)]
        if warnings and not files.has_errors and not any(fault.severity is Severity.ERROR for fault in faults):
            faults += files.own(check(dataset) for check in WARNINGS)
    files.diagnostics += [files.located(fault) for fault in faults[:MOST_FAULTS]]
    diagnostics = in_order(files.diagnostics)
    if not warnings:
        diagnostics = tuple(fault for fault in diagnostics if fault.severity is Severity.ERROR)
    return Loaded(dataset=None if files.has_errors else dataset, diagnostics=diagnostics)


class _FileSet:
    """The files of one dataset, and the records read from each by section.

    They are `complete` as long as every record was read: else the checks would report what is only unread as missing.
    """

    def __init__(self, root: Path, instead: Mapping[Path, bytes]) -> None:
        self.root = root
        self.instead = instead
        self.suppressed: set[str] = set()
        self.diagnostics: list[Diagnostic] = []
        self.files: dict[str, YamlFile] = {}
        self.records: dict[str, dict[str, list[Any]]] = {}
        self.borrowed: set[str] = set()
        self.empty: set[str] = set()
        self.complete = True
        self.shipped = shown(shipped())
        self._stances_of: dict[str, int] = {}

    @property
    def has_errors(self) -> bool:
        return any(fault.severity is Severity.ERROR for fault in self.diagnostics)

    def lacks(self, section: str) -> bool:
        """Whether a dataset leaves a section to the shipped one; an empty list is a dataset's own."""
        is_there = section in self.empty or any(sections.get(section) for sections in self.records.values())
        return bool(self.records) and not is_there

    def is_shipped(self, path: str) -> bool:
        return PurePath(path).is_relative_to(self.shipped)

    def read_all(self) -> None:
        paths = list(self.instead) if self.root in self.instead else []
        if not paths:
            paths = list(find(self.root, lambda error: self._cannot_read(error, self.root)))
        paths += [path for path in self.instead if path not in paths]
        for path in paths:
            self._read(path)
        if not paths and not self.diagnostics:
            hint = "name a folder that holds .yaml files, or one file"
            self._add(self.root, "no-dataset", "no YAML file here", hint)

    def borrow(self, folder: Path) -> None:
        """Take from the shipped dataset what is common to all selections."""
        wanted = [name for name in ("members", "scales") if self.lacks(name)]
        for name in (*wanted, "sources"):
            self._read(folder / f"{name}.yaml")
            self.borrowed.add(shown(folder / f"{name}.yaml"))

    def _read(self, path: Path) -> None:
        data = self.instead.get(path)
        try:
            data = content(path) if data is None else data
        except OSError as error:
            self._cannot_read(error, path)
            return
        name = shown(path)
        if is_conflict_copy(name):
            message, hint = "this looks like a second version of a file", f"remove it, or list it in {IGNORE_FILE}"
            self._add(path, "conflict-copy", message, hint, Severity.WARNING)
        if not data.strip():
            self._add(path, "empty-file", "the file is empty", "remove it, or add a section", Severity.WARNING)
        file = self.files[name] = YamlFile(name, data, self.diagnostics)
        sections: dict[str, list[Any]] = {}
        self.records[name] = sections
        for raw in file.records():
            record = self._record(raw, file)
            if record is not None:
                sections.setdefault(raw.section, []).append(record)
            if file.is_full:
                file.complete = False
                break
        self.complete &= file.complete

    def _record(self, raw: RawRecord, file: YamlFile) -> Any | None:
        """The record as its section's type, or None with its faults reported."""
        if raw.section not in SECTIONS or (raw.number is not None) is not (raw.section in LISTS):
            self._report_section(raw, file)
            return None
        if raw.damaged:
            self.suppressed |= _CONSEQUENCES.get(raw.section, set())
            return None
        try:
            record = read(raw.section, raw.value, raw.place, has_null=raw.has_null)
        except InvalidRecordError as error:
            self.suppressed |= _CONSEQUENCES.get(raw.section, set())
            for fault in error.faults:
                located = file.located(
                    at(raw.place, fault.code, fault.message, fault.path, fault.path[:-1], hint=fault.hint)
                )
                self.diagnostics.append(located)
            return None
        if raw.section != "stances":
            return record
        number = self._stances_of[record.source] = self._stances_of.get(record.source, 0) + 1
        return replace(record, id=f"{record.source}#{number}")

    def _report_section(self, raw: RawRecord, file: YamlFile) -> None:
        name = raw.section
        if name in LISTS and raw.value == []:
            self.empty.add(name)
            return
        file.complete = False
        if name in LISTS:
            file.report("wrong-type", f"'{name}' holds a list of records", raw.key, "begin each record with '- '")
        elif name not in SECTIONS and not raw.number:
            known = ", ".join(SECTIONS)
            hint = suggestion(
                name, SECTIONS, f"known here: {known}; a file of another program: list it in {IGNORE_FILE}"
            )
            if "\u00a0" in name:
                hint = "it holds a no-break space (U+00A0): replace it with a space"
            file.report("unknown-key", f"unknown section '{name}'", raw.key, hint)
        elif raw.number == 0:
            file.report("wrong-type", f"'{name}' holds one mapping, not a list", raw.key, "remove the '- '")

    def _cannot_read(self, error: OSError, path: Path) -> None:
        where = Path(error.filename) if isinstance(error.filename, str) else path
        if isinstance(error, FileNotFoundError):
            hint = (
                "your shell did not expand '~': give the whole path" if str(where).startswith("~") else "check the path"
            )
            self._add(where, "no-such-file", "no such file or folder", hint)
        elif isinstance(error, NotAFileError):
            self._add(where, "not-a-file", "not a regular file", "name a YAML file, or a folder of them")
        elif isinstance(error, ChangedError):
            self._add(where, "changed", "changed while it was read", "try again when it is written")
        elif isinstance(error, PermissionError):
            self._add(where, "no-permission", "may not be read", "change its permissions, or name another")
        else:
            self._add(where, "unreadable", error.strerror or str(error), None)

    def _add(self, path: Path, code: str, message: str, hint: str | None, severity: Severity = Severity.ERROR) -> None:
        """Report a fault of a file as a whole."""
        if severity is Severity.ERROR:
            self.complete = False
        fault = Diagnostic(severity=severity, code=code, path=shown(path), message=message, hint=hint)
        self.diagnostics.append(fault)

    def own(self, checks: Iterable[Iterable[Diagnostic]]) -> list[Diagnostic]:
        """The faults in the dataset's own files, but those that are only the consequence of another."""
        return [
            fault
            for faults in checks
            for fault in islice(faults, MOST_FAULTS)
            if fault.path not in self.borrowed and fault.code not in self.suppressed
        ]

    def located(self, fault: Diagnostic) -> Diagnostic:
        return self.files[fault.path].located(fault)


class _Assembly:
    """Puts the records of all files together, by selection."""

    def __init__(self, files: _FileSet) -> None:
        self.files = files
        self.at_home: dict[PurePath | None, list[str]] = {}
        self.faults: list[Diagnostic] = []

    def dataset(self, path: str) -> Dataset:
        selections = self._selections()
        paths = list(self.files.records)
        for name in paths:
            self.at_home.setdefault(_home(name, selections), []).append(name)
        common = self.at_home.get(None, [])
        dataset = Dataset(
            path=path,
            members=self._by_id("members", paths),
            groups=self._by_id("groups", paths),
            scales=self._by_id("scales", paths),
            unscaled=next(self._all("unscaled", paths), None),
            grades=tuple(self._all("grades", paths)),
            sources=self._by_id("sources", common),
            officeholders=tuple(self._all("officeholders", paths)),
        )
        filled = [self._filled(selection, self.at_home[folder], dataset) for folder, selection in selections.items()]
        if self.files.complete and not self.files.has_errors:
            self._report_homeless(common)
        return replace(dataset, selections={selection.id: selection for selection in filled})

    def _all(self, section: str, paths: Iterable[str]) -> Iterator[Any]:
        return (record for path in paths for record in self.files.records[path].get(section, ()))

    def _selections(self) -> dict[PurePath, Selection]:
        """The selections by the folder that is theirs."""
        by_folder: dict[PurePath, Selection] = {}
        by_id: dict[str, Selection] = {}
        for path in self.files.records:
            for selection in self._all("selection", [path]):
                folder = PurePath(path).parent
                if folder in by_folder:
                    message, hint = "a second selection in one folder", "give each selection a folder of its own"
                    other = by_folder[folder].place
                    self.faults.append(at(selection.place, "one-selection", message, hint=hint, other=other))
                elif selection.id in by_id:
                    self._duplicate("selection", selection, by_id[selection.id].place)
                else:
                    by_folder[folder] = by_id[selection.id] = selection
        return by_folder

    def _by_id(self, section: str, paths: list[str]) -> dict[str, Any]:
        by_id: dict[str, Any] = {}
        for record in self._all(section, paths):
            first = by_id.setdefault(record.id, record)
            if first is not record:
                self._duplicate(section[:-1], record, first.place)
        return by_id

    def _duplicate(self, kind: str, record: Any, first: Place) -> None:
        message, hint = f"{kind} '{record.id}' given twice", "rename one of the two"
        self.faults.append(at(record.place, "duplicate-id", message, ("id",), hint=hint, other=first))

    def _filled(self, selection: Selection, paths: list[str], dataset: Dataset) -> Selection:
        """A selection with its records, and those of the common sources that it cites."""
        common = dataset.sources
        sources = self._by_id("sources", paths)
        for source in sources.values():
            if source.id in common:
                self._duplicate("source", source, common[source.id].place)
        stances = coverage.resolved(self._all("stances", paths), selection, common | sources, dataset)
        filled = replace(
            selection,
            candidates=self._by_id("candidates", paths),
            sources=sources,
            stances=tuple(stances),
            events=tuple(self._all("events", paths)),
        )
        wanted = citations.cited_by(filled) | {source.relays for source in sources.values() if source.relays}
        while wanted:
            cited = common.get(wanted.pop())
            if cited is not None and cited.id not in sources:
                sources[cited.id] = cited
                if cited.relays:
                    wanted.add(cited.relays)
        return filled

    def _report_homeless(self, common: list[str]) -> None:
        """Report records of a selection in a folder that has none, once a file and section."""
        hint = "describe it under 'selection:' in a file of this folder"
        for path in common:
            for section in _OF_A_SELECTION:
                for record in self.files.records[path].get(section, [])[:1]:
                    message = f"{section} that belong to no selection"
                    self.faults.append(at(record.place, "no-selection", message, hint=hint))


def _home(path: str, selections: Mapping[PurePath, Selection]) -> PurePath | None:
    """The folder of the selection that a file's records belong to."""
    folder = PurePath(path).parent
    return next((home for home in (folder, *folder.parents) if home in selections), None)
