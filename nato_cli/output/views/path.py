"""What stands between a candidate and a decision: on what the verdict hangs, and whose consent is missing."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from nato_cli.model import Basis, Rule, Standing, Verdict
from nato_cli.output.answer import (
    Answer,
    Block,
    Cell,
    Column,
    Heading,
    Paragraph,
    Row,
    Span,
    Table,
    joined,
    rows_of,
    values_of,
)
from nato_cli.output.headline import STANDS, headline, verdict_line
from nato_cli.output.views.unanimity_check import rule_document
from nato_cli.output.vocabulary import (
    MOST_NAMED,
    SIGNS,
    count,
    in_a_sentence,
    in_words,
    listed,
    members_word,
    point_of_view,
    spoken,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nato_cli.analysis.sensitivity import Doubt, Path, Rival, Step
    from nato_cli.analysis.snapshot import Snapshot
    from nato_cli.model import Assessment

#: Names of members are listed up to this number, and beyond it counted.
_READ = 20
_WHERE_IT_STANDS = {standing: one for standing, (one, *_) in STANDS.items()} | {
    Standing.NO_OBJECTION: "does not object, but has not said yes",
    Standing.UNKNOWN: "nothing is on record",
}


class StepRow(Row):
    """A member whose consent is missing; `verdict_after` is the verdict once it consents."""

    order: int
    member: str
    standing: Standing
    lower: float
    upper: float
    verdict_after: Verdict
    since: dt.date | None
    confirmed: dt.date | None
    condition: str | None
    decisive: tuple[str, ...]


def path(snapshot: Snapshot, route: Path, stale_after: int) -> Answer:
    return Answer(
        document=lambda: _document(snapshot, route, stale_after),
        table=lambda: rows_of(StepRow, [_row(number, step) for number, step in enumerate(route.steps, 1)]),
        parts=lambda: _blocks(snapshot, route, stale_after),
    )


def _row(number: int, step: Step) -> StepRow:
    decisive = tuple(report.stance.id for report in step.assessment.decisive)
    return StepRow.from_records(step.assessment, order=number, verdict_after=step.verdict, decisive=decisive)


def _document(snapshot: Snapshot, route: Path, stale_after: int) -> dict[str, Any]:
    return {
        **point_of_view(snapshot),
        "candidate": route.check.candidate.id,
        "headline": headline(snapshot, route.check),
        "rule": rule_document(snapshot, route.check.rule),
        "verdict": route.check.verdict,
        "short_by": route.check.short_by,
        "steps": [_step(step) for step in route.steps],
        "critical": route.critical,
        "rivals": [
            {"candidate": rival.candidate.id, "in_favour": rival.in_favour, "counted": rival.counted}
            for rival in route.rivals
        ],
        "fragile": {
            "sources": [values_of(doubt, "source", "verdict", "members") for doubt in route.doubts],
            "single_origin": sorted(member for members in route.single.values() for member in members),
            "by_origin": [{"source": origin, "members": members} for origin, members in route.single.items()],
            "stale_after_days": stale_after,
            "stale": [{"member": member, "age_days": age} for member, age in route.stale],
        },
    }


def _step(step: Step) -> dict[str, Any]:
    assessment = step.assessment
    return {
        **values_of(assessment, "member", "standing", "since", "confirmed"),
        "probability": values_of(assessment, "lower", "upper"),
        "won_over": {"verdict": step.verdict},
        "conditions": [
            {"stance": report.stance.id, "condition": report.stance.condition, "note": report.stance.note}
            for report in assessment.run
            if report.stance.condition is not None and assessment.condition is not None
        ],
        "past_vetoes": [{"selection": selection, "stance": stance.id} for selection, stance in step.vetoes],
    }


def _blocks(snapshot: Snapshot, route: Path, stale_after: int) -> list[Block]:
    check = route.check
    first = Paragraph(Span(headline(snapshot, check), "strong"))
    if check.verdict is Verdict.OUT or check.decided_by is Basis.DECISION:
        return [first]
    verdict = Paragraph(Span(verdict_line(snapshot, check), check.verdict))
    return [
        first,
        *_rivals(snapshot, route),
        verdict,
        *_on_one_report(snapshot, route),
        *_fragile(snapshot, route),
        *_in_the_way(snapshot, route),
        *_vetoes(snapshot, route.steps),
        *_stale(snapshot, route, stale_after),
    ]


def _rivals(snapshot: Snapshot, route: Path) -> list[Block]:
    """What is obvious to everybody: how many are behind somebody else, and who alone names this candidate."""
    if not route.rivals:
        return []
    rival = route.rivals[0]
    behind = max(len(rival.in_favour), rival.counted or 0)
    total, members = len(route.check.assessments), members_word(snapshot.selection)
    counted = route.check.reported.support if route.check.reported else 0
    if behind <= max(len(route.check.in_favour), counted) or behind * 3 < total:
        return []
    backers = route.check.in_favour
    name = route.check.candidate.name
    alone = f"nobody is on record as backing {name}"
    if backers:
        alone = f"nobody but {_names(snapshot, backers)} backs {name}"
        if len(backers) > MOST_NAMED:
            alone = f"{len(backers)} back {name}"
    where = _counted_by(snapshot, rival) if behind > len(rival.in_favour) else ""
    return [Paragraph(f"{behind} of {total} {members} are behind {rival.candidate.name}{where}; {alone}.")]


def _counted_by(snapshot: Snapshot, rival: Rival) -> str:
    if rival.count is None:
        return ""
    source = snapshot.known.source(rival.count.source)
    return f" by the count of {in_words(rival.count.date or source.date)} ({source.publisher}, {source.reliability})"


def _fragile(snapshot: Snapshot, route: Path) -> list[Block]:
    """On which single sources the verdict hangs, and how much rests on one origin."""
    lines: list[Block] = [Paragraph(_doubt(snapshot, doubt), 2) for doubt in route.doubts]
    if route.check.decided_by is Basis.COUNT and route.check.reported is not None:
        source = snapshot.known.source(route.check.reported.source)
        lines.append(
            Paragraph((f"The verdict rests on one count, by {source.publisher} ", Span(f"[{source.id}].", "muted")), 2)
        )
    if not lines and route.check.decided_by is Basis.STANDINGS:
        lines.append(Paragraph("No single source, if it were wrong, would change the verdict.", 2))
    alone = [members[0] for members in route.single.values() if len(members) == 1]
    if alone:
        lines.append(Paragraph(f"One origin each, and not their own word: {_names(snapshot, alone)}.", 2))
    if route.critical:
        lines.append(Paragraph(f"None of these may be lost: {_names(snapshot, route.critical)}.", 2))
    return [Heading("How firm it is", 2), *lines] if lines else []


def _on_one_report(snapshot: Snapshot, route: Path) -> list[Block]:
    """Whose consent rests on one report, and on no other."""
    lines: list[Block] = []
    for origin, members in list(route.single.items())[:MOST_NAMED]:
        if len(members) > 1:
            source = snapshot.known.source(origin)
            on = f"{source.publisher}, {in_words(source.date)}"
            first = f"{len(members)} of the {route.check.chances.consenting} who consent rest on one report, {on} "
            names = f": {_names(snapshot, members)}." if len(members) <= _READ else "."
            lines.append(Paragraph((first, Span(f"[{origin}]", "muted"), names)))
    return lines


def _doubt(snapshot: Snapshot, doubt: Doubt) -> tuple[str | Span, ...]:
    source = snapshot.known.source(doubt.source)
    return (
        f"If {source.publisher}, {in_words(source.date)}, is wrong on {_names(snapshot, doubt.members)} ",
        Span(f"[{doubt.source}]", "muted"),
        ", the verdict is ",
        Span(str(doubt.verdict), doubt.verdict),
        ".",
    )


def _in_the_way(snapshot: Snapshot, route: Path) -> list[Block]:
    check = route.check
    if not route.steps:
        nobody = "Nobody objects" if check.rule.rule is Rule.CONSENSUS else "Nobody's consent is missing"
        return [Paragraph(f"{nobody}.", apart=True)]
    heading = Heading(_what_is_missing(route), 2)
    known = [step.assessment for step in route.steps if step.assessment.standing is not Standing.UNKNOWN]
    silent = [step.assessment.member for step in route.steps if step.assessment.standing is Standing.UNKNOWN]
    columns = (Column("member"), Column("where it stands", wraps=True), Column("on whose word", wraps=True))
    rows = [_member(snapshot, assessment) for assessment in known]
    blocks: list[Block] = [heading, Table(columns, rows)] if rows else [heading]
    if 0 < len(silent) <= MOST_NAMED or not rows:
        blocks.append(Paragraph(f"Nothing is on record for {_names(snapshot, silent)}.", apart=bool(rows)))
    return blocks


def _what_is_missing(route: Path) -> str:
    check = route.check
    if check.rule.rule is not Rule.MAJORITY:
        return "In the way, the most doubtful first"
    if check.decided_by is Basis.COUNT:
        return "Not in favour by name"
    members, weight = (*route.shortfall, 0.0)[:2]
    missing = [f"{members:g} more {'member' if members == 1 else 'members'}"] if members else []
    missing += [f"{weight:g} more of the weights"] if weight else []
    return f"Wanted: {listed(missing)} of these" if missing else "Not in favour, and not needed"


def _member(snapshot: Snapshot, assessment: Assessment) -> list[Cell]:
    standing = assessment.standing
    is_old = assessment.since is not None and assessment.since != assessment.confirmed
    words = f"{_WHERE_IT_STANDS[standing]}{f' since {in_words(assessment.since)}' if is_old else ''}"
    wants = [f"wants first: {assessment.condition}"] if assessment.condition is not None else []
    name = Span(snapshot.dataset.members[assessment.member].name, "strong")
    return [
        (Span(SIGNS[standing], standing), " ", name),
        joined([words, *wants]),
        "; ".join(spoken(report) for report in assessment.decisive),
    ]


def _vetoes(snapshot: Snapshot, steps: Sequence[Step]) -> list[Block]:
    lines = [
        f"{snapshot.dataset.members[step.assessment.member].name}: "
        + listed([_vetoed(snapshot, selection, stance.candidate) for selection, stance in _once(step)])
        for step in steps
        if step.vetoes
    ]
    if not lines:
        return []
    return [Heading("They have blocked others before", 2), *(Paragraph(f"{line}.", 2) for line in lines)]


def _once(step: Step) -> list[tuple[str, Any]]:
    """One veto of each candidate in each selection."""
    return list({(selection, stance.candidate): (selection, stance) for selection, stance in step.vetoes}.values())


def _vetoed(snapshot: Snapshot, selection: str, candidate: str) -> str:
    past = snapshot.dataset.selections[selection]
    name = past.candidates[candidate].name if candidate in past.candidates else candidate
    return f"{name} ({selection})"


def _stale(snapshot: Snapshot, route: Path, stale_after: int) -> list[Block]:
    if not route.stale:
        return []
    ages = [f"{snapshot.dataset.members[member].name} ({count(age, 'day')})" for member, age in route.stale]
    if len(ages) > MOST_NAMED:
        ages = [*ages[: MOST_NAMED - 1], f"{len(ages) - MOST_NAMED + 1} more"]
    heading = Heading(f"Not confirmed for more than {count(stale_after, 'day')}", 2)
    return [heading, Paragraph(f"{listed(ages)}.", 2)]


def _names(snapshot: Snapshot, members: Sequence[str]) -> str:
    """Members by name, or how many, where a reader would not read all the names."""
    if len(members) > _READ:
        return f"{len(members)} {members_word(snapshot.selection)}"
    return in_a_sentence(snapshot.dataset.members, members)
