"""What other tools read from this repository: the pre-commit hook."""

from __future__ import annotations

from pathlib import Path

import yaml

ROOT = Path(__file__).parents[1]


def test_the_pre_commit_hook_checks_the_repository_that_it_runs_in(nato, tmp_path: Path) -> None:
    [hook] = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    command, *arguments = hook["entry"].split()
    assert (command, hook["pass_filenames"]) == ("nato", False)
    (tmp_path / "broken.yaml").write_text("stances:\n  - {membr: AAA}\n", encoding="utf-8")
    result = nato(*arguments, cwd=tmp_path)
    assert result.code == 1
    assert "broken.yaml:2:6" in result.out
