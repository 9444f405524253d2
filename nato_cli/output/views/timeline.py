"""Events and changes of standing in order, below a chart of the counts over time."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from nato_cli.model import Standing
from nato_cli.output.answer import BREAK, Answer, Block, Cell, Column, Heading, Line, Paragraph, Rows, Span, Table
from nato_cli.output.views.diff import told
from nato_cli.output.vocabulary import SIGNS, count, title

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from nato_cli.analysis.snapshot import Snapshot
    from nato_cli.analysis.timeline import Entry, Point, Shift
    from nato_cli.model import Candidate, Event, StatusChange

_HEIGHT = 8
_WIDTH = 64
_MANY = 6  # members moved by one report are named up to this number
_FOR = (Standing.SUPPORT, Standing.NO_OBJECTION, Standing.LIKELY_SUPPORT)
_AGAINST = (Standing.VETO, Standing.OPPOSE, Standing.CONTESTED, Standing.LIKELY_OPPOSE)


def timeline(
    snapshot: Snapshot,
    entries: Sequence[Entry],
    charts: Sequence[tuple[Candidate, Sequence[Point], Sequence[tuple[dt.date, Event]]]],
) -> Answer:
    """`charts` are, by candidate, the counts by standing at each change and the counts that were reported."""
    return Answer(
        document=lambda: {
            "selection": snapshot.selection.id,
            "as_of": str(snapshot.view.as_of),
            "known_by": str(snapshot.view.known_by),
            "entries": [_entry(each) for each in entries],
            "counts": {candidate.id: [_point(each) for each in points] for candidate, points, _ in charts},
        },
        table=lambda: _table(entries),
        parts=lambda: [
            title(snapshot, "timeline"),
            *(part for chart in charts for part in _chart(*chart)),
            *([_listing(entries)] if entries else [Paragraph("Nothing has happened by then.")]),
        ],
    )


def _entry(entry: Entry) -> dict[str, Any]:
    return {
        "date": str(entry.date),
        "statuses": [
            {"candidate": candidate, "status": str(change.status), "source": change.source, "note": change.note}
            for candidate, change in entry.statuses
        ],
        "events": [
            {
                "kind": str(event.kind),
                "candidate": event.candidate,
                "member": event.member,
                "support": event.support,
                "of": event.of,
                "source": event.source,
                "note": event.note,
            }
            for event in entry.events
        ],
        "standings": [
            {
                "member": shift.decision.member,
                "candidate": shift.decision.candidate,
                "before": None if shift.before is None else str(shift.before),
                "after": str(shift.decision.standing),
                "stances": [each.stance.id for each in shift.decision.decisive],
            }
            for shift in entry.shifts
        ],
    }


def _point(point: Point) -> dict[str, Any]:
    counts = {standing.value.replace("-", "_"): number for standing, number in point.counts.items()}
    return {"date": str(point.date), "members": point.members, **counts}


def _table(entries: Sequence[Entry]) -> Rows:
    names = ("date", "what", "candidate", "member", "before", "after", "source", "note")
    return Rows(names, [row for entry in entries for row in _rows(entry)])


def _rows(entry: Entry) -> Iterator[list[Any]]:
    for candidate, change in entry.statuses:
        yield [entry.date, "status", candidate, None, None, change.status, change.source, change.note]
    for event in entry.events:
        counted = f"{event.support} of {event.of}" if event.support is not None else None
        yield [entry.date, event.kind, event.candidate, event.member, None, counted, event.source, event.note]
    for shift in entry.shifts:
        each = shift.decision
        sources = [one.source.id for one in each.decisive]
        yield [entry.date, "standing", each.candidate, each.member, shift.before, each.standing, sources, None]


def _listing(entries: Sequence[Entry]) -> Block:
    columns = (Column("date"), Column("what happened", wraps=True))
    rows = [[Span(str(entry.date), "strong"), _told(entry)] for entry in entries]
    return Table(columns, rows)


def _told(entry: Entry) -> Cell:
    lines = [_status(candidate, change) for candidate, change in entry.statuses]
    lines += [[_what(event), Span(f" [{event.source}]", "muted")] for event in entry.events]
    lines += [_moved(shifts) for shifts in _together(entry.shifts)]
    told: list[str | Span] = []
    for line in lines:
        told += [BREAK, *line] if told else line
    return tuple(told)


def _status(candidate: str, change: StatusChange) -> list[str | Span]:
    note = f" {change.note}" if change.note else ""
    return [Span(f"{candidate} {change.status}.", "strong"), note, Span(f" [{change.source}]", "muted")]


def _what(event: Event) -> str:
    about = " ".join(each for each in (event.candidate, event.member) if each)
    counted = f"{event.support} of {event.of} in support" if event.support is not None else ""
    missing = f"missing {', '.join(event.outstanding)}" if event.outstanding else ""
    details = "; ".join(each for each in (counted, missing, event.note) if each)
    return f"{event.kind}{f' ({about})' if about else ''}: {details}"


def _together(shifts: Sequence[Shift]) -> list[list[Shift]]:
    """Shifts of the same kind by the same stances, which are one piece of news."""
    groups: dict[tuple[Any, ...], list[Shift]] = {}
    for shift in shifts:
        each = shift.decision
        stances = tuple(one.stance.id for one in each.decisive)
        groups.setdefault((each.candidate, shift.before, each.standing, stances), []).append(shift)
    return list(groups.values())


def _moved(shifts: list[Shift]) -> list[str | Span]:
    first = shifts[0].decision
    codes = [shift.decision.member for shift in shifts]
    whom = ", ".join(codes) if len(codes) <= _MANY else f"{count(len(codes), 'member')}"
    before = shifts[0].before
    by = "; ".join(told(each) for each in first.decisive)
    return [
        f"{whom} on {first.candidate}: ",
        Span(str(before or "no member"), before or "muted"),
        " > ",
        Span(str(first.standing), first.standing),
        Span(f" [{by}]" if by else "", "muted"),
    ]


def _chart(candidate: Candidate, points: Sequence[Point], reported: Sequence[tuple[dt.date, Event]]) -> list[Block]:
    """Columns of signs, one for a stretch of days: those for from below, those against from above."""
    if not points:
        return []
    first, last = points[0].date, points[-1].date
    width = min(_WIDTH, (last - first).days + 1)
    days = [first + dt.timedelta(days=round(step * (last - first).days / max(1, width - 1))) for step in range(width)]
    columns = [_column(_at(points, day)) for day in days]
    most = max(point.members for point in points)
    parts: list[Block] = [Heading(f"{candidate.name} ({candidate.id}), {first} to {last}", 2)]
    for row in range(_HEIGHT, 0, -1):
        label = f"{round(row * most / _HEIGHT):>3} "
        marks = _marks(reported, days, row, most)
        signs = [marks.get(number) or column[row - 1] for number, column in enumerate(columns)]
        parts.append(Paragraph((label, *signs), 1))
    parts.append(Paragraph(_axis(days), 1))
    sizes = sorted({point.members for point in points})
    electorate = " then ".join(str(size) for size in sizes)
    key = "● support  ◐ likely or no objection  · open  ■ against or contested  + a reported count"
    return [*parts, Paragraph(Span(f"{key}; of {electorate} members", "muted"), 1)]


def _at(points: Sequence[Point], day: dt.date) -> Point:
    """The point that holds on a day: the latest up to it."""
    return [point for point in points if point.date <= day][-1]


def _column(point: Point) -> list[Span]:
    """One column of the chart from below, `_HEIGHT` signs high."""
    support = point.counts[Standing.SUPPORT]
    leaning = support + point.counts[Standing.LIKELY_SUPPORT] + point.counts[Standing.NO_OBJECTION]
    against = sum(point.counts[standing] for standing in _AGAINST)
    column = []
    for row in range(_HEIGHT):
        middle = (row + 0.5) * point.members / _HEIGHT
        if middle <= support:
            standing = Standing.SUPPORT
        elif middle <= leaning:
            standing = Standing.LIKELY_SUPPORT
        elif against and row >= _HEIGHT - max(1, round(against * _HEIGHT / point.members)):
            standing = Standing.OPPOSE
        else:
            standing = Standing.UNKNOWN
        column.append(Span(SIGNS[standing], standing))
    return column


def _marks(reported: Sequence[tuple[dt.date, Event]], days: Sequence[dt.date], row: int, most: int) -> dict[int, Span]:
    """Where in a row a reported count is marked: by number of column."""
    found = {}
    for date, event in reported:
        if event.support is not None and days[0] <= date <= days[-1]:
            level = max(1, min(_HEIGHT, round(event.support * _HEIGHT / most)))
            if level == row:
                nearest = min(range(len(days)), key=lambda number: abs((days[number] - date).days))
                found[nearest] = Span("+", "strong")
    return found


def _axis(days: Sequence[dt.date]) -> Line:
    """The months below the chart, each where it begins, as far as there is room."""
    line = [" "] * (len(days) + 7)
    free = 0
    month = None
    for number, day in enumerate(days):
        if (day.year, day.month) != month:
            month = (day.year, day.month)
            label = f"{day.year}-{day.month:02}"
            if number >= free:
                line[number : number + len(label)] = label
                free = number + len(label) + 1
    return f"    {''.join(line).rstrip()}"
