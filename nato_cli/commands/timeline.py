"""`nato timeline`: events and changes of standing in order."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Annotated

import typer

from nato_cli.analysis import timeline as time
from nato_cli.analysis.snapshot import Snapshot
from nato_cli.commands import completion, lookup
from nato_cli.commands.options import AsOf, Data, Form, KnownBy, Scale, Selection, Since
from nato_cli.model import Event
from nato_cli.output import Format

if TYPE_CHECKING:
    from nato_cli.model import Candidate


def timeline(
    candidate: Annotated[
        str | None,
        typer.Argument(
            metavar="[CANDIDATE]",
            autocompletion=completion.candidates,
            show_default="all",
            help="Whose timeline, with a chart.",
        ),
    ] = None,
    since: Since = None,
    as_of: AsOf = None,
    known_by: KnownBy = None,
    scale: Scale = None,
    data: Data = None,
    selection: Selection = None,
    form: Form = Format.TABLE,
) -> None:
    from nato_cli.output.views.timeline import timeline as answer

    snapshot = lookup.open_snapshot(data, selection, as_of, known_by, scale)
    wanted = [lookup.candidate_of(snapshot, candidate)] if candidate else snapshot.mentioned
    entries = [each for each in time.entries(snapshot, wanted) if since is None or each.date >= since]
    charts = [_chart(snapshot, each, since) for each in wanted] if candidate else []
    lookup.emit(answer(snapshot, entries, charts), form)


def _chart(
    snapshot: Snapshot, candidate: Candidate, since: dt.date | None
) -> tuple[Candidate, list[time.Point], list[tuple[dt.date, Event]]]:
    days = [each for each in time.change_days(snapshot, [candidate]) if since is None or each >= since]
    days = [*days, snapshot.view.as_of] if days and days[-1] < snapshot.view.as_of and not _is_over(snapshot) else days
    return candidate, time.points(snapshot, candidate, days), time.reported_counts(snapshot, candidate.id)


def _is_over(snapshot: Snapshot) -> bool:
    return bool(snapshot.appointed)
