"""A selection for other programs: tables for spreadsheets and databases, Popolo for collections of people in office."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from nato_cli.analysis import candidacy
from nato_cli.analysis.snapshot import origins
from nato_cli.model import Status
from nato_cli.output.answer import Rows

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nato_cli.analysis.snapshot import Snapshot
    from nato_cli.model import Candidate, Stance


def tables(snapshot: Snapshot) -> dict[str, Rows]:
    """The records as tables that refer to each other by id, and the standings of the date asked about.

    Rows are made as they are gone through, which can be done once.
    """
    return {
        "members": _members(snapshot),
        "candidates": _candidates(snapshot),
        "statuses": _statuses(snapshot),
        "remarks": _remarks(snapshot),
        "sources": _sources(snapshot),
        "stances": _stances(snapshot),
        "stance_members": _stance_members(snapshot),
        "events": _events(snapshot),
        "event_members": _event_members(snapshot),
        "standings": _standings(snapshot),
    }


def _members(snapshot: Snapshot) -> Rows:
    rows = [[each.id, each.name, each.acceded, each.left, each.source] for each in snapshot.dataset.members.values()]
    return Rows(("id", "name", "acceded", "left_on", "source"), rows)


def _candidates(snapshot: Snapshot) -> Rows:
    names = ("id", "name", "nationality", "office", "party", "born", "wikidata", "note")
    people = snapshot.selection.candidates.values()
    return Rows(names, [[getattr(each, name) for name in names] for each in people])


def _statuses(snapshot: Snapshot) -> Rows:
    rows = [
        [each.id, number, change.status, change.date, change.source, change.note]
        for each in snapshot.selection.candidates.values()
        for number, change in enumerate(each.statuses, 1)
    ]
    return Rows(("candidate", "number", "status", "date", "source", "note"), rows)


def _remarks(snapshot: Snapshot) -> Rows:
    rows = [
        [each.id, kind, remark.text, remark.source]
        for each in snapshot.selection.candidates.values()
        for kind, remarks in (("strength", each.strengths), ("concern", each.concerns))
        for remark in remarks
    ]
    return Rows(("candidate", "kind", "text", "source"), rows)


def _sources(snapshot: Snapshot) -> Rows:
    names = ("id", "publisher", "title", "author", "date", "kind", "language", "reliability", "url", "relays", "note")
    known = snapshot.dataset.sources | snapshot.selection.sources
    ends = origins(known)
    rows = ([*(getattr(each, name) for name in names), ends[each.id].id] for each in known.values())
    return Rows((*names, "origin"), rows)


def _stances(snapshot: Snapshot) -> Rows:
    names = (
        "id",
        "candidate",
        "position",
        "hedge",
        "date",
        "source",
        "attribution",
        "credibility",
        "collective",
        "note",
    )
    rows = (
        [*(getattr(each, name) for name in names), snapshot.date_of(each), each.place.path, each.place.line]
        for each in snapshot.selection.stances
    )
    return Rows((*names, "counts_from", "file", "line"), rows)


def _stance_members(snapshot: Snapshot) -> Rows:
    """Whom each stance covers: by name, or as part of a group or of all members."""
    rows = ([each.id, code, _part(each)] for each in snapshot.selection.stances for code in each.members)
    return Rows(("stance", "member", "part"), rows)


def _part(stance: Stance) -> str:
    return "covered" if stance.collective else "named"


def _events(snapshot: Snapshot) -> Rows:
    names = ("kind", "date", "candidate", "member", "support", "of", "source", "note")
    rows = [
        [number, *(getattr(each, name) for name in names)] for number, each in enumerate(snapshot.selection.events, 1)
    ]
    return Rows(("id", *("of_members" if name == "of" else name for name in names)), rows)


def _event_members(snapshot: Snapshot) -> Rows:
    rows = [[number, code] for number, each in enumerate(snapshot.selection.events, 1) for code in each.outstanding]
    return Rows(("event", "member"), rows)


def _standings(snapshot: Snapshot) -> Rows:
    names = ("as_of", "candidate", "member", "standing", "rule", "stance", "lower", "upper", "origins")
    rows = []
    for candidate in candidacy.mentioned(snapshot):
        for each in snapshot.assess(candidate.id):
            stance = each.decisive[0].stance.id if len(each.decisive) == 1 else None
            shared = [snapshot.view.as_of, candidate.id, each.member, each.standing, each.rule, stance]
            rows.append([*shared, each.lower, each.upper, len(each.origins)])
    return Rows(names, rows)


def popolo(snapshot: Snapshot) -> dict[str, Any]:
    """Persons, the body with its members, the post, and who was appointed to it, by the Popolo specification.

    What Popolo has no class for (stances, standings) is left out.
    """
    selection = snapshot.selection
    body, post = selection.body or selection.id, selection.post or selection.title
    members = [snapshot.dataset.members[code] for code in snapshot.electorate]
    return {
        "persons": [_person(each) for each in selection.candidates.values()],
        "organizations": [
            {"id": body, "name": body, "classification": "body"},
            *(
                {"id": each.id, "name": each.name, "classification": "member state", "parent_id": body}
                for each in members
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
        "birth_date": str(candidate.born) if candidate.born else None,
        "summary": candidate.office,
        "identifiers": identifiers,
    }
    return {name: value for name, value in values.items() if value}


def _appointments(snapshot: Snapshot, body: str) -> Iterator[dict[str, Any]]:
    for candidate in snapshot.selection.candidates.values():
        if candidacy.status_of(candidate, snapshot) is Status.APPOINTED:
            begins = snapshot.selection.takes_office
            yield {
                "person_id": candidate.id,
                "organization_id": body,
                "post_id": snapshot.selection.id,
                **({"start_date": str(begins)} if begins else {}),
            }
