"""`nato edit`: open a record in an editor, and save only what is valid."""

from pathlib import Path

import pytest
from small_dataset import SOURCE, STANCE, home, report

STANCE_ID = "the-wire-2026-11-02#1"


@pytest.fixture
def editor(tmp_path):
    """An editor that runs a command of `sed` on the file that it is given, and notes its arguments."""

    def make(change: str = "", *, name: str = "editor", ending: int = 0) -> str:
        file = tmp_path / "bin" / name
        file.parent.mkdir(exist_ok=True)
        last = '"$(eval echo \\"\\${$#}\\" | sed "s/:[0-9]*$//")"'
        file.write_text(f'#!/bin/sh\nprintf "%s\\n" "$@" > "$0.arguments"\nsed -i "{change}" {last}\nexit {ending}\n')
        file.chmod(0o755)
        return str(file)

    return make


@pytest.fixture
def dataset(nato, mine):
    nato("add", "stance", *STANCE, *SOURCE, "--data", str(mine))
    return mine


def arguments(editor: str) -> list[str]:
    return Path(f"{editor}.arguments").read_text().splitlines()


def test_the_editor_opens_at_the_record_and_the_change_is_reported(nato, dataset, editor) -> None:
    command = editor("s/position: support/position: veto/")
    ran = nato("edit", STANCE_ID, "--data", str(dataset), EDITOR=command)
    assert ran.out.startswith("stances: NOR on alder by the-wire-2026-11-02: position: support -> veto\n")
    assert "blocked" in ran.out
    line = int(arguments(command)[0].removeprefix("+"))
    assert report(dataset).read_text().splitlines()[line - 1].startswith("  - {member: NOR")
    assert "position: veto" in report(dataset).read_text()


def test_a_status_that_changed_is_reported_and_so_is_a_note_alone(nato, dataset, editor) -> None:
    nato("add", "status", "alder", "--status", "declared", "--source", "the-wire-2026-11-02", "--data", str(dataset))
    ran = nato("edit", "alder", "--data", str(dataset), EDITOR=editor("s/status: declared/status: withdrawn/"))
    assert "statuses: alder withdrawn by the-wire-2026-11-02: added\n" in ran.out
    assert "statuses: alder declared by the-wire-2026-11-02: removed\n" in ran.out
    ran = nato("edit", "alder", "--data", str(dataset), EDITOR=editor("s/name: Ann Alder/name: Ann B. Alder/"))
    assert ran.out == "candidates: alder: name: Ann Alder -> Ann B. Alder\nNo standing and no verdict changed.\n"


def test_nothing_is_said_to_change_when_nothing_did(nato, dataset, editor) -> None:
    ran = nato("edit", "alder", "--data", str(dataset), EDITOR=editor())
    assert (ran.code, ran.out, ran.err) == (0, "", "nothing was changed\n")


def test_what_is_invalid_is_not_saved_and_not_lost(nato, dataset, editor) -> None:
    file = home(dataset) / "candidates.yaml"
    before = file.read_bytes()
    ran = nato("edit", "alder", "--data", str(dataset), EDITOR=editor("s/name: Ann/nme: Ann/"))
    assert ran.code == 3
    assert "did you mean 'name'?" in ran.err
    assert "candidates.yaml:" in ran.err
    assert file.read_bytes() == before
    assert "nme: Ann" in file.with_name("candidates.yaml.refused").read_text()
    assert nato("validate", str(dataset)).code == 0


def test_variables_in_the_order_of_git(nato, dataset, editor) -> None:
    visual, other = editor(name="visual"), editor(name="other")
    nato("edit", "alder", "--data", str(dataset), VISUAL=visual, EDITOR=other)
    nato("edit", "alder", "--data", str(dataset), VISUAL=" ", EDITOR=other)
    assert arguments(visual)
    assert arguments(other)


@pytest.mark.parametrize(
    ("variables", "message"),
    [
        ({"EDITOR": ""}, "set VISUAL or EDITOR to your editor"),
        ({"EDITOR": "no-such-editor"}, "the editor 'no-such-editor' does not start"),
        ({"EDITOR": 'vim "'}, 'EDITOR is vim ": no closing quotation'),
        ({"VISUAL": "'", "EDITOR": "true"}, "VISUAL is ': no closing quotation"),
        ({"EDITOR": "/"}, "the editor '/' does not start"),
        ({"EDITOR": "false"}, "the editor failed (exit 1); nothing was changed"),
    ],
)
def test_an_editor_that_is_not_one(nato, dataset, variables, message) -> None:
    ran = nato("edit", "alder", "--data", str(dataset), **variables)
    assert (ran.code, message in ran.err, ran.err.count("\n")) == (2, True, 1), ran.err


@pytest.mark.parametrize(
    ("name", "options", "expected"),
    [
        ("vim", "", ["+"]),
        ("code", "", ["--wait", "--goto", ":"]),
        ("code", " --wait --new-window", ["--wait", "--new-window", "--goto", ":"]),
        ("codium", "", ["--wait", "--goto", ":"]),
        ("subl", " -w", ["-w", ":"]),
        ("zed", "", ["--wait", ":"]),
        ("hx", "", [":"]),
    ],
)
def test_how_editors_are_called(nato, dataset, editor, name, options, expected) -> None:
    command = editor("s/Ann/Bob/", name=name)
    nato("edit", "alder", "--data", str(dataset), EDITOR=command + options)
    *before, file = arguments(command)
    if expected == ["+"]:
        assert before[0].startswith("+")
    else:
        assert before == expected[:-1]
        assert file.rpartition(":")[2].isdecimal()
    assert "Bob Alder" in (home(dataset) / "candidates.yaml").read_text()


@pytest.mark.parametrize("name", ["+!touch hacked", "-c touch hacked"])
def test_no_file_name_is_a_command_of_the_editor(nato, tmp_path, editor, name) -> None:
    (tmp_path / f"{name}.yaml").write_text(
        "selection: {id: x, title: X, opened: 2026-11-01}\ncandidates: [{id: a, name: A}]\n"
    )
    command = editor()
    nato("edit", "a", "--data", f"./{name}.yaml", cwd=tmp_path, EDITOR=command)
    line, file = arguments(command)
    assert (line, Path(file).is_absolute()) == ("+2", True)


def test_a_record_that_comes_with_nato_is_not_edited(nato, dataset, editor) -> None:
    command = editor()
    ran = nato("edit", "HUN", "--data", str(dataset), EDITOR=command)
    assert (ran.code, "this record comes with nato" in ran.err) == (2, True)
    assert not Path(f"{command}.arguments").exists()


def test_what_edit_writes_keeps_the_mode(nato, dataset, editor) -> None:
    report(dataset).chmod(0o640)
    nato("edit", STANCE_ID, "--data", str(dataset), EDITOR=editor("s/position: support/position: veto/"))
    assert report(dataset).stat().st_mode & 0o777 == 0o640
    assert [path.name for path in report(dataset).parent.iterdir()] == [report(dataset).name]
