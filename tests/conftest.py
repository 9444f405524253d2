"""What all tests share: a fixed day, and no word of the surroundings of whoever runs them."""

from __future__ import annotations

import os

import pytest
from hypothesis import settings

settings.register_profile("default", deadline=None, derandomize=True)
settings.load_profile("default")


@pytest.fixture(autouse=True)
def fixed_surroundings(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in os.environ if name.startswith("NATO_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("NATO_TODAY", "2026-11-23")
    monkeypatch.setenv("NATO_NO_CACHE", "1")
    for name in ("COLUMNS", "NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
