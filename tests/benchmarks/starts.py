"""What it costs to start: each command on the shipped data, over the least that a program of Typer and Rich costs."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import NamedTuple

import claims
import peers
from measuring import Cost, Program, measure, run, variables
from tables import Goal, duration, notes, ratio, table, time_of, times

_SMALLEST = "smallest program of Typer and Rich that prints a table"
_FLOORS = {
    _SMALLEST: (sys.executable, str(Path(__file__).with_name("smallest.py"))),
    "Typer alone": (sys.executable, "-c", "import typer; typer.run(lambda: None)"),
    "`python -c pass`": (sys.executable, "-c", "pass"),
}
_NEAR, _AS_SMALL, _AHEAD = Goal(1.25), Goal(1.1), Goal(1, more=True)

#: Every command that reads and leaves the dataset as it is. OUT stands for a folder for what is written.
COMMANDS = (
    "members --as-of 2024-04-03",
    "stances",
    "sources",
    "selections",
    "show rutte",
    "matrix --as-of 2024-04-03",
    "timeline rutte",
    "diff 2024-06-17 2024-06-20",
    "unanimity-check --as-of 2024-04-03",
    "why TUR rutte --as-of 2024-04-03",
    "what-if rutte --as-of 2024-06-17 --set HUN=oppose",
    "path rutte --as-of 2024-06-17",
    "chances rutte --as-of 2024-06-17",
    "silence rutte --opens 2024-06-17 --deadline 2024-06-20",
    "history",
    "vetoes",
    "backtest",
    "validate",
    "schema",
    "export OUT/export.json --force",
    "report -o OUT/report.html --force",
)


class Start(NamedTuple):
    """One way to start `nato`. Of a completion `typed` is the line so far."""

    name: str
    arguments: tuple[str, ...] = ()
    typed: str = ""
    goal: Goal | None = None


class Rival(NamedTuple):
    """A peer, and the command of `nato` that does most nearly the same. Those `for_reference` set no goal."""

    name: str
    program: peers.Peer | None
    arguments: tuple[str, ...]
    like: str
    for_reference: bool = False


_HEADLINE = (
    Start("`nato candidates`", ("candidates",), goal=_NEAR),
    Start("`nato --version`", ("--version",), goal=_AS_SMALL),
    Start("Tab after `nato una`", typed="nato una", goal=_AS_SMALL),
    Start("Tab after `nato unanimity-check r`", typed="nato unanimity-check r", goal=_AS_SMALL),
    Start("`nato --help`", ("--help",), goal=_NEAR),
)


def report(folder: Path, rounds: int, limit: float, *, with_peers: bool) -> tuple[str, str]:
    """The tables for the README, and the list of all that was measured."""
    others = [
        Start(f"`nato {words.split()[0]}`", tuple(words.replace("OUT", str(folder)).split()), goal=_NEAR)
        for words in COMMANDS
    ]
    count = claims.write(folder) if with_peers else 0
    rivals = _rivals(folder) if with_peers else []
    programs = [Program(name, arguments, variables(), limit) for name, arguments in _FLOORS.items()]
    programs += [program for start in (*_HEADLINE, *others) for program in _programs(start, folder, limit)]
    programs += [
        Program(rival.name, (rival.program.path, *rival.arguments), variables(), limit)
        for rival in rivals
        if rival.program
    ]
    run(_programs(_HEADLINE[0], folder, limit)[0])  # which makes the copy
    costs = measure(programs, rounds)
    parts = [_table_of_starts(costs, others)]
    if with_peers:
        parts.append(_table_of_rivals(costs, rivals, count))
    parts.append(notes(costs, rounds, "Of these"))
    return "\n\n".join(filter(None, parts)), "\n".join(
        _line(name, cost, costs[_SMALLEST]) for name, cost in costs.items()
    )


def _programs(start: Start, folder: Path, limit: float) -> tuple[Program, Program]:
    """With the compiled copy of the dataset, and with no copy read or made."""
    asked = {}
    if start.typed:
        at = len(start.typed.split(" ")) - 1
        asked = {"_NATO_COMPLETE": "complete_bash", "COMP_WORDS": start.typed, "COMP_CWORD": str(at)}
    arguments = (peers.nato(), *start.arguments)
    kept = variables(NATO_CACHE=str(folder / "copies"), **asked)
    return Program(start.name, arguments, kept, limit), Program(_bare(start.name), arguments, bare(**asked), limit)


def bare(**others: str) -> dict[str, str]:
    """The environment in which `nato` keeps no copies."""
    return variables(NATO_NO_CACHE="1", **others)


def _bare(name: str) -> str:
    return f"{name} without a copy"


def _rivals(folder: Path) -> list[Rival]:
    text, sheet, document = (str(folder / f"claims.{ending}") for ending in ("yaml", "csv", "json"))
    counted = "select candidate, count(*) from claims group by candidate"
    each = ".stances"
    return [
        Rival("csvlook", peers.program("csvlook"), (sheet,), "stances"),
        Rival("sqlite-utils", peers.program("sqlite-utils"), ("memory", sheet, counted), "candidates"),
        Rival(
            "check-jsonschema",
            peers.program("check-jsonschema"),
            ("--schemafile", str(folder / "schema.json"), text),
            "validate",
        ),
        Rival("yamllint", peers.program("yamllint"), ("-d", "relaxed", text), "validate"),
        Rival("yq", peers.python_yq(), (each, text), "stances"),
        Rival("yq in Go", peers.go_yq(), (each, text), "stances", for_reference=True),
        Rival("jq", peers.program("jq"), (each, document), "stances", for_reference=True),
    ]


def _table_of_starts(costs: dict[str, Cost], others: list[Start]) -> str:
    smallest = costs[_SMALLEST]
    rows = [
        [name, times(ratio(costs[name], smallest)), time_of(costs[name]), "", "", "the measure" * (name == _SMALLEST)]
        for name in _FLOORS
    ]
    rows += [_row(start, start.name, costs) for start in _HEADLINE]
    ranked = sorted(others, key=lambda start: costs[start.name].seconds)
    places = {"fastest": ranked[0], "median": ranked[len(ranked) // 2], "slowest": ranked[-1]}
    rows += [_row(start, f"{place} of {len(ranked)} others: {start.name}", costs) for place, start in places.items()]
    kept, bare_ones = (
        sum(_NEAR.is_met(ratio(costs[name(start.name)], smallest)) for start in others) for name in (str, _bare)
    )
    rows.append(
        ["of the others within the goal", f"{kept} of {len(others)}", "", f"{bare_ones} of {len(others)}", "", ""]
    )
    return table(["", "× the smallest", "median", "× without a copy", "median", "goal"], rows)


def _row(start: Start, name: str, costs: dict[str, Cost]) -> list[str]:
    kept, uncopied, smallest = costs[start.name], costs[_bare(start.name)], costs[_SMALLEST]
    figures = [times(ratio(kept, smallest)), time_of(kept), times(ratio(uncopied, smallest)), time_of(uncopied)]
    return [name, *figures, _said(start.goal, ratio(kept, smallest), ratio(uncopied, smallest), "without a copy")]


def _said(goal: Goal | None, first: float | None, second: float | None, where: str) -> str:
    """A goal for two ratios, and which of them miss it."""
    if goal is None:
        return ""
    if not goal.is_met(first):
        return f"{goal}, **missed**"
    return str(goal) if goal.is_met(second) else f"{goal}, **missed** {where}"


def _table_of_rivals(costs: dict[str, Cost], rivals: list[Rival], count: int) -> str:
    rows = [_rival_row(rival, costs) for rival in rivals]
    return table([f"the same {count} claims", "× `nato candidates`", "× its like", "its like", "median", "goal"], rows)


def _rival_row(rival: Rival, costs: dict[str, Cost]) -> list[str]:
    if rival.program is None:
        return [rival.name, "missing", "", "", "", ""]
    cost, like = costs[rival.name], f"`nato {rival.like}`"
    beside_candidates, beside_like = ratio(cost, costs["`nato candidates`"]), ratio(cost, costs[like])
    goal = None if rival.for_reference or cost.fault else _AHEAD
    return [
        f"{rival.name} {rival.program.version}",
        times(beside_candidates),
        times(beside_like),
        like,
        time_of(cost),
        _said(goal, beside_candidates, beside_like, "beside its like"),
    ]


def _line(name: str, cost: Cost, smallest: Cost) -> str:
    figures = f"{times(ratio(cost, smallest)):>6} {time_of(cost):>8} {duration(cost.processing):>8}"
    return f"  {figures}  {name.replace('`', '')}"
