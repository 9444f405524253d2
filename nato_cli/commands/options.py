"""The options that commands share: one definition each, so that they mean and read the same everywhere."""

from __future__ import annotations

import datetime as dt
import inspect
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TypeAlias, TypeVar, get_type_hints

import typer

from nato_cli.commands import completion
from nato_cli.dates import DateError, parse_date, today
from nato_cli.model import ApproxDate, Attribution, Position, Rule
from nato_cli.output import Format

if TYPE_CHECKING:
    from nato_cli.output.answer import Answer

T = TypeVar("T")

_POINT = "Point of view"
_DATASET = "Dataset"
_OUTPUT = "Output"
_FILTER = "Filter"
#: What the help of every date says.
DATE_FORMS = "2024-04-03, 2024-04, 2024, today or yesterday"


def last_day(text: str) -> dt.date:
    """A date up to which something counts: of a month or a year its last day."""
    return _date(text).last


def first_day(text: str) -> dt.date:
    """A date from which something counts: of a month or a year its first day."""
    return _date(text).first


#: The name that is used where it does not matter whether a month is a beginning or an end.
day = last_day


def _date(text: str) -> ApproxDate:
    word = text.strip().lower()
    if word in {"today", "yesterday"}:
        that_day = today() - dt.timedelta(days=word == "yesterday")
        return ApproxDate(text=str(that_day), first=that_day, last=that_day)
    try:
        return parse_date(text.strip())
    except DateError as error:
        hint = error.hint if error.code == "impossible-date" else f"write {DATE_FORMS}"
        raise typer.BadParameter(f"{error}: {hint}") from None


def data_path(text: str) -> Path:
    """A path to a dataset; `~` is expanded here too, since shells leave it alone after `--data=`."""
    path = Path(text)
    try:
        return path.expanduser()
    except RuntimeError:
        return path


def option(*names: str, help: str, **more: Any) -> Any:  # noqa: A002 - Typer's word
    """An option without a default that is worth showing."""
    return typer.Option(*names, help=help, **({"show_default": False} | more))


def argument(help: str, **more: Any) -> Any:  # noqa: A002 - Typer's word
    """An argument without a default that is worth showing."""
    return typer.Argument(help=help, **({"show_default": False} | more))


def filter_option(*names: str, help: str, **more: Any) -> Any:  # noqa: A002 - Typer's word
    """An option that leaves rows out."""
    return option(*names, help=help, rich_help_panel=_FILTER, **more)


AsOf: TypeAlias = Annotated[
    dt.date | None,
    typer.Option(
        "--as-of", parser=last_day, metavar="DATE", show_default="today", rich_help_panel=_POINT,
        help=f"Show how things stood on this date ({DATE_FORMS}).",
    ),
]  # fmt: skip
KnownBy: TypeAlias = Annotated[
    dt.date | None,
    typer.Option(
        "--known-by", parser=last_day, metavar="DATE", show_default="today", rich_help_panel=_POINT,
        help=f"Use only what was published by this date ({DATE_FORMS}).",
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
        "--data", parser=data_path, metavar="PATH", envvar="NATO_DATA", rich_help_panel=_DATASET,
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
SelectionOrAll: TypeAlias = Annotated[
    str | None,
    typer.Option(
        "--selection", metavar="ID", envvar="NATO_SELECTION", show_default="all", rich_help_panel=_DATASET,
        autocompletion=completion.selections, help="Only this selection.",
    ),
]  # fmt: skip
Form: TypeAlias = Annotated[Format, typer.Option("--format", help="The form of the answer.", rich_help_panel=_OUTPUT)]
Limit: TypeAlias = Annotated[
    int | None,
    typer.Option(
        "--limit", min=0, metavar="N", show_default="30 on a terminal", rich_help_panel=_OUTPUT,
        help="Show at most so many rows; 0 for all.",
    ),
]  # fmt: skip
Picture: TypeAlias = Annotated[
    Path | None,
    option("--output", "-o", metavar="FILE.svg", rich_help_panel=_OUTPUT, help="Draw the answer as a picture."),
]
ByRule: TypeAlias = Annotated[
    Rule | None,
    typer.Option(
        "--rule",
        show_default="the selection's own",
        help="Check by another rule: unanimity (all say yes) or consensus (nobody objects).",
    ),
]
OfMember: TypeAlias = Annotated[
    list[str] | None,
    filter_option(
        "--member", metavar="MEMBER", autocompletion=completion.members,
        help="Only what concerns this member, by code or name.",
    ),
]  # fmt: skip
OfCandidate: TypeAlias = Annotated[
    list[str] | None,
    filter_option(
        "--candidate", metavar="CANDIDATE", autocompletion=completion.candidates,
        help="Only what concerns this candidate, by id or name.",
    ),
]  # fmt: skip
OfPosition: TypeAlias = Annotated[
    list[Position] | None,
    filter_option("--position", metavar="POSITION", help=f"Only reports of this position: {', '.join(Position)}."),
]
OfAttribution: TypeAlias = Annotated[
    list[Attribution] | None,
    filter_option(
        "--attribution", metavar="WORD",
        help=f"Only reports on the word of such a source: {', '.join(Attribution)}.",
    ),
]  # fmt: skip
OfSource: TypeAlias = Annotated[
    list[str] | None,
    filter_option("--source", metavar="ID", autocompletion=completion.sources, help="Only reports of this source."),
]
Since: TypeAlias = Annotated[
    dt.date | None,
    filter_option("--since", parser=first_day, metavar="DATE", help=f"From this date on ({DATE_FORMS})."),
]
Until: TypeAlias = Annotated[
    dt.date | None,
    filter_option("--until", parser=last_day, metavar="DATE", help=f"Up to this date ({DATE_FORMS})."),
]
Whom: TypeAlias = Annotated[
    str,
    typer.Argument(
        metavar="CANDIDATE", autocompletion=completion.candidates, show_default=False,
        help="A candidate, by id or name.",
    ),
]  # fmt: skip

#: Rows of a listing on a terminal, unless --limit says otherwise.
ON_A_SCREEN = 30


def with_snapshot(command: Callable[..., Answer]) -> Callable[..., int]:
    """Give a command the options that every question has, and write its answer.

    The command's first parameter is the snapshot that `--data`, `--selection`, `--as-of`, `--known-by` and `--scale`
    describe; what it returns is written in the form that `--format` names.
    """
    return _asking(command, parameters(_shared))


def with_picture(command: Callable[..., Answer]) -> Callable[..., int]:
    """The same for a command whose answer may be drawn, with `--output FILE.svg`."""
    return _asking(command, [*parameters(_shared), *parameters(_drawn)])


def _asking(command: Callable[..., Answer], shared: list[inspect.Parameter]) -> Callable[..., int]:
    own = parameters(command)[1:]

    def run(
        *, data: Path | None, selection: str | None, as_of: dt.date | None, known_by: dt.date | None,
        scale: str | None, form: Format, picture: Path | None = None, **options: Any,
    ) -> int:  # fmt: skip
        from nato_cli.commands import lookup

        answer = command(lookup.open_snapshot(data, selection, as_of, known_by, scale), **options)
        if picture is not None:
            lookup.draw(answer, picture)
        else:
            lookup.emit(answer, form)
        return answer.exit_status

    return with_signature(run, command.__doc__, [*own, *shared])


def with_signature(
    run: Callable[..., T], documentation: str | None, options: list[inspect.Parameter]
) -> Callable[..., T]:
    """Give a function that takes any options the ones that Typer shall read from it."""
    run.__doc__ = documentation
    run.__annotations__ = {parameter.name: parameter.annotation for parameter in options}
    run.__signature__ = inspect.Signature(options)  # type: ignore[attr-defined]
    return run


def _shared(
    *, as_of: AsOf = None, known_by: KnownBy = None, scale: Scale = None, data: Data = None,
    selection: Selection = None, form: Form = Format.TABLE,
) -> None:  # fmt: skip
    """Hold the parameters of the options that `with_snapshot` adds."""


def _drawn(*, picture: Picture = None) -> None:
    """Hold the parameter of the option that `with_picture` adds."""


def parameters(function: Callable[..., object]) -> list[inspect.Parameter]:
    """The parameters of a function with their types; Typer cannot look up the names of another module's types."""
    absent = dict.fromkeys(("Snapshot", "Answer"), object)
    types = get_type_hints(function, localns=absent, include_extras=True)
    return [
        parameter.replace(annotation=types[name], kind=inspect.Parameter.KEYWORD_ONLY)
        for name, parameter in inspect.signature(function).parameters.items()
    ]
