"""From values to records, by the records' own types; the same types give the JSON Schema.

A file writes some things in a form that is easier to type than the records are to use: `member: HUN` for a list of one,
`decision: unanimity` for a mapping. `_PREPARE` turns what is written into what the record holds, and `WRITTEN` are the
types of the written form. Most records have no fault and are converted at once; of the few others the parts are looked
at one by one, so that all faults of a record are reported.
"""

from __future__ import annotations

import datetime as dt
import re
from enum import StrEnum
from functools import cache
from types import UnionType
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple, Union, get_args, get_origin, get_type_hints

import msgspec
from msgspec import Meta, Struct, UnsetType

from nato_cli.dataset.diagnostics import suggestion
from nato_cli.dates import DateError, parse_date
from nato_cli.model import (
    DEFAULT_CREDIBILITY,
    ApproxDate,
    Candidate,
    CountryCode,
    DecisionRule,
    Event,
    Grades,
    Group,
    GroupMember,
    Id,
    Member,
    Officeholder,
    Quota,
    Rule,
    Scale,
    Selection,
    Source,
    Stance,
    Unscaled,
    Url,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from nato_cli.dataset.diagnostics import Field
    from nato_cli.model import Place, Record

#: What may stand at the top of a file: lists of records, or one record.
LISTS: dict[str, type[Record]] = {
    "members": Member,
    "groups": Group,
    "scales": Scale,
    "sources": Source,
    "candidates": Candidate,
    "stances": Stance,
    "events": Event,
    "officeholders": Officeholder,
}
SINGLES: dict[str, type[Record]] = {"selection": Selection, "unscaled": Unscaled, "grades": Grades}
SECTIONS = LISTS | SINGLES

#: Fields of records that no file writes.
_COMPUTED = frozenset({"place", "date_sought", "collective"})
#: Fields that a record always has and a file may leave out.
_USUAL: dict[type[Struct], frozenset[str]] = {Stance: frozenset({"members", "credibility"})}
_FILLED = frozenset({"candidates", "sources", "stances", "events"})
_LEAVE_OUT = "leave the key out where there is nothing to say"
_DATE = {"type": ["string", "integer"], "pattern": "^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?~?$"}


class Fault(NamedTuple):
    """What is wrong with a part of a value: the part's path, or its key's, which ends in `key!`."""

    code: str
    message: str
    path: Field
    hint: str | None


class InvalidRecordError(Exception):
    """A value that is not a record, with all its faults."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__("; ".join(fault.message for fault in faults))
        self.faults = faults


class DateOrUnknown:
    """A date, or the word `unknown` where it was looked for and not found. A type for the written form alone."""


class AllExceptOrGroup(Struct, frozen=True, forbid_unknown_fields=True, rename={"exceptions": "except"}):
    """Collective `members` of a stance, as written: all except some, or one or several groups except some."""

    all_except: tuple[Id, ...] | UnsetType = msgspec.UNSET
    group: Id | UnsetType = msgspec.UNSET
    groups: Annotated[tuple[Id, ...], Meta(min_length=1)] | UnsetType = msgspec.UNSET
    exceptions: tuple[Id, ...] | UnsetType = msgspec.UNSET


def read(section: str, value: Any, place: Place, *, has_null: bool = False) -> Any:
    """The record that a value of a section describes.

    Raises:
        InvalidRecordError: It does not describe one.
    """
    kind = SECTIONS[section]
    if not has_null and type(value) is dict and _COMPUTED.isdisjoint(value):
        try:
            fields = value | {"place": place}
            if section in _PREPARE:
                _PREPARE[section](fields)
            return _convert(fields, kind)
        except (msgspec.ValidationError, LookupError, TypeError, AttributeError, InvalidRecordError):
            pass
    raise InvalidRecordError(list(_faults(value, written_types()[section], ())) or [_unlikely(section)])


def faults(value: Any, kind: Any) -> list[Fault]:
    """All that keeps a value from being of a kind, such as `Id`."""
    return list(_faults(value, kind, ()))


def _unlikely(section: str) -> Fault:
    return Fault("wrong-type", f"this cannot be read as one of '{section}'", (), "compare it with the others")


def _convert(value: Any, kind: Any) -> Any:
    return msgspec.convert(value, kind, strict=False, dec_hook=from_text)


def from_text(kind: Any, text: Any) -> Any:
    """A date or a quota from its text: what msgspec does not know by itself."""
    if kind is ApproxDate:
        return parse_date(text)
    if kind is Quota:
        return Quota(str(text))
    if kind is DateOrUnknown:
        return text if text == "unknown" else parse_date(text)
    raise NotImplementedError(kind)


def to_text(value: Any) -> str:
    """The text of a date or a quota: the inverse of `from_text`."""
    if isinstance(value, ApproxDate | Quota):
        return value.text
    raise NotImplementedError(type(value))


# From the written form to the record's.


def _source(fields: dict[str, Any]) -> None:
    if fields.get("date") == "unknown":
        del fields["date"]
        fields["date_sought"] = True


def _stance(fields: dict[str, Any]) -> None:
    if "id" in fields or ("member" in fields) is ("members" in fields):
        raise LookupError
    fields["id"] = ""
    if "member" in fields:
        fields["members"] = (fields.pop("member"),)
    elif type(fields["members"]) is dict:
        written = fields["members"]
        if any(_faults(written, AllExceptOrGroup, ())):
            raise LookupError
        groups = [written["group"]] if "group" in written else written.get("groups", ())
        exceptions = written.get("all_except", written.get("except", ()))
        fields["members"], fields["collective"] = (), {"groups": groups, "exceptions": exceptions}
    elif not fields["members"]:
        raise LookupError
    if "credibility" not in fields:
        fields["credibility"] = DEFAULT_CREDIBILITY[fields["attribution"]]


def _group(fields: dict[str, Any]) -> None:
    if type(fields["members"]) is list:
        fields["members"] = [{"id": part} if type(part) is str else part for part in fields["members"]]


def _selection(fields: dict[str, Any]) -> None:
    if not _FILLED.isdisjoint(fields):
        raise LookupError
    decision = fields.get("decision")
    if type(decision) is str:
        fields["decision"] = {"rule": decision}
    elif type(decision) is dict and type(decision.get("veto")) is str:
        fields["decision"] = decision | {"veto": [decision["veto"]]}


_PREPARE: dict[str, Callable[[dict[str, Any]], None]] = {
    "sources": _source,
    "stances": _stance,
    "groups": _group,
    "selection": _selection,
}


def _written(kind: type[Struct], *left_out: str, **instead: Any) -> type[Struct]:
    """The type of a record's written form: without what is computed, and with some fields otherwise."""
    hints = get_type_hints(kind, include_extras=True)
    of_record = {field.name: field for field in msgspec.structs.fields(kind)}
    fields: list[Any] = []
    for name in (*(name for name in instead if name not in of_record), *of_record):
        if name in _COMPUTED or name in left_out:
            continue
        hint = instead.get(name, _without_none(hints.get(name)))
        is_needed = name in of_record and of_record[name].required and name not in _USUAL.get(kind, frozenset())
        fields.append((name, hint) if is_needed else (name, hint | UnsetType, msgspec.UNSET))
    rename = {field.name: field.encode_name for field in msgspec.structs.fields(kind)}
    return msgspec.defstruct(kind.__name__, fields, kw_only=True, forbid_unknown_fields=True, rename=rename)


@cache
def written_types() -> dict[str, type[Struct]]:
    """The type of the written form of each section's records."""
    part = _written(GroupMember)
    members = Annotated[tuple[Id, ...], Meta(min_length=1)] | AllExceptOrGroup
    decision = _written(DecisionRule, veto=Id | tuple[Id, ...])
    written = {section: _written(kind) for section, kind in SECTIONS.items()}
    return written | {
        "sources": _written(Source, date=DateOrUnknown),
        "groups": _written(Group, members=tuple[Id | part, ...]),  # type: ignore[valid-type]
        "stances": _written(Stance, "id", member=Id, members=members),
        "selection": _written(Selection, *_FILLED, decision=Rule | decision),
    }


# All faults of a value.


def _faults(value: Any, kind: Any, path: Field) -> Iterator[Fault]:
    """What keeps a value from being of a kind, part by part."""
    kind = _fitting(value, _without_none(kind))
    if value is None:
        yield Fault("wrong-type", f"'{path[-1] if path else 'this'}' has no value", path, _LEAVE_OUT)
    elif isinstance(kind, type) and issubclass(kind, Struct):
        yield from _faults_of_mapping(value, kind, path)
    elif _plain(kind) is tuple and isinstance(value, list):
        parts = [part for part in get_args(_unannotated(kind)) if part is not Ellipsis]
        for number, item in enumerate(value):
            yield from _faults(item, parts[min(number, len(parts) - 1)], (*path, number))
        if len(parts) > 1 and len(parts) != len(value):
            yield Fault("wrong-type", f"{len(parts)} values are expected here, not {len(value)}", path, None)
        elif _meta(kind, "min_length") and not value:
            hint = "name them, or write {all_except: []} for all" if path[-1] == "members" else "name at least one"
            yield Fault("wrong-type", "the list is empty", path, hint)
    elif kind is not DateOrUnknown or value != "unknown":
        kind = ApproxDate if kind is DateOrUnknown else kind
        try:
            _convert(value, kind)
        except msgspec.ValidationError as error:
            yield _explained(value, kind, path, error)


def _faults_of_mapping(value: Any, kind: type[Struct], path: Field) -> Iterator[Fault]:
    if not isinstance(value, dict):
        message = f"a mapping is expected here, not {_name_of(value)}"
        yield Fault("wrong-type", message, path, "write each of its keys as 'key: value'")
        return
    hints = get_type_hints(kind, include_extras=True)
    fields = {field.encode_name: field for field in msgspec.structs.fields(kind)}
    for key, part in value.items():
        if key in fields:
            yield from _faults(part, hints[fields[key].name], (*path, key))
        else:
            yield Fault("unknown-key", f"unknown key '{key}'", (*path, key, "key!"), _key_hint(key, fields))
    required = [key for key, field in fields.items() if field.required]
    hint = f"required here: {', '.join(required)}"
    for key in required:
        if key not in value:
            yield Fault("missing-key", f"'{key}' is missing", path, hint)
    yield from _contradictions(value, kind, path)


def _key_hint(key: str, known: Any) -> str:
    if "\u00a0" in key:
        return "it holds a no-break space (U+00A0): replace it with a space"
    return suggestion(key, known, f"known here: {', '.join(known)}")


def _contradictions(value: dict[str, Any], kind: type[Struct], path: Field) -> Iterator[Fault]:
    """Keys of which exactly one is wanted."""
    wanted: tuple[str, ...] = ("all_except", "group", "groups") if kind is AllExceptOrGroup else ()
    if kind is written_types()["stances"]:
        wanted = ("member", "members")
    given = [key for key in wanted if key in value]
    if wanted and not given:
        yield Fault("missing-key", f"{' or '.join(repr(key) for key in wanted)} is missing", path, "say who is meant")
    for key in given[1:]:
        yield Fault("unknown-key", f"'{key}' beside '{given[0]}'", (*path, key, "key!"), "keep one of the two")
    if kind is AllExceptOrGroup and {"all_except", "except"} <= value.keys():
        yield Fault("unknown-key", "'except' beside 'all_except'", (*path, "except", "key!"), "keep one of the two")


def _explained(value: Any, kind: Any, path: Field, error: msgspec.ValidationError) -> Fault:
    """What msgspec says of a single value, in everyday words and with a hint."""
    cause, plain = error.__cause__, _plain(kind)
    if isinstance(cause, DateError):
        return Fault(cause.code, str(cause), path, cause.hint)
    if not isinstance(value, str) or not value or plain is tuple:
        hint = _shape_hint(value, plain, path)
        return Fault("wrong-type", f"{_expected(plain)} is expected here, not {_name_of(value)}", path, hint)
    name = next((step for step in reversed(path) if isinstance(step, str)), "value")
    code, message, hint = _explained_text(value, kind, name)
    return Fault(code, message, path, hint)


def _shape_hint(value: Any, plain: Any, path: Field) -> str | None:
    if plain is tuple and isinstance(value, str):
        return f"write 'member: {value}', or a list" if path[-1:] == ("members",) else f"write [{value}]"
    if isinstance(plain, type) and issubclass(plain, StrEnum):
        return f"one of {', '.join(plain)}"
    return _LEAVE_OUT if value == "" else None


def _explained_text(text: str, kind: Any, name: str) -> tuple[str, str, str | None]:
    """Code, message and hint for a text that its field cannot hold."""
    plain = _plain(kind)
    code, message, hint = "wrong-type", f"{_expected(plain)} is expected here, not '{text}'", None
    if isinstance(plain, type) and issubclass(plain, StrEnum):
        known = [str(word) for word in plain]
        hint = suggestion(text, known, f"one of {', '.join(known)}")
        code, message = f"invalid-{name}", f"'{text}' is not a known {name}"
    elif plain is Quota:
        hint = "write a number 9, a fraction 2/3 or a percentage 55 %"
        code, message = "invalid-quota", f"'{text}' is not a quota"
    elif plain is dt.date:
        code, message, hint = "invalid-date", f"'{text}' is not a day", "write year, month and day: 2024-04-03"
    elif kind == Url:
        code, message, hint = "invalid-url", f"'{text}' is not an http or https address", "start it with https://"
    elif kind == CountryCode:
        hint = f"write '{text.upper()}'" if re.fullmatch("[A-Za-z]{3}", text) else "such as NOR for Norway"
        code, message = "invalid-id", f"'{text}' is not an alpha-3 code"
    elif kind == Id:
        hint = "use letters (a to z), digits, '.', '_' and '-' only"
        code, message = "invalid-id", f"'{text}' cannot be an id"
    elif re.fullmatch(r"[-+]?[0-9]+(\.[0-9]+)?", text) and (low := _meta(kind, "ge")) is not None:
        high = _meta(kind, "le")
        between = f"not between {low} and {high}" if high is not None else f"below {low}"
        is_whole = plain is float or "." not in text
        code, message = "invalid-number", f"{text} is {between if is_whole else 'not a whole number'}"
        hint = "1 (best) to 6 (cannot be judged)" if name == "credibility" else None
    return code, message, hint


def _expected(plain: Any) -> str:
    names = {int: "a whole number", float: "a number", bool: "true or false", tuple: "a list"}
    return names.get(plain, "text")


def _name_of(value: Any) -> str:
    if value == "":
        return "an empty text"
    return "a list" if isinstance(value, list) else "a mapping" if isinstance(value, dict) else f"'{value}'"


def _fitting(value: Any, kind: Any) -> Any:
    """Of several types that a value may have, the one that its shape fits, or else the first."""
    options = get_args(kind) if get_origin(kind) in {Union, UnionType} else (kind,)
    wanted = dict if isinstance(value, dict) else list if isinstance(value, list) else str
    shapes = [
        dict if isinstance(o, type) and issubclass(o, Struct) else list if _plain(o) is tuple else str for o in options
    ]
    return options[shapes.index(wanted)] if wanted in shapes else options[0]


def _without_none(kind: Any) -> Any:
    if get_origin(kind) not in {Union, UnionType}:
        return kind
    options = [option for option in get_args(kind) if option not in {type(None), UnsetType}]
    return Union[tuple(options)]  # noqa: UP007


def _unannotated(kind: Any) -> Any:
    return kind.__origin__ if get_origin(kind) is Annotated else kind


def _plain(kind: Any) -> Any:
    """The bare type: without annotations and parameters."""
    bare = _unannotated(kind)
    return get_origin(bare) or bare


def _meta(kind: Any, name: str) -> Any:
    metas = get_args(kind)[1:] if get_origin(kind) is Annotated else ()
    return next((getattr(meta, name) for meta in metas if getattr(meta, name, None) is not None), None)


def json_schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of a dataset's files, for editors and for checkers other than ours.

    What a schema cannot say (whether ids exist, whether dates are possible and in order) `nato validate` says.
    """
    written = written_types()
    fields: list[Any] = []
    for section in SECTIONS:
        kind: Any = tuple[written[section], ...] if section in LISTS else written[section]  # type: ignore[valid-type]
        fields.append((section, kind | UnsetType, msgspec.UNSET))
    file = msgspec.defstruct("File", fields, forbid_unknown_fields=True)
    (schema,), parts = msgspec.json.schema_components([file], schema_hook=_schema_of, ref_template="#/$defs/{name}")
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A file of a nato dataset",
        "description": "Candidates, members' stances on them, and their sources.",
        **schema,
        "$defs": {name: _as_in_files(part) for name, part in parts.items()},
    }


def _as_in_files(schema: Any) -> Any:
    """A schema as files are written: a key without a value is left out, and text may look like a number to YAML."""
    if isinstance(schema, list):
        return [_as_in_files(part) for part in schema if part != {"type": "null"}]
    if not isinstance(schema, dict):
        return schema
    parts = {key: _as_in_files(part) for key, part in schema.items() if key != "default"}
    if len(parts.get("anyOf", ())) == 1:
        return parts["anyOf"][0]
    if parts.get("type") == "string" and "format" not in parts:
        parts["type"] = ["string", "number", "boolean"]
    return parts


def _schema_of(kind: Any) -> dict[str, Any]:
    if kind is Quota:
        return {"type": ["integer", "string"], "pattern": "^([0-9]+|[0-9]+([.][0-9]+)? *%|[0-9]+/[1-9][0-9]*)$"}
    return _DATE if kind is ApproxDate else {"anyOf": [_DATE, {"const": "unknown"}]}
