"""Told to stop at any moment: it stops, says so in its exit code, and leaves what was there or what was to be there."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from workspace import CASES, STANCE, SURROUNDINGS, contents, lay_out

pytest.importorskip("fcntl")
HANG_GUARD = 60

WRITING = [
    f"add stance --member AAA --source wire-1 {STANCE}",
    "init new",
    "report -o old.html --force",
    "export old --force",
    "export new.sqlite",
    "diff --since last --data split",
]
READING = ["unanimity-check", "stances --format json", "validate", "--help", "report -o -"]
SIGNALS = [signal.SIGINT, signal.SIGTERM, signal.SIGHUP]
MARK = "print(flush=True); "


def started(command: str, folder: Path, **variables: str) -> subprocess.Popen[str]:
    """Start `nato`, and come back when its own code begins."""
    script = f"import sys; sys.argv = ['nato', *{command.split()!r}]; from nato_cli.main import main; {MARK}main()"
    running = subprocess.Popen(
        [sys.executable, "-c", script],
        cwd=folder,
        env={**os.environ, **SURROUNDINGS, **variables},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert running.stdout is not None
    assert running.stdout.readline() == "\n"
    return running


def lifetime(command: str, folder: Path) -> tuple[float, str]:
    """How long a run takes when nobody stops it, and its answer."""
    running = started(command, folder)
    began = time.monotonic()
    out, err = running.communicate(timeout=HANG_GUARD)
    assert running.returncode == (2 if "last" in command else 0), err
    assert "Traceback" not in err
    return time.monotonic() - began, out


def stopped(command: str, folder: Path, number: int, delay: float) -> tuple[int, str, str]:
    running = started(command, folder)
    time.sleep(delay)
    running.send_signal(number)
    out, err = running.communicate(timeout=HANG_GUARD)
    return running.returncode, out, err


def is_stopped_or_done(code: int, number: int) -> bool:
    """128 and the number, as shells have it; or done before (a first look with 2); or killed before our code began."""
    return code in {0, 2, 128 + number, -number}


@pytest.mark.parametrize("number", SIGNALS, ids=lambda number: number.name)
@pytest.mark.parametrize("command", WRITING)
def test_what_is_written_is_the_old_or_the_new(command: str, number: int, tmp_path: Path) -> None:
    done = tmp_path / "done"
    done.mkdir()
    lay_out(done)
    whole, _ = lifetime(command, done)
    after = contents(done)
    chance = random.Random(command)
    for attempt in range(3):
        folder = tmp_path / str(attempt)
        folder.mkdir()
        lay_out(folder)
        before = contents(folder)
        code, _, err = stopped(command, folder, number, chance.uniform(0, whole))
        assert is_stopped_or_done(code, number)
        assert "Traceback" not in err
        assert set(contents(folder)) in (set(before), set(after))
        assert _is_like(contents(folder), before) or _is_like(contents(folder), after)
        if code in {0, 2}:
            assert _is_like(contents(folder), after)


def _is_like(found: dict[str, bytes], other: dict[str, bytes]) -> bool:
    """The same but for the paths of the folders that the two were made in."""
    return {name: len(data) for name, data in found.items() if "last-look" not in name} == {
        name: len(data) for name, data in other.items() if "last-look" not in name
    }


@pytest.mark.parametrize("command", READING)
def test_no_half_answer_ends_with_exit_code_0(command: str, tmp_path: Path) -> None:
    lay_out(tmp_path)
    whole, answer = lifetime(command, tmp_path)
    chance = random.Random(command)
    for attempt in range(6):
        number = SIGNALS[attempt % 3]
        code, out, err = stopped(command, tmp_path, number, chance.uniform(0, whole))
        assert "Traceback" not in err
        assert is_stopped_or_done(code, number)
        assert code != 0 or out == answer


@pytest.mark.parametrize("number", SIGNALS, ids=lambda number: number.name)
def test_a_second_signal_leaves_nothing_behind_either(number: int, tmp_path: Path) -> None:
    lay_out(tmp_path)
    before = contents(tmp_path)
    for delay in (0.0, 0.005, 0.01, 0.02, 0.05):
        running = started("export old --force", tmp_path)
        time.sleep(0.15)
        for each in (number, number):
            running.send_signal(each)
            time.sleep(delay)
        _, err = running.communicate(timeout=HANG_GUARD)
        assert is_stopped_or_done(running.returncode, number)
        assert "Traceback" not in err
        assert contents(tmp_path) == before


def test_what_is_to_be_ignored_stays_ignored(tmp_path: Path) -> None:
    """As `nohup` has it."""
    lay_out(tmp_path)
    running = subprocess.Popen(
        ["sh", "-c", f"trap '' HUP; exec {sys.executable} -m nato_cli validate --watch board.yaml"],
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert running.stdout is not None
    assert "no faults" in running.stdout.readline()
    running.send_signal(signal.SIGHUP)
    with pytest.raises(subprocess.TimeoutExpired):
        running.wait(1)
    running.send_signal(signal.SIGTERM)
    assert running.wait(HANG_GUARD) == 143
    running.stdout.close()


def test_ctrl_c_in_the_editor_is_the_editors(nato_process, tmp_path: Path) -> None:
    lay_out(tmp_path)
    editor = tmp_path / "editor"
    editor.write_text('#!/bin/sh\ntrap "" INT\nkill -INT $PPID\nsleep 0.3\n')
    editor.chmod(0o755)
    ran = nato_process("edit", "ann", cwd=tmp_path, EDITOR=str(editor), NATO_DATA="board.yaml")
    assert (ran.code, ran.err) == (0, "")


@pytest.mark.parametrize("size", [0, 1, 4096])
@pytest.mark.parametrize(
    ("command", "code"),
    [
        ("stances --format json", 0),
        ("stances --data big.yaml", 0),
        ("report -o -", 0),
        ("schema", 0),
        ("--help", 0),
        ("validate faulty.yaml", 1),
        ("validate many.yaml", 1),
        ("validate many.yaml --format json", 1),
        ("unanimity-check --exit-code", 1),
        ("unanimity-check --exit-code --format json", 1),
    ],
)
def test_a_reader_who_has_seen_enough_changes_no_exit_code(command: str, code: int, size: int, tmp_path: Path) -> None:
    for name in ("board.yaml", "faulty.yaml"):
        (tmp_path / name).write_bytes((CASES / name).read_bytes())
    more = "  - {member: CCC, candidate: ann, position: support, source: wire-1, attribution: named-official}\n"
    (tmp_path / "big.yaml").write_text((CASES / "board.yaml").read_text().replace("events:", f"{more * 2000}events:"))
    (tmp_path / "many.yaml").write_text("stances:\n" + "  - {membr: AAA}\n" * 2000)
    snapshot, writing = os.pipe()
    with subprocess.Popen(
        [sys.executable, "-m", "nato_cli", *command.split()],
        cwd=tmp_path,
        env={**os.environ, "NATO_DATA": "board.yaml"},
        stdout=writing,
        stderr=subprocess.PIPE,
        text=True,
    ) as running:
        os.close(writing)
        if size:
            os.read(snapshot, size)
        os.close(snapshot)
        _, err = running.communicate(timeout=HANG_GUARD)
    assert running.returncode == code
    assert "Traceback" not in err
    assert "cannot write" not in err
