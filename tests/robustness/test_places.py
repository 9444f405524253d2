"""Nothing is written but in the place that was named, and nothing is replaced that was not meant."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from runner import run_in_process as nato
from workspace import contents, lay_out

HERE = {"NATO_DATA": "board.yaml"}


@pytest.mark.parametrize(
    "selection", ["../../x", "..", ".", "/abs", "", "a/b", "a\\b", "-", "x" * 300, "sg next", "\x1b[2J", "名"]
)  # fmt: skip
def test_an_id_that_names_a_folder_is_an_id(selection: str, tmp_path: Path) -> None:
    ran = nato("init", "new", "--selection", selection, cwd=tmp_path)
    assert ran.code in {2, 4}
    assert ran.err.count("\n") == 1
    assert contents(tmp_path) == {}


@pytest.mark.parametrize("selection", ["a..b", "sg.next", "2024", "x_"])
def test_an_id_with_dots_stays_within_its_folder(selection: str, tmp_path: Path) -> None:
    assert nato("init", "new", "--selection", selection, cwd=tmp_path).code == 0
    assert [path.name for path in (tmp_path / "new" / "selections").iterdir()] == [selection]


@pytest.mark.parametrize("electorate", ["empty", "sheet.csv", "nowhere", "old.html", "/dev/null", ""])
def test_an_electorate_that_is_none_starts_nothing(electorate: str, tmp_path: Path) -> None:
    lay_out(tmp_path)
    before = contents(tmp_path)
    ran = nato("init", "new", "--electorate", electorate, cwd=tmp_path)
    assert ran.code in {2, 3}
    assert contents(tmp_path) == before


#: What each command that writes a file or folder does to its place.
TO_A_PLACE = {
    "init": ("init", "{}"),
    "report": ("report", "-o", "{}"),
    "report, forced": ("report", "--force", "-o", "{}"),
    "export": ("export", "{}", "--to", "csv"),
    "export, forced": ("export", "{}", "--to", "csv", "--force"),
    "export of a file": ("export", "{}", "--to", "json"),
    "export of a file, forced": ("export", "{}", "--to", "json", "--force"),
}


PLACES = [
    "home", "home/", "home/.", ".", "..", "link-to-home", "tables", "split", "state", "fifo", "device", "loop/x",
    "board.yaml/x", "/proc/x", "x" * 300,
]  # fmt: skip


def to_a_place(command: str, place: str, folder: Path):
    return nato(*(part.format(place) for part in TO_A_PLACE[command]), cwd=folder, **HERE)


@pytest.mark.parametrize("command", TO_A_PLACE)
def test_what_is_no_place_for_it_is_left_as_it_is(command: str, tmp_path: Path) -> None:
    lay_out(tmp_path)
    home = tmp_path / "home"
    (home / ".ssh").mkdir(parents=True)
    (home / "letter.txt").write_text("dear")
    (tmp_path / "tables").mkdir()
    (tmp_path / "tables" / "stances.csv").write_text("mine")
    os.mkfifo(tmp_path / "fifo")
    (tmp_path / "device").symlink_to("/dev/null")
    (tmp_path / "loop").symlink_to("loop")
    (tmp_path / "link-to-home").symlink_to("home")
    before = {name: data for name, data in contents(tmp_path).items() if name != "fifo"}
    for place in PLACES:
        ran = to_a_place(command, place, tmp_path)
        assert ran.code in {2, 4}, (place, ran)
        assert ran.err.count("\n") == 1, (place, ran)
    found = {name: data for name, data in contents(tmp_path).items() if name != "fifo"}
    assert found == before


@pytest.mark.parametrize("command", TO_A_PLACE)
def test_a_link_that_leads_nowhere_is_something_that_is_there(command: str, tmp_path: Path) -> None:
    lay_out(tmp_path)
    (tmp_path / "link").symlink_to("elsewhere")
    ran = to_a_place(command, "link", tmp_path)
    is_forced = "forced" in command
    assert ran.code in ({0} if is_forced else {2, 4})
    assert (tmp_path / "elsewhere").exists() == is_forced
    assert (tmp_path / "link").is_symlink()


@pytest.mark.parametrize(
    ("command", "old"),
    [("report, forced", "old.html"), ("export, forced", "old"), ("export of a file, forced", "old.json")],
)
def test_a_link_is_followed_where_it_is_to_be_replaced(command: str, old: str, tmp_path: Path) -> None:
    lay_out(tmp_path)
    (tmp_path / "link").symlink_to(old)
    (tmp_path / "chain").symlink_to("link")
    before = contents(tmp_path)
    assert to_a_place(command, "chain", tmp_path).code == 0
    assert (tmp_path / "chain").is_symlink()
    assert set(contents(tmp_path)) == set(before)


@pytest.mark.parametrize("stranger", ["notes.txt", ".git", "sub"])
def test_an_earlier_export_with_something_else_in_it_is_left_as_it_is(stranger: str, tmp_path: Path) -> None:
    lay_out(tmp_path)
    (tmp_path / "old" / stranger).mkdir() if stranger == "sub" else (tmp_path / "old" / stranger).write_text("mine")
    before = contents(tmp_path)
    ran = nato("export", "old", "--force", cwd=tmp_path, **HERE)
    assert ran.code == 2
    assert "no earlier export" in ran.err
    assert contents(tmp_path) == before


@pytest.mark.parametrize("place", ["empty", "old"])
def test_an_empty_folder_or_an_earlier_export_is_replaced_when_asked(place: str, tmp_path: Path) -> None:
    lay_out(tmp_path)
    assert nato("export", place, "--force", cwd=tmp_path, **HERE).code == 0
    assert (tmp_path / place / "stances.csv").exists()


def test_records_are_added_to_no_file_outside_the_dataset(tmp_path: Path) -> None:
    """A path in a record is a place to read about, and never one to write to."""
    lay_out(tmp_path)
    before = contents(tmp_path)
    for id_ in ("../x", "/x", "a/b", "..", ""):
        assert nato("add", "candidate", "--id", id_, "--name", "X", "--data", "split", cwd=tmp_path).code == 3
    assert contents(tmp_path) == before


@pytest.mark.parametrize("name", ["/dev/zero", "/dev/null", "empty", "/proc/self/mem", "loop"])
@pytest.mark.parametrize(
    "command",
    [("candidates", "--data"), ("validate",), ("candidates", "--scale"), ("import",), ("what-if", "ann", "--from"),
     ("init", "new", "--electorate")],
)  # fmt: skip
def test_what_is_no_file_is_not_read_for_ever(command: tuple[str, ...], name: str, tmp_path: Path) -> None:
    lay_out(tmp_path)
    (tmp_path / "loop").symlink_to("loop")
    ran = nato(*command, name, cwd=tmp_path, **HERE)
    assert ran.code in {1, 2, 3}
    assert ran.code != 2 or ran.err.count("\n") == 1


@pytest.mark.parametrize("command", [("candidates", "--data"), ("validate",), ("add", "candidate", "--data")])
def test_a_dataset_is_not_waited_for(command: tuple[str, ...], tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "fifo")
    assert nato(*command, "fifo", cwd=tmp_path).code in {1, 3}
