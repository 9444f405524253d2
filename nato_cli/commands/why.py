"""`nato why`: the evidence behind one standing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from nato_cli.analysis.decision import check
from nato_cli.analysis.snapshot import assessment_of
from nato_cli.commands import completion, lookup
from nato_cli.commands.errors import UsageError
from nato_cli.commands.options import ByRule, with_snapshot

if TYPE_CHECKING:
    from nato_cli.analysis.snapshot import Snapshot
    from nato_cli.output.answer import Answer


@with_snapshot
def why(
    snapshot: Snapshot,
    about: Annotated[
        list[str],
        typer.Argument(
            metavar="[MEMBER] CANDIDATE",
            autocompletion=completion.members_and_candidates,
            show_default=False,
            help="A member, by code or name, and a candidate, by id or name.",
        ),
    ],
    full: Annotated[
        bool,
        typer.Option("--full", help="As a tree, down to the lines of the files; for all members unless one is named."),
    ] = False,
    rule: ByRule = None,
) -> Answer:
    *members, name = about
    if len(members) > 1 or not (members or full):
        raise UsageError("name a member and a candidate, or a candidate with --full")
    if members and lookup.is_candidate(snapshot, members[0]) and not lookup.is_candidate(snapshot, name):
        members, name = [name], members[0]
    candidate = lookup.candidate_of(snapshot, name)
    if full:
        from nato_cli.output.views.why_tree import unfolded

        checked = check(snapshot, candidate, lookup.rule_of(snapshot, rule))
        chosen = [lookup.member_of(snapshot.dataset, member).id for member in members]
        return unfolded(snapshot, checked, chosen or [assessment.member for assessment in checked.assessments])
    if rule is not None:
        raise UsageError("--rule changes a verdict, not a standing: add --full to see the verdict")
    from nato_cli.output.views import why as view

    member = lookup.elector_of(snapshot, members[0]).id
    reports = snapshot.known.reports(candidate.id).get(member)
    return view.why(snapshot, candidate, assessment_of(member, candidate.id, reports, snapshot.view.as_of))
