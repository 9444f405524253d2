"""Tables of an export: a selection's records as rows that refer to each other by id, and Popolo.

A table is a row type: its fields are the columns and their types, for CSV, SQLite, Parquet and workbooks alike.
"""

from __future__ import annotations

import datetime as dt
import os.path
from pathlib import PurePath
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from msgspec import Struct

from nato_cli.model import ApproxDate, Status

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from nato_cli.analysis.snapshot import Snapshot
    from nato_cli.model import Candidate, Record

R = TypeVar("R", bound=Struct)


class MemberRow(Struct):
    """A member of the body."""

    id: str
    name: str
    acceded: str | None
    left_on: str | None
    source: str | None
    weight: float | None


class CandidateRow(Struct):
    """A person, or for an accession a country."""

    id: str
    name: str
    post: str | None
    nationality: str | None
    office: str | None
    party: str | None
    born: str | None
    wikidata: str | None
    note: str | None


class StatusRow(Struct):
    """A change of a candidate's status; `number` counts those of one candidate from 1."""

    candidate: str
    number: int
    status: str
    date: str | None
    source: str
    note: str | None


class RemarkRow(Struct):
    """A reported judgement on a candidate (strength, concern) or on a member (remark)."""

    candidate: str | None
    member: str | None
    kind: str
    text: str
    date: str | None
    source: str


class SourceRow(Struct):
    """A publication; `origin` is the source at the end of its chain of relays."""

    id: str
    publisher: str
    title: str | None
    author: str | None
    date: str | None
    kind: str
    language: str | None
    reliability: str
    url: str | None
    where: str | None
    archived: str | None
    accessed: str | None
    relays: str | None
    note: str | None
    origin: str


class StanceRow(Struct):
    """A report. `counts_from` is the date from which it counts; `file` and `line` are where it is written."""

    id: str
    candidate: str
    position: str
    hedge: str | None
    date: str | None
    source: str
    attribution: str
    speaker: str | None
    credibility: int
    collective: bool
    condition: str | None
    met: str | None
    quote: str | None
    note: str | None
    counts_from: str | None
    file: str
    line: int


class StanceMember(Struct):
    """A member that a report covers: `named` by it, or `covered` by a collective one."""

    stance: str
    member: str
    part: str


class EventRow(Struct):
    """An event; a count says how many support, oppose and abstain, and of how many members."""

    id: int
    kind: str
    date: str | None
    candidate: str | None
    member: str | None
    support: int | None
    of_members: int | None
    against: int | None
    abstain: int | None
    round: int | None
    group: str | None
    source: str
    note: str | None


class EventMember(Struct):
    """A member that a count names as outstanding."""

    event: int
    member: str


class StandingRow(Struct):
    """Where a member stands on a candidate on the date asked about; `stance` is the report that decides."""

    as_of: str
    candidate: str
    member: str
    standing: str
    rule: int | None
    since: str | None
    confirmed: str | None
    stance: str | None
    lower: float
    upper: float
    origins: int


def _row(row: type[R], record: Record, **others: Any) -> R:
    """Fill a row from the record's fields of the same names; `others` are computed or have another name."""
    names = (name for name in row.__struct_fields__ if name not in others)
    return row(**others, **{name: _value(getattr(record, name)) for name in names})


def _value(value: Any) -> Any:
    return str(value) if isinstance(value, ApproxDate | dt.date) else value


def _members(snapshot: Snapshot) -> Iterator[MemberRow]:
    for member in snapshot.dataset.members.values():
        yield _row(MemberRow, member, left_on=_value(member.left))


def _candidates(snapshot: Snapshot) -> Iterator[CandidateRow]:
    for candidate in snapshot.selection.candidates.values():
        yield _row(CandidateRow, candidate)


def _statuses(snapshot: Snapshot) -> Iterator[StatusRow]:
    for candidate in snapshot.selection.candidates.values():
        for number, change in enumerate(candidate.statuses, 1):
            yield _row(StatusRow, change, candidate=candidate.id, number=number)


def _remarks(snapshot: Snapshot) -> Iterator[RemarkRow]:
    for candidate in snapshot.selection.candidates.values():
        for kind, remarks in (("strength", candidate.strengths), ("concern", candidate.concerns)):
            for remark in remarks:
                yield _row(RemarkRow, remark, candidate=candidate.id, member=None, kind=kind)
    sources = {**snapshot.dataset.sources, **snapshot.selection.sources}
    for member in snapshot.dataset.members.values():
        for remark in member.remarks:
            if remark.source in sources:
                yield _row(RemarkRow, remark, candidate=None, member=member.id, kind="remark")


def _sources(snapshot: Snapshot) -> Iterator[SourceRow]:
    own = snapshot.selection.sources
    for source in {**snapshot.dataset.sources, **own}.values():
        yield _row(SourceRow, source, origin=snapshot.origin_of(source).id if source.id in own else source.id)


def _stances(snapshot: Snapshot) -> Iterator[StanceRow]:
    for stance in snapshot.selection.stances:
        yield _row(
            StanceRow,
            stance,
            collective=stance.collective is not None,
            counts_from=_value(snapshot.date_of(stance)),
            file=_within(snapshot.dataset.path, stance.place.path),
            line=stance.place.line,
        )


def _within(root: str, path: str) -> str:
    """The path of a file relative to its dataset, so that an export does not show the folders of whoever made it."""
    return PurePath(path).name if path == root else PurePath(os.path.relpath(path, root)).as_posix()


def _stance_members(snapshot: Snapshot) -> Iterator[StanceMember]:
    for stance in snapshot.selection.stances:
        for member in stance.members:
            yield StanceMember(stance.id, member, "covered" if stance.collective else "named")


def _events(snapshot: Snapshot) -> Iterator[EventRow]:
    for number, event in enumerate(snapshot.selection.events, 1):
        yield _row(EventRow, event, id=number, of_members=event.of)


def _event_members(snapshot: Snapshot) -> Iterator[EventMember]:
    for number, event in enumerate(snapshot.selection.events, 1):
        for member in event.outstanding:
            yield EventMember(number, member)


def _standings(snapshot: Snapshot) -> Iterator[StandingRow]:
    for candidate in snapshot.mentioned:
        for assessment in snapshot.assess(candidate.id):
            decisive = assessment.decisive
            yield _row(
                StandingRow,
                assessment,
                as_of=str(snapshot.view.as_of),
                stance=decisive[0].stance.id if len(decisive) == 1 else None,
                origins=len(assessment.origins),
            )


class Table(NamedTuple):
    """A table: the type of its rows, and the function that makes them."""

    row: type[Struct]
    rows: Callable[[Snapshot], Iterator[Struct]]


#: Every table by its name; a table refers only to itself and to tables before it.
TABLES = {
    "sources": Table(SourceRow, _sources),
    "members": Table(MemberRow, _members),
    "candidates": Table(CandidateRow, _candidates),
    "statuses": Table(StatusRow, _statuses),
    "remarks": Table(RemarkRow, _remarks),
    "stances": Table(StanceRow, _stances),
    "stance_members": Table(StanceMember, _stance_members),
    "events": Table(EventRow, _events),
    "event_members": Table(EventMember, _event_members),
    "standings": Table(StandingRow, _standings),
}


def popolo(snapshot: Snapshot) -> dict[str, Any]:
    """Popolo document: persons, the body with its members, the post, and who was appointed to it.

    What Popolo has no class for (stances, standings) is left out.
    """
    selection = snapshot.selection
    body, post = selection.body or selection.id, selection.post or selection.title
    members = [snapshot.dataset.members[member] for member in snapshot.electorate]
    return {
        "persons": [_person(candidate) for candidate in selection.candidates.values()],
        "organizations": [
            {"id": body, "name": body, "classification": "body"},
            *(
                {"id": member.id, "name": member.name, "classification": "member", "parent_id": body}
                for member in members
            ),
        ],
        "posts": [{"id": selection.id, "label": post, "organization_id": body}],
        "memberships": list(_appointments(snapshot, body)),
    }


def _person(candidate: Candidate) -> dict[str, Any]:
    identifiers = [{"scheme": "wikidata", "identifier": candidate.wikidata}] if candidate.wikidata else []
    values = {
        "id": candidate.id,
        "name": candidate.name,
        "birth_date": _value(candidate.born),
        "summary": candidate.office,
        "identifiers": identifiers,
    }
    return {name: value for name, value in values.items() if value}


def _appointments(snapshot: Snapshot, body: str) -> Iterator[dict[str, Any]]:
    for candidate in snapshot.selection.candidates.values():
        if snapshot.status(candidate) is Status.APPOINTED:
            begins = snapshot.selection.takes_office
            yield {
                "person_id": candidate.id,
                "organization_id": body,
                "post_id": snapshot.selection.id,
                **({"start_date": str(begins)} if begins else {}),
            }
