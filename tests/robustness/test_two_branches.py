"""Two people add reports on two branches: git merges them without a conflict, and the dataset is valid."""

from __future__ import annotations

import random
import shutil
import subprocess
from pathlib import Path

import pytest

PUBLICATIONS = [
    ("The Wire", "2026-11-02", "https://wire.example/1", "wire", "B"),
    ("The Wire", "2026-11-03", "https://wire.example/2", "wire", "B"),
    ("El País", "2026-11-03", "https://pais.example/1", "newspaper", "B"),
    ("Østlandets Blad", "2026-11", "https://blad.example/1", "newspaper", "C"),
    ("The Council", "2026-11-05", "https://council.example/1", "official", "A"),
]
DESCRIBED = ("publisher", "published", "url", "kind", "reliability")
MEMBERS = ("NOR", "SWE", "DNK", "HUN", "TUR", "POL")
CANDIDATES = ("ann", "bob")
POSITIONS = ("support", "no-objection", "oppose", "undecided")
NOTES = ("", "He said: maybe", "Word of the premier, twice", "Ja")


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository with a dataset of two candidates, to be copied."""
    from runner import run_in_process

    folder = tmp_path_factory.mktemp("base") / "repository"
    run_in_process("init", str(folder), NATO_TODAY="2026-11-01")
    for id_ in CANDIDATES:
        run_in_process("add", "candidate", "--id", id_, "--name", id_, "--data", str(folder), NATO_TODAY="2026-11-01")
    git(folder, "init", "--quiet", "--initial-branch", "base")
    commit(folder)
    return folder


def git(folder: Path, *arguments: str) -> None:
    identity = ("-c", "user.name=Test", "-c", "user.email=test@example.org", "-c", "commit.gpgsign=false")
    done = subprocess.run(["git", *identity, *arguments], cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def commit(folder: Path) -> None:
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--allow-empty", "--message", "Reports")


def stance(chance: random.Random) -> dict[str, str]:
    names = ("member", "candidate", "position", "attribution")
    values = (chance.choice(MEMBERS), chance.choice(CANDIDATES), chance.choice(POSITIONS), "named-official")
    described = dict(zip(DESCRIBED, chance.choice(PUBLICATIONS), strict=True))
    return dict(zip(names, values, strict=True)) | {"note": chance.choice(NOTES)} | described


def add_reports(nato, folder: Path, chance: random.Random) -> None:
    """One to three additions, by options or from a spreadsheet."""
    for _ in range(chance.randint(1, 3)):
        if chance.random() < 0.5:
            pairs = [(f"--{name}", value) for name, value in stance(chance).items() if value]
            ran = nato("add", "stance", *(word for pair in pairs for word in pair), "--data", str(folder))
            assert ran.code == 0, ran
        else:
            rows = [stance(chance) for _ in range(3)]
            lines = [",".join(f'"{cell}"' for cell in row) for row in (rows[0], *(row.values() for row in rows))]
            ran = nato("import", "-", "--skip-bad", "--data", str(folder), stdin="\n".join(lines))
            assert ran.code in {0, 1}, ran
            assert ran.code == 0 or "contradicts" in ran.out


@pytest.mark.skipif(shutil.which("git") is None, reason="needs git")
@pytest.mark.parametrize("number", range(300))
def test_additions_on_two_branches_merge(nato, repository: Path, tmp_path: Path, number: int) -> None:
    chance = random.Random(number)
    folder = tmp_path / "repository"
    shutil.copytree(repository, folder)
    for branch in ("one", "other"):
        git(folder, "checkout", "--quiet", "-b", branch, "base")
        add_reports(nato, folder, chance)
        commit(folder)
    both = {line for branch in ("one", "other") for line in reports(folder, branch)}
    git(folder, "merge", "--quiet", "--no-edit", "one")
    assert reports(folder, "HEAD") == sorted(both)
    assert nato("validate", str(folder)).code == 0


def reports(folder: Path, revision: str) -> list[str]:
    """The lines of all stances of a revision."""
    command = ["git", "grep", "-h", "{member", revision, "--", "*.yaml"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    return sorted(set(done.stdout.splitlines()))
