"""`nato diff`: what changed between two dates."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Annotated

import typer

from nato_cli.analysis.diff import difference
from nato_cli.analysis.snapshot import Snapshot
from nato_cli.commands import last_look, lookup
from nato_cli.commands.errors import UsageError
from nato_cli.commands.options import ByRule, Data, Form, Scale, Selection, day
from nato_cli.model import View
from nato_cli.output import Format

if TYPE_CHECKING:
    pass


_LAST = "last"


def diff(
    dates: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[DATE1 [DATE2]]", show_default=False, help="From when, and to when (today unless given)."
        ),
    ] = None,
    since: Annotated[
        str | None,
        typer.Option(
            "--since",
            metavar="DATE|last",
            show_default=False,
            help="What is new to a reader of that date, or since your last look.",
        ),
    ] = None,
    rule: ByRule = None,
    scale: Scale = None,
    data: Data = None,
    selection: Selection = None,
    form: Form = Format.TABLE,
) -> None:
    """Two dates are compared by all that is known today; with --since, today is compared with what was known then."""
    from nato_cli.output.views.diff import diff as answer

    given = [day(each) for each in dates or ()]
    if len(given) > 2 or (since is None) == (not given):  # noqa: PLR2004
        raise UsageError("name one or two dates, or --since DATE, or --since last")
    after = lookup.open_snapshot(data, selection, given[1] if len(given) > 1 else None, None, scale)
    first = given[0] if given else _since(since or "", after)
    if first > after.view.as_of:
        raise UsageError(f"{first} is after {after.view.as_of}: name the earlier date first")
    known_by, today = (first, first) if since else (after.view.known_by, after.view.today)
    view = View(as_of=first, known_by=known_by, today=today)
    before = Snapshot(after.dataset, after.selection, view, after.lexicon.scale)
    lookup.emit(answer(before, after, difference(before, after, lookup.rule_of(after, rule))), form)
    if since == _LAST:
        last_look.remember(after)


def _since(since: str, now: Snapshot) -> dt.date:
    if since != _LAST:
        return day(since)
    found = last_look.recall(now)
    if found is None:
        last_look.remember(now)
        raise UsageError("this is your first look, and it is remembered: ask again another day, or name a date")
    return found
