"""Everything about one candidate, member or source."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from nato_cli.analysis.snapshot import is_known
from nato_cli.model import Standing
from nato_cli.output.answer import Answer, Block, Cell, Column, Fields, Heading, Paragraph, Rows, Span, Table, plain
from nato_cli.output.views import sources as source_answer
from nato_cli.output.views import stances as stance_answer
from nato_cli.output.views import vetoes
from nato_cli.output.vocabulary import band, count, counts_in_words, date_of, grade, key, strip, title

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nato_cli.analysis.history import Objection
    from nato_cli.analysis.snapshot import Snapshot
    from nato_cli.model import Assessment, Candidate, Check, Event, Evidence, Member, Remark, Source, StatusChange


def candidate(snapshot: Snapshot, check: Check, stances: Sequence[Evidence], events: Sequence[Event]) -> Answer:
    """A candidate's profile on a date: how they came and went, strengths and concerns, who stands where."""
    person = check.candidate
    facts = {
        "id": person.id,
        "name": person.name,
        "nationality": person.nationality,
        "office": person.office,
        "party": person.party,
        "born": str(person.born) if person.born else None,
        "wikidata": person.wikidata,
        "note": person.note,
    }
    computed = {"status": str(check.status), "verdict": str(check.verdict)}
    statuses = [each for each in person.statuses if _counts(snapshot, each)]
    strengths = [each for each in person.strengths if _known(snapshot, each.source)]
    concerns = [each for each in person.concerns if _known(snapshot, each.source)]
    document = {
        "kind": "candidate",
        "as_of": str(snapshot.view.as_of),
        "known_by": str(snapshot.view.known_by),
        **facts,
        **computed,
        "sources": list(person.sources),
        "statuses": [_status(snapshot, each) for each in statuses],
        "strengths": [{"text": each.text, "source": each.source} for each in strengths],
        "concerns": [{"text": each.text, "source": each.source} for each in concerns],
        "standings": {key(standing): list(check.members_by_standing(standing)) for standing in Standing},
        "events": [_event(snapshot, each) for each in events],
        "stances": [stance_answer.row(each) for each in stances],
    }
    return Answer(
        document=lambda: document,
        table=lambda: _fields({**facts, **computed}),
        parts=lambda: [
            title(snapshot, person.name),
            _facts({**facts, **computed}),
            Paragraph(strip(check)),
            Paragraph(counts_in_words(check)),
            *_statuses(snapshot, statuses),
            *_remarks("Strengths, as reported", strengths),
            *_remarks("Concerns, as reported", concerns),
            *_events(snapshot, events),
            *_stances(stances),
        ],
    )


def member(
    snapshot: Snapshot,
    member: Member,
    standings: Sequence[tuple[Candidate, Assessment]],
    against: Sequence[Objection],
) -> Answer:
    """A member: since when it belongs, what it spends, where it stands on each candidate and by which report.

    `against` are its objections in all selections of the dataset.
    """
    facts = {
        "id": member.id,
        "name": member.name,
        "also_called": ", ".join(member.aliases) or None,
        "acceded": str(member.acceded) if member.acceded else None,
        "left": str(member.left) if member.left else None,
        "source": member.source,
    }
    document = {
        "kind": "member",
        "as_of": str(snapshot.view.as_of),
        "known_by": str(snapshot.view.known_by),
        **facts,
        "defence_expenditure": [
            {"year": each.year, "usd_million": each.usd_million, "source": each.source}
            for each in member.defence_expenditure
        ],
        "standings": [_standing(candidate, each) for candidate, each in standings],
        "objections": [vetoes.row(each) for each in against],
    }
    return Answer(
        document=lambda: document,
        table=lambda: _fields(facts),
        parts=lambda: [
            title(snapshot, member.name),
            _facts(facts | _spending(member)),
            *_standings(standings),
            *_objections(snapshot, against),
        ],
    )


def source(snapshot: Snapshot, source: Source, relayed_by: Sequence[str], stances: Sequence[Evidence]) -> Answer:
    """A source: what it is, whom it repeats, who repeats it, and what it reports."""
    row = source_answer.row(snapshot, source, len(stances))
    facts = {name: getattr(row, name) for name in row.__struct_fields__}
    return Answer(
        document=lambda: {
            "kind": "source",
            **facts,
            "published_by_then": is_known(source, snapshot.view),
            "relayed_by": list(relayed_by),
            "chain": _chain(snapshot, source),
            "stances": [stance_answer.row(each) for each in stances],
        },
        table=lambda: _fields(facts),
        parts=lambda: [
            title(snapshot, f"source {source.id}"),
            _facts(
                facts
                | {
                    "relays": " > ".join(_chain(snapshot, source)[1:]) or None,
                    "relayed_by": ", ".join(relayed_by) or None,
                    "reliability": _in_words(snapshot, str(source.reliability)),
                }
            ),
            *_stances(stances),
        ],
    )


def _fields(facts: dict[str, Any]) -> Rows:
    return Rows(("field", "value"), list(facts.items()))


def _facts(facts: dict[str, Any]) -> Fields:
    return Fields([(name.replace("_", " "), _cell(value)) for name, value in facts.items() if value is not None])


def _cell(value: Any) -> Cell:
    return value if isinstance(value, int) else str(value)


def _known(snapshot: Snapshot, source: str) -> bool:
    return is_known(snapshot.selection.sources[source], snapshot.view)


def _counts(snapshot: Snapshot, change: StatusChange) -> bool:
    when = change.date or snapshot.selection.sources[change.source].date
    return _known(snapshot, change.source) and (when is None or when.last <= snapshot.view.as_of)


def _date(snapshot: Snapshot, each: StatusChange | Event) -> str | None:
    when = each.date or snapshot.selection.sources[each.source].date
    return str(when) if when else None


def _status(snapshot: Snapshot, each: StatusChange) -> dict[str, Any]:
    date = _date(snapshot, each)
    return {"status": str(each.status), "date": date, "source": each.source, "note": each.note}


def _event(snapshot: Snapshot, each: Event) -> dict[str, Any]:
    return {
        "kind": str(each.kind),
        "date": _date(snapshot, each),
        "member": each.member,
        "support": each.support,
        "of": each.of,
        "outstanding": list(each.outstanding),
        "source": each.source,
        "note": each.note,
    }


def _standing(candidate: Candidate, each: Assessment) -> dict[str, Any]:
    return {
        "candidate": candidate.id,
        "standing": str(each.standing),
        "decided_by": each.decisive[0].stance.id if len(each.decisive) == 1 else None,
        "rule": each.rule,
        "probability": {"lower": each.lower, "upper": each.upper},
    }


def _statuses(snapshot: Snapshot, changes: Sequence[StatusChange]) -> list[Block]:
    if not changes:
        return []
    columns = (Column("date"), Column("status"), Column("source"), Column("note", wraps=True))
    rows = [[_date(snapshot, each) or "undated", str(each.status), each.source, each.note] for each in changes]
    narrow = (Column("date"), Column("status"), Column("source and note", wraps=True))
    short = [[*row[:2], _with_note(each.source, each.note)] for row, each in zip(rows, changes, strict=True)]
    return [Heading("Status", 2), Table(columns, rows, narrower=Table(narrow, short))]


def _with_note(source: str, note: str | None) -> Cell:
    return (source, Span(f": {note}", "muted")) if note else source


def _remarks(name: str, remarks: Sequence[Remark]) -> list[Block]:
    lines: list[Block] = [Paragraph((f"- {each.text} ", Span(f"[{each.source}]", "muted")), 2) for each in remarks]
    return [Heading(name, 2), *lines] if lines else []


def _events(snapshot: Snapshot, events: Sequence[Event]) -> list[Block]:
    if not events:
        return []
    columns = (Column("date"), Column("event"), Column("what", wraps=True), Column("source"))
    rows: list[list[Cell]] = [
        [_date(snapshot, each) or "undated", str(each.kind), _what(each), each.source] for each in events
    ]
    narrow = (Column("date"), Column("event"), Column("what and source", wraps=True))
    short: list[list[Cell]] = [
        [*row[:2], (f"{_what(each)} ", Span(f"[{each.source}]", "muted"))]
        for row, each in zip(rows, events, strict=True)
    ]
    return [Heading("Events", 2), Table(columns, rows, narrower=Table(narrow, short))]


def _what(event: Event) -> str:
    counted = f"{event.support} of {event.of} in support" if event.support is not None else ""
    missing = f"missing {', '.join(event.outstanding)}" if event.outstanding else ""
    return "; ".join(each for each in (counted, missing, event.note) if each)


def _stances(stances: Sequence[Evidence]) -> list[Block]:
    return (
        [
            Heading(count(len(stances), "stance"), 2),
            stance_answer.listing([stance_answer.row(each) for each in stances]),
        ]
        if stances
        else []
    )


def _standings(standings: Sequence[tuple[Candidate, Assessment]]) -> list[Block]:
    told = [(person, each) for person, each in standings if each.evidence]
    if not told:
        return [Paragraph("No report on record says where it stands on anyone.")]
    names = ("candidate", "standing", "consents", "date", "grade", "decided by")
    columns = [Column(name, right=name == "consents") for name in names]
    rows = [_standing_row(person, each) for person, each in told]
    narrow = [*columns[:3], Column("decided by", wraps=True)]
    short = [[*row[:3], " ".join(plain(cell) for cell in row[3:])] for row in rows]
    return [Heading("Standings", 2), Table(columns, rows, narrower=Table(narrow, short))]


def _standing_row(person: Candidate, each: Assessment) -> list[Cell]:
    first = each.decisive[0] if each.decisive else None
    return [
        Span(person.id, "strong"),
        Span(str(each.standing), each.standing),
        band(each.lower, each.upper),
        str(date_of(first)) if first else None,
        grade(first) if first else None,
        ", ".join(decisive.source.id for decisive in each.decisive),
    ]


def _objections(snapshot: Snapshot, against: Sequence[Objection]) -> list[Block]:
    if not against:
        return []
    return [Heading("Objections, in all selections", 2), vetoes.listing(snapshot.dataset, against)]


def _spending(member: Member) -> dict[str, Any]:
    return {
        f"defence {each.year}": f"{each.usd_million:,} million US dollars [{each.source}]"
        for each in member.defence_expenditure
    }


def _chain(snapshot: Snapshot, source: Source) -> list[str]:
    """The ids from a source to its origin."""
    chain, known = [source.id], snapshot.selection.sources
    origin = snapshot.origin_of(source).id
    while chain[-1] != origin:
        chain.append(known[chain[-1]].relays or origin)
    return chain


def _in_words(snapshot: Snapshot, letter: str) -> str:
    grades = snapshot.dataset.reliability_grades
    return next((f"{letter}, {each.name}" for each in grades if each.grade == letter), letter)
