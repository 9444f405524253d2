"""A selection for other programs: tables for spreadsheets and databases, Popolo for collections of people in office."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from nato_cli.analysis import race
from nato_cli.analysis.standing import origins
from nato_cli.model import Status
from nato_cli.render.answer import Table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nato_cli.analysis.standing import Reading
    from nato_cli.model import Candidate, Stance


def tables(reading: Reading) -> dict[str, Table]:
    """The records as tables that refer to each other by id, and the standings of the date asked about.

    Rows are made as they are gone through, which can be done once.
    """
    return {
        "members": _members(reading),
        "candidates": _candidates(reading),
        "statuses": _statuses(reading),
        "remarks": _remarks(reading),
        "sources": _sources(reading),
        "stances": _stances(reading),
        "stance_members": _stance_members(reading),
        "events": _events(reading),
        "event_members": _event_members(reading),
        "standings": _standings(reading),
    }


def _members(reading: Reading) -> Table:
    rows = [[each.id, each.name, each.acceded, each.left, each.source] for each in reading.dataset.members.values()]
    return Table(("id", "name", "acceded", "left_on", "source"), rows)


def _candidates(reading: Reading) -> Table:
    names = ("id", "name", "nationality", "office", "party", "born", "wikidata", "note")
    people = reading.selection.candidates.values()
    return Table(names, [[getattr(each, name) for name in names] for each in people])


def _statuses(reading: Reading) -> Table:
    rows = [
        [each.id, number, change.status, change.date, change.source, change.note]
        for each in reading.selection.candidates.values()
        for number, change in enumerate(each.statuses, 1)
    ]
    return Table(("candidate", "number", "status", "date", "source", "note"), rows)


def _remarks(reading: Reading) -> Table:
    rows = [
        [each.id, kind, remark.text, remark.source]
        for each in reading.selection.candidates.values()
        for kind, remarks in (("strength", each.strengths), ("concern", each.concerns))
        for remark in remarks
    ]
    return Table(("candidate", "kind", "text", "source"), rows)


def _sources(reading: Reading) -> Table:
    names = ("id", "publisher", "title", "author", "date", "kind", "language", "reliability", "url", "relays", "note")
    known = reading.dataset.sources | reading.selection.sources
    ends = origins(known)
    rows = ([*(getattr(each, name) for name in names), ends[each.id].id] for each in known.values())
    return Table((*names, "origin"), rows)


def _stances(reading: Reading) -> Table:
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
        [*(getattr(each, name) for name in names), reading.date_of(each), each.place.path, each.place.line]
        for each in reading.selection.stances
    )
    return Table((*names, "counts_from", "file", "line"), rows)


def _stance_members(reading: Reading) -> Table:
    """Whom each stance concerns; of a collective one, whom it leaves out."""
    rows = ([each.id, code, _part(each)] for each in reading.selection.stances for code in each.members)
    return Table(("stance", "member", "part"), rows)


def _part(stance: Stance) -> str:
    return "left out" if stance.collective else "named"


def _events(reading: Reading) -> Table:
    names = ("kind", "date", "candidate", "member", "support", "of", "source", "note")
    rows = [
        [number, *(getattr(each, name) for name in names)] for number, each in enumerate(reading.selection.events, 1)
    ]
    return Table(("id", *("of_members" if name == "of" else name for name in names)), rows)


def _event_members(reading: Reading) -> Table:
    rows = [[number, code] for number, each in enumerate(reading.selection.events, 1) for code in each.outstanding]
    return Table(("event", "member"), rows)


def _standings(reading: Reading) -> Table:
    names = ("as_of", "candidate", "member", "standing", "rule", "stance", "lower", "upper", "origins")
    rows = []
    for candidate in race.listed(reading):
        for each in reading.assess(candidate.id):
            stance = each.decisive[0].stance.id if len(each.decisive) == 1 else None
            shared = [reading.view.as_of, candidate.id, each.member, each.standing, each.rule, stance]
            rows.append([*shared, each.lower, each.upper, len(each.origins)])
    return Table(names, rows)


def popolo(reading: Reading) -> dict[str, Any]:
    """Persons, the body with its members, the post, and who was appointed to it, by the Popolo specification.

    What Popolo has no class for (stances, standings) is left out.
    """
    selection = reading.selection
    body, post = selection.body or selection.id, selection.post or selection.title
    members = [reading.dataset.members[code] for code in reading.electorate]
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
        "memberships": list(_appointments(reading, body)),
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


def _appointments(reading: Reading, body: str) -> Iterator[dict[str, Any]]:
    for candidate in reading.selection.candidates.values():
        if race.status_of(candidate, reading) is Status.APPOINTED:
            begins = reading.selection.takes_office
            yield {
                "person_id": candidate.id,
                "organization_id": body,
                "post_id": reading.selection.id,
                **({"start_date": str(begins)} if begins else {}),
            }
