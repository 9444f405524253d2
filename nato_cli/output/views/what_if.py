"""What a supposition would change: the sentence to say aloud, then what is reported beside what is supposed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from nato_cli.model import Basis, Standing, Verdict
from nato_cli.output.answer import Answer, Block, Cell, Column, Heading, Paragraph, Row, Span, Table, rows_of
from nato_cli.output.headline import headline, verdict_line, verdict_paragraph
from nato_cli.output.views.unanimity_check import entry
from nato_cli.output.vocabulary import band, in_words, listed, point_of_view

if TYPE_CHECKING:
    from nato_cli.analysis.scenario import Scenario
    from nato_cli.analysis.snapshot import Snapshot
    from nato_cli.model import Assessment, Check

_SUPPOSED = {
    Standing.SUPPORT: "says yes",
    Standing.LIKELY_SUPPORT: "is likely to say yes",
    Standing.NO_OBJECTION: "does not object",
    Standing.ABSTAIN: "stands aside",
    Standing.UNDECIDED: "has not decided",
    Standing.UNKNOWN: "has not been heard of",
    Standing.LIKELY_OPPOSE: "is likely to say no",
    Standing.OPPOSE: "says no",
    Standing.VETO: "blocks",
    Standing.CONTESTED: "is reported both ways",
}


class MemberRow(Row):
    member: str
    reported: Standing
    supposed: Standing
    changed: bool


def what_if(snapshot: Snapshot, scenario: Scenario, before: Check, after: Check) -> Answer:
    return Answer(
        document=lambda: {
            **point_of_view(snapshot),
            "scenario": written(scenario),
            "rule": {"reported": before.rule.rule, "supposed": after.rule.rule},
            "reported": entry(before),
            "supposed": entry(after),
        },
        table=lambda: rows_of(MemberRow, [_row(*pair) for pair in _pairs(before, after)]),
        parts=lambda: _blocks(snapshot, scenario, before, after),
    )


def written(scenario: Scenario) -> dict[str, Any]:
    """A scenario in JSON: only what it supposes."""
    values: dict[str, Any] = {
        "set": scenario.standings,
        "met": [f"{member}:{candidate}" for member, candidate in scenario.met],
        "without": scenario.without,
        "min_credibility": scenario.min_credibility,
        "known_by": scenario.known_by,
        "rule": scenario.rule.rule if scenario.rule else None,
    }
    return {name: value for name, value in values.items() if value}


def _row(reported: Assessment, supposed: Assessment) -> MemberRow:
    changed = reported.standing is not supposed.standing
    return MemberRow.from_records(reported, reported=reported.standing, supposed=supposed.standing, changed=changed)


def _pairs(before: Check, after: Check) -> list[tuple[Assessment, Assessment]]:
    return list(zip(before.assessments, after.assessments, strict=True))


def _blocks(snapshot: Snapshot, scenario: Scenario, before: Check, after: Check) -> list[Block]:
    if after.verdict is Verdict.OUT or after.decided_by is Basis.DECISION:
        settled = f"{headline(snapshot, after)} Nothing supposed changes that; --as-of looks at an earlier date."
        return [Heading(settled)]
    words = _in_words(snapshot, scenario)
    outcome = headline(snapshot, after)
    heading = Heading(f"Suppose {words}: {outcome}" if words else outcome)
    blocks: list[Block] = [heading, verdict_paragraph(snapshot, after)]
    changed = [(reported, supposed) for reported, supposed in _pairs(before, after) if _differs(reported, supposed)]
    same = before.verdict is after.verdict and not changed
    blocks.append(Paragraph("That changes nothing." if same else f"As reported: {verdict_line(snapshot, before)}"))
    if changed:
        blocks.append(_members(snapshot, changed))
    return blocks if same else [*blocks, _figures(before, after)]


def _differs(reported: Assessment, supposed: Assessment) -> bool:
    return (reported.standing, reported.lower, reported.upper) != (supposed.standing, supposed.lower, supposed.upper)


def _members(snapshot: Snapshot, changed: list[tuple[Assessment, Assessment]]) -> Table:
    columns = (Column("member"), Column("reported"), Column("supposed"))
    rows: list[list[Cell]] = [
        [Span(snapshot.dataset.members[reported.member].name, "strong"), _standing(reported), _standing(supposed)]
        for reported, supposed in changed
    ]
    return Table(columns, rows, indent=2)


def _standing(assessment: Assessment) -> tuple[str | Span, ...]:
    standing = Span(str(assessment.standing), assessment.standing)
    return (standing, Span(f" ({band(assessment.lower, assessment.upper)})", "muted"))


def _figures(before: Check, after: Check) -> Table:
    """How many stand where, as reported and as supposed; only what differs, and what the verdict takes."""
    numbers = [
        (str(standing), *(str(len(check.members_by_standing(standing))) for check in (before, after)))
        for standing in Standing
    ]
    numbers.append(("still needed", str(len(before.outstanding)), str(len(after.outstanding))))
    numbers.append(("all who are reported to consent do", _sure(before), _sure(after)))
    rows: list[list[Cell]] = [list(row) for row in numbers if row[1] != row[2]]
    columns = (Column(""), Column("reported", right=True), Column("supposed", right=True))
    return Table(columns, rows, indent=2)


def _sure(check: Check) -> str:
    return f"{check.chances.consenting}: {band(check.chances.lower, check.chances.upper)}"


def _in_words(snapshot: Snapshot, scenario: Scenario) -> str:
    members = snapshot.dataset.members
    words = [f"{members[member].name} {_SUPPOSED[standing]}" for member, standing in scenario.standings.items()]
    words += [f"what {members[member].name} wants first is done" for member, _ in scenario.met]
    words += [f"{source} and what relays it is wrong" for source in scenario.without]
    if scenario.min_credibility is not None:
        words.append(f"only reports of credibility {scenario.min_credibility} or better count")
    if scenario.known_by is not None:
        words.append(f"only what was published by {in_words(scenario.known_by)} is known")
    if scenario.rule is not None:
        words.append(f"the rule is {scenario.rule.rule}")
    return listed(words)
