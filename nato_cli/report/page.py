"""The page: its values, and the template that lays them out.

Dataset text is untrusted. The template escapes everything, all text of a dataset is made one visible line first, and
the policy in the page's head lets only the page's own script and style run.
"""

from __future__ import annotations

import base64
import hashlib
import re
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from markupsafe import Markup

from nato_cli import __version__
from nato_cli.analysis.timeline import entries, together
from nato_cli.model import Record, Rule, Standing
from nato_cli.output import vocabulary
from nato_cli.output.answer import Rows, plain
from nato_cli.output.csv import comma_separated
from nato_cli.output.headline import certainty, closed, headline, rule_words, verdict_line
from nato_cli.output.views.why import EFFECTS
from nato_cli.output.vocabulary import because
from nato_cli.report.chart import Chart, chart
from nato_cli.report.figures import as_script, figures, has_report
from nato_cli.report.pictures import card_svg, tiles_of
from nato_cli.report.templating import environment, own_file

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from jinja2 import Environment

    from nato_cli.analysis.snapshot import Snapshot
    from nato_cli.analysis.timeline import Moment, Shift
    from nato_cli.model import Assessment, Candidate, Check, Evidence, Remark, Source
    from nato_cli.report.pictures import Tile

#: Days of change that the page can be moved to: the latest ones. A page of thousands would take tens of megabytes.
MOST_DAYS = 400
#: Candidates on the page: the first as they are listed.
MOST_CANDIDATES = 100
_URL_SIGNS = ":/?#[]@!$&'()*+,;=%~"
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_MOST_NAMED = 6  # members moved by one report are named up to this number


class Publication(Record, frozen=True):
    """A source, what it relays and where that comes from, and its reports by their numbers."""

    source: Source
    relays: Source | None
    origin: Source | None
    reports: tuple[tuple[int, Evidence], ...]


class Move(Record, frozen=True):
    """Members whose standing changed in the same way by the same reports."""

    members: str
    shift: Shift


def page(snapshot: Snapshot, moments: Sequence[Moment], checks: Sequence[Check]) -> str:
    """Render the page for the snapshot's date as HTML.

    Args:
        snapshot: The selection from its point of view.
        moments: The days of change to show, oldest first; the last one is the snapshot's date.
        checks: The checks of that date of the candidates to show, in the order in which they are listed.
    """
    electorate = {member for moment in moments for member in moment.electorate}
    members = [snapshot.dataset.members[member] for member in sorted(electorate)]
    tiles = tiles_of(members)
    style = own_file("page.css") + _signs() + _places(tiles)
    script = own_file("page.js")
    chosen = checks[0] if checks else None
    candidates = [check.candidate for check in checks]
    shown = {candidate.id for candidate in candidates}
    in_file_order = [candidate for candidate in snapshot.mentioned if candidate.id in shown]
    return (
        _environment(snapshot)
        .get_template("page.html")
        .render(
            **_words(snapshot, checks),
            snapshot=snapshot,
            version=__version__,
            now=moments[-1],
            days=[moment.day for moment in moments],
            earlier=_earlier(snapshot, moments, candidates),
            left_out=len(snapshot.mentioned) - len(candidates),
            checks=checks,
            chosen=chosen,
            silent_names=sorted(snapshot.dataset.members[member].name for member in chosen.silent) if chosen else [],
            reported=[check.candidate.id for check in checks if has_report(check)],
            members=sorted(members, key=lambda member: member.name),
            tiles=tiles,
            has_places=any(member.tile for member in members),
            stands={
                check.candidate.id: {assessment.member: assessment.standing for assessment in check.assessments}
                for check in checks
            },
            charts=_charts(snapshot, moments, checks),
            entries=[
                (entry, _moves(snapshot, entry.shifts))
                for entry in reversed(entries(snapshot, in_file_order))
                if entry.date >= moments[0].day
            ],
            publications=_publications(snapshot),
            references=[
                source for id_, source in snapshot.dataset.sources.items() if id_ not in snapshot.selection.sources
            ],
            style=Markup(style),  # noqa: S704
            script=Markup(script),  # noqa: S704
            policy=f"default-src 'none'; style-src '{_hash(style)}'; script-src '{_hash(script)}'; "
            "base-uri 'none'; form-action 'none'",
            figures=Markup(as_script(figures(snapshot, moments, candidates))),  # noqa: S704
            **_downloads(snapshot, checks),
        )
    )


def _words(snapshot: Snapshot, checks: Sequence[Check]) -> dict[str, Any]:
    """The page's own sentences, which follow the body and its decision rule."""
    selection = snapshot.selection
    chosen = checks[0] if checks else None
    rule = chosen.rule if chosen else selection.decision
    questions = {Rule.UNANIMITY: "Is there unanimity?", Rule.CONSENSUS: "Is there consensus?"}
    return {
        "headline": headline(snapshot, chosen) if chosen else f"{selection.title}: no candidates on record yet.",
        "closed": "This selection is closed; the slider looks back." if closed(snapshot, checks) else "",
        "question": questions.get(rule.rule, "Is there a majority?"),
        "other_rule": None if rule == selection.decision else str(rule.rule),
        "rule_words": rule_words(snapshot, rule),
        "member_word": vocabulary.members_word(selection, 1),
        "members_word": vocabulary.members_word(selection),
    }


def _downloads(snapshot: Snapshot, checks: Sequence[Check]) -> dict[str, Any]:
    """The share image and the day's table as `data:` addresses."""
    if not checks:
        return {}
    card = card_svg(snapshot, checks[0])
    rows = [
        [
            snapshot.view.as_of,
            check.candidate.id,
            assessment.member,
            snapshot.dataset.members[assessment.member].name,
            assessment.standing,
        ]
        for check in checks
        for assessment in check.assessments
    ]
    table = comma_separated(Rows(("as_of", "candidate", "member", "name", "standing"), rows))
    return {
        "card": Markup(card),  # noqa: S704 - made by a template that escapes
        "card_address": _data_address("image/svg+xml", card),
        "csv_address": _data_address("text/csv;charset=utf-8", table),
        "file_name": f"{snapshot.selection.id}-{snapshot.view.as_of}",
    }


def _data_address(kind: str, text: str) -> str:
    return f"data:{kind};base64,{base64.b64encode(text.encode()).decode()}"


def _environment(snapshot: Snapshot) -> Environment:
    made = environment()
    made.globals |= {
        "Standing": Standing,
        "because": lambda check: because(snapshot, check),
        "chances_sentence": certainty,
        "effect": lambda evidence: EFFECTS[evidence.effect],
        "has_report": has_report,
        "known": lambda remarks: _dated(snapshot, remarks),
        "member_named": lambda code: snapshot.dataset.members[code].name if code in snapshot.dataset.members else code,
        "met": snapshot.met,
        "name_of": lambda candidate: snapshot.selection.candidates[candidate].name,
        "plain": plain,
        "source_of": snapshot.selection.sources.__getitem__,
        "status_changes": snapshot.status_changes,
        "telling": _telling,
        "verdict_line": lambda check: verdict_line(snapshot, check),
        "words": vocabulary,
    }
    made.filters |= {"address": _address, "language": _language}
    return made


def _dated(snapshot: Snapshot, remarks: Iterable[Remark]) -> list[tuple[str, Remark]]:
    """The remarks that count on the page's date (rule 1), each with the date from which it counts."""
    return [(str(snapshot.date_of(remark)), remark) for remark in remarks if snapshot.counts(remark)]


def _hash(text: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"


def _address(url: str | None) -> str | None:
    """Escape an http or https address, None for any other scheme; forbidden characters are percent-encoded."""
    return quote(url, safe=_URL_SIGNS) if url and url.lower().startswith(("http://", "https://")) else None


def _language(code: str | None) -> str | None:
    return code if code and _LANGUAGE.fullmatch(code) else None


def _signs() -> str:
    """Style rules that put a sign before each standing; screen readers skip it."""
    return "".join(
        f".is.{standing}::before{{content:'{sign}';content:'{sign}'/''}}\n"
        for standing, sign in vocabulary.SIGNS.items()
    )


def _places(tiles: Sequence[Tile]) -> str:
    """Style rules that put tiles into columns and rows, since the page's policy allows no style attributes."""
    columns = "".join(f".x{column}{{grid-column:{column + 1}}}" for column in sorted({tile.column for tile in tiles}))
    rows = "".join(f".y{row}{{grid-row:{row + 1}}}" for row in sorted({tile.row for tile in tiles}))
    return f"{columns}{rows}\n"


def _charts(snapshot: Snapshot, moments: Sequence[Moment], checks: Iterable[Check]) -> list[Chart]:
    charts = (chart(snapshot, moments, check.candidate) for check in checks)
    return [made for made in charts if made is not None]


def _telling(assessment: Assessment) -> list[Evidence]:
    """The reports that a reader must know of: those that decide or contest, and what challenges them."""
    return [*assessment.decisive, *assessment.challenges]


def _moves(snapshot: Snapshot, shifts: Iterable[Shift]) -> list[Move]:
    return [
        Move(members=_named(snapshot, [shift.decision.member for shift in group]), shift=group[0])
        for group in together(shifts)
    ]


def _named(snapshot: Snapshot, members: Sequence[str]) -> str:
    if len(members) <= _MOST_NAMED:
        return vocabulary.in_a_sentence(snapshot.dataset.members, members)
    return f"{len(members)} {vocabulary.members_word(snapshot.selection, len(members))}"


def _earlier(snapshot: Snapshot, moments: Sequence[Moment], candidates: Sequence[Candidate]) -> int:
    """How many days of change before the first moment the page leaves out."""
    if len(moments) < MOST_DAYS:
        return 0
    from nato_cli.analysis.timeline import change_days

    return sum(day < moments[0].day for day in change_days(snapshot, candidates))


def _publications(snapshot: Snapshot) -> list[Publication]:
    """Every source that is known, the latest first."""
    reports: dict[str, list[tuple[int, Evidence]]] = {}
    for number, evidence in enumerate(snapshot.stances()):
        reports.setdefault(evidence.source.id, []).append((number, evidence))
    known = [source for source in snapshot.selection.sources.values() if snapshot.known.knows(source.id)]
    known.sort(key=lambda source: (source.date is None, -source.date.last.toordinal() if source.date else 0, source.id))
    return [_publication(snapshot, source, tuple(reports.get(source.id, ()))) for source in known]


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
