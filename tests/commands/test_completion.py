"""The shell offers commands, and ids of the dataset in use."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest


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
