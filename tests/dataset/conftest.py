"""A small dataset without faults, and a way to say which fault a file added to it has, and where."""

from __future__ import annotations

from pathlib import Path

import pytest
from yaml_factories import BASE, TODAY, Expect

from nato_cli.dataset.diagnostics import Diagnostic
from nato_cli.dataset.loader import load


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder that holds the small dataset."""
    (tmp_path / "base.yaml").write_text(BASE, encoding="utf-8")
    return tmp_path


@pytest.fixture
def expect(folder: Path) -> Expect:
    """Add a file with one fault, meant by «these marks», and check its code, its place and words of its hint."""

    def check(code: str, text: str, *, hint: str | None = None, warnings: bool = False) -> Diagnostic:
        before, _, rest = text.partition("«")
        meant, _, after = rest.partition("»")
        path = folder / "case.yaml"
        path.write_text(before + meant + after, encoding="utf-8")
        [fault] = load(folder, TODAY, warnings=warnings).diagnostics
        start = before.rpartition("\n")[2]
        excerpt = (before + meant + after).split("\n")[before.count("\n")]
        assert (fault.code, fault.path) == (code, str(path))
        assert (fault.line, fault.column, fault.width) == (before.count("\n") + 1, len(start) + 1, max(1, len(meant)))
        assert fault.excerpt == excerpt
        assert hint is None if fault.hint is None else hint is not None and hint in fault.hint
        return fault

    return check
