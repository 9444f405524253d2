"""A full disk: one line that names what could not be written, exit code 4, and all that was there as it was."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from workspace import CASES, IS_ROOT, SURROUNDINGS, WRITERS, Writer, contents, lay_out, named

SIZE = 512  # kilobytes
resource = pytest.importorskip("resource")


@pytest.fixture(scope="module")
def disk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A small disk of its own."""
    folder = tmp_path_factory.mktemp("disk")
    if (
        not IS_ROOT
        or subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={SIZE}k", "none", folder], check=False).returncode
    ):
        pytest.skip("nothing can be mounted here")
    yield folder
    subprocess.run(["umount", "--lazy", folder], check=True)


def fill(disk: Path) -> None:
    """Leave no free byte."""
    with (disk / "filler").open("wb", buffering=0) as filler:
        for size in (4096, 1):
            with suppress(OSError):
                for _ in range(SIZE):
                    filler.write(b"x" * size)


@pytest.fixture
def full(disk: Path) -> Iterator[Path]:
    folder = disk / "scene"
    folder.mkdir()
    lay_out(folder)
    fill(disk)
    yield folder
    subprocess.run(["rm", "-rf", folder, disk / "filler"], check=True)


@pytest.mark.parametrize("writer", WRITERS, ids=named)
def test_nothing_is_half_written_on_a_full_disk(writer: Writer, nato, full: Path) -> None:
    before = contents(full)
    ran = nato(*writer.command.split(), cwd=full, **SURROUNDINGS)
    assert ran.code == 4
    assert ran.err.startswith("nato: cannot write ")
    assert ran.err.endswith(": No space left on device\n")
    assert ran.err.count("\n") == 1
    assert writer.target in ran.err
    assert contents(full) == before


@pytest.mark.parametrize("writer", WRITERS, ids=named)
def test_nothing_is_half_written_where_files_may_not_grow(writer: Writer, nato_process, tmp_path: Path) -> None:
    lay_out(tmp_path)
    before = contents(tmp_path)
    limit = {"preexec_fn": lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (10, 10))}
    ran = nato_process(*writer.command.split(), cwd=tmp_path, streams=limit, **SURROUNDINGS)
    assert ran.code == 4
    assert ran.err.startswith("nato: cannot write ")
    assert ran.err.count("\n") == 1
    assert writer.target in ran.err
    assert contents(tmp_path) == before


def test_a_compiled_copy_that_finds_no_room_is_done_without(nato, full: Path) -> None:
    (full / "cache").mkdir()
    ran = nato("candidates", cwd=full, NATO_CACHE="cache", NATO_NO_CACHE="", NATO_DATA="board.yaml")
    assert (ran.code, ran.err) == (0, "")
    assert list((full / "cache").iterdir()) == []


LISTINGS = [
    "candidates", "members", "stances", "sources", "selections", "show ann", "show AAA", "show wire-1", "why CCC ann",
    "why --full ann", "unanimity-check", "matrix", "timeline ann", "diff 2024-01-01", "what-if ann --set CCC=support",
    "path ann", "chances ann", "silence ann --opens 2024-03-01 --deadline 2024-03-05", "history", "vetoes", "backtest",
    "backtest --hedges",
]  # fmt: skip
FORMS = ("table", "json", "csv", "markdown")
#: Each listing in one form, each form of some listing; and all that writes to stdout in its own way.
ANSWERS = [
    *(f"{listing} --format {FORMS[number % 4]}" for number, listing in enumerate(LISTINGS)),
    "validate faulty.yaml", "validate --format json", "validate faulty.yaml --format github",
    "report -o -", "schema", "--help", "--version", "add --help", "add stance --help",
    "add candidate --id dan --name Dan --dry-run",
]  # fmt: skip


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
@pytest.mark.parametrize("command", ANSWERS)
def test_an_answer_that_finds_no_room_is_told(command: str, nato_process) -> None:
    with Path("/dev/full").open("w") as nowhere:
        ran = nato_process(*command.split(), cwd=CASES, streams={"stdout": nowhere}, NATO_DATA="board.yaml")
    assert ran.err.endswith("nato: cannot write the answer: No space left on device\n")
    assert ran.code == 4


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
@pytest.mark.parametrize(
    ("command", "code"), [("candidates", 0), ("validate faulty.yaml", 1), ("candidats", 2), ("candidates --data no", 3)]
)
def test_diagnostics_that_find_no_room_change_no_answer(command: str, code: int, nato_process) -> None:
    with Path("/dev/full").open("w") as nowhere:
        ran = nato_process(*command.split(), cwd=CASES, streams={"stderr": nowhere}, NATO_DATA="board.yaml")
    assert ran.code == code
