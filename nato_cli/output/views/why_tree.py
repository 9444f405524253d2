"""Any figure of a check unfolded, down to the line of the file: verdict, standing, member, rule, stance, source."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from nato_cli.model import Standing
from nato_cli.output.answer import Answer, Block, Heading, Line, Rows, Span, Tree, rows_of, values_of
from nato_cli.output.headline import certainty, headline, verdict_line
from nato_cli.output.views import why
from nato_cli.output.vocabulary import (
    VERDICT_RULES,
    band,
    count,
    date_of,
    file_in,
    grade,
    in_words,
    point_of_view,
    position,
    speaker,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nato_cli.analysis.snapshot import Snapshot
    from nato_cli.model import Assessment, Check, Evidence, Source

#: Of a chain of relays that is longer, so many are shown, and the origin.
_MOST_RELAYS = 5


def unfolded(snapshot: Snapshot, check: Check, members: Sequence[str]) -> Answer:
    """`members` are those whose standings are unfolded."""
    among = frozenset(members)
    wanted = [assessment for assessment in check.assessments if assessment.member in among]
    return Answer(
        document=lambda: _document(snapshot, check, wanted),
        table=lambda: _table(snapshot, wanted),
        parts=lambda: _blocks(snapshot, check, wanted),
    )


def _document(snapshot: Snapshot, check: Check, wanted: Sequence[Assessment]) -> dict[str, Any]:
    return {
        **point_of_view(snapshot),
        "candidate": check.candidate.id,
        "verdict": check.verdict,
        "rule": check.rule.rule,
        "probability": values_of(check.chances, "lower", "upper", "independent"),
        "members": [why.document(snapshot, check.candidate, assessment) for assessment in wanted],
    }


def _table(snapshot: Snapshot, wanted: Sequence[Assessment]) -> Rows:
    rows = [
        [assessment.member, assessment.standing, assessment.rule, *row]
        for assessment in wanted
        for row in rows_of(why.ReportRow, why.report_rows(snapshot, assessment)).rows
    ]
    return Rows(("member", "standing", "rule", *why.ReportRow.__struct_fields__), rows)


def _blocks(snapshot: Snapshot, check: Check, wanted: Sequence[Assessment]) -> list[Block]:
    branches = []
    for standing in Standing:
        among = [assessment for assessment in wanted if assessment.standing is standing]
        if among:
            name = Span(f"{standing}: {len(among)}", standing)
            branches.append(Tree((name,), tuple(_member(snapshot, check, assessment) for assessment in among)))
    branches.append(Tree((f"{certainty(check)} (rule 6)",), ()))
    root: Line = (Span(verdict_line(snapshot, check), check.verdict), f" (rule 5: {VERDICT_RULES[check.rule.rule]})")
    return [Heading(headline(snapshot, check)), Tree(root, tuple(branches))]


def _member(snapshot: Snapshot, check: Check, assessment: Assessment) -> Tree:
    since = (
        f", since {in_words(assessment.since)}, last confirmed on {in_words(assessment.confirmed)}"
        if assessment.since
        else ""
    )
    origins = f", {count(len(assessment.origins), 'origin')}" if assessment.origins else ""
    reason = f" (rule 2: {why.because(assessment)})" if len(assessment.decisive) == 1 else ""
    says = why.stands(snapshot, check.candidate, assessment)
    line = (
        Span(assessment.member, "strong"),
        f" {says}{since}: consents {band(assessment.lower, assessment.upper)}{origins}{reason}",
    )
    return Tree(line, tuple(_stance(snapshot, report) for report in assessment.evidence))


def _stance(snapshot: Snapshot, report: Evidence) -> Tree:
    place = f"{file_in(snapshot.dataset, report.stance.place)}:{report.stance.place.line}"
    words = f" {date_of(report) or 'undated'}, {grade(report)}, {speaker(report.stance)}: "
    line = (Span(position(report.stance), report.side), words, why.EFFECTS[report.effect], Span(f" {place}", "muted"))
    notes = (Tree((report.stance.note,), ()),) if report.stance.note else ()
    return Tree(line, (*notes, _source(snapshot, report.source.id)))


def _source(snapshot: Snapshot, id_: str) -> Tree:
    """A source, with the one that it relays below it, down to the origin; the middle of a long chain is counted."""
    known = snapshot.selection.sources
    origin, relays = snapshot.known.chains[id_]
    left_out = relays - _MOST_RELAYS if relays > _MOST_RELAYS + 1 else 0
    chain = [snapshot.known.source(id_)]
    for _ in range(_MOST_RELAYS - 1 if left_out else relays):
        chain.append(known[chain[-1].relays or ""])
    between = f"{count(left_out, 'more source')} that relay each other"
    tree = Tree(between, (_leaf(snapshot, origin),)) if left_out else None
    for source in reversed(chain):
        tree = _leaf(snapshot, source)._replace(branches=(tree,) if tree else ())
    return tree or _leaf(snapshot, origin)


def _leaf(snapshot: Snapshot, source: Source) -> Tree:
    place = f"{file_in(snapshot.dataset, source.place)}:{source.place.line}"
    line = (f"{source.id} ({source.publisher}, {source.date or 'undated'})", Span(f" {place}", "muted"))
    return Tree(line, ())
