"""Everything about one candidate, member or source."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from nato_cli.analysis.outcomes import Fate
from nato_cli.analysis.snapshot import is_known
from nato_cli.model import ApproxDate, Standing, Verdict
from nato_cli.output.answer import (
    BREAK,
    Answer,
    Block,
    Cell,
    Column,
    Fields,
    Heading,
    Line,
    Paragraph,
    Row,
    Rows,
    Span,
    Table,
    joined,
    table_of,
    values_of,
)
from nato_cli.output.headline import headline
from nato_cli.output.views import sources as source_view
from nato_cli.output.views import stances as stance_view
from nato_cli.output.views import vetoes as veto_view
from nato_cli.output.views.timeline import phase_row, story_sentence, story_table
from nato_cli.output.vocabulary import (
    context,
    count,
    counts_in_words,
    event_words,
    in_a_sentence,
    in_words,
    key,
    members_word,
    spoken,
    strip,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from nato_cli.analysis.history import Objection
    from nato_cli.analysis.outcomes import Outcome
    from nato_cli.analysis.snapshot import Snapshot
    from nato_cli.analysis.story import Phase
    from nato_cli.model import Assessment, Candidate, Check, Event, Evidence, Member, Remark, Source, StatusChange

_MOST_NAMED = 3  # members of a report who shared a fate


class StatusRow(Row):
    status: str
    date: ApproxDate | None
    source: str
    note: str | None


class RemarkRow(Row):
    text: str
    source: str
    date: ApproxDate | None


class EventRow(Row):
    kind: str
    date: ApproxDate | None
    member: str | None
    support: int | None
    of: int | None
    outstanding: tuple[str, ...]
    source: str
    note: str | None


class StandingRow(Row):
    """Where a member stands on a candidate."""

    candidate: str
    standing: Standing
    decided_by: str | None
    rule: int | None
    probability: dict[str, float]


class ClaimRow(Row):
    """Anything that rests on a source besides its stances."""

    kind: str
    about: str
    text: str
    date: ApproxDate | None
    fate: str | None


class FateRow(Row):
    """What became of what a report says of one member."""

    stance: str
    member: str
    fate: str
    by: str | None
    date: ApproxDate | None
    came_true: Any


def candidate(
    snapshot: Snapshot, check: Check, stances: Sequence[Evidence], events: Sequence[Event], limit: int | None
) -> Answer:
    """A candidate's profile: how they came and went, strengths and concerns, who stands where. Both dates hold."""
    person = check.candidate
    facts = values_of(person, "id", "name", "nationality", "office", "party", "born", "wikidata", "note")
    computed = values_of(check, "status", "verdict")
    statuses = [_status(snapshot, change) for change in person.statuses if snapshot.is_listed(change)]
    strengths, concerns = (_remarks(snapshot, remarks) for remarks in (person.strengths, person.concerns))
    rows = [stance_view.row(snapshot, report) for report in stances]
    return Answer(
        document=lambda: {
            "kind": "candidate",
            **values_of(snapshot.view, "as_of", "known_by"),
            **facts,
            **computed,
            "sources": person.sources,
            "statuses": statuses,
            "strengths": strengths,
            "concerns": concerns,
            "standings": {key(standing): check.members_by_standing(standing) for standing in Standing},
            "events": [_event(snapshot, event) for event in events],
            "stances": rows,
        },
        table=lambda: _fields({**facts, **computed}),
        parts=lambda: [
            Heading(headline(snapshot, check)),
            *_how_it_ended(check, statuses),
            context(snapshot, person.name),
            _facts({**facts, **computed}),
            Paragraph(strip(check)),
            Paragraph(counts_in_words(check)),
            *_status_table(statuses),
            *_remark_lines("Strengths, as reported", strengths),
            *_remark_lines("Concerns, as reported", concerns),
            *_event_lines(snapshot, events),
            *_stances(rows, limit),
        ],
    )


def _how_it_ended(check: Check, statuses: Sequence[StatusRow]) -> list[Block]:
    """What the latest status says of a candidate who is out."""
    if check.verdict is not Verdict.OUT or not statuses or not statuses[-1].note:
        return []
    last = statuses[-1]
    return [Paragraph((f"{last.note} ", Span(f"[{last.source}]", "muted")))]


def member(
    snapshot: Snapshot,
    person: Member,
    standings: Sequence[tuple[Candidate, Assessment]],
    phases: Sequence[Phase],
    against: Sequence[Objection],
    limit: int | None,
) -> Answer:
    """A member: its story, since when it belongs, what is said of it, and its objections in all selections."""
    facts = {
        **values_of(person, "id", "name"),
        "also_called": ", ".join(person.aliases) or None,
        **values_of(person, "acceded", "left", "source"),
    }
    remarks = _remarks(snapshot, person.remarks)
    return Answer(
        document=lambda: {
            "kind": "member",
            **values_of(snapshot.view, "as_of", "known_by"),
            **facts,
            "defence_expenditure": [
                values_of(spent, "year", "usd_million", "source") for spent in person.defence_expenditure
            ],
            "standings": [_standing(candidate, assessment) for candidate, assessment in standings],
            "story": [phase_row(phase) for phase in phases],
            "remarks": remarks,
            "objections": [veto_view.row(objection) for objection in against],
        },
        table=lambda: _fields(facts),
        parts=lambda: [
            Heading(story_sentence(snapshot, person, phases)),
            context(snapshot, person.name),
            *(story_table(phases, limit) if phases else []),
            *_remark_lines("Remarks", remarks),
            *_objections(snapshot, against),
            Heading("The member", 2),
            _facts(facts | _spending(person)),
        ],
    )


def source(
    snapshot: Snapshot,
    source: Source,
    relayed_by: Sequence[str],
    claims: Sequence[tuple[Evidence, Sequence[Outcome]]],
) -> Answer:
    """A source: what rests on it and what became of each claim, what it is, whom it repeats and who repeats it."""
    row = source_view.row(snapshot, source, len(claims))
    facts = values_of(row, *row.__struct_fields__)
    fates = [_fate_row(report, outcome) for report, outcomes in claims for outcome in outcomes]
    others = list(_other_claims(snapshot, source))
    chain = _chain(snapshot, source)
    return Answer(
        document=lambda: {
            "kind": "source",
            **facts,
            "published_by_then": is_known(source, snapshot.view),
            "relayed_by": relayed_by,
            "chain": chain,
            "stances": [stance_view.row(snapshot, report) for report, _ in claims],
            "outcomes": fates,
            "other_claims": others,
        },
        table=lambda: _fields(facts),
        parts=lambda: [
            Heading(_what_became(snapshot, source, claims, others)),
            context(snapshot, f"source {source.id}"),
            *_claim_table(snapshot, claims),
            *_other_lines(others),
            Heading("The source", 2),
            _facts(
                facts
                | {
                    "relays": " > ".join(chain[1:]) or None,
                    "relayed_by": ", ".join(relayed_by) or None,
                    "reliability": _grade_in_words(snapshot, str(source.reliability)),
                }
            ),
        ],
    )


def _fields(facts: dict[str, Any]) -> Rows:
    return Rows(("field", "value"), list(facts.items()))


def _facts(facts: dict[str, Any]) -> Fields:
    return Fields([(name.replace("_", " "), str(value)) for name, value in facts.items() if value is not None])


# What rests on a source, and what became of it.


def _fate_row(report: Evidence, outcome: Outcome) -> FateRow:
    return FateRow(
        stance=report.stance.id,
        member=outcome.member,
        fate=outcome.fate,
        by=outcome.by.stance.id if outcome.by else None,
        date=outcome.by.stance.date or outcome.by.source.date if outcome.by else None,
        came_true=outcome.came_true,
    )


def _what_became(
    snapshot: Snapshot,
    source: Source,
    claims: Sequence[tuple[Evidence, Sequence[Outcome]]],
    others: Sequence[ClaimRow],
) -> str:
    """How many claims came true, in a sentence."""
    published = f"{source.publisher}, {in_words(source.date)}"
    if not is_known(source, snapshot.view):
        return f"{published}: not yet published by {in_words(snapshot.view.known_by)}."
    total = len(claims)
    if not total:
        rests = f"{count(len(others), 'other claim')} rest" if len(others) != 1 else "one other claim rests"
        return f"{published}: no report of where a member stands; {rests} on it."
    by_fate: dict[Fate, list[str]] = {}
    later: list[str] = []
    for report, outcomes in claims:
        by_fate.setdefault(_fate(outcomes), []).append(_whom_and_when(snapshot, report, outcomes))
        if _fate(outcomes) is Fate.CONTRADICTED and any(outcome.came_true for outcome in outcomes):
            later.append(_whom(snapshot, report))
    parts = []
    for fate, words in (
        (Fate.CONFIRMED, "confirmed"),
        (Fate.CONTRADICTED, "contradicted by the next firm report"),
        (Fate.MOVED, "true until the member moved on"),
        (Fate.OPEN, "still open"),
    ):
        about = by_fate.get(fate, [])
        if about:
            named = f" ({', '.join(dict.fromkeys(about))})" if len(about) <= _MOST_NAMED else ""
            parts.append(f"{len(about)} {words}{named}")
    late = f" In the end {_late(len(later), total)} came true after all." if later else ""
    return f"Of {count(total, 'report')} by {published}: {', '.join(parts)}.{late}"


def _late(number: int, total: int) -> str:
    if number == total == 1:
        return "it"
    return "one of those" if number == 1 else f"{number} of those"


def _whom(snapshot: Snapshot, report: Evidence) -> str:
    """Of whom a report speaks: the members' names, or how many."""
    members = [code for code in report.stance.members if code in snapshot.dataset.members]
    if len(members) > _MOST_NAMED:
        return f"{len(members)} {members_word(snapshot.selection)}"
    return in_a_sentence(snapshot.dataset.members, members)


def _whom_and_when(snapshot: Snapshot, report: Evidence, outcomes: Sequence[Outcome]) -> str:
    """Of whom a report speaks, and the day on which it was settled where that is one."""
    days = {outcome.by.date for outcome in outcomes if outcome.by}
    day = f" on {in_words(next(iter(days)))}" if len(days) == 1 else ""
    return f"{_whom(snapshot, report)}{day}"


def _fate(outcomes: Iterable[Outcome]) -> Fate:
    """What became of a report as a whole: of several members, of most of them."""
    fates = [outcome.fate for outcome in outcomes]
    return max(Fate, key=fates.count) if fates else Fate.OPEN


def _claim_table(snapshot: Snapshot, claims: Sequence[tuple[Evidence, Sequence[Outcome]]]) -> list[Block]:
    if not claims:
        return []
    rows: list[list[Cell]] = [
        [
            _whom(snapshot, report),
            report.stance.candidate,
            Span(_position(report), report.side),
            _became(outcomes),
        ]
        for report, outcomes in claims
    ]
    columns = (
        Column("of", wraps=True),
        Column("on", tone="strong"),
        Column("position"),
        Column("what became of it", wraps=True),
    )
    return [Table(columns, rows)]


def _position(report: Evidence) -> str:
    stance = report.stance
    return f"{stance.position} ({stance.hedge})" if stance.hedge else str(stance.position)


def _became(outcomes: Sequence[Outcome]) -> Cell:
    """One line for all members who shared a fate."""
    groups: dict[tuple[Fate, str], list[Outcome]] = {}
    for outcome in outcomes:
        groups.setdefault((outcome.fate, outcome.by.stance.id if outcome.by else ""), []).append(outcome)
    several = len(groups) > 1
    lines: list[Line] = []
    for shared in sorted(groups.values(), key=len, reverse=True)[: _MOST_NAMED + 1]:
        first = shared[0]
        names = [outcome.member for outcome in shared]
        who = f"{', '.join(names)}: " if several and len(names) <= _MOST_NAMED else f"{len(names)}: " if several else ""
        if first.by is None:
            lines.append(f"{who}still open")
            continue
        wants = f", wants {first.by.condition} first" if first.by.condition else ""
        position = "" if first.fate is Fate.CONFIRMED else f" ({first.by.position}{wants})"
        after = f"; came true on {in_words(first.came_true)}" if first.came_true else ""
        lines.append(
            (f"{who}{first.fate}{position} by {spoken(first.by)}{after}", Span(f" [{first.by.source.id}]", "muted"))
        )
    if len(groups) > _MOST_NAMED + 1:
        lines.append(Span(f"and {len(groups) - _MOST_NAMED - 1} other outcomes; --format json lists them", "muted"))
    return joined(lines)


def _other_claims(snapshot: Snapshot, source: Source) -> Iterable[ClaimRow]:
    """Statuses, judgements and events that rest on a source, by what was known then."""
    for person in snapshot.selection.candidates.values():
        yield from _status_claims(snapshot, source, person)
        for kind, remarks in (("strength", person.strengths), ("concern", person.concerns)):
            yield from _judgements(snapshot, source, kind, person.name, remarks)
    for member_ in snapshot.dataset.members.values():
        yield from _judgements(snapshot, source, "remark", member_.name, member_.remarks)
    yield from _event_claims(snapshot, source)


def _status_claims(snapshot: Snapshot, source: Source, person: Candidate) -> Iterable[ClaimRow]:
    for change in person.statuses:
        if change.source != source.id or not snapshot.is_listed(change):
            continue
        also = [
            other.source
            for other in person.statuses
            if other.status is change.status and _is_other(snapshot, source, other.source)
        ]
        yield ClaimRow(
            kind="status",
            about=person.name,
            text=" ".join(part for part in (f"{change.status}.", change.note) if part),
            date=change.date or source.date,
            fate=_also(also),
        )


def _judgements(
    snapshot: Snapshot, source: Source, kind: str, name: str, remarks: Iterable[Remark]
) -> Iterable[ClaimRow]:
    for remark in remarks:
        if remark.source == source.id and snapshot.is_listed(remark):
            yield ClaimRow(kind=kind, about=name, text=remark.text, date=remark.date, fate=None)


def _event_claims(snapshot: Snapshot, source: Source) -> Iterable[ClaimRow]:
    """The events that rest on a source; of a count, who gives the same figures independently of it."""
    counted: dict[tuple[Any, ...], list[str]] = {}
    for event in snapshot.events():
        if event.support is not None and _is_other(snapshot, source, event.source):
            counted.setdefault(_figures(event), []).append(event.source)
    for event in snapshot.events():
        if event.source == source.id:
            yield ClaimRow(
                kind="event",
                about=event.candidate or event.member or "",
                text=event_words(event),
                date=event.date or source.date,
                fate=_also(counted.get(_figures(event), [])),
            )


def _also(sources: Iterable[str]) -> str | None:
    names = list(dict.fromkeys(sources))
    return f"also by {', '.join(names)}" if names else None


def _figures(event: Event) -> tuple[Any, ...]:
    return event.kind, event.candidate, event.support, event.of


def _is_other(snapshot: Snapshot, source: Source, id_: str) -> bool:
    """True if a source is known and independent of this one."""
    other = snapshot.known.source(id_)
    return snapshot.known.knows(id_) and snapshot.origin_of(other).id != snapshot.origin_of(source).id


def _other_lines(rows: Sequence[ClaimRow]) -> list[Block]:
    if not rows:
        return []
    return [
        Heading("What else rests on it", 2),
        table_of(
            rows,
            Column("kind"),
            Column("about", tone="strong"),
            Column(
                "what", wraps=True, cell=lambda row: (row.text, *([BREAK, Span(row.fate, "muted")] if row.fate else []))
            ),
        ),
    ]


# Profiles.


def _when(snapshot: Snapshot, record: StatusChange | Event | Remark) -> ApproxDate | None:
    return record.date or snapshot.known.source(record.source).date


def _status(snapshot: Snapshot, change: StatusChange) -> StatusRow:
    return StatusRow.from_records(change, date=_when(snapshot, change))


def _remarks(snapshot: Snapshot, remarks: Iterable[Remark]) -> list[RemarkRow]:
    """Judgements that count by both dates, and the undated ones."""
    return [
        RemarkRow.from_records(remark, date=_when(snapshot, remark))
        for remark in remarks
        if remark.source in snapshot.selection.sources and snapshot.is_listed(remark)
    ]


def _event(snapshot: Snapshot, event: Event) -> EventRow:
    return EventRow.from_records(event, date=_when(snapshot, event))


def _standing(candidate: Candidate, assessment: Assessment) -> StandingRow:
    return StandingRow.from_records(
        assessment,
        candidate=candidate.id,
        decided_by=assessment.decisive[0].stance.id if len(assessment.decisive) == 1 else None,
        probability=values_of(assessment, "lower", "upper"),
    )


def _status_table(rows: Sequence[StatusRow]) -> list[Block]:
    if not rows:
        return []
    date = Column("date", cell=lambda row: str(row.date or "undated"))
    narrow = table_of(rows, date, "status", Column("note and source", wraps=True, cell=_noted))
    wide = table_of(rows, date, "status", "source", Column("note", wraps=True), narrower=narrow)
    return [Heading("Status", 2), wide]


def _noted(row: StatusRow) -> Cell:
    return (f"{row.note} " if row.note else "", Span(f"[{row.source}]", "muted"))


def _remark_lines(name: str, rows: Sequence[RemarkRow]) -> list[Block]:
    lines: list[Block] = [
        Paragraph((f"- {row.text} ", Span(f"[{row.source}, {in_words(row.date)}]", "muted")), 2) for row in rows
    ]
    return [Heading(name, 2), *lines] if lines else []


def _event_lines(snapshot: Snapshot, events: Sequence[Event]) -> list[Block]:
    rows: list[list[Cell]] = [
        [str(_when(snapshot, event) or "undated"), (f"{event_words(event)} ", Span(f"[{event.source}]", "muted"))]
        for event in events
    ]
    return [Heading("Events", 2), Table((Column("date"), Column("what", wraps=True)), rows)] if rows else []


def _stances(rows: Sequence[stance_view.StanceRow], limit: int | None) -> list[Block]:
    return [Heading(count(len(rows), "stance"), 2), stance_view.listing(rows, limit)] if rows else []


def _objections(snapshot: Snapshot, against: Sequence[Objection]) -> list[Block]:
    if not against:
        return []
    return [Heading("Objections, in all selections", 2), veto_view.listing(snapshot.dataset, against)]


def _spending(person: Member) -> dict[str, str]:
    return {
        f"defence {spent.year}": f"{spent.usd_million:,} million US dollars [{spent.source}]"
        for spent in person.defence_expenditure
    }


def _chain(snapshot: Snapshot, source: Source) -> list[str]:
    """The ids from a source to its origin."""
    chain, known = [source.id], snapshot.selection.sources
    origin = snapshot.origin_of(source).id
    while chain[-1] != origin:
        chain.append(known[chain[-1]].relays or origin)
    return chain


def _grade_in_words(snapshot: Snapshot, letter: str) -> str:
    grades = snapshot.dataset.reliability_grades
    return next((f"{letter}, {grade.name}" for grade in grades if grade.grade == letter), letter)
