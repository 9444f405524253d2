"""A write that fails, for whatever reason: exit code 4, one line that names the file, and everything as it was."""

from __future__ import annotations

import ctypes
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from runner import Result
from workspace import BOARD, DATASETS, ENVIRONMENT, IS_ROOT, WRITERS, Writer, contents, lay_out, named

SIZE = 512  # kilobytes
resource = pytest.importorskip("resource")
linux_only = pytest.mark.skipif(sys.platform != "linux", reason="needs Linux")
root_only = pytest.mark.skipif(not IS_ROOT, reason="needs root")


def assert_one_line(result: Result, reason: str) -> None:
    assert result.code == 4
    assert result.err.startswith("nato: cannot write ")
    assert result.err.endswith(f"{reason}\n")
    assert result.err.count("\n") == 1


def mount(*arguments: str | Path) -> None:
    if subprocess.run(["mount", *arguments], check=False, capture_output=True).returncode:
        pytest.skip("nothing can be mounted here")


@pytest.fixture(scope="module")
def disk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A small disk."""
    folder = tmp_path_factory.mktemp("disk")
    mount("-t", "tmpfs", "-o", f"size={SIZE}k", "none", folder)
    yield folder
    subprocess.run(["umount", "--lazy", folder], check=True)


@pytest.fixture
def full_disk(disk: Path) -> Iterator[Path]:
    """A workspace on a disk without a free byte."""
    folder = disk / "workspace"
    folder.mkdir()
    lay_out(folder)
    with (disk / "filler").open("wb", buffering=0) as filler:
        for size in (4096, 1):
            with suppress(OSError):
                for _ in range(SIZE):
                    filler.write(b"x" * size)
    yield folder
    subprocess.run(["rm", "-rf", folder, disk / "filler"], check=True)


@pytest.fixture
def read_only_disk(tmp_path: Path) -> Iterator[Path]:
    """A workspace that is mounted read-only."""
    lay_out(tmp_path)
    mount("--bind", tmp_path, tmp_path)
    mount("-o", "remount,ro,bind", tmp_path, tmp_path)
    yield tmp_path
    subprocess.run(["umount", "--lazy", tmp_path], check=True)


@linux_only
@root_only
@pytest.mark.parametrize("writer", WRITERS, ids=named)
def test_on_a_full_disk(writer: Writer, nato, full_disk: Path) -> None:
    before = contents(full_disk)
    result = nato(*writer.command.split(), cwd=full_disk, **ENVIRONMENT)
    assert_one_line(result, "No space left on device")
    assert contents(full_disk) == before


@linux_only
@root_only
@pytest.mark.parametrize("writer", WRITERS, ids=named)
def test_on_a_read_only_disk(writer: Writer, nato, read_only_disk: Path) -> None:
    before = contents(read_only_disk)
    result = nato(*writer.command.split(), cwd=read_only_disk, **ENVIRONMENT)
    assert_one_line(result, "Read-only file system")
    assert contents(read_only_disk) == before


@pytest.mark.parametrize("writer", WRITERS, ids=named)
def test_where_files_may_not_grow(writer: Writer, nato_process, tmp_path: Path) -> None:
    lay_out(tmp_path)
    before = contents(tmp_path)
    limit = {"preexec_fn": lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (10, 10))}
    result = nato_process(*writer.command.split(), cwd=tmp_path, streams=limit, **ENVIRONMENT)
    assert_one_line(result, "File too large")
    assert contents(tmp_path) == before


def as_an_ordinary_user() -> None:
    """Drop root's power to ignore the modes of files (CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH)."""
    pr_capbset_drop = 24
    for capability in (1, 2):
        if IS_ROOT and ctypes.CDLL(None).prctl(pr_capbset_drop, capability, 0, 0, 0):
            os._exit(1)


@linux_only
@pytest.mark.parametrize("writer", WRITERS, ids=named)
def test_where_nothing_may_be_written(writer: Writer, nato_process, tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("closed")
    lay_out(folder)
    for path in (folder, *folder.rglob("*")):
        path.chmod(0o555 if path.is_dir() else 0o444)
    before = contents(folder)
    streams = {"preexec_fn": as_an_ordinary_user}
    result = nato_process(*writer.command.split(), cwd=folder, streams=streams, **ENVIRONMENT)
    assert_one_line(result, "Permission denied")
    assert contents(folder) == before


@linux_only
@root_only
def test_reading_needs_no_place_to_write(nato, read_only_disk: Path, full_disk: Path) -> None:
    for folder in (read_only_disk, full_disk):
        result = nato("candidates", cwd=folder, NATO_DATA="board.yaml", NATO_CACHE="cache", NATO_NO_CACHE="")
        assert (result.code, result.err) == (0, "")
        assert "Ann Alder" in result.out


ANSWERS = [
    "candidates", "unanimity-check --format json", "stances --format csv", "matrix --format markdown", "report -o -",
    "validate --format json", "schema", "--help", "--version", "add stance --help",
]  # fmt: skip


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
@pytest.mark.parametrize("command", ANSWERS)
def test_an_answer_that_cannot_be_written(command: str, nato_process) -> None:
    with Path("/dev/full").open("w") as full:
        result = nato_process(*command.split(), streams={"stdout": full}, NATO_DATA=str(BOARD))
    assert (result.code, result.err) == (4, "nato: cannot write the answer: No space left on device\n")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
@pytest.mark.parametrize(
    ("command", "code"), [("candidates", 0), ("validate faulty.yaml", 1), ("candidats", 2), ("candidates --data no", 3)]
)
def test_a_message_that_cannot_be_written_changes_no_exit_code(command: str, code: int, nato_process) -> None:
    with Path("/dev/full").open("w") as full:
        result = nato_process(*command.split(), cwd=DATASETS, streams={"stderr": full}, NATO_DATA="board.yaml")
    assert result.code == code
