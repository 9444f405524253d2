"""A compiled copy saves time and changes nothing else, whoever has had a hand in it."""

from __future__ import annotations

import datetime as dt
import os
from pathlib import Path

import pytest

from nato_cli.dataset import cache as compiled
from nato_cli.dataset.loader import load
from nato_cli.model import Dataset

TODAY = dt.date(2026, 11, 23)
BOARD = Path(__file__).parents[1] / "datasets" / "board.yaml"


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.delenv("NATO_NO_CACHE")
    monkeypatch.setenv("NATO_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


@pytest.fixture
def folder(cache: Path) -> Path:
    """A dataset in a folder of its own, and a place for its copy."""
    data = cache.with_name("data")
    data.mkdir()
    (data / "board.yaml").write_text(BOARD.read_text(encoding="utf-8"), encoding="utf-8")
    return data


def keep(folder: Path) -> None:
    copy, dataset = compiled.copy_of(folder), load(folder, TODAY).dataset
    assert copy is not None
    assert dataset is not None
    compiled.write(copy, TODAY, dataset)


def kept(folder: Path, today: dt.date = TODAY) -> Dataset | None:
    copy = compiled.copy_of(folder)
    return compiled.read(copy, today) if copy else None


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
    board.write_text(BOARD.read_text(encoding="utf-8").replace("Ann Alder", "Ann Elder"), encoding="utf-8")
    os.utime(board, ns=(state.st_atime_ns, state.st_mtime_ns))
    assert kept(folder) is None


def test_a_file_that_was_only_touched_keeps_its_copy(folder: Path) -> None:
    keep(folder)
    os.utime(folder / "board.yaml", ns=(0, 0))
    assert kept(folder) is not None


@pytest.mark.parametrize("name", ["more.yaml", "sub/more.yml"])
def test_a_file_more_or_less_makes_the_copy_void(name: str, folder: Path) -> None:
    keep(folder)
    (folder / name).parent.mkdir(exist_ok=True)
    (folder / name).write_text("stances: []\n", encoding="utf-8")
    assert kept(folder) is None
    keep(folder)
    assert kept(folder) is not None
    (folder / name).unlink()
    assert kept(folder) is None


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
def test_a_damaged_copy_is_no_copy(damage: bytes, folder: Path, cache: Path) -> None:
    keep(folder)
    copy_in(cache).write_bytes(damage)
    assert kept(folder) is None


def test_a_copy_cut_short_or_changed_in_any_byte_is_no_copy(folder: Path, cache: Path) -> None:
    keep(folder)
    copy = copy_in(cache)
    whole = copy.read_bytes()
    for at in (0, 31, 32, 41, 42, len(whole) // 2, len(whole) - 1):
        copy.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
        assert kept(folder) is None
        copy.write_bytes(whole[:at])
        assert kept(folder) is None


def test_a_copy_that_another_made_is_no_copy(folder: Path, cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is whole, of this very content, and says what its maker likes: but it was not sealed with the user's key."""
    keep(folder)
    monkeypatch.setenv("NATO_CACHE", str(cache / "of-another"))
    keep(folder)
    forged = copy_in(cache / "of-another").read_bytes()
    monkeypatch.setenv("NATO_CACHE", str(cache))
    copy_in(cache).write_bytes(forged)
    assert kept(folder) is None


def test_the_copy_of_another_dataset_is_no_copy(folder: Path, cache: Path) -> None:
    keep(folder)
    other = folder.parent / "other"
    other.mkdir()
    (other / "board.yaml").write_bytes((folder / "board.yaml").read_bytes())
    before = copy_in(cache)
    keep(other)
    (after,) = set(cache.glob("*.msgpack")) - {before}
    after.write_bytes(before.read_bytes())
    assert kept(other) is None


@pytest.mark.skipif(os.name == "nt", reason="there permissions are told otherwise")
@pytest.mark.parametrize("name", ["key", "copy"])
def test_what_others_may_write_is_no_copy(name: str, folder: Path, cache: Path) -> None:
    keep(folder)
    place = cache / "key" if name == "key" else copy_in(cache)
    assert place.stat().st_mode & 0o777 == 0o600
    place.chmod(0o620)
    assert kept(folder) is None
    place.chmod(0o600)
    assert kept(folder) is not None


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root gives files away")
def test_what_belongs_to_another_is_no_copy(folder: Path, cache: Path) -> None:
    keep(folder)
    os.chown(copy_in(cache), 65534, 65534)
    assert kept(folder) is None


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with names here")
@pytest.mark.parametrize("name", ["key", "copy"])
@pytest.mark.parametrize("kind", ["link", "pipe", "folder", "nothing"])
def test_what_is_no_file_is_no_copy_and_keeps_nobody_waiting(kind: str, name: str, folder: Path, cache: Path) -> None:
    keep(folder)
    place = cache / "key" if name == "key" else copy_in(cache)
    moved = place.rename(cache / "moved")
    if kind == "link":
        place.symlink_to(moved)
    elif kind == "pipe":
        os.mkfifo(place)
    elif kind == "folder":
        place.mkdir()
    assert kept(folder) is None


def test_all_copies_may_be_deleted_at_any_time(folder: Path, cache: Path) -> None:
    keep(folder)
    for each in cache.iterdir():
        each.unlink()
    assert kept(folder) is None
    keep(folder)
    assert kept(folder) is not None


def test_nothing_else_is_left_in_the_folder_of_copies(folder: Path, cache: Path) -> None:
    keep(folder)
    keep(folder)
    assert sorted(each.name for each in cache.iterdir()) == sorted(["key", copy_in(cache).name])


def test_a_folder_that_cannot_be_written_is_no_reason_to_stop(folder: Path, cache: Path) -> None:
    cache.touch()
    keep(folder)
    assert kept(folder) is None


def test_they_can_be_done_without(folder: Path, cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NATO_NO_CACHE", "1")
    assert compiled.copy_of(folder) is None
    assert not cache.exists()


def test_a_file_that_cannot_be_read_has_no_copy(folder: Path) -> None:
    (folder / "gone.yaml").symlink_to(folder / "nowhere")
    assert compiled.copy_of(folder) is None


def test_the_places_in_a_copy_are_as_the_reader_would_type_them(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    keep(folder)
    monkeypatch.chdir(folder.parent)
    assert kept(folder) is None
    keep(folder)
    dataset = kept(folder)
    assert dataset is not None
    assert dataset.members["AAA"].place.path == "data/board.yaml"
