"""Where nothing may be written: told in one line, and nothing else is different."""

from __future__ import annotations

import ctypes
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from workspace import IS_ROOT, SOURCE, SURROUNDINGS, WRITERS, Writer, contents, lay_out, named

ROOTS_POWERS = (1, 2)  # CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH
DROP = 24  # PR_CAPBSET_DROP


def without_powers() -> None:
    """Make of root a user like any other, to whom the modes of files mean something."""
    for power in ROOTS_POWERS:
        if IS_ROOT and ctypes.CDLL(None).prctl(DROP, power, 0, 0, 0):
            os._exit(1)


@pytest.fixture
def sealed(tmp_path: Path) -> Iterator[Path]:
    """A folder that is mounted upon itself, to be read only."""
    lay_out(tmp_path)
    for options in (["--bind"], ["-o", "remount,ro,bind"]):
        if not IS_ROOT or subprocess.run(["mount", *options, tmp_path, tmp_path], check=False).returncode:
            pytest.skip("nothing can be mounted here")
    yield tmp_path
    subprocess.run(["umount", "--lazy", tmp_path], check=True)


@pytest.fixture
def closed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that may be read and not written."""
    folder = tmp_path_factory.mktemp("closed")
    lay_out(folder)
    for path in (folder, *folder.rglob("*")):
        path.chmod(0o555 if path.is_dir() else 0o444)
    return folder


@pytest.mark.parametrize("writer", WRITERS, ids=named)
def test_a_disk_that_is_read_only_is_told(writer: Writer, nato, sealed: Path) -> None:
    before = contents(sealed)
    ran = nato(*writer.command.split(), cwd=sealed, **SURROUNDINGS)
    assert ran.code == 4
    assert ran.err.startswith("nato: cannot write ")
    assert ran.err.endswith(": Read-only file system\n")
    assert ran.err.count("\n") == 1
    assert writer.target in ran.err or writer.command == "init deep/er/new"
    assert contents(sealed) == before


@pytest.mark.skipif(sys.platform != "linux", reason="root has its powers elsewhere by other means")
@pytest.mark.parametrize("writer", WRITERS, ids=named)
def test_a_folder_that_may_not_be_written_is_told(writer: Writer, nato_process, closed: Path) -> None:
    before = contents(closed)
    ran = nato_process(*writer.command.split(), cwd=closed, streams={"preexec_fn": without_powers}, **SURROUNDINGS)
    assert ran.code == 4
    assert ran.err.startswith("nato: cannot write ")
    assert ran.err.endswith(": Permission denied\n")
    assert ran.err.count("\n") == 1
    assert contents(closed) == before


def test_reading_needs_no_place_to_write(nato, sealed: Path) -> None:
    ran = nato("candidates", cwd=sealed, NATO_DATA="board.yaml", NATO_CACHE=str(sealed / "cache"), NATO_NO_CACHE="")
    assert (ran.code, ran.err) == (0, "")
    assert "Ann Alder" in ran.out


@pytest.mark.skipif(not IS_ROOT, reason="only root can make a file immutable")
def test_of_two_files_both_are_written_or_none(nato, tmp_path: Path) -> None:
    lay_out(tmp_path)
    candidates = tmp_path / "split" / "candidates.yaml"
    if subprocess.run(["chattr", "+i", candidates], check=False).returncode:
        pytest.skip("no file can be made immutable here")
    try:
        before = contents(tmp_path)
        status = ("add", "status", "cay", "--status", "declared", *SOURCE.split(), "--data", "split")
        ran = nato(*status, cwd=tmp_path, **SURROUNDINGS)
        assert ran.code == 4
        assert "candidates.yaml" in ran.err
        assert contents(tmp_path) == before
    finally:
        subprocess.run(["chattr", "-i", candidates], check=True)
