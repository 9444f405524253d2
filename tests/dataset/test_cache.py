"""The cache saves time and changes nothing else, whatever is in its folder."""

from __future__ import annotations

import datetime as dt
import os
import time
from pathlib import Path

import pytest

from nato_cli.analysis.candidacy import newest
from nato_cli.dataset import cache as cached
from nato_cli.dataset.discovery import shipped
from nato_cli.dataset.loader import load
from nato_cli.model import Dataset

TODAY = dt.date(2026, 11, 23)
BOARD = Path(__file__).parents[1] / "datasets" / "board.yaml"


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.delenv("NATO_NO_CACHE", raising=False)
    monkeypatch.setenv("NATO_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


@pytest.fixture
def folder(cache: Path) -> Path:
    """A dataset in a folder of its own, and a place for its copy."""
    data = cache.with_name("data")
    data.mkdir()
    (data / "board.yaml").write_text(BOARD.read_text(encoding="utf-8"), encoding="utf-8")
    return data


def keep(folder: Path, *, settled: bool = True) -> None:
    """Read a dataset, whose files have not changed for a while, and keep a copy of it."""
    for path in folder.rglob("*") if settled else ():
        if path.stat().st_mtime > time.time() - 60:
            os.utime(path, (0, 0))
    copy, dataset = cached.copy_of(folder), load(folder, TODAY).dataset
    assert copy is not None
    assert dataset is not None
    selection = newest(dataset)
    cached.write(copy, TODAY, dataset, selection.id if selection else "")


def kept(folder: Path, today: dt.date = TODAY) -> Dataset | None:
    copy = cached.copy_of(folder)
    return cached.read(copy, today) if copy else None


def copy_in(cache: Path) -> Path:
    (found,) = cache.glob("*.msgpack")
    return found


def test_a_copy_is_the_dataset(folder: Path) -> None:
    keep(folder)
    assert kept(folder) == load(folder, TODAY).dataset


def test_without_a_copy_there_is_none(folder: Path) -> None:
    assert kept(folder) is None


def test_a_change_of_one_letter_makes_the_copy_void_whatever_the_clock_says(folder: Path) -> None:
    keep(folder)
    board = folder / "board.yaml"
    state = board.stat()
    time.sleep(0.05)  # more than a tick of the file system's clock
    board.write_text(BOARD.read_text(encoding="utf-8").replace("Ann Alder", "Ann Elder"), encoding="utf-8")
    os.utime(board, ns=(state.st_atime_ns, state.st_mtime_ns))
    assert kept(folder) is None


def test_a_file_that_has_just_changed_has_no_copy(folder: Path) -> None:
    """It may change again, to something of the same size, before the clock of its file system ticks."""
    keep(folder)
    (folder / "board.yaml").touch()
    assert cached.copy_of(folder) is None


@pytest.mark.usefixtures("cache")
def test_a_copy_has_the_selections_of_the_dataset_and_the_newest_of_them() -> None:
    keep(shipped(), settled=False)
    dataset, same = kept(shipped()), load(shipped(), TODAY).dataset
    assert dataset is not None
    assert same is not None
    assert list(dataset.selections) == list(same.selections)
    assert newest(dataset) == newest(same)


@pytest.mark.parametrize("name", ["more.yaml", "sub/more.yml"])
def test_a_file_more_makes_another_copy(name: str, folder: Path) -> None:
    keep(folder)
    (folder / name).parent.mkdir(exist_ok=True)
    (folder / name).write_text("stances: []\n", encoding="utf-8")
    assert kept(folder) is None
    keep(folder)
    assert kept(folder) is not None
    (folder / name).unlink()
    assert kept(folder) is not None


def test_another_name_of_a_file_makes_the_copy_void(folder: Path) -> None:
    """The places of records are in the copy."""
    keep(folder)
    (folder / "board.yaml").rename(folder / "chair.yaml")
    assert kept(folder) is None


def test_a_copy_of_a_later_day_is_not_used(folder: Path) -> None:
    """What was a date of the past tomorrow may be in the future today."""
    keep(folder)
    assert kept(folder, TODAY - dt.timedelta(days=1)) is None
    assert kept(folder, TODAY + dt.timedelta(days=1)) is not None


@pytest.mark.parametrize("damage", [b"", b"\x00", b"\x93\x90\xa0\xc0", b"x" * 500])
def test_a_damaged_copy_is_not_used(damage: bytes, folder: Path, cache: Path) -> None:
    keep(folder)
    copy_in(cache).write_bytes(damage)
    assert kept(folder) is None


def test_a_copy_cut_short_is_not_used(folder: Path, cache: Path) -> None:
    keep(folder)
    copy = copy_in(cache)
    whole = copy.read_bytes()
    for length in (0, 1, 31, len(whole) // 2, len(whole) - 1):
        copy.write_bytes(whole[:length])
        assert kept(folder) is None


def test_a_copy_with_one_byte_changed_is_not_used(folder: Path, cache: Path) -> None:
    keep(folder)
    copy = copy_in(cache)
    whole = copy.read_bytes()
    for place in range(0, len(whole), 97):
        copy.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        assert kept(folder) is None


@pytest.mark.skipif(os.name == "nt", reason="permissions are other there")
def test_a_folder_that_others_can_write_to_is_not_a_cache(folder: Path, cache: Path) -> None:
    keep(folder)
    assert (cache.stat().st_mode & 0o777, copy_in(cache).stat().st_mode & 0o777) == (0o700, 0o600)
    cache.chmod(0o770)
    assert kept(folder) is None
    assert load(folder, TODAY).dataset is not None


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root gives files away")
def test_a_folder_of_another_user_is_not_a_cache(folder: Path, cache: Path) -> None:
    keep(folder)
    os.chown(cache, 65534, 65534)
    assert kept(folder) is None


@pytest.mark.parametrize("kind", ["folder", "nothing"])
def test_what_is_not_a_file_is_not_a_copy(kind: str, folder: Path, cache: Path) -> None:
    keep(folder)
    copy = copy_in(cache)
    copy.unlink()
    if kind == "folder":
        copy.mkdir()
    assert kept(folder) is None
    keep(folder)


def test_old_copies_are_removed(folder: Path, cache: Path) -> None:
    for number in range(30):
        (folder / "more.yaml").write_text(f"# {number}\n", encoding="utf-8")
        keep(folder)
    assert len(list(cache.iterdir())) == 20
    assert kept(folder) is not None


@pytest.mark.usefixtures("cache")
def test_the_shipped_dataset_may_be_asked_about_as_of_an_earlier_today() -> None:
    keep(shipped(), settled=False)
    assert kept(shipped(), dt.date(2025, 6, 1)) is not None


def test_all_copies_may_be_deleted_at_any_time(folder: Path, cache: Path) -> None:
    keep(folder)
    copy_in(cache).unlink()
    assert kept(folder) is None
    keep(folder)
    assert kept(folder) is not None


def test_nothing_else_is_left_in_the_folder_of_copies(folder: Path, cache: Path) -> None:
    keep(folder)
    keep(folder)
    assert list(cache.iterdir()) == [copy_in(cache)]


def test_a_folder_that_cannot_be_written_is_no_reason_to_stop(folder: Path, cache: Path) -> None:
    cache.touch()
    assert cached.copy_of(folder) is None


def test_they_can_be_done_without(folder: Path, cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NATO_NO_CACHE", "1")
    assert cached.copy_of(folder) is None
    assert not cache.exists()


def test_a_file_that_cannot_be_read_has_no_copy(folder: Path) -> None:
    (folder / "gone.yaml").symlink_to(folder / "nowhere")
    assert cached.copy_of(folder) is None


def test_the_places_in_a_copy_are_as_the_reader_would_type_them(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    keep(folder)
    monkeypatch.chdir(folder.parent)
    assert kept(folder) is None
    keep(folder)
    dataset = kept(folder)
    assert dataset is not None
    assert dataset.members["AAA"].place.path == "data/board.yaml"
