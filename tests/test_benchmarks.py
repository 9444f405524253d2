"""The benchmarks measure valid datasets; how fast they are is for a quiet machine to say."""

from __future__ import annotations

from pathlib import Path

import pytest

BENCHMARKS = Path(__file__).parent / "benchmarks"


def test_the_generated_datasets_are_valid(nato, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(BENCHMARKS)
    import generate

    for write in (generate.write, *(make for make, _ in generate.KINDS.values())):
        write(tmp_path / "dataset.yaml", 100)
        assert nato("validate", str(tmp_path / "dataset.yaml")).code == 0
        assert nato("unanimity-check", "--data", str(tmp_path / "dataset.yaml")).code == 0
