"""`nato init`: start a dataset, or add a selection to one."""

import re
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest
from small_dataset import SOURCE, STANCE


def names(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}


def test_a_new_dataset_validates_at_once(nato, tmp_path) -> None:
    ran = nato("init", str(tmp_path / "new"))
    assert ran.code == 0
    assert nato("validate", "--strict", str(tmp_path / "new")).code == 0
    assert names(tmp_path / "new") == {
        ".gitattributes", ".gitignore", "CONTRIBUTING.md", "dataset.schema.json",
        "selections/next/candidates.yaml", "selections/next/selection.yaml",
    }  # fmt: skip


def test_a_dataset_with_natos_members_speaks_of_allies(nato, tmp_path) -> None:
    nato("init", str(tmp_path / "new"))
    assert "32 Allies" in nato("candidates", "--data", str(tmp_path / "new")).out


def test_the_command_that_is_proposed_works_when_it_is_pasted(nato, tmp_path) -> None:
    ran = nato("init", str(tmp_path / "it's mine"))
    proposed = re.search("nato (candidates .*)", ran.err)
    assert nato(*shlex.split(proposed[1])).code == 0


def test_a_folder_that_is_not_empty_is_refused(nato, tmp_path) -> None:
    (tmp_path / "mine.txt").touch()
    ran = nato("init", str(tmp_path))
    assert ran.code == 2
    assert "is not empty" in ran.err
    assert names(tmp_path) == {"mine.txt"}


@pytest.mark.parametrize("name", [".git/config", ".nato-abc.new", "README.md", "LICENSE", ".gitattributes"])
def test_a_new_repository_counts_as_empty(nato, tmp_path, name) -> None:
    (tmp_path / name).parent.mkdir(exist_ok=True)
    (tmp_path / name).write_text("theirs")
    assert nato("init", str(tmp_path)).code == 0
    assert (tmp_path / name).read_text() == "theirs"


def test_an_existing_dataset_gets_one_more_selection(nato, mine) -> None:
    before = names(mine)
    assert nato("init", str(mine), "--selection", "sg-2032", "--title", "After that").code == 0
    added = {"selections/sg-2032/selection.yaml", "selections/sg-2032/candidates.yaml"}
    assert names(mine) == before | added
    assert "After that" in nato("selections", "--data", str(mine)).out
    again = nato("init", str(mine), "--selection", "sg-2032")
    assert (again.code, "it has a selection 'sg-2032'" in again.err) == (2, True)


def test_a_body_with_members_of_its_own(nato, tmp_path) -> None:
    members = tmp_path / "members.yaml"
    members.write_text("members:\n  - {id: AAA, name: Ada, acceded: 1999-01-01}\n")
    nato("init", str(tmp_path / "new"), "--electorate", str(members))
    assert "AAA" in nato("show", "AAA", "--data", str(tmp_path / "new")).out


def test_a_body_whose_members_are_still_to_be_added(nato, tmp_path) -> None:
    ran = nato("init", str(tmp_path / "new"), "--electorate", "own")
    assert "Add its members: nato add member --data" in ran.err
    ran = nato("candidates", "--data", str(tmp_path / "new"))
    assert (ran.code, ran.err) == (2, "nato: there are no members yet: nato add member\n")


def test_a_council_with_veto_holders(nato, tmp_path) -> None:
    folder = tmp_path / "council"
    ran = nato("init", str(folder), "--rule", "majority", "--quota", "9", "--veto", "permanent", "--electorate", "own")
    assert ran.code == 0, ran.err
    text = (folder / "selections/next/selection.yaml").read_text()
    assert "  decision: {rule: majority, quota: 9, veto: permanent}\n" in text
    for arguments in ("member --id CHN --name China", "group --id permanent --member CHN"):
        assert nato("add", *arguments.split(), "--data", str(folder)).code == 0
    assert nato("validate", str(folder)).code == 0


@pytest.mark.parametrize(
    ("options", "decision"),
    [
        ("--rule consensus", "consensus"),
        ("--rule majority --quota 2/3", "{rule: majority, quota: 2/3}"),
        ("--quota 55% --weight-quota 65%", "{rule: majority, quota: 55%, weight_quota: 65%}"),
    ],
)
def test_other_rules_of_decision(nato, tmp_path, options, decision) -> None:
    assert nato("init", str(tmp_path / "new"), *options.split()).code == 0
    assert f"  decision: {decision}\n" in (tmp_path / "new/selections/next/selection.yaml").read_text()


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ("--rule majority", "a majority needs --quota"),
        ("--rule consensus --quota 9", "--quota and --veto belong to a majority"),
        ("--selection ../x", "cannot be an id"),
        ("--electorate no-such-file", "no-such-file: No such file"),
    ],
)
def test_options_that_do_not_fit(nato, tmp_path, options, message) -> None:
    ran = nato("init", str(tmp_path / "new"), *options.split())
    assert (ran.code, message in ran.err) == (2, True)
    assert not (tmp_path / "new").exists()


def test_its_guide_to_contributing_has_a_workflow_and_an_example_that_validates(nato, mine) -> None:
    guide = (mine / "CONTRIBUTING.md").read_text()
    example, workflow = re.findall("```yaml\n(.*?)```", guide, re.DOTALL)
    file = mine / "selections/sg-next/reports/the-wire-2026-11-02.yaml"
    file.parent.mkdir()
    file.write_text(example)
    assert nato("validate", str(mine)).code == 0
    assert "nato validate . --strict" in workflow
    assert 'nato diff --data "origin/$GITHUB_BASE_REF:" . --format markdown' in workflow


@pytest.mark.skipif(shutil.which("git") is None, reason="needs git")
def test_the_command_of_its_workflow_shows_what_a_branch_adds(nato, mine) -> None:
    for command in ("init --quiet --initial-branch main", "add --all", "commit --quiet --message Start"):
        identity = ("-c", "user.name=Test", "-c", "user.email=test@example.org")
        subprocess.run(["git", *identity, *command.split()], cwd=mine, check=True)
    nato("add", "stance", *STANCE, *SOURCE, "--data", str(mine))
    out = nato("diff", "--data", "main:", ".", "--format", "markdown", cwd=mine).out
    assert "the-wire-2026-11-02" in out
