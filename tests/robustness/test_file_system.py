"""Whatever lies at a path, and whatever happens to it meanwhile: a dataset, or a line that says what is wrong."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

import pytest

from nato_cli.dataset.discovery import ChangedError, NotAFileError, content

posix = pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no such files here")
BOARD = Path(__file__).parents[1] / "datasets" / "board.yaml"


class Ran(NamedTuple):
    out: str
    err: str
    code: int


def nato(*arguments: str | Path) -> Ran:
    """Run `nato`, which has a minute; what it is asked to read must not keep it waiting."""
    done = subprocess.run(
        [sys.executable, "-m", "nato_cli", *map(str, arguments)],
        capture_output=True,
        env={**os.environ, "PYTHONUTF8": "1"},
        text=True,
        timeout=60,
        check=False,
        stdin=subprocess.DEVNULL,
    )
    assert "Traceback" not in done.stderr
    return Ran(done.stdout, done.stderr, done.returncode)


def pipe(path: Path) -> Path:
    os.mkfifo(path)
    return path


def bound(path: Path) -> Path:
    with socket.socket(socket.AF_UNIX) as end:
        end.bind(str(path))
    return path


def loop(path: Path) -> Path:
    path.symlink_to(path)
    return path


def dangling(path: Path) -> Path:
    path.symlink_to(path.with_name("nowhere"))
    return path


def endless(path: Path) -> Path:
    with path.open("wb") as file:
        file.truncate(2**42)
    return path


def device(path: Path) -> Path:
    path.symlink_to("/dev/zero")
    return path


THINGS = {
    pipe: "not a regular file",
    bound: "not a regular file",
    device: "not a regular file",
    dangling: "no such file or folder",
    loop: "Too many levels of symbolic links",
    endless: "larger than one gibibyte",
}


@posix
@pytest.mark.parametrize("make", THINGS, ids=lambda make: make.__name__)
def test_what_is_no_file_is_told_as_a_dataset_and_within_one(make: Callable[[Path], Path], tmp_path: Path) -> None:
    path = make(tmp_path / "x.yaml")
    for asked in (path, tmp_path):
        ran = nato("candidates", "--data", asked)
        assert (ran.code, ran.out) == (3, "")
        assert ran.err.startswith(f"{path}: error: {THINGS[make]}")


@posix
@pytest.mark.parametrize(
    "arguments",
    [
        ("candidates", "--data", BOARD, "--scale"),
        ("what-if", "ann", "--data", BOARD, "--from"),
        ("import", "--data", BOARD),
        ("init", "new", "--electorate"),
    ],
    ids=lambda arguments: arguments[0],
)
def test_no_command_reads_a_device(arguments: tuple[str | Path, ...], tmp_path: Path) -> None:
    given = [tmp_path / each if each == "new" else each for each in arguments]
    ran = nato(*given, device(tmp_path / "x.yaml"))
    assert ran.code in {2, 3}
    assert "not a regular file" in ran.err


@posix
@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("candidates", "--data", BOARD, "--scale"), 3),
        (("what-if", "ann", "--data", BOARD, "--from"), 3),
        (("import", "--dry-run", "--data", BOARD), 0),
        (("init", "new", "--electorate"), 3),
    ],
    ids=lambda value: value[0] if isinstance(value, tuple) else "",
)
def test_no_command_waits_for_a_pipe_that_nobody_writes_to(
    arguments: tuple[str | Path, ...], code: int, tmp_path: Path
) -> None:
    given = [tmp_path / each if each == "new" else each for each in arguments]
    ran = nato(*given, pipe(tmp_path / "x.yaml"))
    assert ran.code == code
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize("path", ["-", "", "x" * 5000, "/dev/null", "/dev/stdin"])
def test_a_path_that_is_no_dataset_is_told(path: str, tmp_path: Path) -> None:
    ran = nato("validate", path or tmp_path)
    assert ran.code == 1
    assert ran.err.endswith(": 1 error\n")


@posix
def test_a_folder_named_like_a_file_is_a_folder(tmp_path: Path) -> None:
    (tmp_path / "x.yaml").mkdir()
    (tmp_path / "x.yaml" / "board.yaml").write_bytes(BOARD.read_bytes())
    assert nato("candidates", "--data", tmp_path).code == 0


@posix
def test_a_folder_that_holds_itself_is_walked_once(tmp_path: Path) -> None:
    (tmp_path / "me").symlink_to(tmp_path)
    (tmp_path / "up.yaml").symlink_to(tmp_path.parent)
    (tmp_path / "board.yaml").write_bytes(BOARD.read_bytes())
    for path in (tmp_path, tmp_path / "me" / "me"):
        ran = nato("candidates", "--data", path)
        assert (ran.code, ran.err) == (0, "")


@posix
@pytest.mark.parametrize("form", ["text", "json", "github"])
@pytest.mark.parametrize("name", [b"\xff\xfe.yaml", b"a\nb: error: forged.yaml", b"\x1b[2J.yaml", b"%0A,title=x.yaml"])
def test_a_file_of_any_name_is_told_on_one_line(name: bytes, form: str, tmp_path: Path) -> None:
    (tmp_path / os.fsdecode(name)).write_text("stances: 1\n")
    ran = nato("validate", tmp_path, "--format", form)
    assert ran.code == 1
    assert "\x1b" not in ran.out
    assert not any(line.startswith("b: error") for line in ran.out.split("\n"))


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="no file here is longer than it says")
def test_a_file_that_is_longer_than_it_was_is_told() -> None:
    with pytest.raises(ChangedError):
        content(Path("/proc/self/status"))
    assert "changed while it was read" in nato("validate", "/proc/self/status").out


def test_a_file_that_grows_while_it_is_read_is_read_whole_or_not_at_all(tmp_path: Path) -> None:
    path = tmp_path / "growing.yaml"
    path.write_bytes(b"x" * 1_000_000)
    done = threading.Event()

    def grow() -> None:
        with path.open("ab", buffering=0) as file:
            for _ in range(1000):
                file.write(b"x" * 100)
                done.wait(0.001)

    growing = threading.Thread(target=grow)
    growing.start()
    for _ in range(200):
        before = path.stat().st_size
        with suppress(ChangedError):
            assert before <= len(content(path)) <= path.stat().st_size
    done.set()
    growing.join()
    assert len(content(path)) == path.stat().st_size


def test_a_file_that_is_replaced_again_and_again_is_the_old_or_the_new(tmp_path: Path) -> None:
    path, other = tmp_path / "a.yaml", tmp_path / "b.yaml"
    states = {b"old" * 100_000, b"newer" * 50_000}
    path.write_bytes(b"old" * 100_000)
    done = threading.Event()

    def swap() -> None:
        while not done.is_set():
            for state in states:
                other.write_bytes(state)
                other.replace(path)

    swapping = threading.Thread(target=swap)
    swapping.start()
    seen = {content(path) for _ in range(200)}
    done.set()
    swapping.join()
    assert seen <= states


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(NotAFileError):
        content(tmp_path)


def test_a_path_that_no_system_has_is_no_file() -> None:
    with pytest.raises(FileNotFoundError):
        content(Path("a\0b"))
