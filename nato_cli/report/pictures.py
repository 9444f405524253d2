"""Pictures as SVG: the map of the members, the chart over time, the verdicts, and a card to share."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING, Any

from nato_cli.model import Record, Standing
from nato_cli.output.escape import one_line
from nato_cli.output.headline import headline, verdict_line
from nato_cli.output.vocabulary import SIGNS, count
from nato_cli.report.templating import environment

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from nato_cli.analysis.snapshot import Snapshot
    from nato_cli.model import Check, Member
    from nato_cli.report.chart import Chart

#: Fill and ink of each standing: those of the page in its light colours.
COLOURS = {
    Standing.SUPPORT: ("#1b5a9e", "#ffffff"),
    Standing.LIKELY_SUPPORT: ("#bfd8f2", "#11315a"),
    Standing.NO_OBJECTION: ("#e4effa", "#11315a"),
    Standing.ABSTAIN: ("#e3e8e4", "#2f4437"),
    Standing.UNDECIDED: ("#f4e2a4", "#463600"),
    Standing.UNKNOWN: ("#ebe8e0", "#4b515c"),
    Standing.LIKELY_OPPOSE: ("#f8d2c4", "#6a1e08"),
    Standing.OPPOSE: ("#b5371a", "#ffffff"),
    Standing.VETO: ("#74170a", "#ffffff"),
    Standing.CONTESTED: ("#ddcdec", "#43205f"),
}
_COLUMNS = 8  # of a map of members without places
_MOST_COLUMNS = 20
_TILE = (70, 52)  # pixels from one tile to the next, across and down
_LABEL = 8  # characters of an id that a tile has room for
_CARD_LINES = 5


class Tile(Record, frozen=True):
    """A member's place on the map, column and row counted from 0."""

    member: Member
    column: int
    row: int


def tiles_of(members: Sequence[Member]) -> list[Tile]:
    """Place members on the map by their `tile`; those without one, or whose tile is taken, in rows below."""
    taken: dict[tuple[int, int], Member] = {}
    unplaced = []
    for member in members:
        if member.tile is None or member.tile in taken:
            unplaced.append(member)
        else:
            taken[member.tile] = member
    width = max((column + 1 for column, _ in taken), default=0)
    while max(width, _COLUMNS) < _MOST_COLUMNS and len(unplaced) > max(width, _COLUMNS) ** 2:
        width = max(width, _COLUMNS) + 1
    width = max(width, min(_COLUMNS, len(unplaced)))
    below = max((row + 1 for _, row in taken), default=0)
    for number, member in enumerate(unplaced):
        taken[number % width, below + number // width] = member
    return [Tile(member=member, column=column, row=row) for (column, row), member in taken.items()]


def card_svg(snapshot: Snapshot, check: Check) -> str:
    """Draw a share image of 1200 by 630 pixels, the size that social media show."""
    lines = _wrapped(headline(snapshot, check), 50)
    if len(lines) > _CARD_LINES:
        lines = [*lines[: _CARD_LINES - 1], f"{lines[_CARD_LINES - 1]} ..."]
    order = list(Standing)
    assessments = sorted(check.assessments, key=lambda assessment: order.index(assessment.standing))
    top = 150 + 54 * len(lines)
    size = 40
    while size > 6 and -(-len(assessments) // (1080 // (size + 8))) * (size + 8) > 540 - top:  # noqa: PLR2004
        size -= 2
    across = 1080 // (size + 8)
    squares = [
        {
            "x": 60 + number % across * (size + 8),
            "y": top + number // across * (size + 8),
            "size": size,
            "colour": COLOURS[assessment.standing][0],
            "name": snapshot.dataset.members[assessment.member].name,
            "standing": str(assessment.standing),
        }
        for number, assessment in enumerate(assessments)
    ]
    return _render(
        "card.svg",
        selection=snapshot.selection.title,
        headline=headline(snapshot, check),
        lines=lines,
        squares=squares,
        verdict=verdict_line(snapshot, check),
    )


def map_svg(snapshot: Snapshot, check: Check) -> str:
    """Draw the map: members as tiles, coloured and signed by their standing on one candidate."""
    standings = {assessment.member: assessment.standing for assessment in check.assessments}
    members = [snapshot.dataset.members[member] for member in sorted(standings)]
    placed = tiles_of(members)
    width = max(16 + _TILE[0] * (1 + max(tile.column for tile in placed)) + 16, 480)
    lines = _wrapped(headline(snapshot, check), width // 10)
    top = 30 + 24 * len(lines)
    bottom = top + _TILE[1] * (1 + max(tile.row for tile in placed)) + 12
    legend = _legend(standings.values(), bottom, width)
    tiles = [
        {
            "x": 16 + _TILE[0] * tile.column,
            "y": top + _TILE[1] * tile.row,
            "name": tile.member.name,
            "label": tile.member.id if len(tile.member.id) <= _LABEL else f"{tile.member.id[: _LABEL - 1]}…",
            "standing": str(standings[tile.member.id]),
            "sign": SIGNS[standings[tile.member.id]],
            "colour": COLOURS[standings[tile.member.id]][0],
            "ink": COLOURS[standings[tile.member.id]][1],
        }
        for tile in placed
    ]
    return _render(
        "map.svg",
        width=width,
        height=legend[-1]["y"] + 56,
        headline=headline(snapshot, check),
        lines=lines,
        tiles=tiles,
        legend=legend,
        verdict=f"{snapshot.selection.title} · {verdict_line(snapshot, check)}",
    )


def chart_svg(chart: Chart) -> str:
    """Draw support for one candidate over time."""
    return _render("chart.svg", chart=chart, title=f"Support for {chart.candidate.name} over time")


def verdicts_svg(snapshot: Snapshot, checks: Sequence[Check]) -> str:
    """Draw a bar for each candidate: how many members have which standing."""
    lines = _wrapped(headline(snapshot, checks[0]), 90)
    top = 40 + 24 * len(lines)
    rows = [_verdict_row(check, top + 32 + 34 * number) for number, check in enumerate(checks)]
    standings = [assessment.standing for check in checks for assessment in check.assessments]
    legend = _legend(standings, rows[-1]["y"] + 24, 900)
    return _render(
        "verdicts.svg",
        height=legend[-1]["y"] + 56,
        headline=headline(snapshot, checks[0]),
        lines=lines,
        rows=rows,
        legend=legend,
        verdict=f"{snapshot.selection.title} · {verdict_line(snapshot, checks[0])}",
    )


def _verdict_row(check: Check, y: int) -> dict[str, Any]:
    x, bars = 420.0, []
    unit = 460 / max(1, len(check.assessments))
    for standing in Standing:
        number = len(check.members_by_standing(standing))
        if number:
            text = f"{number} {standing}"
            bar = {"x": round(x, 1), "width": round(number * unit, 1), "colour": COLOURS[standing][0]}
            bars.append(bar | {"text": text})
            x += number * unit
    supporters = count(len(check.members_by_standing(Standing.SUPPORT)), "in favour", "in favour")
    return {"y": y, "name": check.candidate.name, "verdict": f"{check.verdict}, {supporters}", "bars": bars}


def _legend(standings: Iterable[Standing], top: int, width: int) -> list[dict[str, Any]]:
    present = set(standings)
    marks: list[dict[str, Any]] = []
    x, y = 16, top
    for standing in Standing:
        if standing in present:
            text = f"{SIGNS[standing]} {standing}"
            if x + 40 + 8 * len(text) > width:
                x, y = 16, y + 22
            marks.append({"x": x, "y": y, "colour": COLOURS[standing][0], "text": text})
            x += 36 + 8 * len(text)
    return marks


def _wrapped(text: str, width: int) -> list[str]:
    return textwrap.wrap(one_line(text), width)


def _render(template: str, **values: Any) -> str:
    return environment().get_template(template).render(**values)
