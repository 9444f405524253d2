"""The Typer app. A command's module is imported when the command is run, and no other is."""

from __future__ import annotations

import os
import sys
from functools import cache
from importlib import import_module
from inspect import cleandoc
from keyword import iskeyword
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperCommand, TyperGroup, TyperOption
from typer.exceptions import TyperException
from typer.main import get_command

from nato_cli.commands.errors import (
    BAD_DATASET,
    DONE,
    INTERRUPTED,
    WRONG_USAGE,
    BadDatasetError,
    UsageError,
    say,
    unknown,
)
from nato_cli.dates import ClockError

if TYPE_CHECKING:
    from collections.abc import Sequence

#: All commands by their panels, in the order of the help, with what each is for. A function's docstring says more.
PANELS = {
    "Look": {
        "candidates": "Who is in the race, how far they have come, and how many members stand where.",
        "members": "The electorate of the date, and where each member stands on each candidate.",
        "stances": "The reports, latest first: who is said to hold which position, and by whom.",
        "sources": "The publications: date, publisher, grade and original source, newest first.",
        "selections": "The selections in the dataset.",
        "show": "Everything about one candidate, member or source.",
        "matrix": "Members by candidates: a sign and a colour for each standing.",
        "counts": "What was counted, by rounds or by dates, the leader first.",
        "timeline": "Events and changes of standing in order, of all, of one candidate or of one member.",
        "diff": "What changed between two dates, two versions of a dataset, or since you last looked.",
    },
    "Check": {"unanimity-check": "The verdict by the decision rule, who is missing on whose word, how sure that is."},
    "Ask": {
        "why": "The evidence behind one standing: since when, what decides and why, and what the rest does.",
        "what-if": "The check again under other standings, sources or rules, beside the reported one.",
        "path": "What stands between a candidate and a decision, and on which sources the verdict hangs.",
        "chances": "How sure it is that those who are reported to consent really do.",
        "silence": "The silence procedure played on the data: would a draft stand, who would break it?",
    },
    "Keep": {
        "validate": "Every fault of a dataset, with its place, a caret under it and what to do.",
        "init": "Start a dataset, or add a selection to one: files that validate at once.",
        "add": "Add a stance, source, candidate, status or event; in a terminal, nato asks for what you leave out.",
        "edit": "Open a record in your editor at its line, then say what changed.",
        "import": "Add the stances of a spreadsheet, and say what was taken, what was refused, and why.",
    },
    "Share": {
        "report": "A page to share: verdicts, map, chart, matrix and evidence on every day.",
        "export": "A selection as CSV, JSON, SQLite, Popolo or Parquet.",
        "cite": "Sources for a bibliography: CSL-JSON or BibTeX.",
        "schema": "The JSON Schema of a dataset's files, for editors and other checkers.",
    },
    "History": {
        "history": "Every selection: who was considered, in the way, appointed, and how long it took.",
        "vetoes": "Who objected to whom, on whose word, and how it ended.",
        "backtest": "What came of past selections: base rates, and how often reports were confirmed.",
    },
}
SUMMARIES = {name: summary for commands in PANELS.values() for name, summary in commands.items()}
_HELP = {"help_option_names": ["-h", "--help"]}


class _Commands(TyperGroup):
    """The commands of all panels, each made when it is asked for."""

    def list_commands(self, ctx: Any) -> list[str]:
        return list(SUMMARIES)

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """The list of commands needs their names and summaries, and none of their modules."""
        self.commands = {
            name: TyperCommand(name, help=summary, rich_help_panel=panel, rich_markup_mode="rich")
            for panel, commands in PANELS.items()
            for name, summary in commands.items()
        }
        super().format_help(ctx, formatter)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        if cmd_name in SUMMARIES and cmd_name not in self.commands:
            self.commands[cmd_name] = _command(cmd_name)
        if cmd_name not in SUMMARIES and not ctx.resilient_parsing:
            raise unknown("command", cmd_name, SUMMARIES, "nato --help")
        return self.commands.get(cmd_name)


@cache
def _command(name: str) -> Any:
    """The command of a module, which bears its name; Typer makes one of a function, and a group of an app."""
    function_name = module_name(name)
    function = getattr(import_module(f"nato_cli.commands.{function_name}"), function_name)
    if isinstance(function, typer.Typer):
        group = get_command(function)
        group.name, group.help = name, SUMMARIES[name]
        return group
    single = typer.Typer(add_completion=False, rich_markup_mode="rich")
    text = f"{SUMMARIES[name]}\n\n{cleandoc(function.__doc__ or '')}".strip()
    single.command(name, help=text, context_settings=_HELP)(function)
    command = get_command(single)
    if any(parameter.name == "form" for parameter in command.params):
        command.params.append(_plain_option())
    return command


def module_name(command: str) -> str:
    """A command's module and function bear its name, with a line below where the name is a word of Python's."""
    name = command.replace("-", "_")
    return f"{name}_" if iskeyword(name) else name


def _plain_option() -> TyperOption:
    """The option that every command with a --format has: it is answered here, and no command knows of it."""
    return TyperOption(
        param_decls=["--plain"],
        is_flag=True,
        default=False,
        expose_value=False,
        callback=_plain,
        rich_help_panel="Output",
        help="Sentences in place of tables and drawings, as for a screen reader; the same as ACCESSIBLE=1.",
    )


def _plain(_: Any, __: Any, wanted: bool) -> None:
    from nato_cli.output import PLAIN

    if wanted:
        os.environ[PLAIN] = "1"


app = typer.Typer(
    name="nato", cls=_Commands, invoke_without_command=True, rich_markup_mode="rich", context_settings=_HELP,
    pretty_exceptions_enable=False,
)  # fmt: skip


def _version(wanted: bool) -> None:
    if wanted:
        sys.stdout.write(_versions())
        raise typer.Exit


@app.callback()
def nato(
    ctx: typer.Context,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and exit.")
    ] = False,
) -> None:
    """A sourced whip count for decisions by consensus.

    Who backs whom on a given date, who has not yet, who blocks, on whose word, and whether everyone agrees.

    Start with 'nato candidates' and 'nato unanimity-check'; 'nato help COMMAND' explains one.
    """
    if ctx.invoked_subcommand is None:
        ctx.get_help()  # prints it


def run(arguments: Sequence[str]) -> int:
    """Run one command and return its exit code. Nothing a user can type ends in a traceback."""
    words = [*arguments[1:], "--help"] if arguments[:1] == ["help"] else list(arguments)
    try:
        command = get_command(app)
        _prepare_completion(command)
        status = command(words, prog_name="nato", standalone_mode=False)
    except BadDatasetError as error:
        if error.diagnostics:
            from nato_cli.output import diagnostics

            sys.stderr.write(f"{diagnostics.text(error.diagnostics)}\n")
        return BAD_DATASET
    except typer.Abort:
        return INTERRUPTED
    except (UsageError, ClockError, TyperException) as error:
        say(_message(error))
        return WRONG_USAGE
    return status if isinstance(status, int) else DONE


def _message(error: UsageError | ClockError | TyperException) -> str:
    """One line, whatever was typed, and the help of the command at hand where the command line itself is wrong."""
    line = " ".join((error.format_message() if isinstance(error, TyperException) else str(error)).split())
    context = getattr(error, "ctx", None)
    return f"{line} (see: {context.command_path} --help)" if context else line


def _prepare_completion(command: Any) -> None:
    """Mend what Typer does not: words that Bash split at `=`, and how the completion is installed."""
    from nato_cli.commands import completion

    if "COMP_WORDS" in os.environ:
        completion.rejoin(os.environ)
    for parameter in command.params:
        if parameter.name == "install_completion":
            parameter.callback = completion.install


def _versions() -> str:
    """What a report of a bug needs: the version, then what it runs on, one to a line."""
    import platform
    from importlib.machinery import PathFinder
    from importlib.metadata import PackageNotFoundError, version
    from importlib.util import find_spec

    from nato_cli import __version__
    from nato_cli.dataset.discovery import shipped

    lines = [f"nato {__version__}", f"Python {platform.python_version()} on {platform.system()}"]
    for name in ("typer", "rich", "PyYAML", "msgspec", "Jinja2"):
        try:
            lines.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            lines.append(f"{name} missing")
    yaml = find_spec("yaml")  # not imported, which would take longer than all the rest
    has_libyaml = yaml and PathFinder.find_spec("yaml._yaml", yaml.submodule_search_locations)
    libyaml = "present" if has_libyaml else "missing: reading is slower, and the same"
    return "\n".join([*lines, f"libyaml {libyaml}", f"data {shipped()}"]) + "\n"
