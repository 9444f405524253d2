"""`nato add`: add a stance, source, candidate or event."""

import json
import os
import pty
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from small_dataset import SOURCE, STANCE, stances


def adding(folder: Path) -> list[str]:
    """The command that adds a stance of a source that is known."""
    nato = [sys.executable, "-m", "nato_cli", "add", "stance", *STANCE]
    return [*nato, "--source", "the-wire-2026-11-02", "--data", str(folder)]


def test_a_stance_and_its_new_source_are_added(nato, mine) -> None:
    ran = nato("add", "stance", *STANCE, *SOURCE, "--note", "said so: twice", "--data", str(mine))
    assert (ran.code, ran.err) == (0, "added to sources: the-wire-2026-11-02\nadded to stances: alder\n")
    answer = json.loads(nato("stances", "--format", "json", "--data", str(mine)).out)
    (stance,) = answer["stances"]
    assert (stance["members"], stance["source"], stance["note"]) == (["NOR"], "the-wire-2026-11-02", "said so: twice")
    assert nato("validate", "--strict", str(mine)).code == 0


def test_what_would_be_wrong_is_told_and_not_written(nato, mine) -> None:
    before = stances(mine).read_bytes()
    ran = nato("add", "stance", *STANCE, *SOURCE, "--hedge", "likly", "--data", str(mine))
    assert ran.code == 3
    assert "did you mean 'likely'?" in ran.err
    assert ran.err.endswith("nato: nothing was written\n")
    assert stances(mine).read_bytes() == before
    assert "the-wire" not in (stances(mine).parent / "sources.yaml").read_text()


def test_a_dry_run_shows_the_difference_and_writes_nothing(nato, mine) -> None:
    before = stances(mine).read_bytes()
    ran = nato("add", "stance", *STANCE, *SOURCE, "--dry-run", "--data", str(mine))
    assert "+  - member: NOR" in ran.out
    assert stances(mine).read_bytes() == before


def test_what_is_missing_is_named_where_nobody_can_be_asked(nato, mine) -> None:
    ran = nato("add", "stance", "--member", "NOR", "--data", str(mine))
    assert (ran.code, ran.err) == (2, "nato: --candidate is missing\n")


def test_an_unknown_source_is_told_with_the_nearest(nato, mine) -> None:
    nato("add", "source", *SOURCE, "--data", str(mine))
    ran = nato("add", "stance", *STANCE, "--source", "the-wire-2026-11-03", "--data", str(mine))
    assert ran.code == 2
    assert "did you mean 'the-wire-2026-11-02'?" in ran.err


def test_no_dataset_is_changed_that_was_not_named(nato) -> None:
    ran = nato("add", "stance", *STANCE)
    assert ran.code == 2
    assert "--data" in ran.err


def test_a_link_stays_a_link_and_the_mode_is_kept(nato, mine, tmp_path) -> None:
    real = tmp_path / "real.yaml"
    stances(mine).rename(real)
    real.chmod(0o640)
    stances(mine).symlink_to(real)
    nato("add", "stance", *STANCE, *SOURCE, "--data", str(mine))
    assert stances(mine).is_symlink()
    assert "NOR" in real.read_text()
    assert real.stat().st_mode & 0o777 == 0o640


def test_two_at_once_lose_nothing(nato, mine) -> None:
    nato("add", "source", *SOURCE, "--data", str(mine))
    command = adding(mine)
    running = [
        subprocess.Popen([*command, "--note", f"number {number}"], stderr=subprocess.DEVNULL) for number in range(8)
    ]
    assert [each.wait(60) for each in running] == [0] * 8
    text = stances(mine).read_text()
    assert [f"number {number}" in text for number in range(8)] == [True] * 8
    assert nato("validate", str(mine)).code == 0


def test_killed_at_any_moment_the_file_is_the_old_or_the_new_one(nato, mine) -> None:
    nato("add", "source", *SOURCE, "--data", str(mine))
    command = adding(mine)
    subprocess.run(command, check=True, stderr=subprocess.DEVNULL)
    for number in range(12):
        before = stances(mine).read_bytes()
        running = subprocess.Popen([*command, "--note", f"number {number}"], stderr=subprocess.DEVNULL)
        time.sleep(0.04 * number)
        running.send_signal(signal.SIGKILL)
        running.wait()
        after = stances(mine).read_bytes()
        assert after == before or after.startswith(before.rstrip())
        assert nato("validate", str(mine)).code == 0


def answering(arguments: list[str], answers: list[str]) -> str:
    """Run `nato` in a terminal, with these answers typed one after the other; what the terminal showed."""
    child, terminal = pty.fork()
    if child == 0:
        os.execv(sys.executable, [sys.executable, "-m", "nato_cli", *arguments])
    shown = b""
    for answer in answers:
        shown += _until(terminal, b": ")
        os.write(terminal, answer.encode() + b"\n")
    shown += _until(terminal, None)
    os.waitpid(child, 0)
    return shown.decode(errors="replace")


def _until(terminal: int, sign: bytes | None) -> bytes:
    found = b""
    while sign is None or not found.endswith((sign, sign + b"\x1b[?2004h")):
        try:
            piece = os.read(terminal, 1024)
        except OSError:
            break
        if not piece:
            break
        found += piece
    return found


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_in_a_terminal_what_no_option_says_is_asked_for(mine) -> None:
    answers = ["NOR SWE", "alder", "suport", "support", "", "wire-x", "y", "The Wire", "2026-11-02", "https://example.org/1",
               "wire", "B", "named-official", "", "in so many words"]  # fmt: skip
    shown = answering(["add", "stance", "--data", str(mine)], answers)
    assert "did you mean 'support'?" in shown
    assert "added to stances: alder" in shown, shown
    text = stances(mine).read_text()
    assert "members: [NOR, SWE]" in text
    assert "note: in so many words" in text
