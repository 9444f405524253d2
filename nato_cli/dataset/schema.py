"""From values to records: is this a stance, a source, a member? Whether they fit together is asked by the rules.

Each kind of record has a table of its fields; each field a decoder that takes a value of the file and returns what the
record holds, or raises `InvalidError`. All faults of a record are reported, not the first alone.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from sys import intern
from typing import TYPE_CHECKING, Any, NamedTuple, NoReturn, TypeVar

from nato_cli.dataset.diagnostics import did_you_mean
from nato_cli.dataset.source import Document, Node, Path, Quoted, Value
from nato_cli.model import (
    DEFAULT_CREDIBILITY,
    Attribution,
    Band,
    Candidate,
    Event,
    EventKind,
    Expenditure,
    Grade,
    Member,
    Place,
    Position,
    Reliability,
    Remark,
    Scale,
    Selection,
    Source,
    SourceKind,
    Stance,
    Status,
    StatusChange,
    Unscaled,
    When,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from enum import StrEnum

Decoder = "Callable[[Any], Any]"
T = TypeVar("T")


class InvalidError(Exception):
    """A value that its field cannot hold. `path` leads from the field's value to the part that is meant."""

    def __init__(self, code: str, message: str, hint: str | None = None, path: Path = (), *, key: bool = False) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.hint = hint
        self.path = path
        self.key = key


class SeveralError(Exception):
    """Several invalid parts of one value."""

    def __init__(self, errors: list[InvalidError]) -> None:
        super().__init__()
        self.errors = errors


class Field(NamedTuple):
    """How one key is decoded. `recurring` fields take few values in a file of any size: each is decoded once."""

    decode: Callable[[Any], Any]
    required: bool = False
    recurring: bool = False
    name: str | None = None  # the record's, where it differs from the file's

_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?(~?)")
_INTEGER = re.compile(r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+")
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_CODE = re.compile(r"[A-Z]{3}")
_URL = re.compile(r"https?://[^\s/?#\x00-\x20\x7f]+[^\s\x00-\x20\x7f]*", re.IGNORECASE)
_DATE_HINT = "write a day 2024-04-03, a month 2024-04 or a year 2024, with ~ at the end for about"


def _name_of(value: Value) -> str:
    if value is None:
        return "nothing"
    return "a list" if isinstance(value, list) else "a mapping" if isinstance(value, dict) else f"'{value}'"


def _wrong_type(wanted: str, value: Value) -> NoReturn:
    hint = "leave the key out where there is nothing to say" if value is None else None
    raise InvalidError("wrong-type", f"{wanted} is expected here, not {_name_of(value)}", hint)


def text(value: Value) -> str:
    if type(value) is str:
        return value
    if isinstance(value, Quoted) and value.strip():
        return str(value)
    return _wrong_type("text", value)


def identifier(value: Value) -> str:
    found = text(value)
    if not _ID.fullmatch(found):
        raise InvalidError("invalid-id", f"'{found}' cannot be an id", "use letters, digits, '.', '_' and '-' only")
    return intern(found)


def member_code(value: Value) -> str:
    found = text(value)
    if not _CODE.fullmatch(found):
        hint = f"write '{found.upper()}'" if _CODE.fullmatch(found.upper()) else "use the alpha-3 code, such as NOR for Norway"
        raise InvalidError("invalid-id", f"'{found}' is not an alpha-3 code", hint)
    return intern(found)


def integer(low: int, high: int) -> Callable[[Value], int]:
    def decode(value: Value) -> int:
        if type(value) is not str or not _INTEGER.fullmatch(value):
            hint = "take the quotes away" if isinstance(value, Quoted) and _INTEGER.fullmatch(value) else None
            if hint:
                raise InvalidError("wrong-type", f"a whole number is expected here, not the text '{value}'", hint)
            _wrong_type("a whole number", value)
        number = int(value, 10) if value.lstrip("+-").isdigit() else int(value, 0)
        if not low <= number <= high:
            raise InvalidError("invalid-number", f"{number} is not between {low} and {high}")
        return number

    return decode


def choice(kind: type[StrEnum], what: str) -> Callable[[Value], Any]:
    """One of an enumeration's words; the code of the fault names the list, such as `invalid-position`."""
    known: dict[str, Any] = {each.value: each for each in kind}
    code = f"invalid-{what.replace(' ', '-')}"

    def decode(value: Value) -> Any:
        found = known.get(value) if isinstance(value, str) else None
        if found is None:
            word = text(value)
            hint = did_you_mean(word, known) or f"one of {', '.join(known)}"
            raise InvalidError(code, f"'{word}' is not a {what}", hint)
        return found

    return decode


def url(value: Value) -> str:
    found = text(value)
    if not _URL.fullmatch(found):
        raise InvalidError("invalid-url", f"'{found}' is not an http or https address", "start it with https://")
    return found


def several(decode: Callable[[Any], T]) -> Callable[[Value], tuple[T, ...]]:
    """A list, each item of which is decoded alike."""

    def decode_all(value: Value) -> tuple[T, ...]:
        if not isinstance(value, list):
            return _wrong_type("a list", value)
        found: list[T] = []
        errors: list[InvalidError] = []
        for number, item in enumerate(value):
            try:
                found.append(decode(item))
            except (InvalidError, SeveralError) as error:
                errors += _below(number, error)
        if errors:
            raise SeveralError(errors)
        return tuple(found)

    return decode_all


def _below(step: str | int, error: InvalidError | SeveralError) -> list[InvalidError]:
    """The errors of a part, with their paths as seen from the whole."""
    errors = error.errors if isinstance(error, SeveralError) else [error]
    for each in errors:
        each.path = (step, *each.path)
    return errors


class Dates:
    """Decodes dates, each text once; a date after `today` is a fault where the field speaks of what has been."""

    def __init__(self, today: dt.date) -> None:
        self.today = today
        self._known: dict[str, When] = {}

    def any(self, value: Value) -> When:
        found = self._known.get(value) if isinstance(value, str) else None
        if found is None:
            written = text(value)
            found = self._known[written] = parse_when(written)
        return found

    def past(self, value: Value) -> When:
        found = self.any(value)
        if found.first > self.today:
            raise InvalidError("future-date", f"{found} is in the future", f"today is {self.today}")
        return found

    def day(self, value: Value) -> dt.date:
        found = self.any(value)
        if found.first != found.last:
            raise InvalidError("invalid-date", f"'{found}' is not a day", "write year, month and day: 2024-04-03")
        return found.first

    def past_day(self, value: Value) -> dt.date:
        self.past(value)
        return self.day(value)


def parse_when(written: str) -> When:
    """Read a date in the part of EDTF that reports need (ISO 8601-2): a day, a month, a year, each `~` for about.

    Raises:
        InvalidError: `invalid-date` if it is not written so, `impossible-date` if the calendar has no such day.
    """
    found = _DATE.fullmatch(written)
    if not found:
        raise InvalidError("invalid-date", f"'{written}' is not a date", _DATE_HINT)
    year, month, day = (int(part) if part else None for part in found.groups()[:3])
    try:
        first = dt.date(year or 0, month or 1, day or 1)
    except ValueError:
        raise InvalidError("impossible-date", f"the calendar has no {written.rstrip('~')}", _impossible_hint(year, month)) from None
    last = first if day else dt.date(first.year, month or 12, calendar.monthrange(first.year, month or 12)[1])
    return When(text=intern(written), first=first, last=last)


def _impossible_hint(year: int | None, month: int | None) -> str | None:
    if year and month and 1 <= month <= 12:  # noqa: PLR2004
        return f"{calendar.month_name[month]} {year} has {calendar.monthrange(year, month)[1]} days"
    return "months go from 01 to 12" if year else None


def mapping(fields: Mapping[str, Field], make: Callable[..., T]) -> Callable[[Value], T]:
    """A mapping with these keys and no others, decoded and handed to `make` by name."""
    required = [name for name, field in fields.items() if field.required]
    decoded: dict[str, dict[Any, Any]] = {name: {} for name, field in fields.items() if field.recurring}
    nothing: dict[Any, Any] = {}

    def decode(value: Value) -> T:
        if not isinstance(value, dict):
            return _wrong_type("a mapping", value)
        found: dict[str, Any] = {}
        errors: list[InvalidError] = []
        for key, item in value.items():
            if type(item) is str and (known := decoded.get(key, nothing).get(item)) is not None:
                found[key] = known
                continue
            field = fields.get(key)
            if field is None:
                hint = did_you_mean(key, fields) or f"known here: {', '.join(fields)}"
                errors.append(InvalidError("unknown-key", f"unknown key '{key}'", hint, (key,), key=True))
                continue
            try:
                result = found[field.name or key] = field.decode(item)
            except (InvalidError, SeveralError) as error:
                errors += _below(key, error)
                continue
            if field.recurring and type(item) is str:
                decoded[key][item] = result
        for name in required:
            if name not in value:
                errors.append(InvalidError("missing-key", f"'{name}' is missing"))
        if errors:
            raise SeveralError(errors)
        try:
            return make(**found)
        except InvalidError as error:
            raise SeveralError([error]) from None

    return decode


class Schema:
    """The tables of fields for one dataset. It knows the day of today and numbers the stances of each source."""

    def __init__(self, today: dt.date) -> None:
        dates = Dates(today)
        self._stances_of: dict[str, int] = {}
        self._place: Place | None = None
        remark = mapping({"text": Field(text, required=True), "source": Field(identifier, required=True)}, Remark)
        status = mapping(
            {
                "status": Field(choice(Status, "status"), required=True),
                "date": Field(dates.past),
                "source": Field(identifier, required=True),
                "note": Field(text),
            },
            StatusChange,
        )
        expenditure = mapping(
            {
                "year": Field(integer(1949, 2200), required=True),
                "usd_million": Field(integer(0, 10**9), required=True),
                "source": Field(identifier, required=True),
            },
            Expenditure,
        )
        band = mapping(
            {
                "words": Field(several(text), required=True),
                "variants": Field(several(text)),
                "lower": Field(integer(0, 100), required=True),
                "upper": Field(integer(0, 100), required=True),
            },
            _band,
        )
        grade = mapping(
            {
                "grade": Field(text, required=True),
                "name": Field(text, required=True),
                "meaning": Field(text),
                "source": Field(identifier),
            },
            self._at(Grade),
        )
        #: What may stand at the top of a file: for a list, how an item is decoded; for a value, how the whole is.
        self.lists: dict[str, Callable[[Any], Any]] = {
            "members": mapping(
                {
                    "id": Field(member_code, required=True),
                    "name": Field(text, required=True),
                    "acceded": Field(dates.day, required=True),
                    "left": Field(dates.day),
                    "source": Field(identifier),
                    "aliases": Field(several(text)),
                    "defence_expenditure": Field(several(expenditure)),
                },
                self._member,
            ),
            "scales": mapping(
                {
                    "id": Field(identifier, required=True),
                    "title": Field(text, required=True),
                    "source": Field(identifier),
                    "note": Field(text),
                    "bands": Field(several(band), required=True),
                },
                self._at(Scale),
            ),
            "sources": mapping(
                {
                    "id": Field(identifier, required=True),
                    "publisher": Field(text, required=True),
                    "title": Field(text),
                    "author": Field(text),
                    "date": Field(lambda value: None if value == "unknown" else dates.past(value)),
                    "url": Field(url),
                    "kind": Field(choice(SourceKind, "kind"), required=True, recurring=True),
                    "language": Field(text, recurring=True),
                    "reliability": Field(choice(Reliability, "reliability grade"), required=True, recurring=True),
                    "relays": Field(identifier),
                    "note": Field(text),
                },
                self._source,
            ),
            "candidates": mapping(
                {
                    "id": Field(identifier, required=True),
                    "name": Field(text, required=True),
                    "nationality": Field(member_code),
                    "office": Field(text),
                    "party": Field(text),
                    "born": Field(dates.past_day),
                    "wikidata": Field(identifier),
                    "note": Field(text),
                    "sources": Field(several(identifier)),
                    "statuses": Field(several(status)),
                    "strengths": Field(several(remark)),
                    "concerns": Field(several(remark)),
                },
                self._at(Candidate),
            ),
            "stances": mapping(
                {
                    "member": Field(lambda value: ((member_code(value),), False), recurring=True),
                    "members": Field(_members),
                    "candidate": Field(identifier, required=True, recurring=True),
                    "position": Field(choice(Position, "position"), required=True, recurring=True),
                    "hedge": Field(text, recurring=True),
                    "date": Field(dates.past, recurring=True),
                    "source": Field(identifier, required=True, recurring=True),
                    "attribution": Field(choice(Attribution, "attribution"), required=True, recurring=True),
                    "credibility": Field(_credibility, recurring=True),
                    "note": Field(text),
                },
                self._stance,
            ),
            "events": mapping(
                {
                    "kind": Field(choice(EventKind, "kind"), required=True),
                    "date": Field(dates.past),
                    "candidate": Field(identifier),
                    "member": Field(member_code),
                    "support": Field(integer(0, 1000)),
                    "of": Field(integer(1, 1000)),
                    "outstanding": Field(several(member_code)),
                    "source": Field(identifier, required=True),
                    "note": Field(text),
                },
                self._event,
            ),
        }
        self.values: dict[str, Callable[[Any], Any]] = {
            "selection": mapping(
                {
                    "id": Field(identifier, required=True),
                    "title": Field(text, required=True),
                    "post": Field(text),
                    "body": Field(text),
                    "opened": Field(dates.past),
                    "takes_office": Field(dates.any),
                    "source": Field(identifier),
                    "note": Field(text),
                },
                self._at(Selection),
            ),
            "unscaled": mapping(
                {"words": Field(several(text), required=True), "note": Field(text), "source": Field(identifier)},
                self._at(Unscaled),
            ),
            "grades": mapping(
                {
                    "reliability": Field(several(grade), name="reliability_grades"),
                    "credibility": Field(several(grade), name="credibility_grades"),
                },
                dict,
            ),
        }

    @property
    def sections(self) -> list[str]:
        return [*self.lists, *self.values]

    def decode(self, node: Node, document: Document) -> Any | None:
        """The record of a node, or None once its faults have been reported to the document."""
        decode = self.lists.get(node.section) if node.index is not None else self.values.get(node.section)
        if decode is None:
            self._report_section(node, document)
            return None
        self._place = node.place(document.path)
        try:
            return decode(node.value)
        except InvalidError as error:
            _report(error, node, document)
        except SeveralError as several_errors:
            for each in several_errors.errors:
                _report(each, node, document)
        return None

    def _report_section(self, node: Node, document: Document) -> None:
        if node.section in self.lists:
            message = f"'{node.section}' holds a list of records"
            document.report("wrong-type", message, node.events[0], hint="begin each record with '- '")
        elif node.section in self.values:
            if node.index == 0:
                document.report("wrong-type", f"'{node.section}' holds one mapping, not a list", node.events[0], hint="take the '- ' away")
        elif not node.index:
            hint = did_you_mean(node.section, self.sections) or f"known here: {', '.join(self.sections)}"
            document.report("unknown-key", f"unknown section '{node.section}'", node.events[0], hint=hint)

    def _at(self, make: Callable[..., T]) -> Callable[..., T]:
        return lambda **values: make(place=self._place, **values)

    def _member(self, acceded: dt.date, left: dt.date | None = None, **values: Any) -> Member:
        if left is not None and left < acceded:
            raise InvalidError("impossible-date", f"left on {left}, before it acceded on {acceded}", path=("left",))
        return Member(place=self._place, acceded=acceded, left=left, **values)  # type: ignore[arg-type]

    def _source(self, **values: Any) -> Source:
        return Source(place=self._place, date_sought="date" in values, **values)  # type: ignore[arg-type]

    def _stance(
        self,
        source: str,
        attribution: Attribution,
        member: tuple[tuple[str, ...], bool] | None = None,
        members: tuple[tuple[str, ...], bool] | None = None,
        credibility: int | None = None,
        **values: Any,
    ) -> Stance:
        if (member is None) == (members is None):
            if member is None:
                raise InvalidError("missing-key", "'member' or 'members' is missing", "say whose stance it is")
            raise InvalidError("unknown-key", "'member' beside 'members'", "keep one of the two", ("members",), key=True)
        codes, collective = member or members  # type: ignore[misc]
        number = self._stances_of[source] = self._stances_of.get(source, 0) + 1
        return Stance(
            id=f"{source}#{number}",
            members=codes,
            collective=collective,
            source=source,
            attribution=attribution,
            credibility=credibility or DEFAULT_CREDIBILITY[attribution],
            place=self._place,  # type: ignore[arg-type]
            **values,
        )

    def _event(self, kind: EventKind, **values: Any) -> Event:
        if kind is EventKind.COUNT:
            for key in ("candidate", "support", "of"):
                if key not in values:
                    raise InvalidError("missing-key", f"a count needs '{key}'")
            if values["support"] > values["of"]:
                raise InvalidError("invalid-number", f"{values['support']} of {values['of']} is more than all", path=("support",))
        else:
            for key in ("support", "of", "outstanding"):
                if key in values:
                    raise InvalidError("unknown-key", f"'{key}' belongs to a count", "set 'kind: count'", (key,), key=True)
        return Event(kind=kind, place=self._place, **values)  # type: ignore[arg-type]


def _band(lower: int, upper: int, **values: Any) -> Band:
    if lower > upper:
        raise InvalidError("invalid-number", f"the band's lower end {lower} is above its upper end {upper}", path=("lower",))
    return Band(lower=lower, upper=upper, **values)


def _credibility(value: Value) -> int:
    if isinstance(value, str) and value in {"1", "2", "3", "4", "5", "6"}:
        return int(value)
    raise InvalidError("invalid-credibility", f"{_name_of(value)} is not a credibility grade", "one of 1 (best) to 6 (cannot be judged)")


_EXCEPTIONS = mapping({"all_except": Field(several(member_code), required=True)}, lambda all_except: all_except)
_CODES = several(member_code)


def _members(value: Value) -> tuple[tuple[str, ...], bool]:
    """The members of a stance: the codes, and whether it is collective, so that the codes are the exceptions."""
    if isinstance(value, dict):
        return _EXCEPTIONS(value), True
    if isinstance(value, list) and not value:
        raise InvalidError("wrong-type", "the list of members is empty", "name them, or write {all_except: []} for all")
    if isinstance(value, str):
        raise InvalidError("wrong-type", "'members' holds a list", f"write 'member: {value}', or a list of codes")
    return _CODES(value), False


def _report(error: InvalidError, node: Node, document: Document) -> None:
    event = node.event_at(error.path, key=error.key) or node.event_at(error.path[:-1]) or node.events[0]
    document.report(error.code, error.message, event, hint=error.hint)
