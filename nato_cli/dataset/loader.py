"""Read the files of a dataset and put them together: a dataset, and what is wrong with it.

Loading never raises for bad data. Which selection a file's records belong to follows from its folder: the one that is
described there, or in the nearest folder above.
"""

from __future__ import annotations

import gc
from contextlib import contextmanager
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any

import msgspec

from nato_cli.dataset import citations, coverage
from nato_cli.dataset.checks import ERROR_RULES, WARNING_RULES
from nato_cli.dataset.diagnostics import Diagnostic, Finding, Severity, few, in_order
from nato_cli.dataset.discovery import ChangedError, NotAFileError, content, find, shipped, shown
from nato_cli.dataset.schema import Schema
from nato_cli.dataset.yaml_reader import LOADER, Document
from nato_cli.model import Dataset, Place, Record, Selection, Source

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from nato_cli.dataset.yaml_reader import Node

_OF_A_SELECTION = ("candidates", "stances", "events")


class Loaded(Record, frozen=True):
    """What loading gives: the dataset, None when there are errors, and every fault in order of place."""

    dataset: Dataset | None
    diagnostics: tuple[Diagnostic, ...]

    @property
    def errors(self) -> tuple[Diagnostic, ...]:
        return tuple(each for each in self.diagnostics if each.severity is Severity.ERROR)


def load(
    path: Path,
    today: dt.date,
    *,
    warnings: bool = False,
    parser: Any = LOADER,
    instead: Mapping[Path, bytes] | None = None,
    watched: Callable[[Iterator[Node], int], Iterable[Node]] | None = None,
) -> Loaded:
    """Load the dataset at `path`, a folder or a file.

    Args:
        path: Where the YAML files are.
        today: No report can be of a later day.
        warnings: Whether to look for what is allowed and yet may be a slip.
        parser: The PyYAML loader whose events are read; libyaml's by default.
        instead: What to take some files to hold, as if it had been written already; files that are not there yet too.
        watched: Hands on the records of a file of so many bytes, for somebody who watches.

    A dataset that defines no members, or no scales, uses the shipped ones.
    """
    with _collector_off():
        files = _Files(path, Schema(today), parser, instead or {}, watched)
        files.read_all()
        if files.lacks("members") or files.lacks("scales"):
            files.borrow(shipped())
        assembly = _Assembly(files, shown(path))
        dataset = assembly.dataset()
        findings = [*few(assembly.faults), *(files.found(ERROR_RULES, dataset) if files.complete else ())]
        if warnings and not findings and not files.diagnostics:
            findings = files.found(WARNING_RULES, dataset)
        files.add_findings(findings)
    diagnostics = in_order(files.diagnostics)
    is_valid = all(each.severity is Severity.WARNING for each in diagnostics)
    return Loaded(dataset=dataset if is_valid else None, diagnostics=diagnostics)


@contextmanager
def _collector_off() -> Iterator[None]:
    """Without the garbage collector, which else walks all records again and again while they grow in number."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _unwatched(nodes: Iterator[Node], _: int) -> Iterator[Node]:
    return nodes


class _Files:
    """The files of one dataset, and the records read from each by section.

    They are `complete` as long as no record went by unseen. Once one did, none can be said to be missing.
    """

    def __init__(
        self,
        root: Path,
        schema: Schema,
        parser: Any,
        instead: Mapping[Path, bytes],
        watched: Callable[[Iterator[Node], int], Iterable[Node]] | None,
    ) -> None:
        self.root = root
        self.watched = watched or _unwatched
        self.instead = instead
        self.schema = schema
        self.parser = parser
        self.diagnostics: list[Diagnostic] = []
        self.documents: dict[str, Document] = {}
        self.records: dict[str, dict[str, list[Any]]] = {}
        self.borrowed: set[str] = set()
        self.complete = True

    def lacks(self, section: str) -> bool:
        return bool(self.records) and not any(sections.get(section) for sections in self.records.values())

    def read_all(self) -> None:
        found = list(find(self.root, lambda error: self._fault_of(error, self.root)))
        found += [path for path in self.instead if path not in found]
        for path in found:
            self._read(path)
        if not found and not self.diagnostics:
            self._fault(
                self.root, "no-dataset", "no YAML file here", "name a folder that holds .yaml files, or one file"
            )

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
            self._fault_of(error, path)
            return
        name = shown(path)
        document = self.documents[name] = Document(name, data, self.diagnostics, self.parser)
        sections: dict[str, list[Any]] = {}
        self.records[name] = sections
        for node in self.watched(document.nodes(), len(data)):
            record = self.schema.decode(node, document)
            if record is not None:
                sections.setdefault(node.section, []).append(record)
        self.complete &= document.complete

    def _fault_of(self, error: OSError, path: Path) -> None:
        at = Path(error.filename) if isinstance(error.filename, str) else path
        if isinstance(error, FileNotFoundError):
            self._fault(at, "no-such-file", "no such file or folder", "check the path")
        elif isinstance(error, NotAFileError):
            self._fault(at, "not-a-file", "not a regular file", "name a YAML file, or a folder of them")
        elif isinstance(error, ChangedError):
            self._fault(at, "changed", "changed while it was read", "try again when it is written")
        elif isinstance(error, PermissionError):
            self._fault(at, "no-permission", "may not be read", "change its permissions, or name another")
        else:
            self._fault(at, "unreadable", error.strerror or str(error), None)

    def _fault(self, path: Path, code: str, message: str, hint: str | None) -> None:
        self.complete = False
        self.diagnostics.append(
            Diagnostic(severity=Severity.ERROR, code=code, path=shown(path), message=message, hint=hint)
        )

    def found(self, rules: Iterable[Callable[[Dataset], Iterable[Finding]]], dataset: Dataset) -> list[Finding]:
        """What the rules find in the dataset's own files."""
        found: list[Finding] = []
        for check in rules:
            found += few(finding for finding in check(dataset) if finding.place.path not in self.borrowed)
        return found

    def add_findings(self, findings: list[Finding]) -> None:
        """Turn what the rules found into diagnostics, by a second look at the files concerned for the exact places."""
        by_path: dict[str, dict[tuple[int, int], list[Finding]]] = {}
        for finding in findings:
            place = finding.place
            by_path.setdefault(place.path, {}).setdefault((place.line, place.column), []).append(finding)
        for path, by_place in by_path.items():
            known = self.documents[path]
            document = Document(path, known.data, [], self.parser)
            for node in document.nodes():
                place = document.place(node.start)
                for finding in by_place.pop((place.line, place.column), ()):
                    self.diagnostics.append(_diagnose(finding, node, document))
                if not by_place:
                    break


def _diagnose(finding: Finding, node: Node, document: Document) -> Diagnostic:
    events = (node.event_at(field) for field in finding.fields)
    event = next((event for event in events if event is not None), node.events[0])
    return document.diagnose(
        finding.severity,
        finding.code,
        finding.message,
        event,
        hint=finding.hint,
        other=finding.other,
        other_label=finding.other_label,
    )


class _Assembly:
    """Puts the records of all files together, by selection."""

    def __init__(self, files: _Files, path: str) -> None:
        self.files = files
        self.path = path
        self.at_home: dict[PurePath | None, list[str]] = {}
        self.faults: list[Finding] = []

    def dataset(self) -> Dataset:
        selections = self._selections()
        for path in self.files.records:
            self.at_home.setdefault(_home(path, selections), []).append(path)
        common = self.at_home.get(None, [])
        grades = [grades for path in self.files.records for grades in self._of(path, "grades")]
        unscaled = [record for path in self.files.records for record in self._of(path, "unscaled")]
        dataset = Dataset(
            path=self.path,
            members=self._by_id("members", list(self.files.records)),
            groups=self._by_id("groups", list(self.files.records)),
            scales=self._by_id("scales", list(self.files.records)),
            unscaled=unscaled[0] if unscaled else None,
            reliability_grades=_joined(grades, "reliability"),
            credibility_grades=_joined(grades, "credibility"),
            sources=self._by_id("sources", common),
            officeholders=tuple(record for path in self.files.records for record in self._of(path, "officeholders")),
        )
        filled = {folder: self._filled(selection, folder, dataset) for folder, selection in selections.items()}
        if self.files.complete:
            self._report_homeless(common)
        return msgspec.structs.replace(dataset, selections={each.id: each for each in filled.values()})

    def _of(self, path: str, section: str) -> list[Any]:
        return self.files.records[path].get(section, [])

    def _selections(self) -> dict[PurePath, Selection]:
        """The selections by the folder (or file) that is theirs."""
        found: dict[PurePath, Selection] = {}
        ids: dict[str, Place] = {}
        for path in self.files.records:
            for selection in self._of(path, "selection"):
                folder = PurePath(path).parent
                if folder in found:
                    self.faults.append(
                        Finding(
                            code="one-selection",
                            place=selection.place,
                            message="a second selection in one folder",
                            hint="give each selection a folder of its own",
                            other=found[folder].place,
                        )
                    )
                elif selection.id in ids:
                    self._duplicate("selection", selection, ids[selection.id])
                else:
                    found[folder] = selection
                    ids[selection.id] = selection.place
        return found

    def _by_id(self, section: str, paths: list[str]) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for path in paths:
            for record in self._of(path, section):
                first = found.setdefault(record.id, record)
                if first is not record:
                    self._duplicate(section[:-1], record, first.place)
        return found

    def _duplicate(self, kind: str, record: Any, first: Place) -> None:
        self.faults.append(
            Finding(
                code="duplicate-id",
                place=record.place,
                message=f"{kind} '{record.id}' given twice",
                fields=(("id",),),
                hint="rename one of the two",
                other=first,
            )
        )

    def _filled(self, selection: Selection, folder: PurePath, dataset: Dataset) -> Selection:
        common = dataset.sources
        paths = self.at_home[folder]
        sources = self._by_id("sources", paths)
        for source in sources.values():
            if source.id in common:
                self._duplicate("source", source, common[source.id].place)
        stances = (stance for path in paths for stance in self._of(path, "stances"))
        filled = msgspec.structs.replace(
            selection,
            candidates=self._by_id("candidates", paths),
            sources=sources,
            stances=tuple(coverage.resolved(stances, selection, sources | common, dataset)),
            events=tuple(record for path in paths for record in self._of(path, "events")),
        )
        _add_cited(filled, common)
        return filled

    def _report_homeless(self, common: list[str]) -> None:
        for path in common:
            for section in _OF_A_SELECTION:
                for record in self._of(path, section)[:1]:
                    self.faults.append(
                        Finding(
                            code="no-selection",
                            place=record.place,
                            message=f"{section} that belong to no selection",
                            hint="describe it under 'selection:' in a file of this folder",
                        )
                    )


def _home(path: str, selections: Mapping[PurePath, Selection]) -> PurePath | None:
    """The folder of the selection that a file's records belong to."""
    folder = PurePath(path).parent
    return next((each for each in (folder, *folder.parents) if each in selections), None)


def _joined(grades: list[dict[str, Any]], name: str) -> tuple[Any, ...]:
    return tuple(grade for each in grades for grade in each.get(name, ()))


def _add_cited(selection: Selection, common: dict[str, Source]) -> None:
    """Give a selection those of the common sources that it cites, and what they relay."""
    wanted = citations.cited_by(selection)
    wanted |= {source.relays for source in selection.sources.values() if source.relays}
    while wanted:
        source = common.get(wanted.pop())
        if source is not None and source.id not in selection.sources:
            selection.sources[source.id] = source
            if source.relays:
                wanted.add(source.relays)
