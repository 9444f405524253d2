"""The Typer app. A command's module is imported when the command is run, or when help lists them all."""

from __future__ import annotations

import sys
from importlib import import_module
from keyword import iskeyword
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperGroup
from typer.exceptions import TyperException
from typer.main import get_command

from nato_cli.cli import BAD_DATASET, DONE, INTERRUPTED, WRONG_USAGE
from nato_cli.cli.errors import BadDatasetError, WrongUsageError, unknown
from nato_cli.clock import ClockError
from nato_cli.render.inert import one_line

if TYPE_CHECKING:
    from collections.abc import Sequence

#: Panels of the help, the module of each, and its commands in the order of the help.
_PANELS = (
    ("Look", "look", ("candidates", "members", "stances", "sources", "selections", "show")),
    ("Look", "picture", ("matrix", "timeline", "diff")),
    ("Check", "check", ("unanimity-check",)),
    ("Ask", "ask", ("why", "what-if", "path", "chances", "silence")),
    ("Keep", "keep", ("validate",)),
    ("Keep", "start", ("init",)),
    ("Keep", "record", ("add",)),
    ("Keep", "editor", ("edit",)),
    ("Keep", "importing", ("import",)),
    ("Share", "share", ("report",)),
    ("Share", "elsewhere", ("export", "schema")),
    ("History", "past", ("history", "vetoes", "backtest")),
)
_HELP = {"help_option_names": ["-h", "--help"]}


class _Commands(TyperGroup):
    """The commands of all panels, each made when it is asked for."""

    def list_commands(self, ctx: Any) -> list[str]:
        return [name for _, _, names in _PANELS for name in names]

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        for panel, module, names in _PANELS:
            if cmd_name in names and cmd_name not in self.commands:
                self.commands[cmd_name] = _made(cmd_name, panel, module)
        if cmd_name not in self.commands and not ctx.resilient_parsing:
            raise unknown("command", cmd_name, self.list_commands(ctx), "nato --help")
        return self.commands.get(cmd_name)


def _made(name: str, panel: str, module: str) -> Any:
    function = getattr(import_module(f"nato_cli.cli.{module}"), _function_name(name))
    if isinstance(function, typer.Typer):
        group = get_command(function)
        group.name = name
        return group
    single = typer.Typer(add_completion=False, rich_markup_mode="rich")
    single.command(name, rich_help_panel=panel, context_settings=_HELP)(function)
    return get_command(single)


def _function_name(command: str) -> str:
    """A command's function bears its name, with a line below where the name is a word of Python's."""
    name = command.replace("-", "_")
    return f"{name}_" if iskeyword(name) else name


app = typer.Typer(
    name="nato", cls=_Commands, invoke_without_command=True, rich_markup_mode="rich", context_settings=_HELP,
    pretty_exceptions_enable=False,
)  # fmt: skip


def _version(wanted: bool) -> None:
    if wanted:
        from nato_cli.cli.versions import versions

        sys.stdout.write(versions())
        raise typer.Exit


@app.callback()
def nato(
    ctx: typer.Context,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and exit.")
    ] = False,
) -> None:
    """A sourced whip count for consensus appointments.

    Who backs whom on a given date, who is missing, who blocks, on whose word, and whether unanimity is there.
    Start with [bold]nato candidates[/bold] and [bold]nato unanimity-check[/bold].
    """
    if ctx.invoked_subcommand is None:
        sys.stdout.write(ctx.get_help())


def run(arguments: Sequence[str]) -> int:
    """Run one command and return its exit code. Nothing a user can type ends in a traceback."""
    try:
        status = get_command(app)(list(arguments), prog_name="nato", standalone_mode=False)
    except BadDatasetError:
        return BAD_DATASET
    except typer.Abort:
        return INTERRUPTED
    except (WrongUsageError, ClockError, TyperException) as error:
        sys.stderr.write(f"nato: {_message(error)}\n")
        return WRONG_USAGE
    return status if isinstance(status, int) else DONE


def _message(error: WrongUsageError | ClockError | TyperException) -> str:
    """One line, whatever was typed, and the help of the command at hand where the command line itself is wrong."""
    line = one_line(error.format_message() if isinstance(error, TyperException) else str(error)).strip()
    context = getattr(error, "ctx", None)
    return f"{line} (see: {context.command_path} --help)" if context else line
