"""Start a dataset, add to it, bring a spreadsheet in: what is there is never harmed."""

import json
import os
import pty
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

STANCE = ("--member", "NOR", "--candidate", "alder", "--position", "support", "--attribution", "named-official")
SOURCE = (
    "--publisher",
    "The Wire",
    "--url",
    "https://example.org/1",
    "--published",
    "2026-11-02",
    "--kind",
    "wire",
    "--reliability",
    "B",
)


@pytest.fixture
def mine(nato, tmp_path):
    """A dataset that was just begun, with one candidate."""
    folder = tmp_path / "mine"
    assert nato("init", str(folder), "--selection", "sg-next", "--title", "The next one", "--post", "Chief").code == 0
    assert nato("add", "candidate", "--id", "alder", "--name", "Ann Alder", "--data", str(folder)).code == 0
    return folder


def adding(folder: Path) -> list[str]:
    """The command that adds a stance of a source that is known."""
    nato = [sys.executable, "-m", "nato_cli", "add", "stance", *STANCE]
    return [*nato, "--source", "the-wire-2026-11-02", "--data", str(folder)]


def stances(folder: Path) -> Path:
    return folder / "selections" / "sg-next" / "stances.yaml"


def test_a_new_dataset_validates_at_once(nato, tmp_path) -> None:
    assert nato("init", str(tmp_path / "new")).code == 0
    assert nato("validate", "--strict", str(tmp_path / "new")).code == 0


def test_a_folder_that_is_not_empty_is_refused(nato, tmp_path) -> None:
    (tmp_path / "mine.txt").touch()
    ran = nato("init", str(tmp_path))
    assert ran.code == 2
    assert "is not empty" in ran.err
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_a_body_with_members_of_its_own(nato, tmp_path) -> None:
    members = tmp_path / "members.yaml"
    members.write_text("members:\n  - {id: AAA, name: Ada, acceded: 1999-01-01}\n")
    nato("init", str(tmp_path / "new"), "--electorate", str(members))
    assert "AAA" in nato("show", "AAA", "--data", str(tmp_path / "new")).out


def test_a_stance_and_its_new_source_are_added(nato, mine) -> None:
    ran = nato("add", "stance", *STANCE, *SOURCE, "--note", "said so: twice", "--data", str(mine))
    assert (ran.code, ran.err) == (0, "added to sources: the-wire-2026-11-02\nadded to stances: alder\n")
    answer = json.loads(nato("stances", "--format", "json", "--data", str(mine)).out)
    (stance,) = answer["stances"]
    assert (stance["members"], stance["source"], stance["note"]) == (["NOR"], "the-wire-2026-11-02", "said so: twice")
    assert nato("validate", "--strict", str(mine)).code == 0


def test_what_would_be_wrong_is_told_and_not_written(nato, mine) -> None:
    before = stances(mine).read_bytes()
    ran = nato("add", "stance", *STANCE, *SOURCE, "--hedge", "likly", "--data", str(mine))
    assert ran.code == 3
    assert "did you mean 'likely'?" in ran.err
    assert ran.err.endswith("nato: nothing was written\n")
    assert stances(mine).read_bytes() == before
    assert "the-wire" not in (stances(mine).parent / "sources.yaml").read_text()


def test_a_dry_run_shows_the_difference_and_writes_nothing(nato, mine) -> None:
    before = stances(mine).read_bytes()
    ran = nato("add", "stance", *STANCE, *SOURCE, "--dry-run", "--data", str(mine))
    assert "+  - member: NOR" in ran.out
    assert stances(mine).read_bytes() == before


def test_what_is_missing_is_named_where_nobody_can_be_asked(nato, mine) -> None:
    ran = nato("add", "stance", "--member", "NOR", "--data", str(mine))
    assert (ran.code, ran.err) == (2, "nato: --candidate is missing\n")


def test_an_unknown_source_is_told_with_the_nearest(nato, mine) -> None:
    nato("add", "source", *SOURCE, "--data", str(mine))
    ran = nato("add", "stance", *STANCE, "--source", "the-wire-2026-11-03", "--data", str(mine))
    assert ran.code == 2
    assert "did you mean 'the-wire-2026-11-02'?" in ran.err


def test_no_dataset_is_changed_that_was_not_named(nato) -> None:
    ran = nato("add", "stance", *STANCE)
    assert ran.code == 2
    assert "--data" in ran.err


def test_a_link_stays_a_link_and_the_mode_is_kept(nato, mine, tmp_path) -> None:
    real = tmp_path / "real.yaml"
    stances(mine).rename(real)
    real.chmod(0o640)
    stances(mine).symlink_to(real)
    nato("add", "stance", *STANCE, *SOURCE, "--data", str(mine))
    assert stances(mine).is_symlink()
    assert "NOR" in real.read_text()
    assert real.stat().st_mode & 0o777 == 0o640


def test_two_at_once_lose_nothing(nato, mine) -> None:
    nato("add", "source", *SOURCE, "--data", str(mine))
    command = adding(mine)
    running = [
        subprocess.Popen([*command, "--note", f"number {number}"], stderr=subprocess.DEVNULL) for number in range(8)
    ]
    assert [each.wait(60) for each in running] == [0] * 8
    text = stances(mine).read_text()
    assert [f"number {number}" in text for number in range(8)] == [True] * 8
    assert nato("validate", str(mine)).code == 0


def test_killed_at_any_moment_the_file_is_the_old_or_the_new_one(nato, mine) -> None:
    nato("add", "source", *SOURCE, "--data", str(mine))
    command = adding(mine)
    subprocess.run(command, check=True, stderr=subprocess.DEVNULL)
    for number in range(12):
        before = stances(mine).read_bytes()
        running = subprocess.Popen([*command, "--note", f"number {number}"], stderr=subprocess.DEVNULL)
        time.sleep(0.04 * number)
        running.send_signal(signal.SIGKILL)
        running.wait()
        after = stances(mine).read_bytes()
        assert after == before or after.startswith(before.rstrip())
        assert nato("validate", str(mine)).code == 0


def answering(arguments: list[str], answers: list[str]) -> str:
    """Run `nato` in a terminal, with these answers typed one after the other; what the terminal showed."""
    child, terminal = pty.fork()
    if child == 0:
        os.execv(sys.executable, [sys.executable, "-m", "nato_cli", *arguments])
    shown = b""
    for answer in answers:
        shown += _until(terminal, b": ")
        os.write(terminal, answer.encode() + b"\n")
    shown += _until(terminal, None)
    os.waitpid(child, 0)
    return shown.decode(errors="replace")


def _until(terminal: int, sign: bytes | None) -> bytes:
    found = b""
    while sign is None or not found.endswith((sign, sign + b"\x1b[?2004h")):
        try:
            piece = os.read(terminal, 1024)
        except OSError:
            break
        if not piece:
            break
        found += piece
    return found


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_in_a_terminal_what_no_option_says_is_asked_for(mine) -> None:
    answers = ["NOR SWE", "alder", "suport", "support", "", "wire-x", "y", "The Wire", "2026-11-02", "https://example.org/1",
               "wire", "B", "named-official", "", "in so many words"]  # fmt: skip
    shown = answering(["add", "stance", "--data", str(mine)], answers)
    assert "did you mean 'support'?" in shown
    assert "added to stances: alder" in shown, shown
    text = stances(mine).read_text()
    assert "members: [NOR, SWE]" in text
    assert "note: in so many words" in text


SHEET = """\
Land;candidate;position;date;source;attribution;publisher;url;kind;reliability
Norway;alder;support;2026-11-02;paper-1;named-official;The Paper;https://example.org/2;newspaper;B
Norvège;alder;oppose;2026-11-03;paper-1;named-official;;;;
SE;alder;undecided;;paper-1;anonymous-sources;;;;
"""


def test_a_spreadsheet_as_excel_writes_it_in_europe(nato, mine, tmp_path) -> None:
    sheet = tmp_path / "sheet.csv"
    sheet.write_bytes(b"\xef\xbb\xbf" + SHEET.replace("\n", "\r\n").encode())
    ran = nato("import", str(sheet), "--map", "Land=member", "--data", str(mine))
    assert (ran.code, ran.out) == (0, "3 taken, 0 already there, 0 refused\n")
    answer = json.loads(nato("stances", "--format", "json", "--data", str(mine)).out)
    assert [(each["members"], each["position"]) for each in answer["stances"]] == [
        (["NOR"], "oppose"),
        (["NOR"], "support"),
        (["SWE"], "undecided"),
    ]


def test_what_is_there_already_is_not_added_again(nato, mine, tmp_path) -> None:
    sheet = tmp_path / "sheet.csv"
    sheet.write_text(SHEET)
    nato("import", str(sheet), "--map", "Land=member", "--data", str(mine))
    before = stances(mine).read_bytes()
    ran = nato("import", str(sheet), "--map", "Land=member", "--data", str(mine))
    assert ran.out.endswith("0 taken, 3 already there, 0 refused\n")
    assert stances(mine).read_bytes() == before


def test_nothing_is_written_when_a_row_is_refused_unless_asked(nato, mine, tmp_path) -> None:
    sheet = tmp_path / "sheet.csv"
    sheet.write_text(SHEET.replace("undecided", "undecidd").replace("Norvège", "Norwey"))
    before = stances(mine).read_bytes()
    ran = nato("import", str(sheet), "--map", "Land=member", "--data", str(mine))
    assert ran.code == 1
    assert "row 3: refused: unknown member 'Norwey': did you mean 'Norway'?" in ran.out
    assert "row 4: refused: 'undecidd' is no position" in ran.out
    assert stances(mine).read_bytes() == before
    ran = nato("import", str(sheet), "--map", "Land=member", "--skip-bad", "--data", str(mine))
    assert ran.out.endswith("1 taken, 0 already there, 2 refused\n")


def test_dates_of_another_form_are_read_when_that_is_said(nato, mine, tmp_path) -> None:
    sheet = tmp_path / "sheet.tsv"
    sheet.write_text(SHEET.replace(";", "\t").replace("2026-11-02", "2.11.2026").replace("2026-11-03", "3.11.2026"))
    command = ("import", str(sheet), "--map", "Land=member", "--data", str(mine))
    assert "'2.11.2026' is not a date" in nato(*command).out
    assert nato(*command, "--dates", "%d.%m.%Y").code == 0


def test_an_unknown_column_is_told(nato, mine, tmp_path) -> None:
    sheet = tmp_path / "sheet.csv"
    sheet.write_text("member,candidat\nNOR,alder\n")
    ran = nato("import", str(sheet), "--data", str(mine))
    assert ran.code == 2
    assert "unknown column 'candidat': did you mean 'candidate'?" in ran.err


def test_json_is_imported_too(nato, mine, tmp_path) -> None:
    sheet = tmp_path / "sheet.json"
    nato("add", "source", *SOURCE, "--data", str(mine))
    record = {"members": ["NOR", "SWE"], "candidate": "alder", "position": "support", "source": "the-wire-2026-11-02"}
    sheet.write_text(json.dumps([record | {"attribution": "named-official"}]))
    assert nato("import", str(sheet), "--data", str(mine)).out == "1 taken, 0 already there, 0 refused\n"


def test_the_editor_opens_at_the_record_and_the_change_is_told(nato, mine, tmp_path) -> None:
    nato("add", "stance", *STANCE, *SOURCE, "--data", str(mine))
    editor = tmp_path / "editor"
    editor.write_text('#!/bin/sh\necho "$1" > "$0.line"\nsed -i "s/position: support/position: veto/" "$2"\n')
    editor.chmod(0o755)
    ran = nato("edit", "the-wire-2026-11-02#1", "--data", str(mine), EDITOR=str(editor))
    assert "NOR" in ran.out
    assert "blocked" in ran.out
    line = int((tmp_path / "editor.line").read_text().strip().removeprefix("+"))
    assert stances(mine).read_text().splitlines()[line - 1] == "  - member: NOR"


def test_an_edit_that_breaks_the_dataset_is_told_with_its_place(nato, mine, tmp_path) -> None:
    editor = tmp_path / "editor"
    editor.write_text('#!/bin/sh\nsed -i "s/name: Ann/nme: Ann/" "$2"\n')
    editor.chmod(0o755)
    ran = nato("edit", "alder", "--data", str(mine), EDITOR=str(editor))
    assert ran.code == 3
    assert "did you mean 'name'?" in ran.err


def test_without_an_editor_it_says_which_variable_to_set(nato, mine) -> None:
    ran = nato("edit", "alder", "--data", str(mine), EDITOR="", VISUAL="")
    assert ran.code == 2
    assert "EDITOR" in ran.err


def test_watching_tells_a_fault_and_its_end(mine) -> None:
    running = subprocess.Popen(
        [sys.executable, "-m", "nato_cli", "validate", "--watch", str(mine)], stdout=subprocess.PIPE, text=True
    )
    assert running.stdout is not None
    assert "no faults" in running.stdout.readline()
    good = stances(mine).read_text()
    stances(mine).write_text(good + "  - {membr: AAA}\n")
    assert "error" in running.stdout.readline()
    running.send_signal(signal.SIGINT)
    assert running.wait(20) == 130
    running.stdout.close()


def test_the_version_says_what_a_report_of_a_bug_needs(nato) -> None:
    out = nato("--version").out
    for word in ("nato ", "Python ", "PyYAML ", "libyaml ", "data "):
        assert word in out
