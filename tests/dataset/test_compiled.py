"""A compiled copy saves time and changes nothing else."""

from __future__ import annotations

import datetime as dt
import os
from pathlib import Path

import pytest

from nato_cli.dataset import compiled
from nato_cli.dataset.loader import load

TODAY = dt.date(2026, 11, 23)
BOARD = Path(__file__).parents[1] / "cases" / "board.yaml"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A dataset that was last changed a while ago, in a folder of its own, and a place for its copy."""
    monkeypatch.setenv("NATO_CACHE", str(tmp_path / "cache"))
    data = tmp_path / "data"
    data.mkdir()
    change(data / "board.yaml", BOARD.read_text(encoding="utf-8"), seconds_ago=60)
    return data


def change(path: Path, text: str, *, seconds_ago: float) -> None:
    path.write_text(text, encoding="utf-8")
    then = path.stat().st_mtime_ns - int(seconds_ago * 1e9)
    os.utime(path, ns=(then, then))


def keep(folder: Path) -> None:
    dataset = load(folder, TODAY).dataset
    assert dataset is not None
    compiled.write(folder, TODAY, dataset)


def test_a_copy_is_the_dataset(folder: Path) -> None:
    keep(folder)
    assert compiled.read(folder, TODAY) == load(folder, TODAY).dataset


def test_without_a_copy_there_is_none(folder: Path) -> None:
    assert compiled.read(folder, TODAY) is None


def test_a_changed_file_makes_the_copy_void(folder: Path) -> None:
    keep(folder)
    text = BOARD.read_text(encoding="utf-8")
    change(folder / "board.yaml", text.replace("Ann Alder", "Ann Aspen"), seconds_ago=50)
    assert compiled.read(folder, TODAY) is None


@pytest.mark.parametrize("name", ["more.yaml", "sub/more.yml"])
def test_a_file_more_or_less_makes_the_copy_void(name: str, folder: Path) -> None:
    keep(folder)
    (folder / name).parent.mkdir(exist_ok=True)
    change(folder / name, "stances: []\n", seconds_ago=60)
    assert compiled.read(folder, TODAY) is None
    keep(folder)
    assert compiled.read(folder, TODAY) is not None
    (folder / name).unlink()
    assert compiled.read(folder, TODAY) is None


def test_of_files_that_have_only_just_changed_no_copy_is_made(folder: Path) -> None:
    change(folder / "board.yaml", BOARD.read_text(encoding="utf-8"), seconds_ago=0)
    keep(folder)
    assert compiled.read(folder, TODAY) is None


def test_a_copy_of_a_later_day_is_not_used(folder: Path) -> None:
    """What was a date of the past tomorrow may be in the future today."""
    keep(folder)
    assert compiled.read(folder, TODAY - dt.timedelta(days=1)) is None
    assert compiled.read(folder, TODAY + dt.timedelta(days=1)) is not None


@pytest.mark.parametrize("damage", [b"", b"\x00", b"\x93\x90\xa0\xc0", None])
def test_a_damaged_copy_is_no_copy(damage: bytes | None, folder: Path, tmp_path: Path) -> None:
    keep(folder)
    (copy,) = (tmp_path / "cache").iterdir()
    copy.write_bytes(copy.read_bytes()[:-7] if damage is None else damage)
    assert compiled.read(folder, TODAY) is None


def test_a_folder_that_cannot_be_written_is_no_reason_to_stop(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "cache").touch()
    keep(folder)
    assert compiled.read(folder, TODAY) is None


def test_set_to_nothing_no_copies_are_made(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NATO_CACHE", "")
    keep(folder)
    assert not (tmp_path / "cache").exists()
    assert compiled.read(folder, TODAY) is None


def test_the_places_in_a_copy_are_as_the_reader_would_type_them(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    keep(folder)
    monkeypatch.chdir(folder.parent)
    assert compiled.read(folder, TODAY) is None
    keep(folder)
    copy = compiled.read(folder, TODAY)
    assert copy is not None
    assert copy.members["AAA"].place.path == "data/board.yaml"
