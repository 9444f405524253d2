"""Help is laid out as answers are, and costs no more than they do."""

import pytest

from nato_cli.commands.app import app

COMMANDS = [
    "candidates", "members", "stances", "sources", "selections", "show", "matrix", "timeline", "diff",
    "unanimity-check", "why", "what-if", "path", "chances", "silence", "validate", "init", "add", "add stance",
    "add source", "add candidate", "add event", "edit", "import", "report", "export", "schema", "history", "vetoes",
    "backtest",
]  # fmt: skip


def test_every_command_stands_in_a_panel_with_what_it_is_for(nato) -> None:
    lines = nato("--help").out.splitlines()
    panels = ["Look", "Check", "Ask", "Keep", "Share", "History", "Options"]
    assert [line for line in lines if line in panels] == panels
    told = {line.split("  ")[0]: line.split("  ")[-1] for line in lines if "  " in line}
    assert [name for name in COMMANDS if " " not in name and len(told.get(name, "")) < 10] == []


def test_the_list_of_commands_is_whole() -> None:
    """A command that is added is added here too."""
    from typer.main import get_command

    group = get_command(app)
    assert {name.split()[0] for name in COMMANDS} == set(group.list_commands(None))


@pytest.mark.parametrize("command", COMMANDS)
def test_help_fits_80_columns_and_says_how_to_call_it(command: str, nato) -> None:
    ran = nato(*command.split(), "--help", COLUMNS="80")
    assert (ran.code, ran.err) == (0, "")
    lines = ran.out.splitlines()
    assert lines[0].startswith(f"Usage: nato {command} [OPTIONS]")
    assert lines[2]
    assert max(map(len, lines)) <= 80
    assert nato(*command.split(), "-h", COLUMNS="80").out == ran.out


def test_an_option_tells_its_words_its_variable_and_its_default(nato) -> None:
    out = " ".join(nato("unanimity-check", "--help").out.split())
    assert "--rule How consensus is established: all say yes, or nobody says no. one of unanimity, silence" in out
    assert "--selection ID The selection to ask about. env var: NATO_SELECTION; default: the newest" in out


@pytest.mark.parametrize("command", ["", "add"])
def test_a_group_alone_shows_its_help(command: str, nato) -> None:
    ran = nato(*command.split())
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.strip() == nato(*command.split(), "--help").out.strip()
