"""What a report of a bug needs."""

from __future__ import annotations

import platform
from importlib.metadata import PackageNotFoundError, version

from nato_cli import __version__
from nato_cli.dataset.discovery import shipped

_LIBRARIES = ("typer", "rich", "PyYAML", "msgspec", "jinja2", "pycountry")


def versions() -> str:
    """The version, then what it runs on, one to a line."""
    lines = [f"nato {__version__}", f"Python {platform.python_version()} on {platform.system()}"]
    lines += [f"{name} {_version(name)}" for name in _LIBRARIES]
    lines += [
        f"libyaml {'present' if _has_libyaml() else 'missing: reading is slower, and the same'}",
        f"data {shipped()}",
    ]
    return "\n".join(lines) + "\n"


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "missing"


def _has_libyaml() -> bool:
    from nato_cli.dataset.yaml_reader import LOADER

    return bool(LOADER.__name__.startswith("C"))
