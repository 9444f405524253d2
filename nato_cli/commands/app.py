"""The Typer app. A command's module is imported when the command is run, or when help lists them all."""

from __future__ import annotations

import sys
from importlib import import_module
from inspect import cleandoc
from keyword import iskeyword
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

import typer
from typer.exceptions import TyperException
from typer.main import get_command

from nato_cli.commands.errors import BAD_DATASET, DONE, INTERRUPTED, WRONG_USAGE, BadDatasetError, UsageError, unknown
from nato_cli.commands.help import Command, Group
from nato_cli.dates import ClockError
from nato_cli.output.escape import one_line

if TYPE_CHECKING:
    from collections.abc import Sequence


class _Entry(NamedTuple):
    """A command: its name, which is its module's too, and what it is for. A function's docstring may say more."""

    name: str
    summary: str


#: All commands by their panels, in the order of the help.
_PANELS = {
    "Look": (
        _Entry("candidates", "Who is in the race, how far they have come, and how many members stand where."),
        _Entry("members", "The electorate of the date, and where each member stands on each candidate."),
        _Entry("stances", "The reports, latest first: who is said to hold which position, and by whom."),
        _Entry("sources", "The publications: when, by whom, of which grade, repeating whom, latest first."),
        _Entry("selections", "The selections in the dataset."),
        _Entry("show", "Everything about one candidate, member or source."),
        _Entry("matrix", "Members by candidates: a sign and a colour for each standing."),
        _Entry("timeline", "Events and changes of standing in order; for one candidate, with a chart."),
        _Entry("diff", "What changed between two dates: members, statuses, standings and why, verdicts."),
    ),
    "Check": (_Entry("unanimity-check", "The verdict, who is outstanding on what evidence, and how sure that is."),),
    "Ask": (
        _Entry("why", "The evidence behind one standing: what decided, by which rule, what was overruled."),
        _Entry("what-if", "The check again under other standings, sources or rules, beside the reported one."),
        _Entry("path", "What stands between a candidate and consensus, and how fragile the verdict is."),
        _Entry("chances", "The chance that all consent: bounds first, then by dependence and by scale."),
        _Entry("silence", "The silence procedure played on the data: would a draft stand, who would break it?"),
    ),
    "Keep": (
        _Entry("validate", "Every fault of a dataset, with its place, a caret under it and what to do."),
        _Entry("init", "Start a dataset, or add a selection to one: files that validate at once."),
        _Entry("add", "Add a stance, source, candidate, status, event, member or group, by options or answers."),
        _Entry("edit", "Open a record in $EDITOR at its line, then say what changed."),
        _Entry("import", "Add the stances of a spreadsheet, and tell what was taken, refused, and why."),
    ),
    "Share": (
        _Entry("report", "A page to share: verdicts, map, chart, matrix and evidence on every day."),
        _Entry("export", "A selection as CSV, JSON, SQLite, Popolo or Parquet."),
        _Entry("cite", "Sources as CSL-JSON or BibTeX."),
        _Entry("schema", "The JSON Schema of a dataset's files, for editors and other checkers."),
    ),
    "History": (
        _Entry("history", "Every selection: who was considered, in the way, appointed, and how long it took."),
        _Entry("vetoes", "Who objected to whom, how it ended, and on how many independent reports."),
        _Entry("backtest", "What the rules said on each day by what was known then, against what came of it."),
    ),
}
_ENTRIES = {entry.name: entry for entries in _PANELS.values() for entry in entries}
_HELP = {"help_option_names": ["-h", "--help"]}


class _Commands(Group):
    """The commands of all panels, each made when it is asked for."""

    def list_commands(self, ctx: Any) -> list[str]:
        return list(_ENTRIES)

    def listed(self, ctx: Any) -> list[tuple[str, str, str]]:
        return [(panel, entry.name, entry.summary) for panel, entries in _PANELS.items() for entry in entries]

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        entry = _ENTRIES.get(cmd_name)
        if entry is not None and cmd_name not in self.commands:
            self.commands[cmd_name] = _made(entry)
        if entry is None and not ctx.resilient_parsing:
            raise unknown("command", cmd_name, self.list_commands(ctx), "nato --help")
        return self.commands.get(cmd_name)


def _made(entry: _Entry) -> Any:
    function_name = _function_name(entry.name)
    function = getattr(import_module(f"nato_cli.commands.{function_name}"), function_name)
    if isinstance(function, typer.Typer):
        group = get_command(function)
        group.name, group.help = entry.name, entry.summary
        return group
    told = f"{entry.summary}\n\n{cleandoc(function.__doc__ or '')}".strip()
    single = typer.Typer(add_completion=False, rich_markup_mode=None)
    single.command(entry.name, cls=Command, help=told, context_settings=_HELP)(function)
    return get_command(single)


def _function_name(command: str) -> str:
    """A command's function bears its name, with a line below where the name is a word of Python's."""
    name = command.replace("-", "_")
    return f"{name}_" if iskeyword(name) else name


app = typer.Typer(
    name="nato", cls=_Commands, invoke_without_command=True, rich_markup_mode=None, context_settings=_HELP,
    pretty_exceptions_enable=False,
)  # fmt: skip


def _version(wanted: bool) -> None:
    if wanted:
        from nato_cli.commands.versions import versions

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
    Start with 'nato candidates' and 'nato unanimity-check'.
    """
    if ctx.invoked_subcommand is None:
        ctx.get_help()


def run(arguments: Sequence[str]) -> int:
    """Run one command and return its exit code. Nothing a user can type ends in a traceback."""
    try:
        status = get_command(app)(list(arguments), prog_name="nato", standalone_mode=False)
    except BadDatasetError:
        return BAD_DATASET
    except typer.Abort:
        return INTERRUPTED
    except (UsageError, ClockError, TyperException) as error:
        sys.stderr.write(f"nato: {_message(error)}\n")
        return WRONG_USAGE
    return status if isinstance(status, int) else DONE


def _message(error: UsageError | ClockError | TyperException) -> str:
    """One line, whatever was typed, and the help of the command at hand where the command line itself is wrong."""
    line = one_line(error.format_message() if isinstance(error, TyperException) else str(error)).strip()
    context = getattr(error, "ctx", None)
    return f"{line} (see: {context.command_path} --help)" if context else line
