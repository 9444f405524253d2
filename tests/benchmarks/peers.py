"""The programs and libraries that `nato` is held against, and the machine that they run on."""

from __future__ import annotations

import datetime as dt
import os
import platform
import shutil
import subprocess
import sys
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

_OURS = ("nato-cli", "typer", "rich", "PyYAML", "msgspec")


class Peer(NamedTuple):
    """A program that was found, and its version in its own words."""

    path: str
    version: str


def nato() -> str:
    return str(Path(sys.executable).with_name("nato"))


def program(name: str) -> Peer | None:
    """The program of this name beside Python, where an extra installs it, else on the path."""
    beside = Path(sys.executable).with_name(name)
    path = str(beside) if beside.exists() else shutil.which(name)
    return _asked(path) if path else None


def python_yq() -> Peer | None:
    """The program called yq that is written in Python, unless only another of that name is here."""
    peer = program("yq")
    return None if peer and "mikefarah" in _first_line(peer.path) else peer


def go_yq() -> Peer | None:
    """The other program called yq, which is written in Go and has nothing of Python's start."""
    for folder in os.get_exec_path():
        peer = _asked(str(Path(folder) / "yq")) if (Path(folder) / "yq").exists() else None
        if peer and "mikefarah" in _first_line(peer.path):
            return peer
    return None


def library(name: str) -> str | None:
    """The version of an installed package."""
    try:
        return version(name)
    except PackageNotFoundError:
        return None


def _asked(path: str) -> Peer:
    words = _first_line(path).split()
    return Peer(path, words[-1].removeprefix("v").removeprefix("jq-") if words else "of unknown version")


def _first_line(path: str) -> str:
    done = subprocess.run([path, "--version"], capture_output=True, text=True, timeout=60, check=False)
    return (done.stdout or done.stderr).partition("\n")[0]


def surroundings(others: Sequence[str]) -> str:
    """In one sentence: the machine, its system, the versions of what was measured, the day."""
    memory = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") / 2**30
    machine = f"{_processor()}, {_counted(os.cpu_count() or 1, 'core')}, {memory:.0f} GiB"
    ours = ", ".join(f"{name} {library(name) or 'missing'}" for name in (*_OURS, *others))
    system = f"{_system()}, Python {platform.python_version()}, {ours}, libyaml {_libyaml()}"
    day = dt.datetime.now().astimezone().date()
    return f"{machine}; {system}; {day.day} {day:%B %Y}, load {os.getloadavg()[0]:.1f} at the start"


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _processor() -> str:
    try:
        described = Path("/proc/cpuinfo").read_text(encoding="utf-8")
    except OSError:
        return platform.processor() or platform.machine()
    names = (line.partition(":")[2].strip() for line in described.split("\n") if line.startswith("model name"))
    return next(names, platform.machine()).replace("(R)", "").replace("(TM)", "")


def _system() -> str:
    try:
        return platform.freedesktop_os_release()["PRETTY_NAME"]
    except (OSError, KeyError):
        return platform.platform(terse=True)


def _libyaml() -> str:
    try:
        from yaml import _yaml
    except ImportError:
        return "missing"
    return str(_yaml.get_version_string())
