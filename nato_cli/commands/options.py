"""The options that commands share: one definition each, so that they mean and read the same everywhere."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Annotated, TypeAlias

import typer

from nato_cli.commands import completion
from nato_cli.dates import DateError, parse_date, today
from nato_cli.model import Position, Rule
from nato_cli.output import Format

_POINT = "Point of view"
_DATASET = "Dataset"
_OUTPUT = "Output"
_FILTER = "Filter"


def day(text: str) -> dt.date:
    """A date on the command line: a day, or a month or a year, which counts from its last day; `today` too."""
    if text == "today":
        return today()
    try:
        return parse_date(text).last
    except DateError as error:
        raise typer.BadParameter(f"{error} ({error.hint})") from None


AsOf: TypeAlias = Annotated[
    dt.date | None,
    typer.Option(
        "--as-of", parser=day, metavar="DATE", help="Show how things stood on this date.",
        show_default="today", rich_help_panel=_POINT,
    ),
]  # fmt: skip
KnownBy: TypeAlias = Annotated[
    dt.date | None,
    typer.Option(
        "--known-by", parser=day, metavar="DATE", show_default="today", rich_help_panel=_POINT,
        help="Use only what was published by this date.",
    ),
]  # fmt: skip
Scale: TypeAlias = Annotated[
    str | None,
    typer.Option(
        "--scale", metavar="ID|FILE", show_default="icd203", autocompletion=completion.scales, rich_help_panel=_POINT,
        help="Read words of likelihood by this scale, or by the first one in this file.",
    ),
]  # fmt: skip
Data: TypeAlias = Annotated[
    Path | None,
    typer.Option(
        "--data", metavar="PATH", envvar="NATO_DATA", rich_help_panel=_DATASET,
        show_default="the dataset that comes with nato", help="A folder of YAML files, or one file.",
    ),
]  # fmt: skip
Selection: TypeAlias = Annotated[
    str | None,
    typer.Option(
        "--selection", metavar="ID", envvar="NATO_SELECTION", show_default="the newest", rich_help_panel=_DATASET,
        autocompletion=completion.selections, help="The selection to ask about.",
    ),
]  # fmt: skip
Form: TypeAlias = Annotated[Format, typer.Option("--format", help="The form of the answer.", rich_help_panel=_OUTPUT)]
ByRule: TypeAlias = Annotated[
    Rule, typer.Option("--rule", help="How consensus is established: all say yes, or nobody says no.")
]
OfMember: TypeAlias = Annotated[
    list[str] | None,
    typer.Option(
        "--member", metavar="CODE", show_default=False, autocompletion=completion.members, rich_help_panel=_FILTER,
        help="Those that concern this member.",
    ),
]  # fmt: skip
OfCandidate: TypeAlias = Annotated[
    list[str] | None,
    typer.Option(
        "--candidate", metavar="ID", show_default=False, autocompletion=completion.candidates, rich_help_panel=_FILTER,
        help="Those on this candidate.",
    ),
]  # fmt: skip
OfPosition: TypeAlias = Annotated[
    list[Position] | None,
    typer.Option("--position", show_default=False, rich_help_panel=_FILTER, help="Those that report this position."),
]
OfSource: TypeAlias = Annotated[
    list[str] | None,
    typer.Option(
        "--source", metavar="ID", show_default=False, autocompletion=completion.sources, rich_help_panel=_FILTER,
        help="Those of this source.",
    ),
]  # fmt: skip
Since: TypeAlias = Annotated[
    dt.date | None,
    typer.Option(
        "--since", parser=day, metavar="DATE", show_default=False, rich_help_panel=_FILTER, help="Not before."
    ),
]
Until: TypeAlias = Annotated[
    dt.date | None,
    typer.Option("--until", parser=day, metavar="DATE", show_default=False, rich_help_panel=_FILTER, help="Not after."),
]
Whom: TypeAlias = Annotated[
    str,
    typer.Argument(
        metavar="CANDIDATE", autocompletion=completion.candidates, show_default=False,
        help="A candidate, by id or name.",
    ),
]  # fmt: skip
