"""Help: Typer's own, with the commands in panels."""

import pytest

from nato_cli.commands.app import PANELS, SUMMARIES

COMMANDS = [*SUMMARIES, "add stance", "add source", "add candidate", "add event"]


def test_every_command_stands_in_its_panel_with_what_it_is_for(nato) -> None:
    lines = nato("--help").out.splitlines()
    headings = [line.strip("╭─╮ ") for line in lines if line.startswith("╭")]
    assert headings == ["Options", *PANELS]
    text = " ".join(" ".join(line.strip("│ ") for line in lines).split())
    assert [name for name, summary in SUMMARIES.items() if f"{name} {summary}" not in text] == []


@pytest.mark.parametrize("command", COMMANDS)
def test_help_fits_80_columns_and_says_how_to_call_it(command: str, nato) -> None:
    shown = nato(*command.split(), "--help")
    assert (shown.code, shown.err) == (0, "")
    assert f"Usage: nato {command} " in shown.out
    assert max(map(len, shown.out.splitlines())) <= 80


@pytest.mark.parametrize("command", ["candidates", "add stance"])
def test_help_by_any_of_its_names(command: str, nato) -> None:
    shown = nato(*command.split(), "--help").out
    assert nato(*command.split(), "-h").out == shown
    assert nato("help", *command.split()).out == shown


@pytest.mark.parametrize("command", SUMMARIES)
def test_the_help_of_every_date_says_how_to_write_one(command: str, nato) -> None:
    text = nato(command, "--help", COLUMNS="200").out
    dates = [line for line in text.splitlines() if " DATE " in line and "--" in line]
    assert [line for line in dates if "2024-04-03, 2024-04, 2024, today or yesterday" not in line] == []


def test_an_option_says_its_variable_and_its_default(nato) -> None:
    text = nato("unanimity-check", "--help", COLUMNS="200").out
    line = next(line for line in text.splitlines() if "--selection" in line)
    assert "env var: NATO_SELECTION" in line
    assert "the newest" in line


@pytest.mark.parametrize("command", ["", "add"])
def test_a_group_alone_shows_its_help(command: str, nato) -> None:
    shown = nato(*command.split())
    assert (shown.code, shown.err) == (0, "")
    assert shown.out.strip() == nato(*command.split(), "--help").out.strip()
