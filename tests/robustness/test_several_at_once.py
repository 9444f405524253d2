"""Several processes at once: nothing that one of them wrote is lost, and none reads a half-written file."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from workspace import STANCE, contents, lay_out

MANY = 6


def start(*arguments: str, cwd: Path, **variables: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "nato_cli", *arguments],
        cwd=cwd,
        env={**os.environ, "PYTHONUTF8": "1", **variables},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def results(processes: list[subprocess.Popen[str]]) -> list[tuple[int, str, str]]:
    outputs = [process.communicate(timeout=60) for process in processes]
    assert not any("Traceback" in err for _, err in outputs)
    return [(process.returncode, out, err) for process, (out, err) in zip(processes, outputs, strict=True)]


@pytest.mark.parametrize("data", ["split", "board.yaml"])
def test_every_stance_is_added_and_readers_see_whole_files(data: str, nato, tmp_path: Path) -> None:
    lay_out(tmp_path)
    adding = ["add", "stance", "--member", "AAA", "--source", "wire-1", *STANCE.split(), "--data", data]
    listing = ["stances", "--format", "json", "--data", data]
    before = len(json.loads(nato(*listing, cwd=tmp_path).out)["stances"])
    processes = [
        start(*((*adding, "--note", f"number {number}") if number % 2 else listing), cwd=tmp_path)
        for number in range(2 * MANY)
    ]
    answers = results(processes)
    assert [code for code, _, _ in answers] == [0] * 2 * MANY
    assert {len(json.loads(out)["stances"]) for _, out, _ in answers[::2]} <= set(range(before, before + MANY + 1))
    stances = json.loads(nato(*listing, cwd=tmp_path).out)["stances"]
    assert {f"number {number}" for number in range(1, 2 * MANY, 2)} <= {stance["note"] for stance in stances}
    assert nato("validate", data, cwd=tmp_path).code == 0


def test_one_cache_serves_all(nato, tmp_path: Path) -> None:
    lay_out(tmp_path)
    environment = {"NATO_DATA": "board.yaml", "NATO_CACHE": "cache", "NATO_NO_CACHE": ""}
    answers = results([start("candidates", cwd=tmp_path, **environment) for _ in range(MANY)])
    assert answers == [(0, answers[0][1], "")] * MANY
    assert nato("candidates", cwd=tmp_path, COLUMNS=None, **environment).code == 0


def test_one_starts_a_dataset_and_the_others_add_their_selections(nato, tmp_path: Path) -> None:
    answers = results([start("init", "new", "--selection", f"sg-{number}", cwd=tmp_path) for number in range(4)])
    assert [code for code, _, _ in answers] == [0] * 4
    assert len(list((tmp_path / "new" / "selections").iterdir())) == 4
    assert nato("validate", "--strict", str(tmp_path / "new")).code == 0


def test_several_exports_to_one_file_leave_a_whole_one(nato, tmp_path: Path) -> None:
    lay_out(tmp_path)
    before = contents(tmp_path)
    exporting = ["export", "old.json", "--force", "--data", "board.yaml"]
    assert {code for code, _, _ in results([start(*exporting, cwd=tmp_path) for _ in range(4)])} <= {0, 2, 4}
    assert nato("validate", "old.json", cwd=tmp_path).code == 0
    assert set(contents(tmp_path)) == set(before)
