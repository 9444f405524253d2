"""Whatever is at a path, and whatever happens to it meanwhile: a dataset, or a message that says what is wrong."""

from __future__ import annotations

import os
import socket
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from workspace import BOARD

from nato_cli.dataset.discovery import ChangedError, content

posix_only = pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs pipes in the file system")


def pipe(path: Path) -> None:
    os.mkfifo(path)


def bound_socket(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as end:
        end.bind(str(path))


def loop(path: Path) -> None:
    path.symlink_to(path)


def dangling_link(path: Path) -> None:
    path.symlink_to(path.with_name("nowhere"))


def four_terabytes(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(2**42)


def device(path: Path) -> None:
    path.symlink_to("/dev/zero")


@posix_only
@pytest.mark.parametrize("make", [pipe, bound_socket, loop, dangling_link, four_terabytes, device])
@pytest.mark.parametrize(
    "arguments",
    [
        ("candidates", "--data"),
        ("candidates", "--data", BOARD, "--scale"),
        ("import", "--dry-run", "--data", BOARD),
        ("init", "new", "--electorate"),
    ],
    ids=lambda arguments: f"{arguments[0]} {arguments[-1]}" if len(arguments) < 4 else arguments[0],
)
def test_what_is_not_a_file_is_neither_waited_for_nor_read_for_ever(
    make: Callable[[Path], None], arguments: tuple[str | Path, ...], nato_process, tmp_path: Path
) -> None:
    make(tmp_path / "x.yaml")
    result = nato_process(*map(str, arguments), "x.yaml", cwd=tmp_path)
    is_empty_input = make is pipe  # nobody writes to it
    assert result.code in ({0, 2, 3} if is_empty_input else {2, 3})
    assert "error" in result.err or result.err.startswith("nato: ") or is_empty_input


@pytest.mark.parametrize("path", ["", "x" * 5000, "/dev/null", "a\nb"])
def test_a_path_that_is_not_a_dataset(path: str, nato, tmp_path: Path) -> None:
    result = nato("validate", path or str(tmp_path))
    assert result.code == 1
    assert "error" in result.err


@posix_only
def test_a_folder_that_holds_itself_is_read_once(nato, tmp_path: Path) -> None:
    (tmp_path / "me").symlink_to(tmp_path)
    (tmp_path / "folder.yaml").mkdir()
    (tmp_path / "folder.yaml" / "board.yaml").write_bytes(BOARD.read_bytes())
    for path in (tmp_path, tmp_path / "me" / "me"):
        result = nato("candidates", "--data", str(path))
        assert (result.code, result.err) == (0, "")


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
    for _ in range(100):
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
    seen = {content(path) for _ in range(100)}
    done.set()
    swapping.join()
    assert seen <= states
