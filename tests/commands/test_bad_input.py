"""What bad input gets: one line that names it and what is right, or the dataset's faults; never a traceback."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ("candidats", "unknown command 'candidats': did you mean 'candidates'"),
        ("unanimity-check anm", "unknown candidate 'anm': did you mean 'ann'"),
        ("why AAB ann", "unknown member 'AAB': did you mean 'AAA'"),
        ("why Beatrix ann", "unknown member 'Beatrix': did you mean 'Beatrice'"),
        ("show wire-2", "unknown id 'wire-2': did you mean 'wire-1'"),
        ("stances --source paper-3", "unknown source 'paper-3': did you mean 'paper-"),
        ("candidates --selection chair-2023", "unknown selection 'chair-2023': did you mean 'chair-2024'"),
        ("candidates --scale icd204", "unknown scale 'icd204': did you mean 'icd203'"),
        ("candidates --as-of 2024-02-30", "February 2024 has 29 days"),
        ("candidates --as-of soon", "'soon' is not a date"),
        ("candidates --as-of 1990", "nobody was a member on 1990-12-31"),
        ("why DDD ann --as-of 2024-03-06", "Dov was not a member on 2024-03-06: it acceded on 2024-03-07"),
        ("candidates --format xml", "'xml' is not one of"),
        ("candidates --as-off 2024", "No such option: --as-off"),
        ("why AAA", "name a member and a candidate"),
    ],
)
def test_wrong_usage_is_one_line_and_exit_code_2(arguments: str, told: str, board) -> None:
    ran = board(*arguments.split())
    assert (ran.code, ran.out) == (2, "")
    assert told in ran.err
    assert ran.err.startswith("nato: ")
    assert ran.err.count("\n") == 1


def test_what_is_typed_cannot_forge_a_line_or_move_the_cursor(board) -> None:
    err = board("why", "AAA\nBBB\x1b[2J", "ann").err
    assert err.count("\n") == 1
    assert "\x1b" not in err


def test_a_day_that_is_not_one_is_told(nato) -> None:
    ran = nato("candidates", NATO_TODAY="tomorrow")
    assert ran.code == 2
    assert "NATO_TODAY" in ran.err


def test_an_invalid_dataset_is_told_on_stderr_with_no_half_answer(nato, tmp_path) -> None:
    (tmp_path / "stances.yaml").write_text("stances:\n  - membr: AAA\n")
    ran = nato("candidates", "--data", str(tmp_path))
    assert (ran.code, ran.out) == (3, "")
    assert f"{tmp_path}/stances.yaml:2:5: error: unknown key 'membr'" in ran.err
    assert "did you mean 'member'?" in ran.err


@pytest.mark.parametrize(("name", "code"), [("nowhere", 3), ("empty", 3), ("empty.yaml", 2)])
def test_a_dataset_that_is_not_there_is_told(name: str, code: int, nato, tmp_path) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "empty.yaml").touch()
    ran = nato("candidates", "--data", str(tmp_path / name))
    assert (ran.code, ran.out) == (code, "")
    assert name in ran.err


def test_a_dataset_without_a_selection_is_told(nato, tmp_path) -> None:
    (tmp_path / "members.yaml").write_text("members:\n  - {id: AAA, name: Ada, acceded: 1999-01-01}\n")
    ran = nato("candidates", "--data", str(tmp_path))
    assert ran.code == 2
    assert "holds no selection" in ran.err


def test_a_closed_pipe_is_silent() -> None:
    script = f"{sys.executable} -m nato_cli stances --format csv | head -1"
    done = subprocess.run(["bash", "-o", "pipefail", "-c", script], capture_output=True, text=True, check=False)
    assert done.stderr == ""
    assert done.stdout.startswith("id,")
    assert done.returncode == 0


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
@pytest.mark.parametrize("form", ["table", "json"])
def test_a_full_disk_is_told(form: str) -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "nato_cli", "stances", "--format", form],
            stdout=full, stderr=subprocess.PIPE, text=True, check=False,
        )  # fmt: skip
    assert done.stderr == "nato: cannot write the answer: No space left on device\n"
    assert done.returncode == 4


@pytest.mark.parametrize("stream", ["1", "2"])
def test_a_closed_stream_is_no_reason_to_crash(stream: str) -> None:
    done = subprocess.run(
        ["bash", "-c", f"{sys.executable} -m nato_cli candidates {stream}>&-"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert "Traceback" not in done.stderr
    assert done.returncode == 0


def test_ctrl_c_ends_it_without_a_word(tmp_path) -> None:
    pipe = tmp_path / "slow.yaml"
    big = (
        "stances:\n"
        + "  - {member: AAA, candidate: a, position: support, source: s, attribution: named-official}\n" * 200_000
    )
    pipe.write_text(big)
    running = subprocess.Popen(
        [sys.executable, "-m", "nato_cli", "validate", str(pipe)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    with pytest.raises(subprocess.TimeoutExpired):
        running.wait(1.5)
    running.send_signal(signal.SIGINT)
    out, err = running.communicate(timeout=30)
    assert (out, err, running.returncode) == ("", "", 130)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read_is_told(nato, tmp_path) -> None:
    (tmp_path / "a.yaml").touch(mode=0)
    ran = nato("candidates", "--data", str(tmp_path))
    assert ran.code == 3
    assert "no-permission" in ran.err
