"""The shape of the house: which way dependencies run, what is where, and what is imported when."""

from __future__ import annotations

import ast
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

from nato_cli.commands.app import SUMMARIES, module_name

PACKAGE = Path(__file__).parents[1] / "nato_cli"
TESTS = (Path(__file__).parent / "commands", Path(__file__).parent / "report")
MODULES = sorted(PACKAGE.rglob("*.py"))
#: What each part may know of the others.
ALLOWED = {
    "model": set(),
    "dates": {"model"},
    "files": set(),
    "analysis": {"model"},
    "dataset": {"model", "analysis", "dates", "files"},
    "output": {"model", "analysis", "dataset"},
    "export": {"model", "analysis", "dataset", "output"},
    "report": {"model", "analysis", "dataset", "output", "export"},
    "commands": {"model", "analysis", "dataset", "output", "export", "report", "dates", "files"},
    "api": {"model", "analysis", "dataset", "export", "dates"},
    "main": {"commands", "output", "files"},
    "__main__": {"main"},
    "__init__": {"api"},
}
#: Which part alone knows a library.
ONLY_IMPORTER = {
    "yaml": ("dataset/",),
    "ruamel": ("dataset/",),
    "rich": ("output/terminal.py",),
    "jinja2": ("report/",),
    "typer": ("commands/",),
    "platformdirs": ("commands/last_look.py", "commands/prompts.py", "dataset/cache.py", "files.py"),
}


@cache
def imported(path: Path) -> set[str]:
    """Every module that a file imports, inside functions too."""
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return names


def place(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


@pytest.mark.parametrize("path", MODULES, ids=place)
def test_dependencies_run_one_way(path: Path) -> None:
    own = {name.split(".")[1] for name in imported(path) if name.startswith("nato_cli.")} & set(ALLOWED)
    part = path.relative_to(PACKAGE).parts[0].removesuffix(".py")
    assert own - {part} <= ALLOWED[part]


@pytest.mark.parametrize("library", ONLY_IMPORTER)
def test_a_library_is_known_to_its_own_part_alone(library: str) -> None:
    users = [place(path) for path in MODULES if any(name.split(".")[0] == library for name in imported(path))]
    assert [user for user in users if not user.startswith(ONLY_IMPORTER[library])] == []


def test_nobody_imports_click() -> None:
    assert not any(name.split(".")[0] == "click" for path in MODULES for name in imported(path))


def test_the_analysis_reads_no_file_and_no_clock() -> None:
    impure = {"os", "pathlib", "io", "time", "sys", "subprocess", "nato_cli.dates"}
    for path in (PACKAGE / "analysis").glob("*.py"):
        names = {name.split(".")[0] for name in imported(path)}
        assert not names & impure, path


@pytest.mark.parametrize("command", SUMMARIES)
def test_a_command_has_a_module_and_a_test_of_its_name(command: str) -> None:
    name = module_name(command)
    assert (PACKAGE / "commands" / f"{name}.py").is_file()
    tests = [path for folder in TESTS for path in folder.glob(f"test_{name.removesuffix('_')}*.py")]
    assert tests


def test_a_view_has_the_name_of_its_command() -> None:
    views = {path.stem for path in (PACKAGE / "output" / "views").glob("*.py")} - {"__init__"}
    assert {
        view for view in views if view.removesuffix("_tree") not in {module_name(name) for name in SUMMARIES}
    } == set()
    without = {"validate", "init", "add", "edit", "import_", "report", "export", "cite", "schema"}
    assert {module_name(name) for name in SUMMARIES} - without <= views


def test_no_two_modules_are_told_apart_by_an_ending_alone() -> None:
    names = sorted({path.stem for path in MODULES if not path.stem.startswith("__")})
    endings = ("s", "ing", "er", "ed", "en")
    alike = {(name, f"{name}{end}") for name in names for end in endings if f"{name}{end}" in names}
    assert alike <= {("edit", "edits")}


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
    others = {f"nato_cli.commands.{module_name(name)}" for name in SUMMARIES if name != "candidates"}
    assert not table & others
    assert not table & {"nato_cli.output.json", "nato_cli.output.csv", "platformdirs", "jinja2", "ruamel"}
    json = loaded_by("candidates", "--format", "json")
    assert not any(name.split(".")[0] == "rich" for name in json)


def test_the_version_needs_neither_data_nor_tables() -> None:
    assert not loaded_by("--version") & {"rich.table", "nato_cli.dataset.loader", "nato_cli.analysis.snapshot"}


def test_help_loads_no_command_but_the_one_it_is_about() -> None:
    commands = {f"nato_cli.commands.{module_name(name)}" for name in SUMMARIES}
    assert not loaded_by("--help") & commands
    assert loaded_by("unanimity-check", "--help") & commands == {"nato_cli.commands.unanimity_check"}


#: What could run data as code, or reach the network; and what runs other programs, where it is that module's business.
FORBIDDEN = {"pickle", "marshal", "shelve", "socket", "ssl", "http", "urllib", "ftplib", "smtplib", "ctypes", "runpy"}
ONLY_THERE = {
    "subprocess": {"commands/edit.py", "commands/diff.py"},
    "webbrowser": {"commands/report.py"},
    "importlib": {"commands/app.py"},
}


@pytest.mark.parametrize("path", MODULES, ids=place)
def test_no_data_is_run_and_no_network_is_reached(path: Path) -> None:
    harmless = ("importlib.metadata", "importlib.resources", "importlib.util.find_spec", "urllib.parse")
    libraries = {name.split(".")[0] for name in imported(path) if not name.startswith(harmless)}
    assert not libraries & FORBIDDEN
    assert {name for name, homes in ONLY_THERE.items() if name in libraries and place(path) not in homes} == set()
    called = {node.func.id for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if is_call(node)}
    assert not called & {"eval", "exec", "compile", "__import__"}


def is_call(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
