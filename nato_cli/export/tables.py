"""Tables of an export: a selection's records as rows that refer to each other by id, and Popolo.

A table is a row type: its fields are the columns and their types, for CSV, SQLite, Parquet and workbooks alike.
"""

from __future__ import annotations

import os.path
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from nato_cli.model import Status

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from nato_cli.analysis.snapshot import Snapshot
    from nato_cli.model import Candidate, Stance


class MemberRow(Struct):
    """Whoever takes part in the decision."""

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
    """Something that happened; of a count how many support, oppose and abstain, and of how many members."""

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


#: Every table by its name, in an order in which each refers only to those before it or to itself.
TABLES: dict[str, type[Struct]] = {
    "sources": SourceRow,
    "members": MemberRow,
    "candidates": CandidateRow,
    "statuses": StatusRow,
    "remarks": RemarkRow,
    "stances": StanceRow,
    "stance_members": StanceMember,
    "events": EventRow,
    "event_members": EventMember,
    "standings": StandingRow,
}


def rows(snapshot: Snapshot, table: str) -> Iterator[Struct]:
    """The rows of one of the TABLES."""
    return iter(_ROWS[table](snapshot))


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def _members(snapshot: Snapshot) -> Iterator[MemberRow]:
    for member in snapshot.dataset.members.values():
        yield MemberRow(member.id, member.name, _text(member.acceded), _text(member.left), member.source, member.weight)


def _candidates(snapshot: Snapshot) -> Iterator[CandidateRow]:
    for person in snapshot.selection.candidates.values():
        yield CandidateRow(
            person.id, person.name, person.post, person.nationality, person.office, person.party, _text(person.born),
            person.wikidata, person.note,
        )  # fmt: skip


def _statuses(snapshot: Snapshot) -> Iterator[StatusRow]:
    for person in snapshot.selection.candidates.values():
        for number, change in enumerate(person.statuses, 1):
            yield StatusRow(person.id, number, change.status, _text(change.date), change.source, change.note)


def _remarks(snapshot: Snapshot) -> Iterator[RemarkRow]:
    for person in snapshot.selection.candidates.values():
        for kind, remarks in (("strength", person.strengths), ("concern", person.concerns)):
            for remark in remarks:
                yield RemarkRow(person.id, None, kind, remark.text, _text(remark.date), remark.source)
    sources = {**snapshot.dataset.sources, **snapshot.selection.sources}
    for member in snapshot.dataset.members.values():
        for remark in member.remarks:
            if remark.source in sources:
                yield RemarkRow(None, member.id, "remark", remark.text, _text(remark.date), remark.source)


def _sources(snapshot: Snapshot) -> Iterator[SourceRow]:
    own = snapshot.selection.sources
    for source in {**snapshot.dataset.sources, **own}.values():
        origin = snapshot.origin_of(source).id if source.id in own else source.id
        yield SourceRow(
            source.id, source.publisher, source.title, source.author, _text(source.date), source.kind, source.language,
            source.reliability, source.url, source.where, source.archived, _text(source.accessed), source.relays,
            source.note, origin,
        )  # fmt: skip


def _stances(snapshot: Snapshot) -> Iterator[StanceRow]:
    for stance in snapshot.selection.stances:
        yield StanceRow(
            stance.id, stance.candidate, stance.position, stance.hedge, _text(stance.date), stance.source,
            stance.attribution, stance.speaker, stance.credibility, bool(stance.collective), stance.condition,
            _text(stance.met), stance.quote, stance.note, _text(snapshot.date_of(stance)),
            _within(snapshot.dataset.path, stance.place.path), stance.place.line,
        )  # fmt: skip


def _within(root: str, path: str) -> str:
    """The path of a file relative to its dataset, so that no folder of whoever exports it is told."""
    return PurePath(path).name if path == root else PurePath(os.path.relpath(path, root)).as_posix()


def _stance_members(snapshot: Snapshot) -> Iterator[StanceMember]:
    for stance in snapshot.selection.stances:
        for member in stance.members:
            yield StanceMember(stance.id, member, _part(stance))


def _part(stance: Stance) -> str:
    return "covered" if stance.collective else "named"


def _events(snapshot: Snapshot) -> Iterator[EventRow]:
    for number, event in enumerate(snapshot.selection.events, 1):
        yield EventRow(
            number, event.kind, _text(event.date), event.candidate, event.member, event.support, event.of,
            event.against, event.abstain, event.round, event.group, event.source, event.note,
        )  # fmt: skip


def _event_members(snapshot: Snapshot) -> Iterator[EventMember]:
    for number, event in enumerate(snapshot.selection.events, 1):
        for member in event.outstanding:
            yield EventMember(number, member)


def _standings(snapshot: Snapshot) -> Iterator[StandingRow]:
    for candidate in snapshot.mentioned:
        for assessment in snapshot.assess(candidate.id):
            decisive = assessment.decisive
            yield StandingRow(
                str(snapshot.view.as_of), candidate.id, assessment.member, assessment.standing, assessment.rule,
                _text(assessment.since), _text(assessment.confirmed),
                decisive[0].stance.id if len(decisive) == 1 else None,
                assessment.lower, assessment.upper, len(assessment.origins),
            )  # fmt: skip


_ROWS: dict[str, Callable[[Snapshot], Iterable[Struct]]] = {
    "sources": _sources,
    "members": _members,
    "candidates": _candidates,
    "statuses": _statuses,
    "remarks": _remarks,
    "stances": _stances,
    "stance_members": _stance_members,
    "events": _events,
    "event_members": _event_members,
    "standings": _standings,
}


def popolo(snapshot: Snapshot) -> dict[str, Any]:
    """Persons, the body with its members, the post, and who was appointed to it, by the Popolo specification.

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
        "birth_date": _text(candidate.born),
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
