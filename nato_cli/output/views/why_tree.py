"""Any figure of a check unfolded, down to the line of the file: verdict, standing, member, rule, stance, source."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from nato_cli.model import Standing
from nato_cli.output.answer import Answer, Block, Heading, Line, Rows, Span, Tree
from nato_cli.output.headline import headline, verdict_line
from nato_cli.output.views import why
from nato_cli.output.vocabulary import VERDICT_RULES, band, count, date_of, grade, in_words, position, speaker

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nato_cli.analysis.snapshot import Snapshot
    from nato_cli.model import Assessment, Check, Evidence


def unfolded(snapshot: Snapshot, check: Check, members: Sequence[str]) -> Answer:
    """`members` are those whose standings are unfolded."""
    wanted = [each for each in check.assessments if each.member in members]
    return Answer(
        document=lambda: _document(snapshot, check, wanted),
        table=lambda: _table(snapshot, check, wanted),
        parts=lambda: _blocks(snapshot, check, wanted),
    )


def _document(snapshot: Snapshot, check: Check, wanted: Sequence[Assessment]) -> dict[str, Any]:
    chances = check.chances
    return {
        "selection": snapshot.selection.id,
        "as_of": str(snapshot.view.as_of),
        "known_by": str(snapshot.view.known_by),
        "candidate": check.candidate.id,
        "verdict": str(check.verdict),
        "rule": str(check.rule.rule),
        "probability": {"lower": chances.lower, "upper": chances.upper, "independent": list(chances.independent)},
        "members": [why.document(snapshot, check.candidate, each) for each in wanted],
    }


def _table(snapshot: Snapshot, check: Check, wanted: Sequence[Assessment]) -> Rows:
    rows = []
    for each in wanted:
        table = why.why(snapshot, check.candidate, each).table()
        rows += [[each.member, each.standing, each.rule, *row] for row in table.rows]
    return Rows(("member", "standing", "rule", *why.NAMES), rows)


def _blocks(snapshot: Snapshot, check: Check, wanted: Sequence[Assessment]) -> list[Block]:
    branches = []
    for standing in Standing:
        among = [each for each in wanted if each.standing is standing]
        if among:
            name = Span(f"{standing}: {len(among)}", standing)
            branches.append(Tree((name,), tuple(_member(snapshot, check, each) for each in among)))
    chances = check.chances
    sure = f"{chances.consenting} are reported to consent; that all {chances.consenting} do: "
    sure += f"{band(chances.lower, chances.upper)} (rule 6: {chances.announced} by their own word, "
    sure += f"{chances.by_reports} on reports by others)"
    branches.append(Tree((sure,), ()))
    root: Line = (Span(verdict_line(snapshot, check), check.verdict), f" (rule 5: {VERDICT_RULES[check.rule.rule]})")
    return [Heading(headline(snapshot, check)), Tree(root, tuple(branches))]


def _member(snapshot: Snapshot, check: Check, each: Assessment) -> Tree:
    since = f", since {in_words(each.since)}, last confirmed on {in_words(each.confirmed)}" if each.since else ""
    origins = f", {count(len(each.origins), 'origin')}" if each.origins else ""
    reason = f" (rule 2: {why.because(each)})" if len(each.decisive) == 1 else ""
    says = why.stands(snapshot, check.candidate, each)
    line = (Span(each.member, "strong"), f" {says}{since}: consents {band(each.lower, each.upper)}{origins}{reason}")
    return Tree(line, tuple(_stance(snapshot, one) for one in each.evidence))


def _stance(snapshot: Snapshot, each: Evidence) -> Tree:
    place = f"{each.stance.place.path}:{each.stance.place.line}"
    words = f" {date_of(each) or 'undated'}, {grade(each)}, {speaker(each.stance)}: "
    line = (Span(position(each.stance), each.side), words, why.EFFECTS[each.effect], Span(f" {place}", "muted"))
    notes = (Tree((each.stance.note,), ()),) if each.stance.note else ()
    return Tree(line, (*notes, _source(snapshot, each.source.id)))


def _source(snapshot: Snapshot, id_: str) -> Tree:
    """A source, with the one that it relays below it, down to the origin."""
    chain = [snapshot.known.source(id_)]
    while chain[-1].relays is not None and chain[-1].relays in snapshot.selection.sources:
        chain.append(snapshot.selection.sources[chain[-1].relays])
    tree: Tree | None = None
    for source in reversed(chain):
        place = f"{source.place.path}:{source.place.line}"
        line = (f"{source.id} ({source.publisher}, {source.date or 'undated'})", Span(f" {place}", "muted"))
        tree = Tree(line, (tree,) if tree else ())
    return tree or Tree("", ())
