"""No home, no locale, no terminal, no folder, no stream, no sensible day: the same answer, or one line says why."""

from __future__ import annotations

import os
import struct
import subprocess
import sys
from pathlib import Path

import pytest
from workspace import CASES, lay_out

fcntl = pytest.importorskip("fcntl")
pty = pytest.importorskip("pty")
termios = pytest.importorskip("termios")

HOMES = ("HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME", "XDG_CONFIG_HOME", "NATO_CACHE", "NATO_STATE")
NOWHERE = dict.fromkeys(HOMES)


@pytest.mark.parametrize(
    "homes",
    [
        NOWHERE,
        NOWHERE | {"HOME": "/nonexistent"},
        NOWHERE | {"HOME": ""},
        NOWHERE | {"HOME": "relative"},
        NOWHERE | {"HOME": "\udcff"},
        NOWHERE | {"XDG_CACHE_HOME": "board.yaml", "XDG_STATE_HOME": "board.yaml"},
        NOWHERE | {"XDG_CACHE_HOME": "/dev/null", "XDG_STATE_HOME": "/dev/null"},
        {"NATO_CACHE": "board.yaml", "NATO_STATE": "board.yaml"},
        {"NATO_CACHE": "c" * 300, "NATO_STATE": "s" * 300},
    ],
    ids=lambda homes: (
        " ".join(f"{name}={value[:12]!r}" for name, value in homes.items() if value is not None) or "none"
    ),
)
def test_a_home_is_needed_for_the_last_look_alone(homes: dict[str, str | None], nato_process, tmp_path: Path) -> None:
    lay_out(tmp_path)
    # No home at all is looked up in the list of users, and may be there.
    no_copies = "" if any(homes.values()) else "1"
    ran = nato_process("candidates", cwd=tmp_path, NATO_DATA="board.yaml", NATO_NO_CACHE=no_copies, **homes)
    assert (ran.code, ran.err) == (0, "")
    if any(homes.values()):
        ran = nato_process("diff", "--since", "last", cwd=tmp_path, NATO_DATA="board.yaml", **homes)
        assert (ran.code, ran.err.count("\n")) in {(4, 1), (2, 1)}


@pytest.mark.parametrize(
    "locale",
    [
        {"LC_ALL": "C", "LANG": None},
        {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        {"LC_ALL": "xx_YY.nonsense", "PYTHONUTF8": "0"},
        {"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"},
        {"PYTHONIOENCODING": "latin-1", "PYTHONUTF8": "0"},
        {"PYTHONIOENCODING": "utf-16", "PYTHONUTF8": "0"},
        {"PYTHONIOENCODING": "ascii:strict", "PYTHONUTF8": "0"},
    ],
    ids=str,
)
@pytest.mark.parametrize("form", ["table", "json"])
def test_letters_that_the_locale_does_not_have_are_no_reason_to_fail(
    locale: dict[str, str], form: str, nato_process
) -> None:
    streams = {"stdout": subprocess.DEVNULL}  # What it says is in another encoding.
    ran = nato_process("members", "--format", form, streams=streams, **locale)
    assert (ran.code, ran.err) == (0, "")


NO_UTF_8 = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}


def test_files_are_utf_8_whatever_the_locale(nato_process, tmp_path: Path) -> None:
    lay_out(tmp_path)
    (tmp_path / "sheet.csv").write_text(
        "member,candidate,position,source,attribution,note\nAAA,cay,support,wire-1,named-official,Ő\n", "utf-8"
    )
    assert nato_process("import", "sheet.csv", "--data", "board.yaml", cwd=tmp_path, **NO_UTF_8).code == 0
    assert nato_process("export", "new", "--data", "board.yaml", cwd=tmp_path, **NO_UTF_8).code == 0
    assert "Ő" in (tmp_path / "new" / "stances.csv").read_text(encoding="utf-8")


def test_what_is_no_text_in_the_locale_is_told_and_not_written(nato_process, tmp_path: Path) -> None:
    lay_out(tmp_path)
    adding = ["add", "candidate", "--id", "eva", "--name", "Éva Ő", "--data", "board.yaml"]
    ran = nato_process(*adding, cwd=tmp_path, **NO_UTF_8)
    assert (ran.code, ran.err.count("\n")) == (2, 1)
    assert (tmp_path / "board.yaml").read_bytes() == (CASES / "board.yaml").read_bytes()


@pytest.mark.parametrize("columns", ["0", "-5", "1", "20", "99999999", "abc", "", " 80 ", "9" * 5000, "٣٠", "1e3", "²"])
@pytest.mark.parametrize("command", ["unanimity-check", "timeline ann", "why --full ann", "--help"])
def test_any_number_of_columns_will_do(columns: str, command: str, nato) -> None:
    ran = nato(*command.split(), cwd=CASES, NATO_DATA="board.yaml", COLUMNS=columns, TERM="dumb")
    assert (ran.code, ran.err) == (0, "")
    assert len(ran.out) < 200_000


def on_a_terminal(*arguments: str, columns: int, rows: int = 24, **variables: str | None) -> tuple[int, str]:
    """Run `nato` on a terminal of this size: its exit code, and what the terminal showed."""
    ours, its = pty.openpty()
    fcntl.ioctl(its, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
    surroundings = {**os.environ, "NATO_DATA": "board.yaml", "TERM": "xterm", **variables}
    running = subprocess.Popen(
        [sys.executable, "-m", "nato_cli", *arguments],
        cwd=CASES,
        env={name: value for name, value in surroundings.items() if value is not None},
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


@pytest.mark.parametrize("columns", [0, 1, 2, 20, 65535])
@pytest.mark.parametrize("command", ["unanimity-check", "matrix", "show ann", "--help"])
def test_a_terminal_of_any_width_will_do(columns: int, command: str) -> None:
    code, shown = on_a_terminal(*command.split(), columns=columns, rows=min(columns, 24))
    assert "Traceback" not in shown
    assert code == 0


@pytest.mark.parametrize("term", ["dumb", "", "nonsense", None])
def test_a_terminal_of_any_kind_will_do(term: str | None) -> None:
    code, shown = on_a_terminal("candidates", columns=80, TERM=term)
    assert code == 0
    assert "Ann Alder" in shown
    assert term != "dumb" or "\x1b" not in shown


@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-", "<&- >&-", ">&- 2>&-", "<&- >&- 2>&-"])
@pytest.mark.parametrize(
    ("command", "code"),
    [
        ("candidates", 0),
        ("validate faulty.yaml", 1),
        ("candidats", 2),
        ("candidates --data no.yaml", 3),
        ("report -o -", 0),
        ("add candidate --id dan", 2),
        ("add candidate --id dan --name Dan --dry-run", 0),
    ],
)
def test_closed_streams_change_no_exit_code(closed: str, command: str, code: int, tmp_path: Path) -> None:
    for name in ("board.yaml", "faulty.yaml"):
        (tmp_path / name).write_bytes((CASES / name).read_bytes())
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


@pytest.mark.parametrize("what", ["deleted", "closed"])
@pytest.mark.parametrize(
    ("command", "codes"),
    [
        ("candidates", {0}),
        ("candidates --data .", {3}),
        ("candidates --data board.yaml", {3}),
        ("validate", {0}),
        ("show --help", {0}),
        *(
            (command, {4})
            for command in ("init new", "export out", "report")
        ),
    ],
)
def test_a_current_folder_that_is_gone_or_shut(what: str, command: str, codes: set[int], tmp_path: Path) -> None:
    folder = tmp_path / "gone"
    folder.mkdir()
    script = f"rmdir {folder}" if what == "deleted" else f"chmod 0 {folder}"
    drop = "setpriv --bounding-set=-all --inh-caps=-all" if what == "closed" and os.geteuid() == 0 else ""
    done = subprocess.run(
        ["sh", "-c", f"cd {folder}; {script}; exec {drop} {sys.executable} -m nato_cli {command}"],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    folder.exists() and folder.chmod(0o700)
    if "setpriv" in done.stderr:
        pytest.skip("needs setpriv")
    assert "Traceback" not in done.stderr
    assert done.returncode in codes
    assert done.returncode == 0 or done.stderr.count("\n") <= 2


@pytest.mark.parametrize("day", ["1970-01-01", "2100-12-31", "0001-01-01", "9999-12-31"])
@pytest.mark.parametrize(
    "command",
    ["candidates", "unanimity-check", "timeline", "backtest", "history", "diff 2024-01-01", "path rutte", "report -o -",
     "silence rutte --opens 2024-06-01 --deadline 2024-06-20", "chances rutte", "validate"],
)  # fmt: skip
def test_on_any_day_there_is_an_answer_or_a_line(day: str, command: str, nato) -> None:
    ran = nato(*command.split(), NATO_TODAY=day)
    assert ran.code in {0, 1, 2, 3}
    assert ran.code == 3 or ran.err.count("\n") <= 1


@pytest.mark.parametrize(
    "day", ["tomorrow", "2026-13-01", "2026-11-23T00:00", "\x1b[2J", "9" * 1000, "-1", "2026-W01-1x", " "]
)
def test_a_day_that_is_none_is_told_in_a_line(day: str, nato) -> None:
    ran = nato("candidates", NATO_TODAY=day)
    assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1)
    assert "\x1b" not in ran.err


@pytest.mark.parametrize("when", [-(2**31), -1, 0, 2**31, 2**33, 253402300800])
def test_files_of_any_age_are_read(when: int, nato, tmp_path: Path) -> None:
    (tmp_path / "board.yaml").write_bytes((CASES / "board.yaml").read_bytes())
    os.utime(tmp_path / "board.yaml", (when, when))
    surroundings = {"NATO_DATA": "board.yaml", "NATO_CACHE": "cache", "NATO_NO_CACHE": ""}
    first = nato("candidates", cwd=tmp_path, **surroundings)
    second = nato("candidates", cwd=tmp_path, **surroundings)
    assert (first.code, first.err) == (0, "")
    assert first == second


def test_a_look_under_a_clock_that_ran_ahead_is_forgotten(nato, tmp_path: Path) -> None:
    lay_out(tmp_path)
    looking = ["diff", "--since", "last", "--data", "board.yaml"]
    for day, code in (("2200-01-01", 2), ("2026-11-23", 2), ("2026-11-24", 0)):
        assert nato(*looking, cwd=tmp_path, NATO_STATE="state", NATO_TODAY=day).code == code


@pytest.mark.parametrize(
    "held", ["", "[", "[]", '{"a": 1}', "null", "[" * 100_000, "\udcff", '{"a": "2026-02-30"}', "9" * 5000]
)
def test_a_record_of_looks_that_makes_no_sense_is_begun_anew(held: str, nato, tmp_path: Path) -> None:
    lay_out(tmp_path)
    (tmp_path / "state" / "last-look.json").write_bytes(held.encode(errors="surrogateescape"))
    looking = ["diff", "--since", "last", "--data", "board.yaml"]
    for day, code in (("2026-11-23", 2), ("2026-11-24", 0)):
        assert nato(*looking, cwd=tmp_path, NATO_STATE="state", NATO_TODAY=day).code == code
