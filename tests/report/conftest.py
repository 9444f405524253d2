"""The page of the shipped dataset, and `nato` in an empty folder."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from pages import Elements, shipped_page


@pytest.fixture(scope="session")
def text() -> str:
    """The page of the shipped dataset, of today."""
    return shipped_page()


@pytest.fixture(scope="session")
def elements(text: str) -> Elements:
    return Elements(text)


@pytest.fixture
def nato(nato: Callable[..., Any], tmp_path: Path) -> Callable[..., Any]:
    """Run `nato` in an empty folder with these arguments and variables."""
    return partial(nato, cwd=tmp_path)
