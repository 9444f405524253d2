"""`nato unanimity-check`: is the decision there, and who is missing?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from nato_cli.analysis.decision import check, check_all, leaders
from nato_cli.commands import completion, lookup
from nato_cli.commands.errors import DOES_NOT_HOLD
from nato_cli.commands.options import ByRule, with_picture
from nato_cli.model import Standing, Verdict
from nato_cli.output.views import unanimity_check as view

if TYPE_CHECKING:
    from nato_cli.analysis.snapshot import Snapshot
    from nato_cli.output.answer import Answer


@with_picture
def unanimity_check(
    snapshot: Snapshot,
    candidate: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[CANDIDATE]...",
            autocompletion=completion.candidates,
            show_default="the leader in full, the others in a line",
            help="Whom to check.",
        ),
    ] = None,
    rule: ByRule = None,
    all_: Annotated[bool, typer.Option("--all", help="Show everybody in full, those without a report too.")] = False,
    exit_code: Annotated[
        bool, typer.Option("--exit-code", help="Exit with 1 unless the verdict on each candidate is 'reached'.")
    ] = False,
) -> Answer:
    wanted = lookup.rule_of(snapshot, rule)
    by = wanted or snapshot.selection.decision
    if candidate:
        checks = [check(snapshot, lookup.candidate_of(snapshot, name), wanted) for name in dict.fromkeys(candidate)]
        answer = view.unanimity_check(snapshot, checks, by)
    else:
        checks = [listed for listed in check_all(snapshot, wanted) if listed.verdict is not Verdict.OUT]
        on_record = [
            listed for listed in checks if len(listed.members_by_standing(Standing.UNKNOWN)) < len(listed.assessments)
        ]
        leading = checks if all_ else leaders(snapshot, on_record or checks)
        answer = view.unanimity_check(
            snapshot,
            checks,
            by,
            in_full=leading,
            nothing_on_record=[listed for listed in checks if listed not in on_record and listed not in leading],
        )
    reached = checks and all(listed.verdict is Verdict.REACHED for listed in checks)
    return answer._replace(exit_status=DOES_NOT_HOLD if exit_code and not reached else 0)
