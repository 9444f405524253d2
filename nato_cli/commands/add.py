"""Add a record to a dataset, by options or by answering questions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, TypeAlias

import typer

from nato_cli.commands import completion, prompts
from nato_cli.commands.errors import UsageError
from nato_cli.commands.forms import FORMS, fill
from nato_cli.commands.options import Data, Selection, parameters, with_signature
from nato_cli.model import Attribution, EventKind, Position, Reliability, SourceKind, Status

if TYPE_CHECKING:
    from collections.abc import Callable

add = typer.Typer(rich_markup_mode="rich", add_completion=False)


@add.callback(invoke_without_command=True)
def explain(
    ctx: typer.Context,
    resume: Annotated[
        bool, typer.Option("--resume", help="Go on with the answers that were refused, or that you broke off.")
    ] = False,
) -> None:
    if resume:
        command, answers = prompts.kept_answers()
        if command not in FORMS:
            raise UsageError("no answers are kept: nothing was refused or broken off")
        fill(command, answers)
    elif ctx.invoked_subcommand is None:
        ctx.get_help()


_NEW_SOURCE = "The source, where it is a new one"
_DATES = "(2024-04-03, 2024-04, 2024; 2024-04~ for about; today or yesterday)"


def _option(*names: str, help: str, **more: Any) -> Any:  # noqa: A002 - Typer's word
    return typer.Option(*names, help=help, **{"show_default": False, "case_sensitive": False, **more})


DryRun: TypeAlias = Annotated[bool, typer.Option("--dry-run", help="Show what would change, and change nothing.")]
Note: TypeAlias = Annotated[str | None, _option("--note", help="In your own words.")]
Id: TypeAlias = Annotated[
    str | None,
    _option("--id", metavar="ID", show_default="from the name", help="A short name, such as rutte."),
]
Name: TypeAlias = Annotated[str | None, _option("--name", help="The full name.")]
Date: TypeAlias = Annotated[
    str | None,
    _option("--date", metavar="DATE", help=f"Of the event or position, where it is not the source's {_DATES}."),
]
SourceId: TypeAlias = Annotated[
    str | None, _option("--source", metavar="ID", autocompletion=completion.sources, help="The source's id.")
]
CandidateId: TypeAlias = Annotated[
    str | None,
    _option("--candidate", metavar="ID", autocompletion=completion.candidates, help="Whom it is about, by id or name."),
]
MemberIds: TypeAlias = Annotated[
    list[str] | None,
    _option("--member", metavar="ID", autocompletion=completion.members, help="Whose stance; may be given again."),
]
AllExcept: TypeAlias = Annotated[
    list[str] | None,
    _option(
        "--all-except", metavar="ID", autocompletion=completion.members, help="All but this one; may be given again."
    ),
]
Publisher: TypeAlias = Annotated[
    str | None, _option("--publisher", rich_help_panel=_NEW_SOURCE, help="Who published it.")
]
Url: TypeAlias = Annotated[str | None, _option("--url", rich_help_panel=_NEW_SOURCE, help="Its address.")]
Where: TypeAlias = Annotated[
    str | None,
    _option("--where", rich_help_panel=_NEW_SOURCE, help="Where it can be found, if not online: minutes, binder 3."),
]
Published: TypeAlias = Annotated[
    str | None,
    _option(
        "--published",
        metavar="DATE",
        rich_help_panel=_NEW_SOURCE,
        help=f"When {_DATES}; 'unknown' if it cannot be found out.",
    ),
]
Kind: TypeAlias = Annotated[SourceKind | None, _option("--kind", rich_help_panel=_NEW_SOURCE, help="What it is.")]
Grade: TypeAlias = Annotated[
    Reliability | None,
    _option("--reliability", rich_help_panel=_NEW_SOURCE, help="Its Admiralty grade."),
]


def _new_source(
    publisher: Publisher = None,
    url: Url = None,
    where: Where = None,
    published: Published = None,
    kind: Kind = None,
    reliability: Grade = None,
) -> None:
    """Hold the options that describe a new source."""


def _new_source_of_event(
    publisher: Publisher = None,
    url: Url = None,
    where: Where = None,
    published: Published = None,
    source_kind: Annotated[
        SourceKind | None,
        _option("--source-kind", rich_help_panel=_NEW_SOURCE, help="What it is."),
    ] = None,
    reliability: Grade = None,
) -> None:
    """Hold the same for an event, whose --kind is its own."""


def _target(dry_run: DryRun = False, data: Data = None, selection: Selection = None) -> None:
    """Hold the options of every addition."""


def _adding(*shared: Callable[..., None]) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Make a command of a function that holds the options of one kind of record; it fills the form of its name."""

    def made(kind: Callable[..., None]) -> Callable[..., None]:
        options = [parameter for holder in (kind, *shared, _target) for parameter in parameters(holder)]

        def run(**given: Any) -> None:
            fill(kind.__name__, given)

        return add.command(kind.__name__)(with_signature(run, kind.__doc__, options))

    return made


@_adding(_new_source)
def stance(
    member: MemberIds = None,
    all_: Annotated[bool, typer.Option("--all", help="The stance of all members.")] = False,
    all_except: AllExcept = None,
    group: Annotated[
        list[str] | None, _option("--group", metavar="ID", help="The stance of a group; may be given again.")
    ] = None,
    except_: Annotated[
        list[str] | None,
        _option(
            "--except", metavar="ID", autocompletion=completion.members, help="But for this member; may be given again."
        ),
    ] = None,
    candidate: CandidateId = None,
    position: Annotated[Position | None, _option("--position", help="What is reported.")] = None,
    hedge: Annotated[
        str | None, _option("--hedge", help="The source's own word of likelihood, such as 'likely'.")
    ] = None,
    date: Date = None,
    source: SourceId = None,
    attribution: Annotated[Attribution | None, _option("--attribution", help="On whose word.")] = None,
    speaker: Annotated[str | None, _option("--speaker", help="Who said it, with the office.")] = None,
    credibility: Annotated[
        int | None,
        _option("--credibility", min=1, max=6, help="Where it is not the one by attribution; say why in the note."),
    ] = None,
    condition: Annotated[str | None, _option("--condition", help="What the member wants first.")] = None,
    met: Annotated[str | None, _option("--met", metavar="DATE", help=f"When the condition was met {_DATES}.")] = None,
    quote: Annotated[str | None, _option("--quote", help="The words themselves.")] = None,
    note: Note = None,
) -> None:  # fmt: skip
    """Add a stance: what a source reports of a member's position on a candidate."""


@_adding(_new_source)
def source(
    id_: Annotated[
        str | None, _option("--id", metavar="ID", show_default="from publisher and date", help="What it is cited by.")
    ] = None,
    title: Annotated[str | None, _option("--title", help="Its headline.")] = None,
    author: Annotated[str | None, _option("--author", help="Who wrote it.")] = None,
    language: Annotated[str | None, _option("--language", help="Such as en.")] = None,
    relays: Annotated[
        str | None,
        _option("--relays", metavar="ID", autocompletion=completion.sources, help="The source that it repeats."),
    ] = None,
    archived: Annotated[str | None, _option("--archived", metavar="URL", help="An archived copy.")] = None,
    accessed: Annotated[str | None, _option("--accessed", metavar="DATE", help=f"When it was read {_DATES}.")] = None,
    note: Note = None,
) -> None:
    """Add a source: a publication that reports stances."""


@_adding(_new_source)
def candidate(
    id_: Id = None,
    name: Name = None,
    nationality: Annotated[str | None, _option("--nationality", metavar="ID", help="A code or a name.")] = None,
    office: Annotated[str | None, _option("--office", help="Held at the time.")] = None,
    post: Annotated[str | None, _option("--post", help="The post, where the selection fills several.")] = None,
    status: Annotated[Status | None, _option("--status", help="How far the candidate has come.")] = None,
    date: Date = None,
    source: SourceId = None,
    note: Note = None,
) -> None:
    """Add a candidate, with a status and its source."""


@_adding(_new_source)
def status(
    candidate: Annotated[
        str | None,
        typer.Argument(
            metavar="[CANDIDATE]", show_default=False, autocompletion=completion.candidates, help="By id or name."
        ),
    ] = None,
    status: Annotated[Status | None, _option("--status", help="How far the candidate has come.")] = None,
    date: Date = None,
    source: SourceId = None,
    note: Note = None,
) -> None:  # fmt: skip
    """Add a status to a candidate: declared, withdrawn, appointed."""


@_adding(_new_source_of_event)
def event(
    kind: Annotated[EventKind | None, _option("--kind", help="What it is.")] = None,
    date: Date = None,
    candidate: CandidateId = None,
    member: Annotated[
        str | None, _option("--member", metavar="ID", autocompletion=completion.members, help="Which member.")
    ] = None,
    support: Annotated[int | None, _option("--support", min=0, help="A count: how many.")] = None,
    against: Annotated[int | None, _option("--against", min=0, help="A count: how many are against.")] = None,
    abstain: Annotated[int | None, _option("--abstain", min=0, help="A count: how many abstain.")] = None,
    of: Annotated[int | None, _option("--of", min=1, help="A count: of how many.")] = None,
    round_: Annotated[int | None, _option("--round", min=1, help="A count: in which round.")] = None,
    group: Annotated[str | None, _option("--group", metavar="ID", help="A count: among which group.")] = None,
    outstanding: Annotated[
        list[str] | None,
        _option("--outstanding", metavar="ID", autocompletion=completion.members, help="A count: who is missing."),
    ] = None,
    source: SourceId = None,
    note: Note = None,
) -> None:
    """Add an event: a count, an appointment, a summit, a report."""


@_adding()
def member(
    id_: Id = None,
    name: Name = None,
    acceded: Annotated[
        str | None, _option("--acceded", metavar="DATE", help="Since when, if not always (2024-04-03).")
    ] = None,
    left: Annotated[str | None, _option("--left", metavar="DATE", help="Until when (2024-04-03).")] = None,
    weight: Annotated[int | None, _option("--weight", min=0, help="Where votes are weighted.")] = None,
    alias: Annotated[list[str] | None, _option("--alias", help="Another name; may be given again.")] = None,
) -> None:
    """Add a member of the body that decides."""


@_adding()
def group(
    id_: Id = None,
    name: Name = None,
    member: Annotated[
        list[str] | None,
        _option("--member", metavar="ID", autocompletion=completion.members, help="A member or a group; repeatable."),
    ] = None,
) -> None:  # fmt: skip
    """Add a group, such as the permanent members, or members to one that is there."""
