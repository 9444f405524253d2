"""The shell offers commands, and ids of the dataset in use."""

import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

CASES = Path(__file__).parents[1] / "datasets"


def completed(nato, words: str, **variables: str) -> list[str]:
    parts = words.split(" ")
    out = nato(_NATO_COMPLETE="complete_bash", COMP_WORDS=words, COMP_CWORD=str(len(parts) - 1), **variables).out
    return out.split()


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("nato una", ["unanimity-check"]),
        ("nato unanimity-check ", ["ann", "bob", "cay"]),
        ("nato why A", ["AAA"]),
        ("nato why AAA b", ["bob"]),
        ("nato path c", ["cay"]),
        ("nato show pa", ["paper-1", "paper-2"]),
        ("nato stances --source c", ["charter", "copy-1"]),
        ("nato stances --member ", ["AAA", "BBB", "CCC", "DDD"]),
        ("nato candidates --selection ", ["chair-2024"]),
        ("nato candidates --scale i", ["icd203"]),
        ("nato candidates --format ", ["table", "json", "csv", "markdown"]),
    ],
)
def test_what_tab_offers(typed: str, offered: list[str], board) -> None:
    assert completed(board, typed) == offered


def test_a_broken_dataset_offers_nothing_and_says_nothing(nato, tmp_path) -> None:
    (tmp_path / "a.yaml").write_text("stances: [")
    variables = {
        "NATO_DATA": str(tmp_path),
        "_NATO_COMPLETE": "complete_bash",
        "COMP_WORDS": "nato show ",
        "COMP_CWORD": "2",
    }
    ran = nato(**variables)
    assert (ran.out.strip(), ran.err) == ("", "")


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_script_for_the_shell(shell: str, nato) -> None:
    assert (
        "_NATO_COMPLETE" in nato("--show-completion", shell).out
        or "_NATO_COMPLETE" in nato(_NATO_COMPLETE=f"source_{shell}").out
    )


@pytest.mark.skipif(shutil.which("bash") is None, reason="needs bash")
def test_it_installs_itself_into_a_clean_bash(tmp_path) -> None:
    (tmp_path / ".bashrc").touch()
    nato = Path(sys.executable).with_name("nato")
    script = f"""
{nato} --install-completion bash
source ~/.bashrc
COMP_WORDS=(nato una) COMP_CWORD=1
_nato_completion nato una nato
echo "offered: ${{COMPREPLY[*]}}"
"""
    environment = {"HOME": str(tmp_path), "PATH": f"{nato.parent}:{os.environ['PATH']}", "NATO_NO_CACHE": "1"}
    done = subprocess.run(["bash", "-c", script], capture_output=True, text=True, env=environment, check=False)
    assert "offered: unanimity-check" in done.stdout


def test_a_path_is_read_as_the_shell_would_read_it(nato, tmp_path) -> None:
    (tmp_path / "mine.yaml").write_bytes((CASES / "board.yaml").read_bytes())
    for data in ("~/mine.yaml", "$HOME/mine.yaml"):
        assert completed(nato, f"nato show --data {data} an", HOME=str(tmp_path)) == ["ann"]


def test_an_option_that_bash_split_at_the_equals_sign_is_one(nato) -> None:
    assert completed(nato, " ".join(("nato", "show", "--data", "=", str(CASES / "board.yaml"), "an"))) == ["ann"]


def test_a_home_with_an_apostrophe_does_not_break_the_start_file(nato, tmp_path) -> None:
    home = tmp_path / "o'brien"
    home.mkdir()
    assert nato("--install-completion", "bash", HOME=str(home)).code == 0
    lines = (home / ".bashrc").read_text(encoding="utf-8").split("\n")
    assert shlex.split(next(line for line in lines if line.startswith("source"))) == [
        "source",
        str(home / ".bash_completions" / "nato.sh"),
    ]


def test_a_home_that_cannot_be_written_is_named(nato, tmp_path) -> None:
    (tmp_path / "file").touch()
    answer = nato("--install-completion", "bash", HOME=str(tmp_path / "file" / "home"))
    assert answer.code == 4
    assert answer.err.startswith("nato: cannot write ")
