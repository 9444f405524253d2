"""Help, laid out as answers are: what Typer brings for it loads a reader of Markdown and a highlighter at each call."""

from __future__ import annotations

import re
import sys
from inspect import cleandoc
from typing import TYPE_CHECKING, Any

from typer.core import TyperCommand, TyperGroup

from nato_cli.output.answer import BREAK, Block, Cell, Column, Paragraph, Span, Table

if TYPE_CHECKING:
    from collections.abc import Sequence

#: The panels of what has none of its own.
_ARGUMENTS, _OPTIONS, _COMMANDS = "Arguments", "Options", "Commands"
_SHORT = 20
#: A default that is told in words, and not by its value.
_IN_WORDS = re.compile(r"default: \((.*?)\)")


class Command(TyperCommand):
    """A command whose `--help` is an answer like any other."""

    def format_help(self, ctx: Any, formatter: Any) -> None:  # noqa: ARG002 - it is shown, not collected
        _show([*_head(self, ctx), *_panels(_parameters(self, ctx))])


class Group(TyperGroup):
    """A group of commands; its `--help` lists them by panel."""

    def format_help(self, ctx: Any, formatter: Any) -> None:  # noqa: ARG002
        _show([*_head(self, ctx), *_panels([*self.listed(ctx), *_parameters(self, ctx)])])

    def listed(self, ctx: Any) -> list[tuple[str, str, str]]:
        """The panel, the name and a summary of each command."""
        found = ((name, self.get_command(ctx, name)) for name in self.list_commands(ctx))
        return [(_COMMANDS, name, _paragraphs(command)[0]) for name, command in found if command is not None]


def _show(parts: list[Block]) -> None:
    from nato_cli.output.terminal import lines

    sys.stdout.writelines(lines(parts, sys.stdout))


def _head(command: Any, context: Any) -> list[Block]:
    usage = " ".join((context.command_path, *command.collect_usage_pieces(context)))
    told = [Paragraph(paragraph, apart=True) for paragraph in _paragraphs(command)]
    return [Paragraph(("Usage: ", Span(usage, "strong"))), *told]


def _paragraphs(command: Any) -> list[str]:
    return [" ".join(each.split()) for each in cleandoc(command.help or "").split("\n\n")]


def _parameters(command: Any, context: Any) -> list[tuple[str, str, str]]:
    """The panel, the names and the help of each argument and option."""
    found = []
    for each in command.get_params(context):
        record = each.get_help_record(context)
        if record is not None:
            is_argument = each.param_type_name == "argument"
            panel = getattr(each, "rich_help_panel", None) or (_ARGUMENTS if is_argument else _OPTIONS)
            found.append((panel, *record))
    return found


def _panels(entries: Sequence[tuple[str, str, str]]) -> list[Block]:
    """A listing for each panel; where all names are short they stand in columns of one width."""
    found: dict[str, list[tuple[Cell, Cell]]] = {}
    widest = 0
    for panel, names, told in entries:
        name, choices = _without_choices(names)
        widest = max(widest, len(name))
        found.setdefault(panel, []).append((Span(name, "strong"), _explained(told, choices)))
    width = widest if widest <= _SHORT else None
    return [Table((Column(panel, width=width), Column("", wraps=True)), rows) for panel, rows in found.items()]


def _without_choices(names: str) -> tuple[str, str]:
    """An option's names, and the words that it takes, which stand below its explanation: they may be many."""
    name, _, choices = names.partition(" <")
    return (name, f"one of {choices[:-1].replace('|', ', ')}") if "|" in choices else (names, "")


def _explained(told: str, choices: str) -> Cell:
    """What an option does; the words that it takes, and what Typer adds in brackets, on a line of their own."""
    text, _, added = told.partition("  [")
    added = _IN_WORDS.sub(r"default: \1", added.removesuffix("]"))
    rest = "; ".join(each for each in (choices, added) if each)
    return (text, BREAK, Span(rest, "muted")) if rest else text
