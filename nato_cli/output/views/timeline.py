"""Events and changes of standing in order, below a chart of the counts over time; or the story of one member."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, NamedTuple

from nato_cli.analysis.story import main_candidate
from nato_cli.analysis.timeline import together
from nato_cli.model import ApproxDate, Standing
from nato_cli.output.answer import (
    Answer,
    Block,
    Cell,
    Column,
    Drawing,
    Heading,
    Line,
    Paragraph,
    Row,
    Span,
    Table,
    joined,
    rows_of,
    table_of,
    values_of,
)
from nato_cli.output.vocabulary import (
    SIGNS,
    appointed_word,
    context,
    count,
    date_of,
    event_words,
    grade,
    in_words,
    key,
    members_word,
    named,
    point_of_view,
    speaker,
    spoken,
    status_word,
    what_is_backed,
    with_article,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from nato_cli.analysis.snapshot import Snapshot
    from nato_cli.analysis.story import Phase
    from nato_cli.analysis.timeline import Entry, Point, Shift
    from nato_cli.model import Candidate, Event, Member, StatusChange

_HEIGHT = 8
_WIDTH = 64
_SHORT = 31  # days of a chart that names days
_MOST_BEFORE = 3  # earlier phases in a sentence
_OBJECTING = (Standing.VETO, Standing.OPPOSE)
_AGAINST = (*_OBJECTING, Standing.CONTESTED, Standing.LIKELY_OPPOSE)
#: What one says of a standing that lasts since a date, of one that lasted for a time, and in short.
_WORDS = {
    Standing.SUPPORT: ("has backed", "backed", "yes"),
    Standing.LIKELY_SUPPORT: ("has been expected to back", "was expected to back", "leaning to yes"),
    Standing.NO_OBJECTION: ("has had no objection to", "had no objection to", "no objection"),
    Standing.ABSTAIN: ("has stood aside on", "stood aside on", "aside"),
    Standing.UNDECIDED: ("has been undecided on", "was undecided on", "undecided"),
    Standing.UNKNOWN: ("has not been on record on", "was not on record on", "not on record"),
    Standing.LIKELY_OPPOSE: ("has been said to lean against", "was said to lean against", "leaning to no"),
    Standing.OPPOSE: ("has said no to", "said no to", "no"),
    Standing.VETO: ("has said that it would block", "said that it would block", "veto"),
    Standing.CONTESTED: ("has been reported both for and against", "was reported both for and against", "contested"),
}


class Chart(NamedTuple):
    """The counts by standing at each change, and the counts that were reported."""

    candidate: Candidate
    points: Sequence[Point]
    reported: Sequence[tuple[dt.date, Event]]


class EntryRow(Row, kw_only=True):
    """One thing that happened: `what` is an event's kind, `status` or `standing`."""

    date: dt.date
    what: str
    candidate: str | None = None
    member: str | None = None
    before: Standing | None = None
    after: str | None
    source: tuple[str, ...]
    note: str | None = None


class ConditionRow(Row):
    condition: str
    met: ApproxDate | None

    def __str__(self) -> str:
        return f"{self.condition} (met {self.met})" if self.met else self.condition


class PhaseRow(Row):
    """A time in which a member stood in one place, with the report that decides."""

    since: dt.date
    until: dt.date | None
    candidate: str
    before: Standing | None
    standing: Standing
    speaker: str
    date: ApproxDate | None
    publisher: str
    grade: str
    conditions: tuple[ConditionRow, ...]
    stances: tuple[str, ...]
    sources: tuple[str, ...]
    note: str | None


def timeline(snapshot: Snapshot, entries: Sequence[Entry], charts: Sequence[Chart], limit: int | None) -> Answer:
    """`limit` is how many days a terminal shows."""
    return Answer(
        document=lambda: {
            **point_of_view(snapshot),
            "entries": [_entry(entry) for entry in entries],
            "counts": {chart.candidate.id: [_point(point) for point in chart.points] for chart in charts},
        },
        table=lambda: rows_of(EntryRow, [row for entry in entries for row in _rows(entry)]),
        parts=lambda: [
            Heading(_course(snapshot, entries, charts)),
            context(snapshot, "timeline"),
            *(block for chart in charts for block in _chart(chart)),
            *([_listing(snapshot, entries, limit)] if entries else []),
        ],
        picture=(lambda: [Heading(_course(snapshot, entries, charts)), *_chart(charts[0])]) if charts else None,
    )


def member(
    snapshot: Snapshot, person: Member, phases: Sequence[Phase], whom: Candidate | None, limit: int | None
) -> Answer:
    """The story of one member, of all candidates or of one."""
    rows = [phase_row(phase) for phase in phases]
    return Answer(
        document=lambda: {**point_of_view(snapshot), "member": person.id, "story": rows},
        table=lambda: rows_of(PhaseRow, rows),
        parts=lambda: [
            Heading(story_sentence(snapshot, person, phases, whom)),
            context(snapshot, f"the story of {person.name}"),
            *story_table(phases, limit),
        ],
    )


def phase_row(phase: Phase) -> PhaseRow:
    first = phase.decisive[0]
    return PhaseRow.from_records(
        phase,
        speaker=speaker(first.stance),
        date=date_of(first),
        publisher=first.source.publisher,
        grade=grade(first),
        conditions=tuple(ConditionRow(condition=text, met=met) for text, met in phase.conditions),
        stances=tuple(report.stance.id for report in phase.decisive),
        sources=tuple(report.source.id for report in phase.decisive),
        note=first.stance.note,
    )


def story_sentence(snapshot: Snapshot, person: Member, phases: Sequence[Phase], whom: Candidate | None = None) -> str:
    """Where a member stands on whom the story is about, since when, by whose word, on which conditions; and before."""
    candidate = whom or main_candidate(snapshot, person.id)
    about = [phase for phase in phases if candidate and phase.candidate == candidate.id]
    if candidate is None or not about:
        return f"Nothing is on record of {with_article(person.name)} in that time."
    now = about[-1]
    lasting, ended, _ = _WORDS[now.standing]
    when = f"from {in_words(now.since)} to {in_words(now.until)}" if now.until else f"since {in_words(now.since)}"
    verb = ended if now.until else lasting
    whom_or_what = what_is_backed(snapshot.selection, candidate)
    first = f"{person.name} {verb} {whom_or_what} {when} ({speaker(now.decisive[0].stance)})."
    before = [f"{_WORDS[phase.standing][2]} from {in_words(phase.since)}" for phase in about[:-1][-_MOST_BEFORE:]]
    return " ".join([first, *_condition(now), *([f"Before that: {', '.join(before)}."] if before else [])])


def _condition(phase: Phase) -> list[str]:
    for text, met in phase.conditions:
        return [f"Its condition, {text}, was met on {in_words(met)}." if met else f"It first wants {text}."]
    return []


def story_table(phases: Sequence[Phase], limit: int | None = None) -> list[Block]:
    if not phases:
        return [Paragraph("No matching reports.", apart=True)]
    rows: list[list[Cell]] = [
        [
            str(phase.since),
            phase.candidate,
            (Span(f"{SIGNS[phase.standing]} {phase.standing}", phase.standing)),
            _why(phase),
        ]
        for phase in phases
    ]
    columns = (Column("since"), Column("on", tone="strong"), Column("standing"), Column("by", wraps=True))
    return [Table(columns, rows, limit=limit, keeps_last=True)]


def _why(phase: Phase) -> Cell:
    """By whose word, on which condition, and the note of the report that decides."""
    lines: list[Line] = [(spoken(report), Span(f" [{report.source.id}]", "muted")) for report in phase.decisive]
    for text, met in phase.conditions:
        lines.append(f"condition: {text}{f' (met on {in_words(met)})' if met else ''}")
    if note := phase.decisive[0].stance.note:
        lines.append(Span(note, "muted"))
    return joined(lines)


def _entry(entry: Entry) -> dict[str, Any]:
    return {
        "date": entry.date,
        "statuses": [
            {"candidate": candidate, **values_of(change, "status", "source", "note")}
            for candidate, change in entry.statuses
        ],
        "events": [
            values_of(event, "kind", "candidate", "member", "support", "of", "source", "note") for event in entry.events
        ],
        "standings": [
            values_of(shift.decision, "member", "candidate")
            | {"before": shift.before, "after": shift.decision.standing}
            | {"stances": [report.stance.id for report in shift.decision.decisive]}
            for shift in entry.shifts
        ],
    }


def _point(point: Point) -> dict[str, Any]:
    return values_of(point, "date", "members") | {key(standing): number for standing, number in point.counts.items()}


def _rows(entry: Entry) -> Iterable[EntryRow]:
    def row(what: str, after: str | None, sources: tuple[str, ...], **fields: Any) -> EntryRow:
        return EntryRow(date=entry.date, what=what, after=after, source=sources, **fields)

    for candidate, change in entry.statuses:
        yield row("status", change.status, (change.source,), candidate=candidate, note=change.note)
    for event in entry.events:
        counted = f"{event.support} of {event.of}" if event.support is not None else None
        about = {"candidate": event.candidate, "member": event.member, "note": event.note}
        yield row(event.kind, counted, (event.source,), **about)
    for shift in entry.shifts:
        decision = shift.decision
        sources = tuple(report.source.id for report in decision.decisive)
        about = {"candidate": decision.candidate, "member": decision.member, "before": shift.before}
        yield row("standing", decision.standing, sources, **about)


def _course(snapshot: Snapshot, entries: Sequence[Entry], charts: Sequence[Chart]) -> str:
    """How things went, in a sentence."""
    if not entries:
        return "Nothing happened in that time."
    span = f"from {in_words(entries[0].date)} to {in_words(entries[-1].date)}"
    if not charts:
        return f"{count(len(entries), 'day')} with news {span}."
    chart = charts[0]
    word = members_word(snapshot.selection)
    on = snapshot.appointed_on(chart.candidate)
    ended = f" {chart.candidate.name} was {appointed_word(snapshot.selection)} on {in_words(on)}." if on else ""
    if not chart.points:
        return f"{chart.candidate.name}: {count(len(entries), 'day')} with news {span}.{ended}"
    first, last = chart.points[0].counts[Standing.SUPPORT], chart.points[-1].counts[Standing.SUPPORT]
    most = max(chart.points, key=_objecting)
    objected = f", with up to {_objecting(most)} against (first on {in_words(most.date)})" if _objecting(most) else ""
    of = f"{last} of {chart.points[-1].members} {word} on record"
    moved = f"went from {first} to {of}" if first != last else f"had {of} throughout"
    return f"Support for {chart.candidate.name} {moved} {span}{objected}.{ended}"


def _objecting(point: Point) -> int:
    return sum(point.counts[standing] for standing in _OBJECTING)


def _listing(snapshot: Snapshot, entries: Sequence[Entry], limit: int | None) -> Block:
    return table_of(
        [_DayRow(date=entry.date, cell=_happened(snapshot, entry)) for entry in entries],
        Column("date", tone="strong"),
        Column("what happened", wraps=True, cell=lambda row: row.cell),
        limit=limit,
        keeps_last=True,
    )


class _DayRow(Row):
    date: dt.date
    cell: Any


def _happened(snapshot: Snapshot, entry: Entry) -> Cell:
    lines: list[Line] = [_status(snapshot, candidate, change) for candidate, change in entry.statuses]
    lines += [(event_words(event), Span(f" [{event.source}]", "muted")) for event in entry.events]
    lines += [_moved(snapshot, shifts) for shifts in together(entry.shifts)]
    return joined(lines)


def _status(snapshot: Snapshot, candidate: str, change: StatusChange) -> Line:
    name = snapshot.selection.candidates[candidate].name
    note = f" {change.note}" if change.note else ""
    return (
        Span(f"{name}: {status_word(snapshot.selection, change.status)}.", "strong"),
        note,
        Span(f" [{change.source}]", "muted"),
    )


def _moved(snapshot: Snapshot, shifts: list[Shift]) -> Line:
    first = shifts[0].decision
    codes = [shift.decision.member for shift in shifts]
    before = shifts[0].before
    by = "; ".join(f"{spoken(report)} [{report.source.id}]" for report in first.decisive)
    return (
        f"{named(snapshot, codes)} on {snapshot.selection.candidates[first.candidate].name}: ",
        Span(str(before or "no member"), before or "muted"),
        " > ",
        Span(str(first.standing), first.standing),
        Span(f", {by}" if by else "", "muted"),
    )


def _chart(chart: Chart) -> list[Block]:
    """Columns of signs, one for a stretch of days: those for from below, those against from above.

    Only the days between the first and the last change are drawn, and only the numbers between which support moved.
    """
    points = _moving(chart.points)
    if not points:
        return []
    first, last = points[0].date, points[-1].date
    width = _WIDTH if last > first else 1
    days = [first + dt.timedelta(days=round(step * (last - first).days / max(1, width - 1))) for step in range(width)]
    at = [_at(points, day) for day in days]
    most = max(point.members for point in points)
    low = _lowest(points)
    height = min(_HEIGHT, most - low)
    columns = [_column(point, low, most, height) for point in at]
    lines: list[Line] = []
    for row in range(height, 0, -1):
        label = f"{round(low + row * (most - low) / height):>4} "
        marks = _marks(chart.reported, days, row, low, most, height)
        lines.append((label, *(marks.get(number) or column[row - 1] for number, column in enumerate(columns))))
    lines.append(_axis(days))
    sizes = sorted({point.members for point in points})
    signs = "● support  ◐ likely or no objection  · not known  ■ against or contested  + a reported count"
    lines.append(Span(f" {signs}; of {' then '.join(map(str, sizes))}", "muted"))
    heading = Heading(f"{chart.candidate.name} ({chart.candidate.id}), {in_words(first)} to {in_words(last)}", 2)
    return [heading, Drawing(lines, _in_words(points))]


def _moving(points: Sequence[Point]) -> Sequence[Point]:
    """The points from the last before the first change to the last change."""
    changes = [number for number in range(1, len(points)) if points[number].counts != points[number - 1].counts]
    return points[changes[0] - 1 : changes[-1] + 1] if changes else points


def _lowest(points: Sequence[Point]) -> int:
    """Where the chart begins: below the least support, where that never was small."""
    least = min(point.counts[Standing.SUPPORT] for point in points)
    most = max(point.members for point in points)
    return least - 1 if least > most // 2 else 0


def _in_words(points: Sequence[Point]) -> Line:
    """The chart for readers who do not see it: the support on each day on which it changed."""
    lines = []
    for number, point in enumerate(points):
        support = point.counts[Standing.SUPPORT]
        if number == 0 or support != points[number - 1].counts[Standing.SUPPORT]:
            lines.append(f"{in_words(point.date)}: {support} of {point.members} in support")
    return joined(lines, "; ")


def _at(points: Sequence[Point], day: dt.date) -> Point:
    """The point that holds on a day: the latest up to it."""
    return [point for point in points if point.date <= day][-1]


def _column(point: Point, low: int, most: int, height: int) -> list[Span]:
    """One column of the chart from below, `height` signs high."""
    support = point.counts[Standing.SUPPORT]
    leaning = support + point.counts[Standing.LIKELY_SUPPORT] + point.counts[Standing.NO_OBJECTION]
    against = sum(point.counts[standing] for standing in _AGAINST)
    column = []
    for row in range(height):
        middle = low + (row + 0.5) * (most - low) / height
        if middle <= support:
            standing = Standing.SUPPORT
        elif middle <= leaning:
            standing = Standing.LIKELY_SUPPORT
        elif against and row >= height - max(1, round(against * height / (most - low))):
            standing = Standing.OPPOSE
        else:
            standing = Standing.UNKNOWN
        column.append(Span(SIGNS[standing], standing))
    return column


def _marks(
    reported: Sequence[tuple[dt.date, Event]], days: Sequence[dt.date], row: int, low: int, most: int, height: int
) -> dict[int, Span]:
    """Where in a row a reported count is marked: by number of column."""
    marks = {}
    for date, event in reported:
        if event.support is not None and days[0] <= date <= days[-1]:
            level = max(1, min(height, round((event.support - low) * height / (most - low))))
            if level == row:
                nearest = min(range(len(days)), key=lambda number: abs((days[number] - date).days))
                marks[nearest] = Span("+", "strong")
    return marks


def _axis(days: Sequence[dt.date]) -> Line:
    """The months below the chart, or the days of a short one, each where it begins, as far as there is room."""
    line = [" "] * (len(days) + 7)
    free = 0
    before = ""
    is_short = (days[-1] - days[0]).days <= _SHORT
    for number, day in enumerate(days):
        label = f"{day.month:02}-{day.day:02}" if is_short else f"{day.year:04}-{day.month:02}"
        if label != before:
            before = label
            if number >= free:
                line[number : number + len(label)] = label
                free = number + len(label) + 1
    return f"     {''.join(line).rstrip()}"
