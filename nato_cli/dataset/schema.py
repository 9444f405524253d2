"""From values to records: is this a stance, a source, a member? Whether they fit together is asked by the rules.

Each kind of record has a table of its fields; each field a decoder that takes a value of the file and returns what the
record holds, or raises `InvalidError`. All faults of a record are reported, not the first alone.
"""

from __future__ import annotations

import datetime as dt
import re
from sys import intern
from typing import TYPE_CHECKING, Any, NamedTuple, NoReturn, TypeAlias, TypeVar

from nato_cli.dataset.diagnostics import MOST_FAULTS, Hints
from nato_cli.dataset.yaml_reader import Quoted
from nato_cli.dates import DateError, parse_date
from nato_cli.model import (
    DEFAULT_CREDIBILITY,
    ApproxDate,
    Attribution,
    Band,
    Candidate,
    Collective,
    DecisionRule,
    Event,
    EventKind,
    Expenditure,
    Grade,
    Group,
    GroupMember,
    Member,
    Officeholder,
    Place,
    Position,
    Quota,
    Reliability,
    Remark,
    Rule,
    Scale,
    Selection,
    Source,
    SourceKind,
    Stance,
    Status,
    StatusChange,
    Unscaled,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from enum import StrEnum

    from nato_cli.dataset.yaml_reader import Document, Node, Path, Value

T = TypeVar("T")
D = TypeVar("D", bound="Callable[..., Any]")
Shape: TypeAlias = dict[str, Any]


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
    """How one key is decoded. `recurring` fields take few texts in a file of any size: each is decoded once."""

    decode: Callable[[Any], Any]
    required: bool = False
    recurring: bool = False


def shaped(shape: Shape) -> Callable[[D], D]:
    """Say in JSON Schema what a decoder takes: the two stand together, so that editors and `nato` want the same."""

    def mark(decode: D) -> D:
        decode.shape = shape  # type: ignore[attr-defined]
        return decode

    return mark


def shape_of(decode: Callable[..., Any]) -> Shape:
    """What a decoder takes, in JSON Schema."""
    found: Shape = decode.shape  # type: ignore[attr-defined]
    return found


class _Once(dict[str, Any]):
    """What each text was decoded to; a text not met before is decoded when it is asked for."""

    def __init__(self, decode: Callable[[Any], Any]) -> None:
        super().__init__()
        self._decode = decode

    def __missing__(self, text: str) -> Any:
        found = self[text] = self._decode(text)
        return found


_INTEGER = re.compile(r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+")
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_NUMBER = re.compile(r"[0-9]+(\.[0-9]+)?")
_QUOTA = re.compile(r"(?P<number>[0-9]{1,12})|(?P<percent>[0-9]{1,3}(\.[0-9]{1,6})?) ?%|[0-9]{1,12}/[0-9]{1,12}")
_CODE = re.compile(r"[A-Z]{3}")
_URL = re.compile(r"https?://[^\s/?#\x00-\x20\x7f][^\s\x00-\x20\x7f]*", re.IGNORECASE)
#: No number of a dataset comes near it, and Python takes no decimal number of any length.
_MOST_DIGITS = 100
_NOTHING_HINT = "leave the key out where there is nothing to say"


def _name_of(value: Value) -> str:
    if value is None:
        return "nothing"
    if isinstance(value, str) and not value.strip():
        return "an empty text"
    return "a list" if isinstance(value, list) else "a mapping" if isinstance(value, dict) else f"'{value}'"


def _wrong_type(wanted: str, value: Value, hint: str | None = None) -> NoReturn:
    raise InvalidError("wrong-type", f"{wanted} is expected here, not {_name_of(value)}", hint)


#: Plain text may look like a number: to a reader of YAML it then is one, and here it is text all the same.
_TEXT: Shape = {"type": ["string", "number", "boolean"], "minLength": 1}
_DATE: Shape = {"type": ["string", "integer"], "pattern": "^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?~?$"}
_DATE_OR_UNKNOWN: Shape = {"anyOf": [_DATE, {"const": "unknown"}]}
_DAY: Shape = {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}


@shaped(_TEXT)
def text(value: Value) -> str:
    if type(value) is str:
        return value
    if isinstance(value, Quoted) and value.strip():
        return str(value)
    return _wrong_type("text", value, _NOTHING_HINT if isinstance(value, Quoted) else None)


@shaped({"type": ["string", "number"], "pattern": f"^{_ID.pattern}$"})
def identifier(value: Value) -> str:
    found = text(value)
    if not _ID.fullmatch(found):
        raise InvalidError("invalid-id", f"'{found}' cannot be an id", "use letters, digits, '.', '_' and '-' only")
    return intern(found)


@shaped({"type": "string", "pattern": f"^{_CODE.pattern}$"})
def member_code(value: Value) -> str:
    found = text(value)
    if not _CODE.fullmatch(found):
        hint = (
            f"write '{found.upper()}'"
            if _CODE.fullmatch(found.upper())
            else "use the alpha-3 code, such as NOR for Norway"
        )
        raise InvalidError("invalid-id", f"'{found}' is not an alpha-3 code", hint)
    return intern(found)


def integer(low: int, high: int) -> Callable[[Value], int]:
    @shaped({"type": "integer", "minimum": low, "maximum": high})
    def decode(value: Value) -> int:
        if type(value) is not str or not _INTEGER.fullmatch(value):
            hint = "take the quotes away" if isinstance(value, Quoted) and _INTEGER.fullmatch(value) else None
            if hint:
                raise InvalidError("wrong-type", f"a whole number is expected here, not the text '{value}'", hint)
            _wrong_type("a whole number", value)
        number = _number(value)
        if number is None or not low <= number <= high:
            told = value if number is None else number
            raise InvalidError("invalid-number", f"{told} is not between {low} and {high}")
        return number

    return decode


def _number(written: str) -> int | None:
    """The number that is written, None where it is too long to be any that is wanted."""
    digits = written.lstrip("+-").removeprefix("0o").removeprefix("0x").lstrip("0")
    if len(digits) > _MOST_DIGITS:
        return None
    base = {"0o": 8, "0x": 16}.get(written[:2], 10)
    return int(digits or "0", base) * (-1 if written.startswith("-") else 1)


def choice(kind: type[StrEnum], what: str) -> Callable[[Value], Any]:
    """One of an enumeration's words; the code of the fault names the list, such as `invalid-position`."""
    known: dict[str, Any] = {each.value: each for each in kind}
    code = f"invalid-{what.replace(' ', '-')}"
    all_of_them = f"one of {', '.join(known)}"
    hints = Hints(known, all_of_them)

    @shaped({"enum": list(known)})
    def decode(value: Value) -> Any:
        found = known.get(value) if isinstance(value, str) else None
        if found is None:
            if not isinstance(value, str):
                _wrong_type("text", value, all_of_them)
            raise InvalidError(code, f"'{value}' is no {what}", hints.of(value))
        return found

    return decode


@shaped({"type": "string", "pattern": "^[Hh][Tt][Tt][Pp][Ss]?://"})
def url(value: Value) -> str:
    found = text(value)
    if not _URL.fullmatch(found):
        raise InvalidError("invalid-url", f"'{found}' is not an http or https address", "start it with https://")
    return found


def several(decode: Callable[[Any], T]) -> Callable[[Value], tuple[T, ...]]:
    """A list, each item of which is decoded alike."""

    @shaped({"type": "array", "items": shape_of(decode)})
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
                if len(errors) > MOST_FAULTS:
                    break
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
        self._known: dict[str, ApproxDate] = {}

    @shaped(_DATE)
    def any(self, value: Value) -> ApproxDate:
        found = self._known.get(value) if isinstance(value, str) else None
        if found is None:
            written = text(value)
            try:
                found = self._known[written] = parse_date(written)
            except DateError as error:
                raise InvalidError(error.code, str(error), error.hint) from None
        return found

    @shaped(_DATE)
    def past(self, value: Value) -> ApproxDate:
        found = self.any(value)
        if found.first > self.today:
            raise InvalidError("future-date", f"{found} is in the future", f"today is {self.today}")
        return found

    @shaped(_DAY)
    def day(self, value: Value) -> dt.date:
        found = self.any(value)
        if found.first != found.last:
            raise InvalidError("invalid-date", f"'{found}' is not a day", "write year, month and day: 2024-04-03")
        return found.first

    @shaped(_DAY)
    def past_day(self, value: Value) -> dt.date:
        self.past(value)
        return self.day(value)


def mapping(
    fields: Mapping[str, Field], make: Callable[[dict[str, Any]], T], shape: Shape | None = None
) -> Callable[[Value], T]:
    """A mapping with these keys and no others, its values decoded and handed to `make` by name.

    What `make` builds cannot be built without the fields that are required. `shape` adds to the JSON Schema what holds
    between the keys.
    """
    decoders: dict[str, tuple[str, Callable[[Any], Any]]] = {
        name: (name, _Once(field.decode).__getitem__ if field.recurring else field.decode)
        for name, field in fields.items()
    }
    hints = Hints(fields, f"known here: {', '.join(fields)}")

    @shaped(_shape_of_mapping(fields) | (shape or {}))
    def decode(value: Value) -> T:
        if not isinstance(value, dict):
            return _wrong_type("a mapping", value, "write each of its keys as 'key: value'")
        found: dict[str, Any] = {}
        try:
            for key, item in value.items():
                # The table's own string: what takes keywords finds them by identity faster than by comparison.
                name, decode_item = decoders[key]
                found[name] = decode_item(item)
            return make(found)
        except (KeyError, TypeError, InvalidError, SeveralError):
            # Most records have no fault: the few that have are looked at again, field by field.
            _raise_all(value, fields, hints)
            raise

    return decode


def _shape_of_mapping(fields: Mapping[str, Field]) -> Shape:
    return {
        "type": "object",
        "properties": {name: shape_of(field.decode) for name, field in fields.items()},
        "required": [name for name, field in fields.items() if field.required],
        "additionalProperties": False,
    }


def _raise_all(value: dict[str, Value], fields: Mapping[str, Field], hints: Hints) -> None:
    """Raise every fault of the fields of a mapping, if they have any, as far as anybody would read them."""
    errors: list[InvalidError] = []
    for key, item in value.items():
        errors += _faults_of(key, item, fields, hints)
        if len(errors) > MOST_FAULTS:
            break
    required = [name for name, field in fields.items() if field.required]
    hint = f"required here: {', '.join(required)}"
    errors += [InvalidError("missing-key", f"'{name}' is missing", hint) for name in required if name not in value]
    if errors:
        raise SeveralError(errors) from None


def _faults_of(key: str, item: Value, fields: Mapping[str, Field], hints: Hints) -> list[InvalidError]:
    field = fields.get(key)
    if field is None:
        return [InvalidError("unknown-key", f"unknown key '{key}'", hints.of(key), (key,), key=True)]
    if item is None:
        hint = "give it a value: it is required" if field.required else _NOTHING_HINT
        return [InvalidError("wrong-type", f"'{key}' has no value", hint, (key,))]
    try:
        field.decode(item)
    except (InvalidError, SeveralError) as error:
        return _below(key, error)
    return []


def _as(make: Callable[..., T]) -> Callable[[dict[str, Any]], T]:
    return lambda found: make(**found)


class Schema:
    """The tables of fields for one dataset. It knows the day of today and numbers the stances of each source."""

    def __init__(self, today: dt.date) -> None:
        dates = Dates(today)
        self._stances_of: dict[str, int] = {}
        self._place: Place | None = None
        remark = mapping(
            {
                "text": Field(text, required=True),
                "source": Field(identifier, required=True),
                "date": Field(dates.past),
            },
            _as(Remark),
        )
        status = mapping(
            {
                "status": Field(choice(Status, "status"), required=True),
                "date": Field(dates.past),
                "source": Field(identifier, required=True),
                "note": Field(text),
            },
            _as(StatusChange),
        )
        expenditure = mapping(
            {
                "year": Field(integer(1949, 2200), required=True),
                "usd_million": Field(integer(0, 10**9), required=True),
                "source": Field(identifier, required=True),
            },
            _as(Expenditure),
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
                    "id": Field(identifier, required=True),
                    "name": Field(text, required=True),
                    "acceded": Field(dates.day),
                    "left": Field(dates.day),
                    "weight": Field(_weight),
                    "source": Field(identifier),
                    "aliases": Field(several(text)),
                    "defence_expenditure": Field(several(expenditure)),
                    "tile": Field(_tile),
                    "remarks": Field(several(remark)),
                },
                self._member,
            ),
            "groups": mapping(
                {
                    "id": Field(identifier, required=True),
                    "name": Field(text, required=True),
                    "members": Field(several(_group_member(dates)), required=True),
                    "source": Field(identifier),
                    "note": Field(text),
                },
                self._at(Group),
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
                    "date": Field(
                        shaped(_DATE_OR_UNKNOWN)(lambda value: None if value == "unknown" else dates.past(value))
                    ),
                    "url": Field(url),
                    "where": Field(text),
                    "archived": Field(url),
                    "accessed": Field(dates.past_day),
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
                    "post": Field(text),
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
                    "member": Field(_member_alone, recurring=True),
                    "members": Field(_members),
                    "candidate": Field(identifier, required=True, recurring=True),
                    "position": Field(choice(Position, "position"), required=True, recurring=True),
                    "hedge": Field(text, recurring=True),
                    "date": Field(dates.past, recurring=True),
                    "source": Field(identifier, required=True, recurring=True),
                    "attribution": Field(choice(Attribution, "attribution"), required=True, recurring=True),
                    "credibility": Field(_credibility, recurring=True),
                    "speaker": Field(text, recurring=True),
                    "condition": Field(text),
                    "met": Field(dates.past),
                    "quote": Field(text),
                    "note": Field(text),
                },
                self._stance,
                {"oneOf": [{"required": ["member"]}, {"required": ["members"]}]},
            ),
            "events": mapping(
                {
                    "kind": Field(choice(EventKind, "kind"), required=True),
                    "date": Field(dates.past),
                    "candidate": Field(identifier),
                    "member": Field(identifier),
                    "support": Field(integer(0, 1000)),
                    "of": Field(integer(1, 1000)),
                    "against": Field(integer(0, 1000)),
                    "abstain": Field(integer(0, 1000)),
                    "round": Field(integer(1, 1000)),
                    "group": Field(identifier),
                    "outstanding": Field(several(identifier)),
                    "source": Field(identifier, required=True),
                    "note": Field(text),
                },
                self._event,
                _COUNTS,
            ),
        }
        self.lists["officeholders"] = mapping(
            {
                "name": Field(text, required=True),
                "nationality": Field(member_code),
                "begins": Field(dates.past),
                "ends": Field(dates.any),
                "acting": Field(_yes),
                "selection": Field(identifier),
                "source": Field(identifier, required=True),
                "note": Field(text),
            },
            self._at(Officeholder),
        )
        self.values: dict[str, Callable[[Any], Any]] = {
            "selection": mapping(
                {
                    "id": Field(identifier, required=True),
                    "title": Field(text, required=True),
                    "post": Field(text),
                    "body": Field(text),
                    "decision": Field(_decision),
                    "electorate": Field(identifier),
                    "opened": Field(dates.past),
                    "closes": Field(dates.any),
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
                    "reliability": Field(several(grade)),
                    "credibility": Field(several(grade)),
                },
                dict,
            ),
        }

    def shape(self) -> Shape:
        """What a file of a dataset may hold, in JSON Schema."""
        lists = {name: {"type": "array", "items": shape_of(decode)} for name, decode in self.lists.items()}
        return {
            "type": "object",
            "properties": lists | {name: shape_of(decode) for name, decode in self.values.items()},
            "additionalProperties": False,
            "minProperties": 1,
        }

    @property
    def sections(self) -> list[str]:
        return [*self.lists, *self.values]

    def decode(self, node: Node, document: Document) -> Any | None:
        """The record of a node. Where it has faults they are reported, and what stands in for it is given, if any."""
        decode = self.lists.get(node.section) if node.index is not None else self.values.get(node.section)
        if decode is None:
            self._report_section(node, document)
            return None
        mark = node.events[0].start_mark
        self._place = Place(path=document.path, line=mark.line + 1, column=mark.column + 1)
        if node.damaged:
            return _stand_in(node, self._place)
        try:
            return decode(node.value)
        except InvalidError as error:
            faults = [error]
        except SeveralError as error:
            faults = error.errors
        for each in faults:
            _report(each, node, document)
        return _stand_in(node, self._place)

    def _report_section(self, node: Node, document: Document) -> None:
        if node.section in self.lists and node.value == []:
            return
        document.complete = False
        if node.section in self.lists:
            message, hint = f"'{node.section}' holds a list of records", "begin each record with '- '"
            document.report("wrong-type", message, node.key, hint=hint)
        elif node.section not in self.values:
            if not node.index:
                hint = Hints(self.sections, f"known here: {', '.join(self.sections)}").of(node.section)
                document.report("unknown-key", f"unknown section '{node.section}'", node.key, hint=hint)
        elif node.index == 0:
            message, hint = f"'{node.section}' holds one mapping, not a list", "take the '- ' away"
            document.report("wrong-type", message, node.key, hint=hint)

    def _at(self, make: Callable[..., T]) -> Callable[[dict[str, Any]], T]:
        return lambda found: make(place=self._place, **found)

    def _member(self, found: dict[str, Any]) -> Member:
        acceded, left = found.get("acceded"), found.get("left")
        if left is not None and acceded is not None and left < acceded:
            raise InvalidError("impossible-date", f"left on {left}, before it acceded on {acceded}", path=("left",))
        return Member(place=self._place, **found)  # type: ignore[arg-type]

    def _source(self, found: dict[str, Any]) -> Source:
        return Source(place=self._place, date_sought="date" in found, **found)  # type: ignore[arg-type]

    def _stance(self, found: dict[str, Any]) -> Stance:
        if "members" in found:
            if "member" in found:
                hint = "keep one of the two"
                raise InvalidError("unknown-key", "'member' beside 'members'", hint, ("members",), key=True)
            written = found["members"]
            found["members"], found["collective"] = (
                ((), written) if isinstance(written, Collective) else (written, None)
            )
        elif "member" in found:
            found["members"] = found.pop("member")
        else:
            raise InvalidError("missing-key", "'member' or 'members' is missing", "say whose stance it is")
        if "credibility" not in found:
            found["credibility"] = DEFAULT_CREDIBILITY[found["attribution"]]
        source = found["source"]
        number = self._stances_of[source] = self._stances_of.get(source, 0) + 1
        return Stance(id=f"{source}#{number}", place=self._place, **found)  # type: ignore[arg-type]

    def _event(self, found: dict[str, Any]) -> Event:
        if found["kind"] is EventKind.COUNT:
            for key in ("candidate", "support", "of"):
                if key not in found:
                    hint = "a count says of which candidate, how many support, and of how many"
                    raise InvalidError("missing-key", f"'{key}' is missing", hint)
            if found["support"] > found["of"]:
                message = f"{found['support']} of {found['of']} is more than all"
                raise InvalidError("invalid-number", message, path=("support",))
        else:
            for key in ("support", "of", "outstanding"):
                if key in found:
                    raise InvalidError(
                        "unknown-key", f"'{key}' belongs to a count", "set 'kind: count'", (key,), key=True
                    )
        return Event(place=self._place, **found)  # type: ignore[arg-type]


def _stand_in(node: Node, place: Place) -> Any | None:
    """What takes the place of a record with faults, so that the records that refer to it are not called faulty too.

    It answers to the id of that record. A scale's answers to every text in it, for each may be a word of likelihood. A
    stance's or an event's refers to what the record refers to, so that this is checked too; what is missing is empty.
    """
    if node.section in {"stances", "events"} and isinstance(node.value, dict):
        return _referring(node.section, node.value, place)
    make = _STAND_INS.get(node.section)
    if make is None:
        return None
    written = node.value.get("id") if isinstance(node.value, dict) else None
    return make(str(written) if isinstance(written, str) else str(place), place, tuple(_texts(node.value)))


def _referring(section: str, value: dict[str, Value], place: Place) -> Stance | Event:
    def told(key: str) -> str:
        found = value.get(key)
        return str(found) if isinstance(found, str) and _ID.fullmatch(found) else ""

    if section == "events":
        named = _codes(value.get("outstanding"))
        member, candidate = _codes([value.get("member")]), told("candidate") or None
        return Event(
            kind=EventKind.REPORT,
            candidate=candidate,
            member=member[0] if member else None,
            outstanding=named,
            source=told("source"),
            place=place,
        )
    members = value.get("members", [value.get("member")])
    hedge = value.get("hedge")
    return Stance(
        id=str(place),
        members=() if isinstance(members, dict) else _codes(members),
        collective=Collective(exceptions=_codes(members.get("all_except"))) if isinstance(members, dict) else None,
        candidate=told("candidate"),
        position=Position.UNDECIDED,
        hedge=str(hedge) if isinstance(hedge, str) else None,
        source=told("source"),
        attribution=Attribution.MEDIA_INFERENCE,
        credibility=DEFAULT_CREDIBILITY[Attribution.MEDIA_INFERENCE],
        place=place,
    )


def _codes(value: Value) -> tuple[str, ...]:
    """The codes of a list all of which are codes, none of any other: their numbers in the list must stay theirs."""
    if not isinstance(value, list) or not all(isinstance(each, str) and _CODE.fullmatch(each) for each in value):
        return ()
    return tuple(str(each) for each in value)


def _texts(value: Value) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif value is not None:
        for part in value.values() if isinstance(value, dict) else value:
            yield from _texts(part)


_STAND_INS: dict[str, Callable[[str, Place, tuple[str, ...]], Any]] = {
    "members": lambda name, place, _: Member(id=name, name=name, place=place),
    "groups": lambda name, place, _: Group(id=name, name=name, members=(), place=place),
    "candidates": lambda name, place, _: Candidate(id=name, name=name, place=place),
    "selection": lambda name, place, _: Selection(id=name, title=name, place=place),
    "unscaled": lambda _, place, texts: Unscaled(words=texts, place=place),
    "scales": lambda name, place, texts: Scale(
        id=name, title=name, bands=(Band(words=texts, lower=0, upper=100),), place=place
    ),
    "sources": lambda name, place, _: Source(
        id=name, publisher=name, kind=SourceKind.OTHER, reliability=Reliability.F, url="", place=place
    ),
}


def _band(found: dict[str, Any]) -> Band:
    lower, upper = found["lower"], found["upper"]
    if lower > upper:
        message = f"the band's lower end {lower} is above its upper end {upper}"
        raise InvalidError("invalid-number", message, path=("lower",))
    return Band(**found)


#: A count says how many of how many; nothing else does.
_COUNTS: Shape = {
    "if": {"properties": {"kind": {"const": str(EventKind.COUNT)}}},
    "then": {"required": ["candidate", "support", "of"]},
    "else": {"not": {"anyOf": [{"required": [key]} for key in ("support", "of", "outstanding")]}},
}


@shaped({"type": "integer", "minimum": 1, "maximum": 6})
def _credibility(value: Value) -> int:
    if isinstance(value, str) and value in {"1", "2", "3", "4", "5", "6"}:
        return int(value)
    hint = "one of 1 (best) to 6 (cannot be judged)"
    raise InvalidError("invalid-credibility", f"{_name_of(value)} is not a credibility grade", hint)


_HIGHEST_TILE = 50
_TILE = several(integer(0, _HIGHEST_TILE))


@shaped(
    {
        "type": "array",
        "items": {"type": "integer", "minimum": 0, "maximum": _HIGHEST_TILE},
        "minItems": 2,
        "maxItems": 2,
    }
)
def _tile(value: Value) -> tuple[int, int]:
    """A column and a row of a map of tiles."""
    found = _TILE(value)
    if len(found) != 2:  # noqa: PLR2004
        raise InvalidError("wrong-type", "a column and a row are expected here", "write [4, 2]: column, then row")
    return found[0], found[1]


_CODES = several(identifier)
_COLLECTIVES = {
    "all_except": mapping(
        {"all_except": Field(_CODES, required=True)}, lambda found: Collective(exceptions=found["all_except"])
    ),
    "group": mapping(
        {"group": Field(identifier, required=True), "except": Field(_CODES)},
        lambda found: Collective(groups=(found["group"],), exceptions=found.get("except", ())),
    ),
    "groups": mapping(
        {"groups": Field(_CODES, required=True), "except": Field(_CODES)},
        lambda found: Collective(groups=found["groups"], exceptions=found.get("except", ())),
    ),
}


@shaped({"type": "number", "minimum": 0})
def _weight(value: Value) -> float:
    if isinstance(value, Quoted) or not isinstance(value, str) or not _NUMBER.fullmatch(value):
        return _wrong_type("a number", value)
    return float(value)


def _group_member(dates: Dates) -> Callable[[Value], GroupMember]:
    parts = mapping(
        {"id": Field(identifier, required=True), "from": Field(dates.day), "until": Field(dates.day)},
        lambda found: GroupMember(id=found["id"], since=found.get("from"), until=found.get("until")),
    )

    @shaped({"anyOf": [shape_of(identifier), shape_of(parts)]})
    def decode(value: Value) -> GroupMember:
        return parts(value) if isinstance(value, dict) else GroupMember(id=identifier(value))

    return decode


@shaped({"type": ["integer", "string"], "pattern": "^([0-9]+|[0-9]+(\\.[0-9]+)? ?%|[0-9]+/[0-9]+)$"})
def _quota(value: Value) -> Quota:
    """A number, a fraction or a percentage."""
    written = text(value)
    found = _QUOTA.fullmatch(written)
    if not found or written.endswith("/0"):
        hint = "write a number 9, a fraction 2/3 or a percentage 55 %"
        raise InvalidError("invalid-quota", f"'{written}' is not a quota", hint)
    if found["number"]:
        return Quota(text=written, number=float(found["number"]))
    if found["percent"]:
        whole, _, part = found["percent"].partition(".")
        return Quota(text=written, share=(int(whole + part), 100 * 10 ** len(part)))
    above, below = written.split("/")
    return Quota(text=written, share=(int(above), int(below)))


@shaped({"anyOf": [shape_of(identifier), shape_of(_CODES)]})
def _veto(value: Value) -> tuple[str, ...]:
    return _CODES(value) if isinstance(value, list) else (identifier(value),)


_RULES = choice(Rule, "rule")
_RULE = mapping(
    {"rule": Field(_RULES, required=True), "quota": Field(_quota), "weight_quota": Field(_quota), "veto": Field(_veto)},
    lambda found: DecisionRule(**found),
)


@shaped({"anyOf": [shape_of(_RULES), shape_of(_RULE)]})
def _decision(value: Value) -> DecisionRule:
    return _RULE(value) if isinstance(value, dict) else DecisionRule(rule=_RULES(value))


@shaped({"type": "boolean"})
def _yes(value: Value) -> bool:
    """YAML 1.2's own words for true and false, and none of YAML 1.1's."""
    if value in ("true", "True", "TRUE") and not isinstance(value, Quoted):
        return True
    if value in ("false", "False", "FALSE") and not isinstance(value, Quoted):
        return False
    return _wrong_type("true or false", value)


@shaped(shape_of(member_code))
def _member_alone(value: Value) -> tuple[str]:
    return (member_code(value),)


@shaped({"anyOf": [shape_of(_CODES) | {"minItems": 1}, *map(shape_of, _COLLECTIVES.values())]})
def _members(value: Value) -> tuple[str, ...] | Collective:
    """The members of a stance: the ids, or how a collective one is written."""
    if isinstance(value, dict):
        form = next((form for form in _COLLECTIVES if form in value), "all_except")
        return _COLLECTIVES[form](value)
    if isinstance(value, list) and not value:
        raise InvalidError("wrong-type", "the list of members is empty", "name them, or write {all_except: []} for all")
    if isinstance(value, str):
        raise InvalidError("wrong-type", "'members' holds a list", f"write 'member: {value}', or a list of codes")
    return _CODES(value)


def _report(error: InvalidError, node: Node, document: Document) -> None:
    event = node.event_at(error.path, key=error.key) or node.event_at(error.path[:-1]) or node.events[0]
    document.report(error.code, error.message, event, hint=error.hint)
