"""The chart of support over time: where its lines and marks go. The page draws it.

Across, places are percentages of the time shown; upward, they are members, so that no screen's size enters here.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING

from nato_cli.model import Record, Standing, Status, Verdict
from nato_cli.output.vocabulary import count

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nato_cli.analysis.snapshot import Snapshot
    from nato_cli.analysis.timeline import Moment
    from nato_cli.model import Candidate, Check

_LEANING = (Standing.LIKELY_SUPPORT, Standing.NO_OBJECTION)
_AGAINST = (Standing.VETO, Standing.OPPOSE, Standing.CONTESTED, Standing.LIKELY_OPPOSE)
_MARGIN = dt.timedelta(days=10)
_MOST_TICKS = 6
_LEVELS = 4
_YEAR = 12
_WIDTH = 1000


class Mark(Record, frozen=True):
    """A mark on the chart; `across` is in percent, `height` in members."""

    across: float
    height: int
    label: str


class Chart(Record, frozen=True):
    """`support`, `leaning` and `against` are the outlines of areas, `ceiling` the line of the electorate's size.

    They are paths of an SVG picture that is 1000 wide and as many high as the electorate was at its largest (`most`).
    """

    candidate: Candidate
    first: dt.date
    last: dt.date
    most: int
    support: str
    leaning: str
    against: str
    ceiling: str
    counts: tuple[Mark, ...]
    accessions: tuple[Mark, ...]
    months: tuple[Mark, ...]
    levels: tuple[Mark, ...]
    summary: str


class _Step(Record, frozen=True):
    """How many members stood where, from a place on."""

    across: float
    members: int
    support: int
    leaning: int
    against: int


def chart(snapshot: Snapshot, moments: Sequence[Moment], candidate: Candidate) -> Chart | None:
    """Draw a candidate's support from its first to its last day of news; None where nobody took a side."""
    points = [(moment.day, check) for moment in moments if (check := moment.check_of(candidate.id))]
    if not points:
        return None
    first, last = _moved(points[0][0], -_MARGIN), min(_moved(_end(points), _MARGIN), points[-1][0])
    points = [(day, check) for day, check in points if day <= last]
    steps = [_step(_across(day, first, last), check) for day, check in points]
    if not any(step.support or step.leaning or step.against for step in steps):
        return None
    most = max(step.members for step in steps)
    counts = [
        (day, event) for day, event in snapshot.counted(candidate.id) if first <= day <= last and event.group is None
    ]
    return Chart(
        candidate=candidate,
        first=first,
        last=last,
        most=most,
        support=_area(most, [(step.across, 0, step.support) for step in steps]),
        leaning=_area(most, [(step.across, step.support, step.support + step.leaning) for step in steps]),
        against=_area(most, [(step.across, step.members - step.against, step.members) for step in steps]),
        ceiling=_path(_corners(most, [(step.across, step.members) for step in steps])),
        counts=tuple(
            Mark(_across(day, first, last), min(event.support or 0, most), _counted(day, event.support, event.of))
            for day, event in counts
        ),
        accessions=tuple(_accessions(points, first, last)),
        months=tuple(_months(first, last)),
        levels=tuple(Mark(0, level, str(level)) for level in _levels(most)),
        summary=_summary(points),
    )


def _moved(day: dt.date, by: dt.timedelta) -> dt.date:
    """Add days to a date, up to the ends of the calendar (years 1 and 9999)."""
    try:
        return day + by
    except OverflowError:
        return dt.date.min if by < dt.timedelta() else dt.date.max


def _end(points: Sequence[tuple[dt.date, Check]]) -> dt.date:
    """The end of the race for a candidate who has left it or won it, else the last of all days."""
    day, check = points[-1]
    if check.verdict is not Verdict.OUT and check.status is not Status.APPOINTED:
        return day
    return max(
        (now for (_, before), (now, after) in pairwise(points) if after is not before),
        default=points[0][0],
    )


def _step(across: float, check: Check) -> _Step:
    numbers = Counter(assessment.standing for assessment in check.assessments)
    return _Step(
        across=across,
        members=len(check.assessments),
        support=numbers[Standing.SUPPORT],
        leaning=sum(numbers[standing] for standing in _LEANING),
        against=sum(numbers[standing] for standing in _AGAINST),
    )


def _across(day: dt.date, first: dt.date, last: dt.date) -> float:
    return round(100 * (day - first).days / max(1, (last - first).days), 1)


def _area(most: int, steps: Sequence[tuple[float, int, int]]) -> str:
    """The outline of what lies between two heights: along the upper one, and back along the lower one."""
    if all(low == high for _, low, high in steps):
        return ""
    upper = _corners(most, [(across, high) for across, _, high in steps])
    lower = _corners(most, [(across, low) for across, low, _ in steps])
    return f"{_path([*upper, *reversed(lower)])}Z"


def _corners(most: int, steps: Sequence[tuple[float, int]]) -> list[tuple[int, int]]:
    """The corners of a line of steps, to the right end of the picture; heights are counted from its top."""
    now = steps[0][1]
    corners = [(_thousandth(steps[0][0]), most - now)]
    for across, height in steps:
        if height != now:
            corners += [(_thousandth(across), most - now), (_thousandth(across), most - height)]
            now = height
    return [*corners, (_WIDTH, most - now)]


def _path(corners: Sequence[tuple[int, int]]) -> str:
    return "M" + " ".join(f"{across} {down}" for across, down in corners)


def _thousandth(across: float) -> int:
    return round(across * _WIDTH / 100)


def _counted(day: dt.date, number: int | None, of: int | None) -> str:
    return f"{day}: {number} of {of} counted"


def _accessions(points: Sequence[tuple[dt.date, Check]], first: dt.date, last: dt.date) -> list[Mark]:
    marks = []
    for (_, before), (day, after) in pairwise(points):
        if after is not before:
            members = {assessment.member for assessment in before.assessments}
            new = [assessment.member for assessment in after.assessments if assessment.member not in members]
            marks += [Mark(_across(day, first, last), len(after.assessments), ", ".join(new))] if new else []
    return marks


def _months(first: dt.date, last: dt.date) -> list[Mark]:
    """Ticks at firsts of a month, at even distances; of a short time its first and last day."""
    months = range(first.year * _YEAR + first.month, last.year * _YEAR + last.month)
    if len(months) < 2:  # noqa: PLR2004
        return [Mark(0, 0, str(first)), Mark(100, 0, str(last))]
    step = next(step for step in (1, 2, 3, 6, 12, 24, 60, 120, 1200) if len(months) / step <= _MOST_TICKS)
    starts = [dt.date(month // _YEAR, month % _YEAR + 1, 1) for month in months if month % step == 0]
    return [Mark(_across(day, first, last), 0, f"{day:%Y-%m}") for day in starts]


def _levels(most: int) -> list[int]:
    step = max(1, round(most / _LEVELS))
    return [*range(0, most - step // 2, step), most]


def _summary(points: Sequence[tuple[dt.date, Check]]) -> str:
    """The chart in a sentence, for screen readers."""
    day, check = points[-1]
    top_day, top = max(points, key=lambda point: len(point[1].in_favour))
    return (
        f"From {points[0][0]} to {day}: at the end {len(check.in_favour)} of {count(len(check.assessments), 'member')} "
        f"in support, at the most {len(top.in_favour)}, from {top_day}."
    )
