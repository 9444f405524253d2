"""How fast `nato` is: `python tests/benchmarks [start] [size] [growth]`; `--write` puts the tables into README.md.

Nothing is asserted: a goal that was missed is marked in the table. `--against PATH/TO/nato` measures another version by
turns with this one. The programs that it is compared with come with `pip install --group benchmarks`.
"""

from __future__ import annotations

import argparse
import csv
import datetime as dt
import os
import platform
import re
import shutil
import subprocess
import sys
import tempfile
from importlib.metadata import version
from pathlib import Path

import generate
import kinds
import yaml
from measure import Cost, Program, measure

ROOT = Path(__file__).parents[2]
README = Path(__file__).with_name("README.md")
BIN = Path(sys.executable).parent
NATO = str(BIN / "nato")
COMMANDS = [
    "candidates", "unanimity-check", "members", "stances", "sources", "matrix", "timeline rutte", "why HUN rutte",
    "path rutte", "chances rutte", "show HUN", "history", "vetoes", "backtest", "report -o -",
]  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(prog="python tests/benchmarks", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("parts", nargs="*", choices=[*PARTS, []], metavar="PART", help="start, size or growth")
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--sizes", type=int, nargs=2, default=[10_000, 100_000], help="stances, for `size`")
    parser.add_argument("--against", metavar="NATO", help="another version's program, measured by turns")
    parser.add_argument("--write", action="store_true", help="write the tables into tests/benchmarks/README.md")
    options = parser.parse_args()
    versions = {"nato": NATO} | ({"before": options.against} if options.against else {})
    for part in options.parts or PARTS:
        with tempfile.TemporaryDirectory() as folder:
            text = (
                f"{machine()}, medians of {options.rounds} rounds.\n\n{PARTS[part](Path(folder), versions, options)}\n"
            )
        print(text)
        if options.write:
            marks = re.compile(rf"(?<=<!-- {part} -->\n).*?(?=<!-- end of {part} -->)", re.DOTALL)
            README.write_text(
                marks.sub(lambda _, text=text: text, README.read_text(encoding="utf-8")), encoding="utf-8"
            )


def machine() -> str:
    names = ("nato-cli", "typer", "rich", "PyYAML", "msgspec")
    libraries = ", ".join(f"{name} {version(name)}" for name in names)
    load = os.getloadavg()[0]
    return f"{dt.date.today():%d %B %Y}, {os.cpu_count()} cores (load {load:.1f}), Python {platform.python_version()}, {libraries}"  # noqa: DTZ011, E501


def start(folder: Path, versions: dict[str, str], options: argparse.Namespace) -> str:
    """What a command costs to start, from the cache and without, beside the smallest program of Typer and Rich."""
    programs = {
        "`python -c pass`": Program((sys.executable, "-c", "pass")),
        "the smallest program": Program((sys.executable, str(Path(__file__).with_name("smallest.py")))),
    }
    for name, path in versions.items():
        cache = {"NATO_CACHE": str(folder / name)}
        tab = {"_NATO_COMPLETE": "complete_bash", "COMP_WORDS": "nato why H", "COMP_CWORD": "2"}
        for command in ("--version", "--help", *COMMANDS):
            programs[f"`{name} {command}`"] = Program((path, *command.split()), cache)
        programs[f"`{name} candidates`, without its cache"] = Program((path, "candidates"), {"NATO_NO_CACHE": "1"})
        programs[f"Tab after `{name} why H`"] = Program((path,), cache | tab)
        if name != "nato":
            continue  # an earlier version may not read today's data
        many = folder / f"thirty-{name}"
        thirty_selections(many)
        programs[f"`{name} candidates`, thirty selections"] = Program(
            (path, "candidates"), {**cache, "NATO_DATA": str(many)}
        )
    programs |= peers(folder)
    costs = measure(programs, options.rounds)
    smallest = costs["the smallest program"].seconds
    candidates = costs["`nato candidates`"].seconds
    rows = []
    for name, cost in costs.items():
        goal, ratio = "", cost.seconds / smallest
        if name == "`nato candidates`":
            goal = judged(ratio, 1.35)
        elif name.endswith("thirty selections") and "nato" in name:
            goal = f"{cost.seconds / candidates:.2f} × `nato candidates`: {judged(cost.seconds / candidates, 1.1)}"
        rows.append([name, f"{ratio:.2f}", seconds(cost), goal])
    return table(["", "× the smallest", "processor time", "goal"], rows)


def thirty_selections(folder: Path) -> None:
    """The shipped dataset, filled up with selections of forty stances each."""
    shutil.copytree(ROOT / "data", folder, ignore=shutil.ignore_patterns("*.md", "*.json"))
    selections = folder / "selections"
    for number in range(len(list(selections.iterdir())), 30):
        path = selections / f"generated-{number}" / "all.yaml"
        path.parent.mkdir()
        generate.write(path, 40)
        text = path.read_text(encoding="utf-8").replace("source-", f"source-{number}-")
        path.write_text(
            text.replace("id: generated", f"id: generated-{number}\n  opened: 2009-12-31"), encoding="utf-8"
        )


def peers(folder: Path) -> dict[str, Program]:
    """Other programs on the shipped stances, as far as they are installed."""
    files = sorted((ROOT / "data" / "selections").glob("*/stances.yaml"))
    stances = [
        stance for file in files for stance in yaml.load(file.read_text(encoding="utf-8"), yaml.CBaseLoader)["stances"]
    ]
    text, sheet, schema = folder / "claims.yaml", folder / "claims.csv", folder / "schema.json"
    text.write_text(yaml.safe_dump({"stances": stances}, allow_unicode=True), encoding="utf-8")
    columns = ("member", "candidate", "position", "date", "source", "note")
    with sheet.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerows([columns, *([str(stance.get(column, "")) for column in columns] for stance in stances)])
    schema.write_bytes(subprocess.run([NATO, "schema"], check=True, capture_output=True).stdout)
    count = "select candidate, count(*) from claims group by candidate"
    commands = {
        "csvlook": (str(sheet),),
        "sqlite-utils": ("memory", str(sheet), count),
        "check-jsonschema": ("--schemafile", str(schema), str(text)),
        "yamllint": ("-d", "relaxed", str(text)),
        "yq": (".stances", str(text)),
    }
    return {
        f"{name}, the same {len(stances)} stances": Program((str(BIN / name), *arguments), codes=frozenset({0, 1}))
        for name, arguments in commands.items()
        if (BIN / name).exists()
    }


def size(folder: Path, versions: dict[str, str], options: argparse.Namespace) -> str:
    """What reading more costs, beside PyYAML's C loader alone."""
    small, large = options.sizes
    load = "import sys, yaml; yaml.load(open(sys.argv[1], 'rb'), yaml.CSafeLoader)"
    costs = {}
    for stances in (small, large):
        data = folder / f"{stances}.yaml"
        generate.write(data, stances)
        programs = {"yaml.load(CSafeLoader)": Program((sys.executable, "-c", load, str(data)))}
        for name, path in versions.items():
            where = {"NATO_DATA": str(data), "NATO_CACHE": str(folder / f"cache-{name}")}
            programs[f"`{name} validate`"] = Program((path, "validate"), where)
            for command in ("candidates", "unanimity-check", "matrix", "stances --format csv"):
                programs[f"`{name} {command}`"] = Program((path, *command.split()), where)
        costs[stances] = measure(programs, max(1, options.rounds // 3))
    rows, yaml_load = [], costs[large]["yaml.load(CSafeLoader)"]
    for name in costs[large]:
        few, many = costs[small][name], costs[large][name]
        growth, faster, memory = (
            many.seconds / few.seconds,
            yaml_load.seconds / many.seconds,
            many.mebibytes / yaml_load.mebibytes,
        )
        is_validate = name == "`nato validate`"
        goals = (
            [judged(growth, 11), judged(faster, 4, more=True), judged(memory, 0.25)] if is_validate else ["", "", ""]
        )
        figures = [f"{growth:.1f} {goals[0]}", f"{faster:.1f} {goals[1]}", f"{memory:.2f} {goals[2]}"]
        rows.append(
            [name, seconds(few), seconds(many), f"{many.mebibytes:.0f} MiB", *(figure.strip() for figure in figures)]
        )
    head = [
        "",
        f"{small:,} stances",
        f"{large:,}",
        "memory",
        "growth ×",
        "faster than yaml.load ×",
        "memory of yaml.load ×",
    ]
    return table(head, rows)


def growth(folder: Path, versions: dict[str, str], options: argparse.Namespace) -> str:
    """What a command costs at 1,000 and at 4,000 of what it is asked about: about 4 times as much, never the square."""
    programs = {}
    for number in (1000, 4000):
        for kind, (_, commands) in kinds.KINDS.items():
            data = folder / f"{kind} {number}.yaml"
            data.write_text(kinds.text(kind, number), encoding="utf-8")
            for name, path in versions.items():
                for command in commands:
                    where = {"NATO_DATA": str(data), "NATO_CACHE": str(folder / name)}
                    programs[f"{number} {kind}: `{name} {command}`"] = Program((path, *command.split()), where)
    costs = measure(programs, max(1, options.rounds // 3))
    rows = []
    for name, few in costs.items():
        if name.startswith("1000 "):
            many = costs[name.replace("1000 ", "4000 ", 1)]
            rows.append([name.removeprefix("1000 "), seconds(few), seconds(many), f"{many.seconds / few.seconds:.1f}"])
    return table(["", "1,000", "4,000", "growth ×"], rows)


PARTS = {"start": start, "size": size, "growth": growth}


def judged(ratio: float, bound: float, *, more: bool = False) -> str:
    """A goal in words, and whether it was missed."""
    is_met = ratio >= bound if more else ratio <= bound
    return f"(at {'least' if more else 'most'} {bound:g}{'' if is_met else ', **missed**'})"


def seconds(cost: Cost) -> str:
    return f"{1000 * cost.seconds:.0f} ms" if cost.seconds < 1 else f"{cost.seconds:.1f} s"


def table(head: list[str], rows: list[list[str]]) -> str:
    lines = [head, ["---", *["---:"] * (len(head) - 1)], *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


if __name__ == "__main__":
    main()
