"""The shape of the house: which way dependencies run, what is imported when."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "nato_cli"
MODULES = sorted(PACKAGE.rglob("*.py"))
#: What each part may know of the others. `dataset.rules` asks the analysis whether named supporters exceed a count.
ALLOWED = {
    "model": set(),
    "analysis": {"model"},
    "dataset": {"model", "analysis", "stopping"},
    "render": {"model", "analysis", "dataset"},
    "cli": {"model", "analysis", "dataset", "render", "clock", "stopping"},
    "api": {"model", "analysis", "dataset", "clock"},
    "clock": set(),
    "stopping": set(),
    "__main__": {"cli"},
    "__init__": {"api"},
}
ONLY_IMPORTER = {
    "yaml": {"dataset/source.py", "dataset/layout.py"},
    "rich": {"render/tables.py", "render/answers/diagnostics.py", "render/progress.py"},
    "jinja2": {"render/report/page.py"},
    "typer": {f"cli/{path.name}" for path in (PACKAGE / "cli").glob("*.py")},
}


def imported(path: Path) -> set[str]:
    """Every module that a file imports, inside functions too."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def part_of(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_dependencies_run_one_way(path: Path) -> None:
    own = {name.split(".")[1] for name in imported(path) if name.startswith("nato_cli.")}
    part = part_of(path)
    used = own & set(ALLOWED) - {part}
    assert used <= ALLOWED[part]


@pytest.mark.parametrize("library", ONLY_IMPORTER)
def test_each_library_is_known_to_its_own_part_alone(library: str) -> None:
    users = {
        path.relative_to(PACKAGE).as_posix()
        for path in MODULES
        if any(name.split(".")[0] == library for name in imported(path))
    }
    assert users
    assert users <= ONLY_IMPORTER[library]


def test_nobody_imports_click() -> None:
    assert not any(name.split(".")[0] == "click" for path in MODULES for name in imported(path))


def loaded_by(*arguments: str) -> set[str]:
    """The modules that a run of `nato` has loaded by its end."""
    script = f"""
import os, sys
os._exit = lambda status: sys.stderr.write("\\n".join(sys.modules))
sys.argv = ["nato", *{arguments!r}]
from nato_cli.main import main
main()
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    return set(done.stderr.split())


def test_a_command_loads_only_what_it_uses() -> None:
    table = loaded_by("candidates")
    assert "nato_cli.output.terminal" in table
    unused = {
        "nato_cli.commands.unanimity_check",
        "nato_cli.commands.validate",
        "nato_cli.output.json",
        "nato_cli.output.csv",
    }
    assert not table & unused
    json = loaded_by("candidates", "--format", "json")
    assert not any(name.split(".")[0] == "rich" for name in json)


def test_the_version_needs_neither_data_nor_tables() -> None:
    loaded = loaded_by("--version")
    assert not loaded & {"rich", "nato_cli.dataset.loader", "nato_cli.analysis.snapshot"}


def test_help_loads_no_command_but_the_one_it_is_about() -> None:
    commands = {f"nato_cli.main.{path.stem}" for path in (PACKAGE / "cli").glob("*.py")}
    shared = {f"nato_cli.main.{name}" for name in ("app", "errors", "help", "streams")}
    assert loaded_by("--help") & commands == shared
    assert "nato_cli.main.look" not in loaded_by("unanimity-check", "--help")


def test_help_needs_neither_data_nor_a_reader_of_markdown() -> None:
    assert not loaded_by("--help") & {"markdown_it", "pygments", "yaml", "nato_cli.dataset.loader"}


#: What could run data as code, or reach the network; and what runs other programs, where it is that module's business.
FORBIDDEN = {"pickle", "marshal", "shelve", "socket", "ssl", "http", "urllib", "ftplib", "smtplib", "ctypes", "runpy"}
ONLY_THERE = {"subprocess": "cli/editor.py", "webbrowser": "cli/share.py", "importlib": "cli/app.py"}


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_no_data_is_run_and_no_network_is_reached(path: Path) -> None:
    harmless = ("importlib.metadata", "importlib.resources", "urllib.parse")
    loads = {name for name in imported(path) if not name.startswith(harmless)}
    libraries = {name.split(".")[0] for name in loads}
    assert not libraries & FORBIDDEN
    here = path.relative_to(PACKAGE).as_posix()
    assert {name for name, home in ONLY_THERE.items() if name in libraries and home != here} == set()
    called = {node.func.id for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if is_call(node)}
    assert not called & {"eval", "exec", "compile", "__import__"}


def is_call(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
