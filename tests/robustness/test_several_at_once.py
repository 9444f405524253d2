"""Two at the same time, and more: nothing that one of them wrote is lost, and nobody reads a half."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from workspace import CASES, STANCE, contents, lay_out

pytest.importorskip("fcntl")
MANY = 6


def started(*arguments: str, cwd: Path, **variables: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "nato_cli", *arguments],
        cwd=cwd,
        env={**os.environ, "PYTHONUTF8": "1", **variables},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def ended(running: list[subprocess.Popen[str]]) -> list[tuple[int, str, str]]:
    told = [each.communicate(timeout=60) for each in running]
    assert not any("Traceback" in err for _, err in told)
    return [(each.returncode, out, err) for each, (out, err) in zip(running, told, strict=True)]


@pytest.mark.parametrize("paths", [("split",), ("split", "split/stances.yaml"), (".", "split")], ids="+".join)
def test_all_stances_arrive_by_whatever_path_the_dataset_is_named(paths: tuple[str, ...], nato, tmp_path: Path) -> None:
    lay_out(tmp_path)
    for name in ("board.yaml", "sheet.csv"):
        (tmp_path / name).unlink()
    if "split/stances.yaml" in paths:
        (tmp_path / "split" / "stances.yaml").write_bytes((CASES / "board.yaml").read_bytes())
        for name in ("members", "selection", "candidates", "sources", "events"):
            (tmp_path / "split" / f"{name}.yaml").unlink()
    adding = ["add", "stance", "--member", "AAA", "--source", "wire-1", *STANCE.split()]
    running = [
        started(*adding, "--note", f"number {number}", cwd=tmp_path, NATO_DATA=paths[number % len(paths)])
        for number in range(MANY)
    ]
    assert [code for code, _, _ in ended(running)] == [0] * MANY
    text = (tmp_path / "split" / "stances.yaml").read_text()
    assert [f"number {number}" in text for number in range(MANY)] == [True] * MANY
    assert nato("validate", "split", cwd=tmp_path).code == 0


def test_who_reads_while_another_writes_sees_the_old_or_the_new(tmp_path: Path) -> None:
    lay_out(tmp_path)
    adding = ["add", "stance", "--member", "AAA", "--source", "wire-1", *STANCE.split(), "--data", "split"]
    snapshot = ["stances", "--format", "json", "--data", "split"]
    running = [started(*(adding, snapshot)[number % 2], cwd=tmp_path) for number in range(2 * MANY)]
    found = ended(running)
    assert [code for code, _, _ in found] == [0] * 2 * MANY
    assert {len(json.loads(out)["stances"]) for _, out, _ in found[1::2]} <= {8 + more for more in range(MANY + 1)}


def test_several_make_one_compiled_copy(nato, tmp_path: Path) -> None:
    lay_out(tmp_path)
    surroundings = {"NATO_DATA": "board.yaml", "NATO_CACHE": "cache", "NATO_NO_CACHE": ""}
    found = ended([started("candidates", cwd=tmp_path, **surroundings) for _ in range(MANY)])
    assert found == [(0, found[0][1], "")] * MANY
    assert sorted(path.suffix for path in (tmp_path / "cache").iterdir()) == ["", ".msgpack"]
    assert nato("candidates", cwd=tmp_path, **surroundings).out == found[0][1]


@pytest.mark.parametrize("folder", ["new", "empty"])
def test_one_of_two_starts_a_dataset_and_the_other_is_told(folder: str, nato, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    found = ended([started("init", folder, "--selection", f"sg-{number}", cwd=tmp_path) for number in range(4)])
    assert sorted(code for code, _, _ in found) == [0, 2, 2, 2]
    assert all("is not empty" in err for code, _, err in found if code)
    assert len(list((tmp_path / folder / "selections").iterdir())) == 1
    assert nato("validate", "--strict", str(tmp_path / folder)).code == 0


def test_no_look_at_another_dataset_is_forgotten(tmp_path: Path) -> None:
    names = [f"{number}.yaml" for number in range(MANY)]
    for name in names:
        (tmp_path / name).write_bytes((CASES / "board.yaml").read_bytes())
    ended([started("diff", "--since", "last", "--data", name, cwd=tmp_path, NATO_STATE="state") for name in names])
    looks = json.loads((tmp_path / "state" / "last-look.json").read_text())
    assert {Path(key.partition("#")[0]).name for key in looks} == set(names)


def test_several_exports_to_one_place_leave_one_whole(tmp_path: Path) -> None:
    lay_out(tmp_path)
    before = contents(tmp_path)
    found = ended([started("export", "old", "--force", "--data", "board.yaml", cwd=tmp_path) for _ in range(4)])
    assert {code for code, _, _ in found} <= {0, 2, 4}
    assert 0 in {code for code, _, _ in found}
    assert contents(tmp_path) == before
