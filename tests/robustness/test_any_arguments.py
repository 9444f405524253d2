"""Any text for any option of any command: an answer, or one line that says what is wrong."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from inert import UNSEEN
from runner import run_in_process as nato
from typer import Context
from typer.main import get_command
from workspace import lay_out

from nato_cli.commands.app import app

#: Waits for ever, as it is meant to.
LEFT_OUT = {"--watch"}
SENSIBLE = [
    "ann", "bob", "AAA", "CCC", "Beatrice", "wire-1", "paper-1", "paper-1#1", "chair-2024", "icd203", "2024-01-20",
    "2024-02", "last", "today", "unknown", "json", "csv", "table", "support", "veto", "AAA=oppose", "CCC=support",
    "sheet.csv", "board.yaml", "split", "old", "old.json", "old.html", "empty", "new", "new.sqlite", "-", "--", "0",
    "1", "6", "-1", "9" * 40, "1e9", "٣", "silence", "count", "named-official", "wire", "A", "candidate=member",
    "%d.%m.%Y",
    "%", "=", "nato", "standing", "", "appointed", "https://example.org", "9999", "0001-01-01", "9999-12-31",
    "2024-01-05~", "stances", "bash",
]  # fmt: skip
#: Bytes that are no text come in as halves of characters; nothing on a command line holds a NUL.
ANY = st.text(
    st.characters(codec="utf-8", exclude_characters="\0")
    | st.sampled_from("\udc80\udcff\x1b\n\r\t\x9b\u202e[]/=,'\"\\"),
    max_size=30,
)
HUGE = st.builds(lambda piece, times: piece * times, ANY, st.sampled_from([100, 3000]))
WORDS = st.one_of(st.sampled_from(SENSIBLE), st.sampled_from(SENSIBLE), ANY, HUGE)


def within(word: str) -> str:
    """Not a path that leads out of the folder."""
    return f"x{word}" if word.startswith(("/", "~")) or ".." in word else word


def all_commands(command: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    yield path, command
    if hasattr(command, "list_commands"):
        context = Context(command)
        for name in command.list_commands(context):
            yield from all_commands(command.get_command(context, name), (*path, name))


COMMANDS = dict(all_commands(get_command(app)))


@st.composite
def arguments(draw: st.DrawFn, path: tuple[str, ...]) -> list[str]:
    """A command with some of its options, each with any value, and any words beside them."""
    command = COMMANDS[path]
    options = [each for each in command.params if each.opts[0].startswith("-") and each.opts[0] not in LEFT_OUT]
    words = []
    for option in draw(st.lists(st.sampled_from(options), max_size=4)) if options else []:
        words.append(draw(st.sampled_from(option.opts)))
        if not getattr(option, "is_flag", False):
            words.append(within(draw(WORDS)))
    number = sum(not each.opts[0].startswith("-") for each in command.params)
    beside = [within(each) for each in draw(st.lists(WORDS, min_size=min(number, 1), max_size=number + 1))]
    return [*path, *beside, *words]


def test_every_command_is_there() -> None:
    assert ("add", "stance") in COMMANDS
    assert ("what-if",) in COMMANDS
    assert len(COMMANDS) > 30


@pytest.mark.every_case
@pytest.mark.parametrize("path", COMMANDS, ids=lambda path: " ".join(path) or "nato")
def test_any_text_for_any_option(path: tuple[str, ...], request: pytest.FixtureRequest) -> None:
    examples = 30 if request.config.getoption("--thorough") else 3

    @settings(max_examples=examples, suppress_health_check=list(HealthCheck), database=None)
    @given(arguments(path))
    def hold(words: list[str]) -> None:
        with tempfile.TemporaryDirectory() as folder:
            lay_out(Path(folder))
            surroundings = {"NATO_DATA": "board.yaml", "NATO_STATE": "state", "HOME": folder, "SHELL": "/bin/bash"}
            ran = nato(*words, cwd=Path(folder), EDITOR="true", BROWSER="true", **surroundings)
        assert ran.code in {0, 1, 2, 3, 4}
        assert UNSEEN.search(ran.out + ran.err) is None
        if ran.code == 2:
            assert ran.err.splitlines()[-1].startswith("nato: ")
            assert ran.err.count("\n") == 1

    hold()
