"""`nato diff`: what changed between two dates, two versions of a dataset, or since the last look."""

import json
import subprocess
from pathlib import Path

import pytest

CASES = Path(__file__).parents[1] / "datasets"
LATE = "  - {id: late, publisher: L, date: 2023-01-05, url: 'https://a.org', kind: wire, reliability: A}\nstances:\n"
NEWS = "  - {member: CCC, candidate: ann, position: oppose, source: late, attribution: official-statement}\n"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """The small dataset, in a file that may be changed."""
    path = tmp_path / "board.yaml"
    path.write_bytes((CASES / "board.yaml").read_bytes())
    return path


def add_a_report(data: Path) -> None:
    """An old report, entered only now."""
    data.write_text(data.read_text(encoding="utf-8").replace("stances:\n", LATE + NEWS, 1), encoding="utf-8")


@pytest.mark.parametrize("question", ["diff 2024-01-31 2024-04-01", "diff --since 2024-03-01"])
def test_its_answer(question: str, shows) -> None:
    shows(question)


def test_the_first_line_says_what_changed(nato) -> None:
    """What changed in the week before consensus on Mark Rutte?"""
    lines = nato("diff", "2024-06-13", "2024-06-20").out.splitlines()
    assert lines[0].startswith("Mark Rutte went from open to reached.")
    assert "Hungary, Romania and Slovakia now back Mark Rutte." in lines[:5]


def test_a_month_begins_on_its_first_day_and_ends_on_its_last(board) -> None:
    assert (
        board("diff", "--since", "2024-03", "--format", "json").out
        == board("diff", "--since", "2024-03-01", "--format", "json").out
    )
    assert json.loads(board("diff", "2024-01", "2024-02", "--format", "json").out)["after"]["as_of"] == "2024-02-29"


def test_an_appointment_comes_first_and_those_it_passed_over_are_counted(nato) -> None:
    first = nato("diff", "2024-06-20", "2024-07-01", COLUMNS="200").out.splitlines()[0]
    assert first == "Mark Rutte has been appointed. 13 candidates are out of the race."


def test_since_the_last_look_means_what_was_entered_since_whatever_its_date(nato, data: Path, tmp_path: Path) -> None:
    def since_last(*more: str):
        return nato("diff", "--since", "last", *more, "--data", str(data), NATO_STATE=str(tmp_path / "state"))

    first = since_last()
    assert (first.code, first.err) == (0, "")
    assert first.out == "Nothing to compare yet; from now on this shows what is new.\n"
    assert since_last("--exit-code").out.startswith("Nothing changed since you last looked, on 23 November 2026.")
    add_a_report(data)
    answer = json.loads(since_last("--format", "json").out)
    assert [each["id"] for each in answer["records"]["added"]] == ["late", "CCC on ann by late"]
    assert answer["records"]["changed"] == answer["records"]["removed"] == []
    assert since_last("--exit-code").code == 0


def test_a_look_is_kept_in_the_state_folder_and_nowhere_else(nato, data: Path, tmp_path: Path) -> None:
    nato("diff", "--since", "last", "--data", str(data), NATO_STATE=str(tmp_path / "state"))
    assert {path.name for path in tmp_path.iterdir()} == {"board.yaml", "state"}


def test_without_a_home_it_says_which_variable_to_set(nato, data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.path.expanduser", lambda path: path)
    answer = nato("diff", "--since", "last", "--data", str(data), NATO_STATE=None, XDG_STATE_HOME=None)
    assert answer.code == 2
    assert "NATO_STATE" in answer.err


def test_two_versions_of_a_dataset_as_markdown(nato, data: Path, tmp_path: Path) -> None:
    old = tmp_path / "old.yaml"
    old.write_bytes(data.read_bytes())
    add_a_report(data)
    answer = nato("diff", "--data", str(old), str(data), "--format", "markdown", "--exit-code")
    assert answer.code == 1
    assert "## 2 records added" in answer.out
    assert "stances: CCC on ann by late" in answer.out
    same = nato("diff", "--data", str(old), str(old), "--exit-code")
    assert (same.code, same.out) == (0, "Nothing changed.\n")


def test_a_version_may_be_a_revision_of_git(nato, data: Path, tmp_path: Path) -> None:
    folder = tmp_path / "repository"
    (folder / "data").mkdir(parents=True)
    data = data.rename(folder / "data" / "board.yaml")
    git = ["git", "-C", str(folder), "-c", "user.name=a", "-c", "user.email=a@b"]
    for command in (["init", "-q"], ["add", "."], ["commit", "-qm", "first"]):
        subprocess.run([*git, *command], check=True)
    add_a_report(data)
    answer = nato("diff", "--data", "HEAD:data", "data", "--format", "json", cwd=folder)
    assert [selection["records"]["added"] for selection in json.loads(answer.out)["selections"]] == [
        [{"section": "sources", "id": "late"}, {"section": "stances", "id": "CCC on ann by late"}]
    ]
    unknown = nato("diff", "--data", "nothing:data", "data", cwd=folder)
    assert unknown.code == 2
    assert "git cannot read nothing:data" in unknown.err


def test_the_exit_code_says_whether_anything_changed(board) -> None:
    assert board("diff", "2024-01-31", "2024-04-01", "--exit-code").code == 1
    assert board("diff", "2024-01-31", "2024-04-01").code == 0
    assert board("diff", "2024-05-01", "2024-05-02", "--exit-code").code == 0


def test_dates_in_the_wrong_order_or_none_are_refused(board) -> None:
    assert "name the earlier date first" in board("diff", "2024-04-01", "2024-03-01").err
    assert "name one or two dates" in board("diff").err
