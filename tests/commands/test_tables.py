"""What readers see: each command's table, narrow, wide and piped, as it was last looked at and found good."""

import pytest
from syrupy.assertion import SnapshotAssertion

COMMANDS = [
    "candidates",
    "members",
    "stances",
    "sources",
    "selections",
    "show ann",
    "show BBB",
    "show copy-1",
    "why CCC ann",
    "why BBB bob",
    "why DDD bob",
    "why --full ann --as-of 2024-03-31",
    "why --full CCC ann",
    "unanimity-check",
    "unanimity-check ann bob --as-of 2024-03-31",
    "unanimity-check ann --rule silence --as-of 2024-03-31",
    "history",
    "vetoes",
    "vetoes --member CCC",
    "backtest",
    "backtest --hedges",
    "matrix",
    "matrix bob ann --sort standing --only outstanding --as-of 2024-03-31",
    "timeline",
    "timeline ann",
    "diff 2024-01-31 2024-04-01",
    "diff --since 2024-03-01",
    "what-if ann --set CCC=support --set DDD=likely-support --without paper-1",
    "what-if ann --rule silence --min-credibility 2",
    "path ann",
    "path ann --rule silence --as-of 2024-03-31",
    "chances ann --as-of 2024-03-31",
    "silence ann --opens 2024-03-01 --deadline 2024-03-31",
    "silence ann --opens 2024-03-01 --deadline 2024-04-02",
]


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("columns", ["80", "200"])
def test_a_table_on_a_screen(command: str, columns: str, board, snapshot: SnapshotAssertion) -> None:
    ran = board(*command.split(), COLUMNS=columns)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == snapshot


@pytest.mark.parametrize("command", COMMANDS)
def test_a_table_fits_eighty_columns(command: str, board) -> None:
    lines = board(*command.split(), COLUMNS="80").out.splitlines()
    assert [line for line in lines if len(line) > 80] == []


@pytest.mark.parametrize("command", COMMANDS)
def test_a_piped_table_has_no_escapes_and_no_blanks_at_the_ends_of_lines(command: str, board) -> None:
    out = board(*command.split()).out
    assert "\x1b" not in out
    assert [line for line in out.splitlines() if line != line.rstrip()] == []


@pytest.mark.parametrize("form", ["json", "csv", "markdown"])
@pytest.mark.parametrize(
    "command",
    [
        "candidates",
        "unanimity-check",
        "members",
        "stances",
        "sources",
        "show ann",
        "why CCC ann",
        "selections",
        "matrix",
        "timeline ann",
        "diff 2024-01-31",
        "what-if ann --set CCC=support",
        "path ann",
        "history",
        "vetoes",
        "backtest",
        "backtest --hedges",
        "chances ann",
        "silence ann --opens 2024-03-01 --deadline 2024-04-02",
    ],
)
def test_another_form(command: str, form: str, board, snapshot: SnapshotAssertion) -> None:
    ran = board(*command.split(), "--format", form)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == snapshot


def test_the_title_says_selection_date_and_electorate(board) -> None:
    title = board("candidates", "--as-of", "2024-03-06", "--known-by", "2024-03-08").out.splitlines()[0]
    assert title == "Chair of the Board, 2024: candidates, as of 2024-03-06 and as known on 2024-03-08 (3 members)"


def test_colour_is_for_terminals_that_want_it(board) -> None:
    assert "\x1b[" in board("candidates", FORCE_COLOR="1").out
    assert "\x1b[3" not in board("candidates", FORCE_COLOR="1", NO_COLOR="1").out
