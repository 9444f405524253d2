"""The page: what stands in it, and the template that says where.

Nobody vouches for a dataset. The template escapes whatever is put into it, all text of a dataset is made one visible
line first, and the policy in the page's head lets no script run and no style hold but the page's own.
"""

from __future__ import annotations

import base64
import hashlib
import re
from importlib.resources import files
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup

from nato_cli.analysis.snapshot import is_known
from nato_cli.analysis.timeline import entries
from nato_cli.model import Record, Standing, Verdict
from nato_cli.output import vocabulary as wording
from nato_cli.output.answer import plain
from nato_cli.output.escape import one_line
from nato_cli.output.views.why import EFFECTS
from nato_cli.output.vocabulary import because
from nato_cli.report.chart import Chart, chart
from nato_cli.report.figures import as_script, figures

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from nato_cli.analysis.snapshot import Snapshot
    from nato_cli.analysis.timeline import Moment, Shift
    from nato_cli.model import Assessment, Check, DecisionRule, Evidence, Member, Source

_URL_SIGNS = ":/?#[]@!$&'()*+,;=%~"
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_WIDTH = 8  # columns of the map, unless the dataset has a tile beyond them
_MANY = 6  # members moved by one report are named up to this number


class Tile(Record, frozen=True):
    """A member's place on the map."""

    member: Member
    column: int
    row: int


class Publication(Record, frozen=True):
    """A source, what it relays and comes from, and the stances that it reports, by their numbers."""

    source: Source
    relays: Source | None
    origin: Source | None
    reports: tuple[tuple[int, Evidence], ...]


class Move(Record, frozen=True):
    """Members that moved alike by the same stances: one piece of news."""

    members: str
    shift: Shift


def page(snapshot: Snapshot, moments: Sequence[Moment], rule: DecisionRule) -> str:
    """The page for the day of the reading, the last of the moments, through all of which its reader may move."""
    now = moments[-1]
    candidates = [each.candidate for each in now.checks]
    checks = sorted(now.checks, key=lambda each: (each.verdict is Verdict.OUT, -len(each.in_favour), each.candidate.id))
    members = [
        snapshot.dataset.members[code] for code in sorted({code for each in moments for code in each.electorate})
    ]
    tiles = _tiles(members)
    style = _own("page.css") + _signs() + _places(tiles)
    script = _own("page.js")
    return (
        _environment(snapshot)
        .get_template("page.html")
        .render(
            snapshot=snapshot,
            rule=rule.rule,
            now=now,
            days=[each.day for each in moments],
            checks=checks,
            chosen=checks[0] if checks else None,
            members=sorted(members, key=lambda each: each.name),
            tiles=tiles,
            stands={each.candidate.id: {one.member: one.standing for one in each.assessments} for each in checks},
            charts=_charts(snapshot, moments, checks),
            entries=[(entry, _moves(entry.shifts)) for entry in reversed(entries(snapshot, candidates))],
            publications=_publications(snapshot),
            references=[
                each for id_, each in snapshot.dataset.sources.items() if id_ not in snapshot.selection.sources
            ],
            style=Markup(style),  # noqa: S704
            script=Markup(script),  # noqa: S704
            policy=f"default-src 'none'; style-src '{_hash(style)}'; script-src '{_hash(script)}'; "
            "base-uri 'none'; form-action 'none'",
            figures=Markup(as_script(figures(snapshot, moments, candidates, rule))),  # noqa: S704
        )
    )


def _environment(snapshot: Snapshot) -> Environment:
    environment = Environment(
        loader=FunctionLoader(_own),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_inert,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        optimized=False,  # it is rendered once, and to optimize it takes longer than that
    )
    environment.globals |= {
        "Standing": Standing,
        "because": because,
        "plain": plain,
        "role": lambda evidence: EFFECTS[evidence.effect],
        "name_of": lambda candidate: snapshot.selection.candidates[candidate].name,
        "source_of": snapshot.selection.sources.__getitem__,
        "telling": _telling,
        "words": wording,
        "status_changes": snapshot.status_changes,
        "known": lambda remarks: [each for each in remarks if snapshot.counts(each)],
        "member_named": lambda code: snapshot.dataset.members[code].name if code in snapshot.dataset.members else code,
    }
    environment.filters |= {"address": _address, "language": _language}
    return environment


def _own(name: str) -> str:
    folder = "static" if name.endswith((".css", ".js")) else "templates"
    return files(__package__).joinpath(folder, name).read_text(encoding="utf-8")


def _hash(text: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"


def _inert(value: Any) -> Any:
    """Text as one visible line, but for what the template itself has made."""
    return one_line(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def _address(url: str | None) -> str | None:
    """An address that may be followed, None for any other; what stands in no address is written as its code."""
    return quote(url, safe=_URL_SIGNS) if url and url.lower().startswith(("http://", "https://")) else None


def _language(code: str | None) -> str | None:
    return code if code and _LANGUAGE.fullmatch(code) else None


def _tiles(members: Iterable[Member]) -> list[Tile]:
    """Each member at the place that the dataset gives it; those without one, or too late for it, in rows below."""
    taken: dict[tuple[int, int], Member] = {}
    homeless = []
    for member in members:
        if member.tile is None or member.tile in taken:
            homeless.append(member)
        else:
            taken[member.tile] = member
    width = max((_WIDTH, *(column + 1 for column, _ in taken)))
    below = max((row + 1 for _, row in taken), default=0)
    for number, member in enumerate(homeless):
        taken[number % width, below + number // width] = member
    return [Tile(member=member, column=column, row=row) for (column, row), member in taken.items()]


def _signs() -> str:
    """The rules of style that put its sign before each standing, silent to those who have the page read to them."""
    return "".join(
        f".is.{each}::before{{content:'{sign}';content:'{sign}'/''}}\n" for each, sign in wording.SIGNS.items()
    )


def _places(tiles: Sequence[Tile]) -> str:
    """The rules of style that put tiles into their columns and rows, for the page's policy allows none in the tags."""
    columns = "".join(f".x{each}{{grid-column:{each + 1}}}" for each in sorted({tile.column for tile in tiles}))
    rows = "".join(f".y{each}{{grid-row:{each + 1}}}" for each in sorted({tile.row for tile in tiles}))
    return f"{columns}{rows}\n"


def _charts(snapshot: Snapshot, moments: Sequence[Moment], checks: Iterable[Check]) -> list[Chart]:
    found = (chart(snapshot, moments, each.candidate) for each in checks)
    return [each for each in found if each is not None]


def _telling(assessment: Assessment) -> list[Evidence]:
    """The stances that a reader must know of: those that decide, or contest each other, and what challenges them."""
    return [*assessment.decisive, *assessment.challenges]


def _moves(shifts: Iterable[Shift]) -> list[Move]:
    groups: dict[tuple[Any, ...], list[Shift]] = {}
    for shift in shifts:
        each = shift.decision
        stances = tuple(one.stance.id for one in each.decisive)
        groups.setdefault((each.candidate, shift.before, each.standing, stances), []).append(shift)
    return [Move(members=_named([each.decision.member for each in group]), shift=group[0]) for group in groups.values()]


def _named(codes: Sequence[str]) -> str:
    return ", ".join(codes) if len(codes) <= _MANY else wording.count(len(codes), "member")


def _publications(snapshot: Snapshot) -> list[Publication]:
    """Every source that is known, the latest first; and those behind members, scales and grades."""
    reports: dict[str, list[tuple[int, Evidence]]] = {}
    for number, evidence in enumerate(snapshot.stances()):
        reports.setdefault(evidence.source.id, []).append((number, evidence))
    known = [each for each in snapshot.selection.sources.values() if is_known(each, snapshot.view)]
    known.sort(key=lambda each: (each.date is None, -each.date.last.toordinal() if each.date else 0, each.id))
    return [_publication(snapshot, each, tuple(reports.get(each.id, ()))) for each in known]


def _publication(snapshot: Snapshot, source: Source, reports: tuple[tuple[int, Evidence], ...]) -> Publication:
    sources = snapshot.selection.sources
    relays = sources.get(source.relays) if source.relays else None
    origin = snapshot.origin_of(source)
    return Publication(
        source=source,
        relays=relays,
        origin=origin if relays and origin.id != relays.id else None,
        reports=reports,
    )
