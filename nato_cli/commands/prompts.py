"""Asking for what an option did not say: with the choices shown, and completed by Tab."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, TypeVar

import typer

from nato_cli.commands.errors import UsageError
from nato_cli.dataset.diagnostics import nearest

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator

T = TypeVar("T")
_SHOWN = 12


def is_possible() -> bool:
    """Whether somebody is there to answer."""
    return sys.stdin is not None and sys.stdin.isatty()


def need(option: str, value: T | None, question: Callable[[], T]) -> T:
    """What an option says, or what somebody answers.

    Raises:
        WrongUsageError: Neither is there.
    """
    if value is not None:
        return value
    if not is_possible():
        raise UsageError(f"{option} is missing")
    return question()


def one_of(name: str, choices: Collection[str], *, others: bool = False) -> str:
    """One of some words; `others` lets anything else through too."""
    shown = f" ({', '.join(choices)})" if len(choices) <= _SHOWN else ""
    _complete_from(choices)
    while True:
        answer: str = typer.prompt(f"{name}{shown}")
        if answer in choices or others:
            return answer
        near = nearest(answer, choices, 1)
        hint = f"did you mean '{near[0]}'?" if near else f"one of {', '.join(choices)}"
        typer.echo(f"'{answer}' is not known: {hint}", err=True)


def some_of(name: str, choices: Collection[str]) -> list[str]:
    """Several words, with spaces or commas between them."""
    _complete_from(choices)
    while True:
        answer = str(typer.prompt(f"{name} (several with spaces between them)")).replace(",", " ").split()
        unknown = [word for word in answer if word not in choices]
        if answer and not unknown:
            return answer
        typer.echo(f"not known: {', '.join(unknown)}", err=True)


def text(name: str, default: str | None = None) -> str:
    _complete_from(())
    return str(typer.prompt(name, default=default))


def perhaps(name: str) -> str | None:
    """Text, or nothing."""
    _complete_from(())
    return str(typer.prompt(f"{name} (Enter for none)", default="", show_default=False)).strip() or None


def agreed(question: str) -> bool:
    return bool(typer.confirm(question, default=True))


def _complete_from(choices: Collection[str]) -> None:
    """Let Tab complete these words, where the terminal's line editor is there to do so."""
    try:
        import readline
    except ImportError:
        return

    def candidates(begun: str) -> Iterator[str]:
        return (choice for choice in sorted(choices) if choice.startswith(begun))

    readline.set_completer_delims(" ,")
    readline.set_completer(lambda begun, number: dict(enumerate(candidates(begun))).get(number))
    readline.parse_and_bind("tab: complete")
