"""`nato edit`: open a record in an editor."""

from small_dataset import SOURCE, STANCE, stances


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
