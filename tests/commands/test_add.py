"""`nato add`: add a stance, source, candidate, status, event, member or group, by options."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from small_dataset import SOURCE, STANCE, home, report

SOURCE_ID = "the-wire-2026-11-02"
KNOWN = ("--source", SOURCE_ID)


@pytest.fixture
def add(nato, mine):
    """`nato add` to a dataset with a candidate and a source."""
    assert nato("add", "source", *SOURCE, "--data", str(mine)).code == 0
    return lambda *arguments: nato("add", *arguments, "--data", str(mine))


def stances(nato, folder: Path) -> list[dict]:
    return json.loads(nato("stances", "--format", "json", "--data", str(folder)).out)["stances"]


def test_a_publication_gets_a_file_with_its_source_and_stances(nato, mine) -> None:
    ran = nato("add", "stance", *STANCE, *SOURCE, "--note", "as reported: twice", "--data", str(mine))
    assert (ran.code, ran.err) == (0, f"added to sources: {SOURCE_ID}\nadded to stances: {SOURCE_ID}#1\n")
    assert report(mine).read_text() == (
        "# yaml-language-server: $schema=../../../dataset.schema.json\n"
        "sources:\n"
        f"  - id: {SOURCE_ID}\n"
        "    publisher: The Wire\n"
        "    date: 2026-11-02\n"
        '    url: "https://example.org/1"\n'
        "    kind: wire\n"
        "    reliability: B\n"
        "stances:\n"
        f"  - {{member: NOR, candidate: alder, position: support, source: {SOURCE_ID}, attribution: named-official, "
        'note: "as reported: twice"}\n'
    )
    assert nato("validate", "--strict", str(mine)).code == 0


def test_a_dataset_in_one_file_stays_one_file(nato, tmp_path) -> None:
    file = tmp_path / "d.yaml"
    file.write_text("selection: {id: x, title: X, opened: 2026-11-01}\ncandidates:\n  - {id: alder, name: Ann Alder}\n")
    assert nato("add", "stance", *STANCE, *SOURCE, "--data", str(file)).code == 0
    assert [path.name for path in tmp_path.iterdir()] == ["d.yaml"]
    assert stances(nato, file)[0]["members"] == ["NOR"]


def test_the_id_that_add_answers_with_is_the_one_that_edit_needs(add, nato, mine) -> None:
    id_ = add("stance", *STANCE, *KNOWN).err.split()[-1]
    assert nato("edit", id_, "--data", str(mine), EDITOR="true").code == 0


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (("--member", "Norway", "--member", "swe"), "members: [NOR, SWE]"),
        (("--all",), "members: {all_except: []}"),
        (("--all", "--except", "HUN"), "members: {all_except: [HUN]}"),
        (("--all-except", "HUN", "--all-except", "TUR"), "members: {all_except: [HUN, TUR]}"),
        (("--group", "nordic"), "members: {group: nordic}"),
        (("--group", "nordic", "--except", "Norway"), "members: {group: nordic, except: [NOR]}"),
        (("--group", "nordic", "--group", "baltic"), "members: {groups: [nordic, baltic]}"),
    ],
)
def test_whose_stance_it_is(add, mine, options, expected) -> None:
    add("group", "--id", "nordic", "--name", "Nordic states", "--member", "NOR", "--member", "DNK")
    add("group", "--id", "baltic", "--name", "Baltic states", "--member", "EST")
    ran = add("stance", *options, *STANCE[2:], *KNOWN)
    assert ran.code == 0, ran.err
    assert expected in report(mine).read_text()


def test_whose_stance_it_is_can_be_said_in_one_way_only(add) -> None:
    ran = add("stance", "--member", "NOR", "--all", *STANCE[2:], *KNOWN)
    assert (ran.code, ran.err) == (2, "nato: --member and --all exclude each other: keep one\n")
    assert add("stance", "--member", "NOR", "--except", "SWE", *STANCE[2:], *KNOWN).code == 2


def test_a_condition_who_spoke_and_the_words(add, mine) -> None:
    add(
        "stance",
        *STANCE,
        *KNOWN,
        "--speaker",
        "Premier X",
        "--condition",
        "jets",
        "--met",
        "2026-11-03",
        "--quote",
        "Yes",
    )
    assert "speaker: Premier X, condition: jets, met: 2026-11-03, quote: Yes" in report(mine).read_text().replace(
        "'", ""
    )


def test_without_an_id_a_candidate_goes_by_the_last_name(add) -> None:
    assert add("candidate", "--name", "Dora Dogwood").err == "added to candidates: dogwood\n"
    assert add("candidate", "--name", "Dan Dogwood").err == "added to candidates: dogwood-2\n"


def test_a_stance_without_a_source_is_refused_with_what_to_give(add) -> None:
    ran = add("stance", *STANCE)
    assert ran.code == 2
    assert "--source ID, or --publisher, --published and --url of a new one" in ran.err


def test_a_candidate_is_found_by_name(add, mine) -> None:
    assert add("stance", *STANCE[:2], "--candidate", "ann alder", *STANCE[4:], *KNOWN).code == 0
    assert "candidate: alder" in report(mine).read_text()


def test_a_status_joins_its_candidate_and_its_new_source_gets_a_file(add, nato, mine) -> None:
    ran = add("status", "alder", "--status", "declared", "--publisher", "P", *SOURCE[2:])
    assert ran.err == "added to sources: p-2026-11-02\nadded to statuses: alder\n"
    assert (
        "    statuses:\n      - {status: declared, source: p-2026-11-02}\n"
        in (home(mine) / "candidates.yaml").read_text()
    )
    assert report(mine, "p-2026-11-02").exists()
    assert nato("validate", str(mine)).code == 0


def test_a_count_of_a_round_in_a_group(add, mine) -> None:
    add("group", "--id", "elected", "--name", "Elected", "--member", "NOR")
    counts = ("--support", "9", "--of", "15", "--against", "3", "--abstain", "3", "--round", "6", "--group", "elected")
    ran = add("event", "--kind", "count", "--candidate", "alder", *counts, *KNOWN)
    assert ran.code == 0, ran.err
    assert "{kind: count, candidate: alder, support: 9, of: 15, against: 3, abstain: 3" in report(mine).read_text()


def test_members_and_groups_of_ones_own(nato, tmp_path) -> None:
    folder = str(tmp_path / "board")
    nato("init", folder, "--electorate", "own")
    for arguments in (
        "member --id ada --name Ada",
        "member --id ben --name Ben --weight 3",
        "group --id chairs --name Chairs --member Ada",
        "group --id chairs --member ben",
    ):
        ran = nato("add", *arguments.split(), "--data", folder)
        assert ran.code == 0, ran.err
    assert 'members: [ada, "ben"]' in (tmp_path / "board" / "groups.yaml").read_text()
    assert nato("validate", "--strict", folder).code == 0


def test_no_member_is_added_beside_those_of_nato_by_mistake(add) -> None:
    ran = add("member", "--id", "ada", "--name", "Ada Aspen")
    assert ran.code == 2
    assert "uses NATO's members" in ran.err


@pytest.mark.parametrize(
    ("publisher", "id_"),
    [("Østlandets Blad", "ostlandets-blad"), ("Łódź Đurđevac Straße", "lodz-durdevac-strasse"), ("El País", "el-pais")],
)
def test_the_id_of_a_source_keeps_letters_that_do_not_decompose(add, publisher, id_) -> None:
    assert add("source", "--publisher", publisher, *SOURCE[2:]).err == f"added to sources: {id_}-2026-11-02\n"


def test_a_source_may_say_where_it_is_in_place_of_an_address(add, mine) -> None:
    ran = add(
        "source", "--publisher", "Secretary", "--where", "minutes, binder 3", "--published", "2026-11-02", *SOURCE[6:]
    )
    assert ran.code == 0, ran.err
    assert 'where: "minutes, binder 3"' in report(mine, "secretary-2026-11-02").read_text()


def test_what_would_be_wrong_is_named_by_its_option_and_not_written(add, mine) -> None:
    before = report(mine).read_bytes()
    ran = add("stance", *STANCE, *KNOWN, "--hedge", "likly")
    assert (ran.code, ran.err) == (
        3, "nato: --hedge: unknown hedge 'likly': did you mean 'likely'?\nnato: nothing was written\n"
    )  # fmt: skip
    assert report(mine).read_bytes() == before


def test_a_dry_run_shows_the_difference_and_writes_nothing(nato, mine) -> None:
    ran = nato("add", "stance", *STANCE, *SOURCE, "--dry-run", "--data", str(mine))
    assert "+  - {member: NOR, candidate: alder" in ran.out
    assert not report(mine).exists()


def test_what_is_missing_is_named_where_nobody_can_be_asked(nato, mine) -> None:
    ran = nato("add", "stance", "--member", "NOR", "--data", str(mine))
    assert (ran.code, ran.err) == (2, "nato: --candidate is missing\n")


def test_an_unknown_source_is_answered_with_the_nearest(add) -> None:
    ran = add("stance", *STANCE, "--source", "the-wire-2026-11-03")
    assert ran.code == 2
    assert f"did you mean '{SOURCE_ID}'?" in ran.err


def test_no_dataset_is_changed_that_was_not_named(nato) -> None:
    ran = nato("add", "stance", *STANCE)
    assert ran.code == 2
    assert "--data" in ran.err


def nested(folder: Path) -> Path:
    """A dataset with a past selection in the folder of the present one, each with a candidate and a source."""
    for path, id_, year in ((folder, "now", 2024), (folder / "past", "then", 2014)):
        path.mkdir()
        (path / "selection.yaml").write_text(f"selection: {{id: {id_}, title: T, opened: {year}-01-01}}\n")
        (path / "candidates.yaml").write_text(f"candidates:\n  - {{id: alder, name: Ann of {id_}}}\n")
        described = f'publisher: W, date: {year}-01-02, url: "https://e.org/1", kind: wire, reliability: B'
        (path / "sources.yaml").write_text(f"sources:\n  - {{id: {id_}-wire, {described}}}\n")
        (path / "stances.yaml").write_text("stances: []\n")
    return folder


@pytest.mark.parametrize(("selection", "where"), [("now", ""), ("then", "past")])
def test_records_go_to_the_selection_that_was_named(nato, tmp_path, selection, where) -> None:
    folder = nested(tmp_path / "d")
    options = ("--data", str(folder), "--selection", selection)
    ran = nato("add", "stance", *STANCE, "--source", f"{selection}-wire", *options)
    assert (ran.code, nato("add", "candidate", "--id", "dan", "--name", "Dan", *options).code) == (0, 0), ran.err
    changed = {
        path.relative_to(folder)
        for path in folder.rglob("*.yaml")
        if "NOR" in path.read_text() or "dan" in path.read_text()
    }
    assert changed == {Path(where) / "reports" / f"{selection}-wire.yaml", Path(where) / "candidates.yaml"}


def test_a_link_stays_a_link_and_mode_and_attributes_are_kept(add, mine, tmp_path) -> None:
    real = tmp_path / "real.yaml"
    shutil.move(report(mine), real)
    real.chmod(0o640)
    has_attributes = True
    try:
        os.setxattr(real, "user.origin", b"desk")
    except (AttributeError, OSError):
        has_attributes = False
    report(mine).symlink_to(real)
    assert add("stance", *STANCE, *KNOWN).code == 0
    assert report(mine).is_symlink()
    assert "NOR" in real.read_text()
    assert real.stat().st_mode & 0o777 == 0o640
    assert not has_attributes or os.getxattr(real, "user.origin") == b"desk"


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root can give files away")
def test_the_owner_is_kept(add, mine) -> None:
    os.chown(report(mine), 1234, 1234)
    add("stance", *STANCE, *KNOWN)
    assert (report(mine).stat().st_uid, report(mine).stat().st_gid) == (1234, 1234)


def test_what_becomes_of_a_hard_link_is_said(add, mine, tmp_path) -> None:
    other = tmp_path / "other.yaml"
    other.hardlink_to(report(mine))
    assert "hard link" in add("stance", *STANCE, *KNOWN).err
    assert "NOR" not in other.read_text()


def test_temp_files_of_runs_that_were_killed_are_removed(add, mine) -> None:
    old, new = (report(mine).parent / f".nato-{name}.new" for name in ("old", "new"))
    old.touch()
    new.touch()
    os.utime(old, (0, 0))
    add("stance", *STANCE, *KNOWN)
    assert (old.exists(), new.exists()) == (False, True)


def adding(folder: Path, note: str) -> list[str]:
    nato = [sys.executable, "-m", "nato_cli", "add", "stance", *STANCE, *KNOWN]
    return [*nato, "--note", note, "--data", str(folder)]


@pytest.mark.usefixtures("add")
def test_several_at_once_lose_nothing_not_even_beside_edits(nato, mine, tmp_path) -> None:
    editor = tmp_path / "editor"
    editor.write_text('#!/bin/sh\nsleep 0.3\nsed -i "s/publisher: The Wire/publisher: A Wire/" "$2"\n')
    editor.chmod(0o755)
    edit = [sys.executable, "-m", "nato_cli", "edit", SOURCE_ID, "--data", str(mine)]
    notes = [f"number {number}" for number in range(8)]
    commands = [*(adding(mine, note) for note in notes[:4]), edit, *(adding(mine, note) for note in notes[4:])]
    environment = {**os.environ, "EDITOR": str(editor)}
    running = [
        subprocess.Popen(each, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, env=environment) for each in commands
    ]
    errors = [process.communicate(timeout=60)[1].decode() for process in running]
    assert [process.returncode for process in running] == [0] * 9, errors
    text = report(mine).read_text()
    assert [note in text for note in notes] == [True] * 8
    assert "publisher: A Wire" in text
    assert nato("validate", str(mine)).code == 0


@pytest.mark.usefixtures("add")
def test_killed_at_any_moment_the_file_is_the_old_or_the_new_one(nato, mine) -> None:
    for number in range(6):
        before = report(mine).read_bytes()
        running = subprocess.Popen(adding(mine, f"number {number}"), stderr=subprocess.DEVNULL)
        time.sleep(0.07 * number)
        running.send_signal(signal.SIGKILL)
        running.wait()
        after = report(mine).read_bytes()
        assert after == before or after.startswith(before.rstrip())
        assert nato("validate", str(mine)).code == 0


def test_words_in_any_case_and_days_by_name(add, mine) -> None:
    ran = add(
        "stance", *STANCE[:4], "--position", "Support", "--attribution", "Named-Official", *KNOWN, "--date", "yesterday"
    )
    assert ran.code == 0, ran.err
    assert "position: support, date: 2026-11-22" in report(mine).read_text()


def test_a_publication_that_is_there_is_not_added_twice(add, mine) -> None:
    ran = add("source", *SOURCE)
    assert (ran.code, f"this publication is there already, as '{SOURCE_ID}'" in ran.err) == (2, True)
    assert add("stance", *STANCE, *SOURCE).err == f"added to stances: {SOURCE_ID}#1\n"
    assert report(mine).read_text().count("publisher:") == 1
