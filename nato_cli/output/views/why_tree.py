"""Any figure of a check unfolded, down to the line of the file: verdict, standing, member, rule, stance, source."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from nato_cli.model import Standing
from nato_cli.output.answer import Answer, Block, Line, Rows, Span, Tree
from nato_cli.output.views import why
from nato_cli.output.vocabulary import RULES, VERDICT_RULES, band, count, date_of, grade, interval, position, title

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
        parts=lambda: _parts(snapshot, check, wanted),
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


def _parts(snapshot: Snapshot, check: Check, wanted: Sequence[Assessment]) -> list[Block]:
    branches = []
    for standing in Standing:
        among = [each for each in wanted if each.standing is standing]
        if among:
            name = Span(f"{standing}: {len(among)}", standing)
            branches.append(Tree((name,), tuple(_member(snapshot, each) for each in among)))
    chances = check.chances
    bounds = f"all {len(check.assessments)} consent: {interval(chances.lower, chances.upper)}"
    alone = f"{interval(*chances.independent)} if each decides alone"
    branches.append(Tree((f"{bounds}, {alone} (rule 6: from each member's band)",), ()))
    verdict = Span(str(check.verdict), check.verdict)
    root: Line = (f"{check.candidate.name}: ", verdict, f" (rule 5: {VERDICT_RULES[check.rule.rule]})")
    return [title(snapshot, f"why, for {check.candidate.name}"), Tree(root, tuple(branches))]


def _member(snapshot: Snapshot, each: Assessment) -> Tree:
    name = snapshot.dataset.members[each.member].name
    by = f"rule {each.rule}: {RULES[each.rule]}" if each.rule else "nothing that counts is on record"
    origins = f", {count(len(each.origins), 'origin')}" if each.origins else ""
    line = (Span(each.member, "strong"), f" {name}: consents {band(each.lower, each.upper)}{origins} ({by})")
    return Tree(line, tuple(_stance(snapshot, one) for one in each.evidence))


def _stance(snapshot: Snapshot, each: Evidence) -> Tree:
    place = f"{each.stance.place.path}:{each.stance.place.line}"
    told = f" {date_of(each) or 'undated'}, {grade(each)}, {each.stance.attribution}: "
    line = (Span(position(each.stance), each.side), told, why.EFFECTS[each.effect], Span(f" {place}", "muted"))
    notes = (Tree((each.stance.note,), ()),) if each.stance.note else ()
    return Tree(line, (*notes, _source(snapshot, each.source.id)))


def _source(snapshot: Snapshot, id_: str) -> Tree:
    source = snapshot.selection.sources[id_]
    place = f"{source.place.path}:{source.place.line}"
    line = (f"{source.id} ({source.publisher}, {source.date or 'undated'})", Span(f" {place}", "muted"))
    relayed = (_source(snapshot, source.relays),) if source.relays else ()
    return Tree(line, relayed)
