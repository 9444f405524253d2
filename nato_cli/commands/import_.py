"""Keep: bring a spreadsheet of stances into a dataset."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

import typer

from nato_cli.commands import lookup
from nato_cli.commands.edits import Addition, keep, own
from nato_cli.commands.errors import DOES_NOT_HOLD, UsageError
from nato_cli.commands.input_file import text_of
from nato_cli.commands.options import Data, Selection
from nato_cli.dataset.diagnostics import nearest
from nato_cli.dataset.schema import faults, written_types
from nato_cli.output.escape import one_line

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from nato_cli.model import Dataset
    from nato_cli.model import Selection as SelectionRecord

_OURS = ("member", "members", "candidate", "position", "hedge", "date", "source", "attribution", "credibility", "note")
_OF_THE_SOURCE = {
    "publisher": "publisher",
    "published": "date",
    "url": "url",
    "kind": "kind",
    "reliability": "reliability",
}
_DELIMITERS = ",;\t"
_CODES = re.compile(r"[A-Z]{3}( +[A-Z]{3})*")


class Row(NamedTuple):
    """A row of the spreadsheet, by its number there, with our names for its columns."""

    number: int
    values: dict[str, str]


class Outcome(NamedTuple):
    """What became of a row: taken, already there, or refused, and why."""

    row: int
    word: str
    reason: str


class _RefusedError(Exception):
    """A row that cannot be taken."""


def import_(
    file: Annotated[
        Path,
        typer.Argument(metavar="FILE", show_default=False, help="A .csv, .tsv or .json file with one stance a row."),
    ],
    map_: Annotated[
        list[str] | None,
        typer.Option(
            "--map", metavar="THEIRS=OURS", show_default=False, help="Read a column of theirs as one of ours."
        ),
    ] = None,
    dates: Annotated[
        str | None,
        typer.Option(
            "--dates",
            metavar="FORMAT",
            show_default=False,
            help="How dates are written, such as %d.%m.%Y, if not by ISO 8601.",
        ),
    ] = None,
    skip_bad: Annotated[bool, typer.Option("--skip-bad", help="Take the good rows though others are refused.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what would change, and change nothing.")] = False,
    data: Data = None,
    selection: Selection = None,
) -> None:
    """Columns are told by their names, members by code or by name.

    The columns: member or members, candidate, position, hedge, date, source, attribution, credibility, note; for a
    source that is new also publisher, published, url, kind and reliability.
    """
    root = own(data)
    dataset = lookup.open_dataset(root)
    chosen = lookup.chosen(dataset, selection)
    reader = _Reader(dataset, chosen, dates)
    outcomes = [reader.take(row) for row in _rows(file, _renamed(map_))]
    refused = [each for each in outcomes if each.word == "refused"]
    if reader.additions and (skip_bad or not refused):
        keep(root, chosen, reader.additions, dry_run=dry_run)
        done = "would be taken" if dry_run else "taken"
    else:
        done = "could be taken, nothing was written" if reader.additions else "taken"
    _tell(outcomes, done)
    if refused:
        raise typer.Exit(DOES_NOT_HOLD)


def _tell(outcomes: list[Outcome], done: str) -> None:
    for each in outcomes:
        if each.word != "taken":
            sys.stdout.write(f"row {each.row}: {each.word}: {one_line(each.reason)}\n")
    numbers = {word: sum(each.word == word for each in outcomes) for word in ("taken", "already there", "refused")}
    sys.stdout.write(
        f"{numbers['taken']} {done}, {numbers['already there']} already there, {numbers['refused']} refused\n"
    )


def _renamed(pairs: list[str] | None) -> dict[str, str]:
    found = {}
    for pair in pairs or ():
        theirs, separator, ours = pair.partition("=")
        if not separator or ours not in {*_OURS, *_OF_THE_SOURCE}:
            raise UsageError(f"--map {pair}: write THEIRS=OURS, with one of {', '.join((*_OURS, *_OF_THE_SOURCE))}")
        found[theirs] = ours
    return found


def _rows(file: Path, renamed: Mapping[str, str]) -> Iterator[Row]:
    """The rows of a file, with our names for the columns.

    Raises:
        WrongUsageError: It cannot be read as a table, or it has columns that nobody knows.
    """
    text = text_of(file)
    raw = _from_json(file, text) if file.suffix.lower() == ".json" else _from_table(file, text)
    for number, values in raw:
        named = {renamed.get(name, name.strip().lower()): value for name, value in values.items() if name}
        unknown = [name for name in named if name not in {*_OURS, *_OF_THE_SOURCE}]
        if unknown:
            near = nearest(unknown[0], (*_OURS, *_OF_THE_SOURCE), 1)
            hint = f"did you mean '{near[0]}'? " if near else ""
            raise UsageError(
                f"{file}: unknown column '{unknown[0]}': {hint}--map '{unknown[0]}=...' says which of ours it is"
            )
        yield Row(number, {name: value.strip() for name, value in named.items() if value and value.strip()})


def _from_table(file: Path, text: str) -> Iterator[tuple[int, dict[str, str]]]:
    header = text.partition("\n")[0]
    delimiter = max(_DELIMITERS, key=header.count)
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter)
    for values in _read(file, reader):
        yield reader.line_num, {name: value if isinstance(value, str) else "" for name, value in values.items() if name}


def _read(file: Path, reader: csv.DictReader[str]) -> Iterator[dict[Any, Any]]:
    try:
        yield from reader
    except csv.Error as error:
        raise UsageError(f"{file}: line {reader.line_num + 1}: {error}") from None


def _from_json(file: Path, text: str) -> Iterator[tuple[int, dict[str, str]]]:
    try:
        found = json.loads(text)
    except ValueError as error:
        raise UsageError(f"{file}: {error}") from None
    except RecursionError:
        raise UsageError(f"{file}: nested too deep") from None
    records = found.get("stances") if isinstance(found, dict) else found
    if not isinstance(records, list) or not all(isinstance(each, dict) for each in records):
        raise UsageError(f"{file}: a list of stances is expected, or an object with one under 'stances'")
    for number, record in enumerate(records, 1):
        yield number, {name: _joined(value) for name, value in record.items() if value is not None}


def _joined(value: Any) -> str:
    return " ".join(map(str, value)) if isinstance(value, list) else str(value)


class _Reader:
    """Turns rows into records of a dataset, and keeps those that can be added."""

    def __init__(self, dataset: Dataset, chosen: SelectionRecord, dates: str | None) -> None:
        self.chosen = chosen
        self.dates = dates
        self.member = _finder(dataset)
        self.sources: dict[str, dict[str, str]] = {}
        self.additions: list[Addition] = []
        self.known = {
            (code, each.candidate, str(each.date or chosen.sources[each.source].date), each.source)
            for each in chosen.stances
            if not each.collective
            for code in each.members
        }

    def take(self, row: Row) -> Outcome:
        try:
            record = self._record(row.values)
        except _RefusedError as error:
            return Outcome(row.number, "refused", str(error))
        codes = record["members"] if "members" in record else [record["member"]]
        keys = {(code, record["candidate"], self._date(record), record["source"]) for code in codes}
        if keys <= self.known:
            return Outcome(
                row.number, "already there", f"{', '.join(codes)} on {record['candidate']} by {record['source']}"
            )
        self.known |= keys
        self.additions.append(Addition("stances", record))
        return Outcome(row.number, "taken", "")

    def _record(self, values: dict[str, str]) -> dict[str, Any]:
        named = values.get("members", values.get("member", ""))
        codes = [self.member(each) for each in _several(named)]
        if not codes:
            raise _RefusedError("no member")
        record: dict[str, Any] = {"member": codes[0]} if len(codes) == 1 else {"members": codes}
        record |= {name: values[name] for name in _OURS[2:] if name in values}
        if "date" in record:
            record["date"] = self._iso(record["date"])
        if record.get("candidate") not in self.chosen.candidates:
            raise _RefusedError(_not_known("candidate", record.get("candidate"), list(self.chosen.candidates)))
        self._check("stances", record)
        self._check_source(record["source"], values)
        return record

    def _check(self, section: str, record: dict[str, Any]) -> None:
        wrong = faults(record, written_types()[section])
        if wrong:
            raise _RefusedError(
                "; ".join(f"{fault.message}: {fault.hint}" if fault.hint else fault.message for fault in wrong)
            )

    def _check_source(self, source: str, values: dict[str, str]) -> None:
        """A new source comes with its own columns; one that is known needs none."""
        if source in self.chosen.sources or source in self.sources:
            return
        record = {"id": source} | {ours: values[name] for name, ours in _OF_THE_SOURCE.items() if name in values}
        if len(record) == 1:
            raise _RefusedError(_not_known("source", source, list(self.chosen.sources)))
        if record.get("date", "unknown") != "unknown":
            record["date"] = self._iso(record["date"])
        self._check("sources", record)
        self.sources[source] = record
        self.additions.insert(0, Addition("sources", record))

    def _date(self, record: dict[str, Any]) -> str:
        source = record["source"]
        known = self.chosen.sources.get(source)
        return str(record.get("date") or (known.date if known else self.sources[source].get("date")))

    def _iso(self, written: str) -> str:
        if self.dates is None:
            return written
        try:
            return str(dt.datetime.strptime(written, self.dates).date())  # noqa: DTZ007 - a day has no time zone
        except ValueError:
            raise _RefusedError(f"'{written}' is not a date like {self.dates}") from None


def _several(text: str) -> list[str]:
    """Members of one cell: codes with spaces or commas between them, or names with commas or semicolons."""
    parts = [part.strip() for part in text.replace(";", ",").split(",")]
    found = [part.split() if _CODES.fullmatch(part) else [part] for part in parts]
    return [word for words in found for word in words if word]


def _not_known(what: str, word: str | None, known: list[str]) -> str:
    if not word:
        return f"no {what}"
    near = nearest(word, known, 1)
    return f"unknown {what} '{word}'" + (f": did you mean '{near[0]}'?" if near else "")


def _finder(dataset: Dataset) -> Callable[[str], str]:
    """From a member's code or name, in English or French, to its alpha-3 code."""
    known = {
        name.casefold(): member.id
        for member in dataset.members.values()
        for name in (member.id, member.name, *member.aliases)
    }

    def find(word: str) -> str:
        code = known.get(word.casefold()) or _by_country(word)
        if code not in dataset.members:
            raise _RefusedError(
                _not_known("member", word, [*dataset.members, *(each.name for each in dataset.members.values())])
            )
        return code

    return find


def _by_country(word: str) -> str | None:
    """ISO 3166's code of a country by its alpha-2 code or one of its names."""
    import gettext

    import pycountry

    try:
        return str(pycountry.countries.lookup(word).alpha_3)
    except LookupError:
        pass
    french = gettext.translation("iso3166-1", pycountry.LOCALES_DIR, languages=["fr"], fallback=True)
    wanted = word.casefold()
    return next((each.alpha_3 for each in pycountry.countries if french.gettext(each.name).casefold() == wanted), None)
