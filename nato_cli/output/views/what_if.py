"""Today's check beside a supposed one; only what differs is marked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from nato_cli.model import Standing
from nato_cli.output.answer import Answer, Block, Cell, Column, Heading, Paragraph, Rows, Span, Table
from nato_cli.output.views.unanimity_check import entry
from nato_cli.output.vocabulary import band, interval, title

if TYPE_CHECKING:
    from nato_cli.analysis.scenario import Scenario
    from nato_cli.analysis.snapshot import Snapshot
    from nato_cli.model import Check


def what_if(snapshot: Snapshot, scenario: Scenario, before: Check, after: Check) -> Answer:
    return Answer(
        document=lambda: {
            "selection": snapshot.selection.id,
            "as_of": str(snapshot.view.as_of),
            "known_by": str(snapshot.view.known_by),
            "scenario": written(scenario),
            "rule": {"reported": str(before.rule.rule), "supposed": str(after.rule.rule)},
            "reported": entry(before),
            "supposed": entry(after),
        },
        table=lambda: Rows(
            ("member", "reported", "supposed", "changed"),
            [
                [one.member, one.standing, two.standing, one.standing is not two.standing]
                for one, two in _pairs(before, after)
            ],
        ),
        parts=lambda: _parts(snapshot, scenario, before, after),
    )


def written(scenario: Scenario) -> dict[str, Any]:
    """A scenario as it is written in a file: only what it says."""
    values: dict[str, Any] = {
        "set": {member: str(standing) for member, standing in scenario.standings.items()},
        "without": list(scenario.without),
        "min_credibility": scenario.min_credibility,
        "known_by": str(scenario.known_by) if scenario.known_by else None,
        "rule": str(scenario.rule.rule) if scenario.rule else None,
    }
    return {name: value for name, value in values.items() if value}


def _pairs(before: Check, after: Check) -> list[tuple[Any, Any]]:
    return list(zip(before.assessments, after.assessments, strict=True))


def _parts(snapshot: Snapshot, scenario: Scenario, before: Check, after: Check) -> list[Block]:
    changed = [(one, two) for one, two in _pairs(before, after) if _differs(one, two)]
    rows: list[list[Cell]] = [
        _row("verdict", Span(str(before.verdict), before.verdict), Span(str(after.verdict), after.verdict)),
        _row("rule", str(before.rule.rule), str(after.rule.rule)),
        *(_counts(standing, before, after) for standing in Standing if _anyone(standing, before, after)),
        _row("outstanding", str(len(before.outstanding)), str(len(after.outstanding))),
        _row("all consent", _chance(before), _chance(after)),
        _row("if each decides alone", _independent(before), _independent(after)),
    ]
    columns = (Column(""), Column("reported"), Column("supposed"), Column(""))
    parts: list[Block] = [
        title(snapshot, f"what if, for {before.candidate.name}"),
        Paragraph(f"Supposed: {_in_words(scenario)}."),
        Table(columns, rows, legend=Span("* differs", "muted")),
    ]
    if changed:
        names = (
            Column("member"),
            Column("reported"),
            Column("consents", right=True),
            Column("supposed"),
            Column("consents", right=True),
        )
        parts += [Heading("Members that differ", 2), Table(names, [_member(one, two) for one, two in changed])]
    return parts


def _differs(one: Any, two: Any) -> bool:
    return (one.standing, one.lower, one.upper) != (two.standing, two.lower, two.upper)


def _anyone(standing: Standing, before: Check, after: Check) -> bool:
    return bool(before.members_by_standing(standing) or after.members_by_standing(standing))


def _counts(standing: Standing, before: Check, after: Check) -> list[Cell]:
    numbers = [str(len(check.members_by_standing(standing))) for check in (before, after)]
    return _row(str(standing), *numbers)


def _row(name: str, before: str | Span, after: str | Span) -> list[Cell]:
    texts = [each.text if isinstance(each, Span) else each for each in (before, after)]
    return [name, before, after, Span("*" if texts[0] != texts[1] else "", "warning")]


def _chance(check: Check) -> str:
    return interval(check.chances.lower, check.chances.upper)


def _independent(check: Check) -> str:
    return interval(*check.chances.independent)


def _member(one: Any, two: Any) -> list[Cell]:
    return [
        Span(one.member, "strong"),
        Span(str(one.standing), one.standing),
        band(one.lower, one.upper),
        Span(str(two.standing), two.standing),
        band(two.lower, two.upper),
    ]


def _in_words(scenario: Scenario) -> str:
    told = [f"{member} {standing}" for member, standing in scenario.standings.items()]
    told += [f"without {source} and what relays it" for source in scenario.without]
    if scenario.min_credibility is not None:
        told.append(f"only reports of credibility {scenario.min_credibility} or better")
    if scenario.known_by is not None:
        told.append(f"only what was published by {scenario.known_by}")
    if scenario.rule is not None:
        told.append(f"rule {scenario.rule.rule}")
    return ", ".join(told) or "nothing"
