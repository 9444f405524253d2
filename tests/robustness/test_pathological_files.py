"""A file below 1 MiB, whatever it holds, is reported in bounded memory and with bounded output."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from pathological_files import FILES, SIZE

resource = pytest.importorskip("resource", reason="limits the memory")

GIBIBYTE = 2**30
MOST_OUTPUT = 8 * SIZE


def limit_memory() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (GIBIBYTE, GIBIBYTE))


def within_limits(nato_process, *arguments: str, cwd: Path):
    result = nato_process(*arguments, cwd=cwd, streams={"preexec_fn": limit_memory})
    assert len(result.out) + len(result.err) < MOST_OUTPUT
    return result


@pytest.mark.parametrize("name", FILES)
def test_it_is_checked_in_bounded_memory_with_bounded_output(name: str, nato_process, tmp_path: Path) -> None:
    content, code = FILES[name]
    assert len(content) <= SIZE
    (tmp_path / "case.yaml").write_bytes(content)
    checked = within_limits(nato_process, "validate", "case.yaml", "--format", "json", cwd=tmp_path)
    if code is None:
        asked = within_limits(nato_process, "unanimity-check", "--data", "case.yaml", cwd=tmp_path)
        assert (checked.code, asked.code) == (0, 0)
        assert "Ann" in asked.out
    else:
        assert checked.code == 1
        assert code in {diagnostic["code"] for diagnostic in json.loads(checked.out)["diagnostics"]}


@pytest.mark.parametrize("name", ["errors-on-one-long-line", "not-text"])
def test_no_answer_is_given_on_such_a_file(name: str, nato, tmp_path: Path) -> None:
    (tmp_path / "case.yaml").write_bytes(FILES[name].content)
    result = nato("candidates", "--data", "case.yaml", cwd=tmp_path)
    assert (result.code, result.out) == (3, "")
    assert len(result.err) < MOST_OUTPUT
