"""Add the stances of a spreadsheet to a dataset."""

from __future__ import annotations

import datetime as dt
import re
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from nato_cli.commands import lookup
from nato_cli.commands.edits import (
    STANCE_KEYS,
    Addition,
    faults_of,
    publication,
    require_dataset,
    save_additions,
    source_id,
)
from nato_cli.commands.errors import DOES_NOT_HOLD, UsageError, quoted, suggestions, unknown
from nato_cli.commands.names import Names, fold
from nato_cli.commands.options import Data, Selection, argument, option
from nato_cli.commands.spreadsheet import NotATableError, Row, read_table
from nato_cli.dataset import serialization
from nato_cli.dates import DateError, parse_date
from nato_cli.files import read_input
from nato_cli.output.escape import one_line

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from nato_cli.model import Dataset
    from nato_cli.model import Selection as SelectionRecord

#: Columns that describe a new source, and the keys of its record.
_SOURCE = {
    "publisher": "publisher", "title": "title", "author": "author", "published": "date", "url": "url", "where": "where",
    "archived": "archived", "kind": "kind", "language": "language", "reliability": "reliability", "relays": "relays",
}  # fmt: skip
_COLUMNS = (*STANCE_KEYS, "all_except", *_SOURCE)
#: Columns that `nato stances --format csv` writes, and that follow from the others.
_COMPUTED = frozenset({"all_except", "groups", "reliability", "origin", "firm", "standing", "file", "line"})
_WORDS = frozenset({"position", "attribution", "kind"})
_DATES = ("date", "met", "published")


class Refused(ValueError):  # noqa: N818 - what becomes of a row
    """A row that cannot be taken, and why."""


def import_(
    file: Annotated[
        Path,
        argument(
            metavar="FILE",
            help="A .csv, .tsv, .xlsx, .json or .jsonl file with one stance a row; - for standard input.",
        ),
    ],
    map_: Annotated[
        list[str] | None,
        option(
            "--map",
            metavar="THEIRS=OURS",
            help="Read a column of theirs as one of ours; THEIRS= leaves the column out.",
        ),
    ] = None,
    set_: Annotated[
        list[str] | None, option("--set", metavar="OURS=VALUE", help="The same value in every row.")
    ] = None,
    dates: Annotated[
        str | None, option("--dates", metavar="FORMAT", help="How dates are written, such as %d.%m.%Y; ISO 8601 too.")
    ] = None,
    encoding: Annotated[
        str | None,
        typer.Option(
            "--encoding", metavar="NAME", show_default="utf-8, or utf-16 by its mark", help="Such as cp1252 (Windows)."
        ),
    ] = None,
    skip_bad: Annotated[bool, typer.Option("--skip-bad", help="Take the good rows though others are refused.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what would change, and change nothing.")] = False,
    data: Data = None,
    selection: Selection = None,
) -> None:
    """Columns go by their names, members by code or name, candidates by id or name.

    The columns: member or members, candidate, position, hedge, date, source, attribution, speaker, credibility,
    condition, met, quote, note; for a source that is new also publisher, published, url or where, kind, reliability,
    title, author, language and relays. A new source without an id gets one from its publisher and date.
    """
    root = require_dataset(data)
    read_date = _date_reader(dates)
    fixed = _fixed(set_)
    renamed = _renamed(map_)
    dataset = lookup.open_dataset(root)
    table = _table(file, encoding, renamed)
    columns = _columns(file, table.columns, renamed, fixed)
    batch = Batch(dataset, lookup.chosen(dataset, selection), read_date)
    for row in table.rows:
        batch.take(row.number, fixed | _named(row, columns), row.problem)
    batch.check(root)
    if batch.taken and (skip_bad or not batch.refused):
        save_additions(root, dataset, batch.selection, batch.additions(), dry_run=dry_run)
        done = "would be taken" if dry_run else "taken"
    else:
        done = "could be taken, nothing was written" if batch.taken else "taken"
    _report(batch, done)
    if batch.refused:
        raise typer.Exit(DOES_NOT_HOLD)


def _report(batch: Batch, done: str) -> None:
    lines = {row: f"refused: {reason}" for row, reason in batch.refused.items()}
    lines |= {row: f"already there: {reason}" for row, reason in batch.known.items()}
    for row in sorted(lines):
        sys.stdout.write(f"row {row}: {one_line(lines[row])}\n")
    counts = f"{len(batch.known)} already there, {len(batch.refused)} refused"
    sys.stdout.write(f"{len(batch.taken)} {done}, {counts}\n")


def _date_reader(written: str | None) -> Callable[[str], str]:
    """A function from a date as the rows write it to ISO 8601; a format without a day gives a month or a year."""
    if written is None:
        return lambda cell: cell
    day = dt.date(2021, 11, 23)
    try:
        back = dt.datetime.strptime(day.strftime(written), written).date()  # noqa: DTZ007 - a day has no time zone
    except (ValueError, OverflowError, re.error):
        back = None
    precision = {day: 10, day.replace(day=1): 7, dt.date(2021, 1, 1): 4}.get(back) if back else None
    if precision is None:
        raise UsageError(f"--dates {written}: it does not give a date; write it like %d.%m.%Y or %m/%d/%Y")

    def read(cell: str) -> str:
        with suppress(ValueError, OverflowError, re.error):
            return f"{dt.datetime.strptime(cell, written).date():%Y-%m-%d}"[:precision].zfill(precision)  # noqa: DTZ007
        try:
            return str(parse_date(cell))
        except DateError:
            raise Refused(f"'{cell}' is not a date like {written}") from None

    return read


def _fixed(pairs: Iterable[str] | None) -> dict[str, str]:
    values = {}
    for pair in pairs or ():
        ours, separator, value = pair.partition("=")
        if not separator or ours not in _COLUMNS or not value.strip():
            raise UsageError(f"--set {pair}: write OURS=VALUE, with one of {', '.join(_COLUMNS)}")
        values[ours] = value.strip()
    return values


def _renamed(pairs: Iterable[str] | None) -> dict[str, str]:
    """Our column by theirs as columns are compared; empty for one that is left out."""
    names = {}
    for pair in pairs or ():
        theirs, separator, ours = pair.rpartition("=")
        if not separator or (ours and ours not in _COLUMNS):
            raise UsageError(
                f"--map {pair}: write THEIRS=OURS, with one of {', '.join(_COLUMNS)}, or THEIRS= to leave a column out"
            )
        names[fold(theirs)] = ours
    return names


def _table(file: Path, encoding: str | None, renamed: Iterable[str]) -> Any:
    try:
        return read_table(file.name, read_input(file), encoding, {*map(fold, _COLUMNS), *renamed})
    except NotATableError as error:
        raise UsageError(f"{file}: {error}") from None
    except OSError as error:
        raise UsageError(f"{file}: {error.strerror or error}") from None


def _columns(file: Path, theirs: list[str], renamed: dict[str, str], fixed: dict[str, str]) -> dict[str, str]:
    """Our name for each column of theirs that is used.

    Raises:
        UsageError: A column is unknown, or two give one of ours.
    """
    by_name = {fold(ours): ours for ours in _COLUMNS}
    is_ours = {"id", "standing", "file"} <= set(map(fold, theirs))
    columns: dict[str, str] = {}
    strange = []
    for column in theirs:
        name = fold(column)
        ours = renamed.get(name, by_name.get(name.replace(" ", "_")))
        if is_ours and name in {"id", *_COMPUTED}:
            ours = "id" if name == "id" else ""
        if ours is None:
            strange.append(column)
        elif ours and ours in columns.values():
            first = next(other for other, same in columns.items() if same == ours)
            other = f"'{first}' and '{column}' both give '{ours}'" if first != column else f"two columns '{column}'"
            raise UsageError(f"{file}: {other}: rename one of them in the file")
        elif ours:
            columns[column] = ours
    missing = sorted(set(renamed) - set(map(fold, theirs)))
    if missing:
        has = ", ".join(f"'{column}'" for column in theirs)
        raise UsageError(f"{file}: --map names '{missing[0]}', which is not a column; it has {has}")
    if strange:
        raise UsageError(f"{file}: {_unknown_columns(strange)}")
    both = sorted(set(fixed) & set(columns.values()))
    if both:
        raise UsageError(
            f"{file}: --set {both[0]}, which is also a column: leave the column out with --map '{both[0]}='"
        )
    return columns


def _unknown_columns(unknown_: list[str]) -> str:
    near = dict.fromkeys(column for name in unknown_ for column in suggestions(name, _COLUMNS)[:1])
    hint = f"did you mean {quoted(near)}? " if near else ""
    plural = "s" if len(unknown_) > 1 else ""
    names = ", ".join(f"'{column}'" for column in unknown_)
    return (
        f"unknown column{plural} {names}: {hint}"
        f"--map '{unknown_[0]}=...' says which of ours it is, --map '{unknown_[0]}=' leaves it out"
    )


def _named(row: Row, columns: dict[str, str]) -> dict[str, str]:
    return {columns[name]: value.strip() for name, value in row.cells.items() if name in columns and value.strip()}


class Batch:
    """The rows of a spreadsheet on their way into a selection: taken, already known, or refused and why, by row."""

    def __init__(self, dataset: Dataset, selection: SelectionRecord, read_date: Callable[[str], str]) -> None:
        self.selection = selection
        self.names = Names(dataset, selection, _country)
        self.read_date = read_date
        self.taken: dict[int, dict[str, Any]] = {}
        self.known: dict[int, str] = {}
        self.refused: dict[int, str] = {}
        self.sources: dict[str, dict[str, str]] = {}
        self._rows_of_sources: dict[str, int] = {}
        self._source_ids = set(selection.sources)
        self._by_address = {source.url: source.id for source in selection.sources.values() if source.url}
        self._publications = {
            publication(serialization.written("sources", source)): id_ for id_, source in selection.sources.items()
        }
        self._stances: dict[tuple[str, ...], list[tuple[str, dict[str, Any]]]] = {}
        self._covered: dict[str, tuple[set[str], dict[str, Any]]] = {}
        for stance in selection.stances:
            record = serialization.written("stances", stance) | {"credibility": stance.credibility}
            self._covered[stance.id] = set(stance.members), record
            self._remember(record, stance.id)

    def take(self, row: int, values: dict[str, str], problem: str | None) -> None:
        """Make a record of a row, or refuse it."""
        if problem:
            self.refused[row] = problem
            return
        try:
            record = self._record(row, values)
            same = [stance for key in self._keys(record) if (stance := self._agreeing(key, record))]
        except (Refused, UsageError) as error:
            self.refused[row] = str(error)
            return
        if same and len(same) == len(self._keys(record)):
            id_, other = same[0]
            differing = [
                key
                for key in record
                if str(record[key]) != str(other.get(key)) and key not in ("member", "members", "date")
            ]
            self.known[row] = id_ + (f", which differs in {', '.join(differing)}: nato edit {id_}" if differing else "")
            return
        self.taken[row] = record
        self._remember(record, f"row {row}")

    def _record(self, row: int, values: dict[str, str]) -> dict[str, Any]:
        values = {key: _as_written(key, value) for key, value in values.items()}
        for key in _DATES:
            if values.get(key, "unknown") != "unknown":
                values[key] = self.read_date(values[key])
        # The source first: a row that is refused may describe the source of others.
        values["source"] = self._source(row, values)
        if "all_except" in values:
            record: dict[str, Any] = {"members": {"all_except": self.names.several(values["all_except"])}}
        else:
            record = self.names.concerned(values.get("members", values.get("member", "")))
        covered, written = self._covered.get(values.get("id", ""), (set(), {}))
        if covered and covered == set(record.get("members", [record.get("member")])):
            # A row that `nato stances` printed: a collective report is listed there with all members that it covers.
            record = {key: written[key] for key in ("member", "members") if key in written}
        if "candidate" not in values:
            raise Refused("no candidate")
        values["candidate"] = self.names.candidate(values["candidate"])
        return record | {key: values[key] for key in STANCE_KEYS[2:] if key in values}

    def _source(self, row: int, values: dict[str, str]) -> str:
        """The id of a row's source, which may be described by the row and new."""
        described = {key: values[name] for name, key in _SOURCE.items() if name in values}
        id_ = values.get("source") or self._publications.get(publication(described), "")
        id_ = self._by_address.get(id_, id_)
        if id_ in self.selection.sources:
            return id_
        if not id_:
            if "publisher" not in described:
                raise Refused("no source: give its id, or its publisher, published, url, kind and reliability")
            id_ = source_id(described["publisher"], described.get("date", ""), self._source_ids)
            self._publications[publication(described)] = id_
        first = self.sources.get(id_)
        if first is None:
            if not described.keys() - {"reliability"}:
                raise unknown("source", id_, [*self.selection.sources, *self.sources], "nato sources")
            self.sources[id_] = {"id": id_, **described}
            self._source_ids.add(id_)
            self._rows_of_sources[id_] = row
            return id_
        for key, value in described.items():
            if first.setdefault(key, value) != value:
                raise Refused(
                    f"source '{id_}' has {key} {first[key]} in row {self._rows_of_sources[id_]}, {value} here"
                )
        return id_

    def _keys(self, record: dict[str, Any]) -> list[tuple[str, ...]]:
        """What makes two stances one report: the member, or the group, and the candidate, date and source."""
        source = record["source"]
        known = self.selection.sources.get(source)
        date = record.get("date") or (str(known.date) if known else self.sources[source].get("date", ""))
        whom: Any = record.get("members", record.get("member"))
        names = [str(whom)] if isinstance(whom, dict | str) else map(str, whom)
        return [(name, record["candidate"], date, source) for name in names]

    def _agreeing(self, key: tuple[str, ...], record: dict[str, Any]) -> tuple[str, dict[str, Any]] | None:
        """The stance that a row repeats, if any.

        Raises:
            Refused: The same source says something else there on the same day.
        """
        known = self._stances.get(key, [])
        for id_, other in known:
            if _claim(other) == _claim(record):
                return id_, other
        if not known:
            return None
        id_, other = known[0]
        where = f"nato edit {id_}" if "#" in id_ else "keep one of the two"
        claim = " ".join(filter(None, _claim(other)))
        raise Refused(f"it contradicts {id_}, where the same source reports '{claim}' on the same day: {where}")

    def _remember(self, record: dict[str, Any], id_: str) -> None:
        for key in self._keys(record):
            self._stances.setdefault(key, []).append((id_, record))

    def additions(self) -> list[Addition]:
        """The rows taken, with the new sources that they cite before them."""
        cited = dict.fromkeys(record["source"] for record in self.taken.values())
        sources = [Addition("sources", self.sources[id_]) for id_ in cited if id_ in self.sources]
        return [*sources, *(Addition("stances", record) for record in self.taken.values())]

    def check(self, root: Path) -> None:
        """Refuse the rows with which the dataset would be invalid, as `nato validate` sees it."""
        while self.taken:
            additions = self.additions()
            rows = list(self.taken)
            first_row = len(additions) - len(rows)
            faults: dict[int, list[str]] = {}
            by_source: dict[str, list[int]] = {}
            for row in rows:
                by_source.setdefault(self.taken[row]["source"], []).append(row)
            for fault in faults_of(root, self.selection, additions):
                if fault.number >= first_row:
                    faults.setdefault(rows[fault.number - first_row], []).append(fault.message)
                    continue
                id_ = additions[fault.number].record["id"]
                for row in by_source[id_]:
                    faults.setdefault(row, []).append(f"source '{id_}': {fault.message}")
            if not faults:
                return
            for row, messages in faults.items():
                self.refused[row] = "; ".join(messages)
                del self.taken[row]


def _claim(record: dict[str, Any]) -> tuple[str, ...]:
    """What a stance says, apart from how and by whom it was said."""
    return tuple(str(record.get(key, "")) for key in ("position", "hedge", "condition"))


def _as_written(key: str, value: str) -> str:
    """A value as files write it, where a spreadsheet's form can mean one thing only."""
    if key in _WORDS:
        return re.sub(r"[\s_]+", "-", value.strip().casefold())
    if key == "reliability":
        return value.upper()
    if key == "credibility":
        return re.sub(r"\.0+$", "", value)
    return value.lower() if key == "hedge" else value


def _country(name: str) -> str | None:
    """ISO 3166-1's alpha-3 code of a country by its alpha-2 code, or by its name in English or French."""
    import gettext

    import pycountry

    head, _, tail = name.partition(", ")
    for form in (name, f"{tail} {head}"):  # Netherlands, Kingdom of the
        with suppress(LookupError):
            return str(pycountry.countries.lookup(form.strip()).alpha_3)
    french = gettext.translation("iso3166-1", pycountry.LOCALES_DIR, languages=["fr"], fallback=True)
    return next(
        (country.alpha_3 for country in pycountry.countries if fold(french.gettext(country.name)) == name), None
    )
