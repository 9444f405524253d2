"""A signal at any moment: the process ends with the shell's exit code, without a traceback, and leaves no half file."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from workspace import BOARD, DATASETS, ENVIRONMENT, STANCE, contents, lay_out

pytest.importorskip("fcntl")
HANG_GUARD = 60
SIGNALS = [signal.SIGINT, signal.SIGTERM, signal.SIGHUP]
WRITING = [
    f"add stance --member AAA --source wire-1 {STANCE}",
    "export old --force",
    "export new.sqlite",
    "init new",
    "report -o old.html --force",
]
READING = ["unanimity-check", "stances --format json", "--help", "report -o -", "validate"]


def start(command: str, folder: Path) -> subprocess.Popen[str]:
    """Start a command, and return when its main function is called: before that, Python answers signals by itself."""
    arguments = ["nato", *command.split()]
    script = f"import sys; sys.argv = {arguments}; from nato_cli.main import main; print(flush=True); main()"
    running = subprocess.Popen(
        [sys.executable, "-c", script],
        cwd=folder,
        env={**os.environ, **ENVIRONMENT},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert running.stdout is not None
    assert running.stdout.readline() == "\n"
    return running


def run(command: str, folder: Path) -> tuple[float, str]:
    """How many seconds a run takes when nothing stops it, and its answer."""
    running = start(command, folder)
    began = time.monotonic()
    out, err = running.communicate(timeout=HANG_GUARD)
    assert running.returncode == 0, err
    return time.monotonic() - began, out


def stop(command: str, folder: Path, number: int, delay: float) -> tuple[int, str]:
    """Start a command and send it a signal after a delay: its exit code and its answer.

    No traceback of ours is allowed; before our first line runs, Python prints one of its own.
    """
    running = start(command, folder)
    time.sleep(delay)
    running.send_signal(number)
    out, err = running.communicate(timeout=HANG_GUARD)
    assert running.returncode in {0, 128 + number, -number}
    assert "nato_cli" not in err, err
    return running.returncode, out


@pytest.fixture
def attempts(request: pytest.FixtureRequest) -> int:
    return 20 if request.config.getoption("--thorough") else 2


@pytest.mark.parametrize("number", SIGNALS, ids=lambda number: number.name)
@pytest.mark.parametrize("command", WRITING)
def test_what_is_written_is_the_old_or_the_new(command: str, number: int, attempts: int, tmp_path: Path) -> None:
    done = tmp_path / "done"
    done.mkdir()
    lay_out(done)
    seconds, _ = run(command, done)
    after = sizes(done)
    moments = random.Random(command)
    for attempt in range(attempts):
        folder = tmp_path / str(attempt)
        folder.mkdir()
        lay_out(folder)
        before = sizes(folder)
        code, _ = stop(command, folder, number, moments.uniform(0, seconds))
        assert sizes(folder) == after or (code and sizes(folder) == before)


def sizes(folder: Path) -> dict[str, int]:
    """The sizes of all files: what they hold differs by the paths of their folders."""
    return {name: len(content) for name, content in contents(folder).items()}


@pytest.mark.parametrize("command", READING)
def test_no_half_answer_ends_with_exit_code_0(command: str, attempts: int, tmp_path: Path) -> None:
    lay_out(tmp_path)
    seconds, answer = run(command, tmp_path)
    moments = random.Random(command)
    for attempt in range(attempts):
        code, out = stop(command, tmp_path, SIGNALS[attempt % 3], moments.uniform(0, seconds))
        assert code != 0 or out == answer


def test_nohup_is_respected(tmp_path: Path) -> None:
    lay_out(tmp_path)
    with subprocess.Popen(
        ["sh", "-c", f"trap '' HUP; exec {sys.executable} -m nato_cli validate --watch board.yaml"],
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as running:
        assert running.stdout is not None
        running.stdout.readline()  # it watches
        running.send_signal(signal.SIGHUP)
        with pytest.raises(subprocess.TimeoutExpired):
            running.wait(0.3)
        running.send_signal(signal.SIGTERM)
        assert running.wait(HANG_GUARD) in {130, 143, -signal.SIGTERM}  # watchfiles makes Ctrl-C of it


def test_ctrl_c_in_the_editor_belongs_to_the_editor(nato_process, tmp_path: Path) -> None:
    lay_out(tmp_path)
    editor = tmp_path / "editor"
    editor.write_text('#!/bin/sh\ntrap "" INT\nkill -INT $PPID\nsleep 0.3\n')
    editor.chmod(0o755)
    result = nato_process("edit", "ann", cwd=tmp_path, EDITOR=str(editor), NATO_DATA="board.yaml")
    assert result.code == 0


@pytest.mark.parametrize("size", [0, 1, 4096])
@pytest.mark.parametrize(
    "command", ["stances --format json", "stances --data big.yaml", "report -o -", "--help", "validate many.yaml"]
)
def test_a_reader_that_leaves_early_is_not_an_error(command: str, size: int, tmp_path: Path) -> None:
    report = "  - {member: CCC, candidate: ann, position: support, source: wire-1, attribution: named-official}\n"
    board = BOARD.read_text(encoding="utf-8")
    (tmp_path / "big.yaml").write_text(board.replace("events:", f"{report * 2000}events:"), encoding="utf-8")
    (tmp_path / "many.yaml").write_text("stances:\n" + "  - {membr: AAA}\n" * 2000, encoding="utf-8")
    reading, writing = os.pipe()
    with subprocess.Popen(
        [sys.executable, "-m", "nato_cli", *command.split()],
        cwd=tmp_path,
        env={**os.environ, "NATO_DATA": str(DATASETS / "board.yaml")},
        stdout=writing,
        stderr=subprocess.PIPE,
        text=True,
    ) as running:
        os.close(writing)
        if size:
            os.read(reading, size)
        os.close(reading)
        _, err = running.communicate(timeout=HANG_GUARD)
    assert running.returncode in {1 if "many" in command else 0, 141, -signal.SIGPIPE}
    assert "Traceback" not in err
    assert "cannot write" not in err
