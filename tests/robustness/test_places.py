"""Nothing is written outside of the place that was named, and nothing is replaced that was not meant."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from workspace import contents, lay_out

HERE = {"NATO_DATA": "board.yaml"}
posix_only = pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs pipes in the file system")


@pytest.mark.parametrize("selection", ["../../x", "..", ".", "/abs", "", "a/b", "a\\b", "-", "x" * 300, "\x1b[2J"])
def test_an_id_that_would_lead_out_of_its_folder_is_refused(selection: str, nato, tmp_path: Path) -> None:
    result = nato("init", "new", "--selection", selection, cwd=tmp_path)
    assert result.code in {2, 4}
    assert result.err.count("\n") == 1
    assert contents(tmp_path) == {}


@pytest.mark.parametrize("selection", ["a..b", "sg.next", "2024"])
def test_an_id_with_dots_stays_within_its_folder(selection: str, nato, tmp_path: Path) -> None:
    assert nato("init", "new", "--selection", selection, cwd=tmp_path).code == 0
    assert [path.name for path in (tmp_path / "new" / "selections").iterdir()] == [selection]


@pytest.mark.parametrize("id_", ["../x", "/x", "a/b", "..", ""])
def test_no_record_is_written_outside_of_the_dataset(id_: str, nato, tmp_path: Path) -> None:
    lay_out(tmp_path)
    before = contents(tmp_path)
    result = nato("add", "candidate", "--id", id_, "--name", "X", "--data", "split", cwd=tmp_path)
    assert result.code in {2, 3}
    assert contents(tmp_path) == before


@pytest.mark.parametrize("electorate", ["empty", "sheet.csv", "nowhere", "old.html", "/dev/null", ""])
def test_init_writes_nothing_when_the_electorate_is_not_a_dataset(electorate: str, nato, tmp_path: Path) -> None:
    lay_out(tmp_path)
    before = contents(tmp_path)
    assert nato("init", "new", "--electorate", electorate, cwd=tmp_path).code in {2, 3}
    assert contents(tmp_path) == before


#: How each command that writes a file or a folder names it.
TO_A_PLACE = {
    "init": ("init", "{}"),
    "report": ("report", "-o", "{}"),
    "report --force": ("report", "--force", "-o", "{}"),
    "export": ("export", "{}", "--to", "json"),
    "export --force": ("export", "{}", "--to", "json", "--force"),
}
PLACES = [
    "home/", "..", "link-to-home", "old", "fifo", "device", "loop/x", "board.yaml/x", "/proc/x", "x" * 300,
]  # fmt: skip


@posix_only
@pytest.mark.parametrize("command", TO_A_PLACE)
def test_what_is_in_the_way_is_left_as_it_is(command: str, nato, tmp_path: Path) -> None:
    lay_out(tmp_path)
    home = tmp_path / "home"
    (home / ".ssh").mkdir(parents=True)
    (home / "letter.txt").write_text("dear", encoding="utf-8")
    os.mkfifo(tmp_path / "fifo")
    (tmp_path / "device").symlink_to("/dev/null")
    (tmp_path / "loop").symlink_to("loop")
    (tmp_path / "link-to-home").symlink_to("home")
    before = {name: data for name, data in contents(tmp_path).items() if name != "fifo"}
    for place in PLACES:
        if (command, place) == ("init", "split"):
            continue  # a dataset, which gets one more selection
        result = nato(*(part.format(place) for part in TO_A_PLACE[command]), cwd=tmp_path, **HERE)
        assert result.code in {2, 4}, (place, result)
        assert result.err.count("\n") == 1, (place, result)
    assert {name: data for name, data in contents(tmp_path).items() if name != "fifo"} == before


@pytest.mark.parametrize(("command", "old"), [("report --force", "old.html"), ("export --force", "old.json")])
def test_a_link_is_followed_when_its_file_is_replaced(command: str, old: str, nato, tmp_path: Path) -> None:
    lay_out(tmp_path)
    (tmp_path / "link").symlink_to(old)
    before = contents(tmp_path)
    assert nato(*(part.format("link") for part in TO_A_PLACE[command]), cwd=tmp_path, **HERE).code == 0
    assert (tmp_path / "link").is_symlink()
    assert set(contents(tmp_path)) == set(before)
    assert contents(tmp_path)[old] != before[old]


@pytest.mark.parametrize("mine", ["notes.csv", "notes.txt", ".git"])
def test_an_export_into_an_earlier_one_touches_no_other_file(mine: str, nato, tmp_path: Path) -> None:
    lay_out(tmp_path)
    (tmp_path / "old" / mine).write_text("mine", encoding="utf-8")
    nato("export", "old", "--force", cwd=tmp_path, **HERE)
    assert (tmp_path / "old" / mine).read_text(encoding="utf-8") == "mine"
