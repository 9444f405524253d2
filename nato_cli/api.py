"""Python interface: the same answers as the commands, as typed records, and as rows for data frames.

>>> import nato_cli
>>> dataset = nato_cli.load()
>>> check = nato_cli.unanimity_check(dataset, "rutte", as_of="2024-06-19", selection="nato-sg-2024")
>>> check
<Check rutte: open, 31 of 32 for, outstanding ROU>

`pandas.DataFrame(nato_cli.to_rows(check))`, and polars likewise:

>>> row = nato_cli.to_rows(check)[0]
>>> row["member"], row["standing"], row["since"], row["announced"]
('ALB', 'support', datetime.date(2024, 2, 27), True)
"""

from __future__ import annotations

import datetime as dt
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import msgspec

from nato_cli.analysis import decision
from nato_cli.analysis.candidacy import newest
from nato_cli.analysis.snapshot import Snapshot
from nato_cli.dataset import loader
from nato_cli.dataset.discovery import shipped
from nato_cli.dates import parse_date, today
from nato_cli.model import ApproxDate, Assessment, Check, Dataset, DecisionRule, Record, Rule, Stance, View

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from nato_cli.dataset.diagnostics import Diagnostic

__all__ = [
    "Check",
    "Dataset",
    "InvalidDatasetError",
    "Snapshot",
    "UnknownIdError",
    "load",
    "snapshot",
    "to_rows",
    "unanimity_check",
]

T = TypeVar("T")


class InvalidDatasetError(ValueError):
    """A dataset that cannot be read or has errors: all of them are in `diagnostics`, in the order of the files."""

    def __init__(self, diagnostics: tuple[Diagnostic, ...]) -> None:
        first = diagnostics[0]
        more = f" (and {len(diagnostics) - 1} more)" if len(diagnostics) > 1 else ""
        super().__init__(f"{first.path}:{first.line or 1}: {first.message}{more}")
        self.diagnostics = diagnostics


class UnknownIdError(KeyError):
    """An id that the dataset does not have. The message names the nearest ones."""

    def __init__(self, kind: str, word: str, known: Iterable[str]) -> None:
        from difflib import get_close_matches

        near = get_close_matches(word, list(known), n=3)
        hint = f": did you mean {' or '.join(map(repr, near))}?" if near else ""
        super().__init__(f"no {kind} {word!r}{hint}")

    def __str__(self) -> str:
        return str(self.args[0])


def load(path: str | Path | None = None, selection: str | None = None) -> Dataset:
    """Load a dataset: a folder of YAML files, or one file; without a path, the one that comes with the package.

    Args:
        path: The folder or file.
        selection: The only selection to keep; all of them unless named.

    Raises:
        InvalidDatasetError: The dataset cannot be read, or it has errors.
        UnknownIdError: The dataset does not have this selection.

    >>> dataset = load(selection="nato-sg-2024")
    >>> dataset.selections["nato-sg-2024"].candidates["rutte"].name
    'Mark Rutte'
    """
    loaded = loader.load(Path(path) if path is not None else shipped(), today())
    if loaded.dataset is None:
        raise InvalidDatasetError(loaded.diagnostics)
    if selection is None:
        return loaded.dataset
    chosen = _get("selection", loaded.dataset.selections, selection)
    return msgspec.structs.replace(loaded.dataset, selections={selection: chosen})


def snapshot(
    dataset: Dataset,
    *,
    as_of: dt.date | str | None = None,
    known_by: dt.date | str | None = None,
    selection: str | None = None,
    scale: str | None = None,
) -> Snapshot:
    """A selection (the newest unless named) from a point of view: on which date, and by what was known when.

    Args:
        dataset: The dataset.
        as_of: How things stood on this date, today by default: a date, or text such as "2024-04-03"; a month
            "2024-04" or a year "2024" counts from its last day.
        known_by: Use only what was published by this date, today by default.
        selection: The id of the selection.
        scale: The id of the scale of likelihood, the dataset's first by default.

    Raises:
        UnknownIdError: The dataset does not have this selection or scale.
        ValueError: A date is not a date.

    >>> view = snapshot(load(), selection="nato-sg-2024", as_of="2024-03-06")
    >>> len(view.electorate)
    31
    >>> {assessment.member: str(assessment.standing) for assessment in view.assess("rutte")}["HUN"]
    'oppose'
    """
    now = today()
    chosen = newest(dataset) if selection is None else _get("selection", dataset.selections, selection)
    if chosen is None:
        raise KeyError("the dataset holds no selection")
    view = View(as_of=_date(as_of) or now, known_by=_date(known_by) or now, today=now)
    return Snapshot(dataset, chosen, view, None if scale is None else _get("scale", dataset.scales, scale))


def unanimity_check(
    dataset: Dataset,
    candidate: str,
    *,
    rule: Rule | str | None = None,
    as_of: dt.date | str | None = None,
    known_by: dt.date | str | None = None,
    selection: str | None = None,
    scale: str | None = None,
) -> Check:
    """Check one candidate under the selection's decision rule, as `nato unanimity-check` does.

    Args:
        dataset: The dataset.
        candidate: The candidate's id.
        rule: Another rule than the selection's: "unanimity" or "consensus".
        as_of: As for `snapshot`, and so the arguments after it.
        known_by: Use only what was published by this date.
        selection: The id of the selection.
        scale: The id of the scale of likelihood.

    Raises:
        UnknownIdError: The dataset does not have this candidate, selection or scale.
        ValueError: The rule or a date is not valid.

    >>> check = unanimity_check(load(), "rutte", as_of="2024-04-30", selection="nato-sg-2024")
    >>> str(check.verdict), check.outstanding
    ('blocked', ('HUN', 'ROU', 'SVK'))
    """
    view = snapshot(dataset, as_of=as_of, known_by=known_by, selection=selection, scale=scale)
    chosen = _get("candidate", view.selection.candidates, candidate)
    return decision.check(view, chosen, None if rule is None else DecisionRule(rule=Rule(rule)))


def to_rows(records: Check | Record | Iterable[Record]) -> list[dict[str, Any]]:
    """Rows for a data frame: a dict for each record, with text, numbers, dates and lists of text as values.

    A check gives a row for each member; any other record, or several, a row each. What a record holds of other
    records is left out, except the ids of the stances that decide.

    >>> rows = to_rows(load(selection="nato-sg-2024").selections["nato-sg-2024"].stances)
    >>> {key: rows[0][key] for key in ("members", "candidate", "position")}
    {'members': ['NOR'], 'candidate': 'stoltenberg', 'position': 'support'}
    """
    if isinstance(records, Check):
        records = records.assessments
    if isinstance(records, Record):
        records = [records]
    return [_row(record) for record in records]


def _row(record: Record) -> dict[str, Any]:
    row = {name: _plain(getattr(record, name)) for name in record.__struct_fields__ if name not in _NESTED}
    row = {name: value for name, value in row.items() if value is not _LEFT_OUT}
    if isinstance(record, Assessment):
        row["decisive"] = [evidence.stance.id for evidence in record.decisive]
    if isinstance(record, Stance):
        row["collective"] = record.collective is not None
    return row


#: Fields that hold other records, or none: left out, so that all rows have the same columns.
_NESTED = frozenset({"place", "evidence", "run", "challenges", "decisive", "collective"})
_LEFT_OUT = object()


def _plain(value: Any) -> Any:
    """A value as data frames hold it; records and mappings are left out."""
    if isinstance(value, ApproxDate):
        return value.text
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, tuple):
        values = [_plain(item) for item in value]
        return _LEFT_OUT if _LEFT_OUT in values else values
    if isinstance(value, Record | dict):
        return _LEFT_OUT
    return value


def _get(kind: str, known: Mapping[str, T], word: str) -> T:
    if word not in known:
        raise UnknownIdError(kind, word, known)
    return known[word]


def _date(value: dt.date | str | None) -> dt.date | None:
    return parse_date(value).last if isinstance(value, str) else value
