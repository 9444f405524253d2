"""No home, locale, terminal, folder, stream or sensible day: the same answer, or one line that says why."""

from __future__ import annotations

import json
import os
import struct
import subprocess
import sys
from pathlib import Path

import pytest
from workspace import BOARD, DATASETS, lay_out

fcntl = pytest.importorskip("fcntl")
pty = pytest.importorskip("pty")
termios = pytest.importorskip("termios")

HOMES = ("HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME", "XDG_CONFIG_HOME", "NATO_CACHE", "NATO_STATE")
NOWHERE = dict.fromkeys(HOMES)


@pytest.mark.parametrize(
    "homes",
    [
        NOWHERE | {"HOME": "/nonexistent"},
        NOWHERE | {"HOME": ""},
        NOWHERE | {"HOME": "\udcff"},
        NOWHERE | {"XDG_CACHE_HOME": "board.yaml", "XDG_STATE_HOME": "board.yaml"},
        {"NATO_CACHE": "c" * 300, "NATO_STATE": "s" * 300},
    ],
    ids=lambda homes: " ".join(f"{name}={value[:12]!r}" for name, value in homes.items() if value is not None),
)
def test_a_cache_that_cannot_be_written_is_done_without(homes: dict[str, str | None], nato, tmp_path: Path) -> None:
    lay_out(tmp_path)
    before = nato("candidates", cwd=tmp_path, NATO_DATA="board.yaml")
    assert nato("candidates", cwd=tmp_path, NATO_DATA="board.yaml", NATO_NO_CACHE="", **homes) == before
    result = nato("diff", "--since", "last", cwd=tmp_path, NATO_DATA="board.yaml", **homes)
    assert result.code in {0, 2, 4}
    assert result.err.count("\n") <= 1


ASCII = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
LOCALES = [
    {"LC_ALL": "C", "LANG": None},
    ASCII,
    {"PYTHONIOENCODING": "latin-1", "PYTHONUTF8": "0"},
    {"PYTHONIOENCODING": "ascii:strict", "PYTHONUTF8": "0"},
]


@pytest.mark.parametrize("locale", LOCALES, ids=str)
def test_a_locale_without_our_letters(locale: dict[str, str | None], nato_process) -> None:
    table = nato_process("members", streams={"stdout": subprocess.DEVNULL}, **locale)
    assert (table.code, table.err) == (0, "")
    answer = nato_process("members", "--format", "json", **locale)
    assert "Türkiye" in {member["name"] for member in json.loads(answer.out)["members"]}


def test_files_are_utf_8_whatever_the_locale(nato_process, tmp_path: Path) -> None:
    lay_out(tmp_path)
    sheet = "member,candidate,position,source,attribution,note\nAAA,cay,support,wire-1,named-official,Ő\n"
    (tmp_path / "sheet.csv").write_text(sheet, encoding="utf-8")
    assert nato_process("import", "sheet.csv", "--data", "board.yaml", cwd=tmp_path, **ASCII).code == 0
    assert nato_process("export", "new", "--data", "board.yaml", cwd=tmp_path, **ASCII).code == 0
    assert "Ő" in (tmp_path / "new" / "stances.csv").read_text(encoding="utf-8")


@pytest.mark.parametrize("columns", ["0", "-5", "1", "20", "99999999", "abc", "", "9" * 5000, "٣٠"])
@pytest.mark.parametrize("command", ["unanimity-check", "timeline ann", "why --full ann"])
def test_any_number_of_columns(columns: str, command: str, nato) -> None:
    result = nato(*command.split(), NATO_DATA=str(BOARD), COLUMNS=columns, TERM="dumb")
    assert (result.code, result.err) == (0, "")
    assert "Ann Alder" in " ".join(result.out.split()) or columns == "1"


def on_a_terminal(*arguments: str, columns: int, rows: int = 24, **variables: str | None) -> tuple[int, str]:
    """Run `nato` on a terminal of this size: its exit code, and what the terminal showed."""
    ours, its = pty.openpty()
    fcntl.ioctl(its, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
    environment = {**os.environ, "NATO_DATA": "board.yaml", "TERM": "xterm", "COLUMNS": None, **variables}
    running = subprocess.Popen(
        [sys.executable, "-m", "nato_cli", *arguments],
        cwd=DATASETS,
        env={name: value for name, value in environment.items() if value is not None},
        stdin=its,
        stdout=its,
        stderr=its,
    )
    os.close(its)
    shown = b""
    while True:
        try:
            piece = os.read(ours, 65536)
        except OSError:
            break
        if not piece:
            break
        shown += piece
    os.close(ours)
    return running.wait(30), shown.decode(errors="replace")


@pytest.mark.parametrize("columns", [0, 1, 20, 65535])
def test_a_terminal_of_any_width(columns: int) -> None:
    code, shown = on_a_terminal("unanimity-check", columns=columns, rows=min(columns, 24))
    assert "Traceback" not in shown
    assert code == 0


@pytest.mark.parametrize("term", ["dumb", "nonsense", None])
def test_a_terminal_of_any_kind(term: str | None) -> None:
    code, shown = on_a_terminal("candidates", columns=80, TERM=term)
    assert code == 0
    assert "Ann Alder" in shown
    assert term != "dumb" or "\x1b" not in shown


@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-", "<&- >&- 2>&-"])
@pytest.mark.parametrize(
    ("command", "code"),
    [
        ("candidates", 0),
        ("validate faulty.yaml", 1),
        ("candidats", 2),
        ("candidates --data no.yaml", 3),
        ("add candidate --id dan", 2),
    ],
)
def test_closed_streams_change_no_exit_code(closed: str, command: str, code: int, tmp_path: Path) -> None:
    for name in ("board.yaml", "faulty.yaml"):
        (tmp_path / name).write_bytes((DATASETS / name).read_bytes())
    done = subprocess.run(
        ["sh", "-c", f"exec {sys.executable} -m nato_cli {command} {closed}"],
        cwd=tmp_path,
        env={**os.environ, "NATO_DATA": "board.yaml"},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert "Traceback" not in done.stderr
    assert done.returncode == code


@pytest.mark.parametrize(
    ("command", "code"),
    [("candidates", 0), ("candidates --data .", 3), ("validate", 0), ("init new", 4), ("report -o page.html", 4)],
)
def test_a_current_folder_that_is_gone(command: str, code: int, tmp_path: Path) -> None:
    folder = tmp_path / "gone"
    folder.mkdir()
    done = subprocess.run(
        ["sh", "-c", f"cd {folder}; rmdir {folder}; exec {sys.executable} -m nato_cli {command}"],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert "Traceback" not in done.stderr
    assert done.returncode == code
    assert done.returncode == 0 or done.stderr.count("\n") <= 2


@pytest.mark.parametrize("day", ["1970-01-01", "2100-12-31", "0001-01-01", "9999-12-31"])
@pytest.mark.parametrize(
    ("command", "codes"),
    [
        ("candidates", {0, 2}),  # 2: nobody was a member yet
        ("unanimity-check", {0, 2}),
        ("timeline", {0, 2}),
        ("history", {0}),
        ("vetoes", {0}),
        ("backtest", {0}),
        ("report -o -", {0, 2}),
        ("validate", {0, 1}),  # 1: records of days to come
    ],
)
def test_on_any_day(day: str, command: str, codes: set[int], nato) -> None:
    result = nato(*command.split(), NATO_TODAY=day)
    assert result.code in codes, result.err
    assert result.code == 1 or result.err.count("\n") <= 1


@pytest.mark.parametrize("day", ["tomorrow", "2026-13-01", "2026-11-23T00:00", "\x1b[2J", "9" * 1000, "-1", " "])
def test_a_day_that_is_not_a_date(day: str, nato) -> None:
    result = nato("candidates", NATO_TODAY=day)
    assert (result.code, result.out, result.err.count("\n")) == (2, "", 1)
    assert "\x1b" not in result.err


@pytest.mark.parametrize("when", [-(2**31), -1, 2**33, 253402300800])
def test_files_of_any_age_are_read(when: int, nato, tmp_path: Path) -> None:
    (tmp_path / "board.yaml").write_bytes(BOARD.read_bytes())
    os.utime(tmp_path / "board.yaml", (when, when))
    environment = {"NATO_DATA": "board.yaml", "NATO_CACHE": "cache", "NATO_NO_CACHE": ""}
    first = nato("candidates", cwd=tmp_path, **environment)
    assert (first.code, first.err) == (0, "")
    assert nato("candidates", cwd=tmp_path, **environment) == first
