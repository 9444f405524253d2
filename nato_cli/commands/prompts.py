"""Ask on the terminal for what no option gave: checked at once, and kept if the command ends early."""

from __future__ import annotations

import json
import os
import sys
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import typer

from nato_cli.commands import lookup
from nato_cli.commands.errors import UsageError
from nato_cli.files import replace
from nato_cli.output.escape import one_line

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping

T = TypeVar("T")
_SHOWN = 12
_RESUME = "nato add --resume"


def is_possible() -> bool:
    """Whether somebody is there to answer."""
    return sys.stdin is not None and sys.stdin.isatty()


class Form:
    """The answers to a command's questions, by the names of its options: given with it, or asked for."""

    def __init__(self, command: str, given: Mapping[str, Any]) -> None:
        self.command = command
        self.answers = {name: value for name, value in given.items() if value not in (None, [])}
        self.asked = False

    def need(self, name: str, question: Callable[[], T], default: T | None = None) -> T:
        """An answer that is required; where nobody is there to ask, `default` is taken if there is one.

        Raises:
            UsageError: It was not given, nobody is there to ask, and there is no default.
        """
        if name not in self.answers:
            is_asked = is_possible()
            if not is_asked and default is None:
                raise UsageError(f"--{name.strip('_').replace('_', '-')} is missing")
            self.asked = self.asked or is_asked
            self.answers[name] = default if not is_asked else question()
        answer: T = self.answers[name]
        return answer

    def optional(self, name: str, question: Callable[[], T | None]) -> T | None:
        """An answer that may be left out; asked for only among other questions."""
        if name not in self.answers and self.asked:
            self.answers[name] = question()
        return self.answers.get(name)

    @contextmanager
    def kept(self) -> Iterator[None]:
        """Keep the answers in a file if the command ends without having used them."""
        try:
            yield
        except BaseException:
            if self.asked:
                self._keep()
            raise
        with suppress(OSError):
            _kept_answers().unlink(missing_ok=True)

    def _keep(self) -> None:
        answers = {name: str(value) if isinstance(value, Path) else value for name, value in self.answers.items()}
        try:
            replace({_kept_answers(): json.dumps({"command": self.command, "answers": answers}, indent=2).encode()})
        except OSError as error:
            sys.stderr.write(f"\nnato: your answers could not be kept: {one_line(str(error))}\n")
        else:
            sys.stderr.write(f"\nnato: your answers are kept: {_RESUME}\n")


def kept_answers() -> tuple[str, dict[str, Any]]:
    """The command and the answers that were kept.

    Raises:
        UsageError: There are none.
    """
    try:
        kept = json.loads(_kept_answers().read_bytes())
        return str(kept["command"]), dict(kept["answers"])
    except (OSError, ValueError, KeyError, TypeError):
        raise UsageError("no answers are kept: nothing was refused or broken off") from None


def _kept_answers() -> Path:
    """A file in the user's state folder."""
    folder = os.environ.get("NATO_STATE")
    if not folder:
        from platformdirs import user_state_dir

        folder = user_state_dir("nato", appauthor=False)
    return Path(folder) / "add.json"


def choose(label: str, what: str, choices: Mapping[str, str], look: str = "") -> str:
    """One of some ids, by id or name in any case, or by how only one begins.

    Args:
        label: The question.
        what: What is chosen, for the message.
        choices: Names by id.
        look: The command that lists them, for the message.
    """
    pairs = [(id_, id_) for id_ in choices] + [(name, id_) for id_, name in choices.items()]
    hint = f" ({', '.join(choices)})" if len(choices) <= _SHOWN else ""
    while True:
        try:
            return lookup.match(what, _ask(f"{label}{hint}", choices), pairs, look or f"one of {', '.join(choices)}")
        except UsageError as error:
            _say(str(error))


def text(label: str, check: Callable[[str], str | None] | None = None, *, default: str = "", completed: Collection[str] = ()) -> str:  # fmt: skip  # noqa: E501
    """Text that passes a check; asked for again, with the reason, until it does."""
    while True:
        answer = _ask(f"{label} [{default}]" if default else label, completed) or default
        reason = "please answer" if not answer else check(answer) if check else None
        if reason is None:
            return answer
        _say(reason)


def optional_text(label: str, check: Callable[[str], str | None] | None = None, completed: Collection[str] = ()) -> str | None:  # fmt: skip  # noqa: E501
    """Text that passes a check, or None."""
    while True:
        answer = _ask(f"{label} (Enter for none)", completed)
        reason = check(answer) if check and answer else None
        if reason is None:
            return answer or None
        _say(reason)


def number(label: str, check: Callable[[str], str | None]) -> int:
    return int(text(label, lambda answer: check(answer) if answer.isdecimal() else f"'{answer}' is not a whole number"))


def confirm(question: str) -> bool:
    return _ask(f"{question} [Y/n]", ()).casefold() in ("", "y", "yes")


def _say(line: str) -> None:
    sys.stderr.write(f"{one_line(line)}\n")


def _ask(label: str, completed: Collection[str]) -> str:
    """One line from the terminal, stripped. The question goes to stderr unless both streams are the terminal."""
    try:
        if sys.stdout.isatty() and sys.stderr.isatty():
            _complete_from(completed)
            return input(f"{one_line(label)}: ").strip()
        sys.stderr.write(f"{one_line(label)}: ")
        sys.stderr.flush()
        line = sys.stdin.readline()
    except UnicodeDecodeError:
        return ""
    except (EOFError, KeyboardInterrupt):
        raise typer.Abort from None
    if not line:
        raise typer.Abort
    return line.strip()


def _complete_from(choices: Collection[str]) -> None:
    """Let Tab complete these words, where the terminal's line editor can."""
    try:
        import readline
    except ImportError:
        return
    readline.set_completer_delims(" ,")
    readline.set_completer(lambda begun, number: dict(enumerate(_beginning(begun, choices))).get(number))
    readline.parse_and_bind("tab: complete")


def _beginning(begun: str, choices: Collection[str]) -> list[str]:
    return sorted(choice for choice in choices if choice.casefold().startswith(begun.casefold()))
