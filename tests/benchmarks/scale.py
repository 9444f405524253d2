"""What it costs to read more: datasets of ten times the size each, and what it takes others to load the same files."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import NamedTuple

import claims
import generate
import peers
from measuring import Cost, Flow, Program, measure, run, variables, watch
from starts import bare
from tables import Goal, duration, memory_of, memory_ratio, notes, ratio, size, table, time_of, times

_FASTER, _FRUGAL = Goal(1, more=True), Goal(3, more=True)
_LINEAR = 1.2  # over the growth of the file
_FLAT = Goal(1.05)
_NATO = "nato validate"
_COPIED = "candidates, from its copy"
#: Commands on a file. OUT stands for a folder for what is written.
_COMMANDS = {
    "validate": "validate FILE",
    "candidates": "candidates --data FILE",
    _COPIED: "candidates --data FILE",
    "unanimity-check": "unanimity-check candidate-0 --data FILE",
    "matrix": "matrix --data FILE",
    "export to JSON": "export OUT/export.json --force --data FILE",
    "export to CSV": "export OUT/export --force --data FILE",
    "stances as CSV": "stances --format csv --data FILE",
}
# Each is given the file as it takes least: what peers use of memory is theirs.
_EVENTS = """
import sys, yaml.cyaml
following = yaml.cyaml.CParser(open(sys.argv[1], "rb")).get_event
while following():
    pass
"""
_RAPID = """
import os, sys, ryml
data = bytearray(os.path.getsize(sys.argv[1]))
open(sys.argv[1], "rb").readinto(data)
ryml.parse_in_place(data)
"""
_LOAD = "import sys, yaml; yaml.load(open(sys.argv[1], 'rb'), yaml.CSafeLoader)"
_UNCOLLECTED = f"import gc; gc.disable(); {_LOAD}"
_RUAMEL = "import sys, ruamel.yaml; ruamel.yaml.YAML(typ='safe').load(open(sys.argv[1], 'rb'))"
_RUAMEL_PURE = "import sys, ruamel.yaml; ruamel.yaml.YAML(typ='safe', pure=True).load(open(sys.argv[1], 'rb'))"


class Loader(NamedTuple):
    """What reads a file beside `nato validate`. A `ceiling` builds nothing: no goal is set by it."""

    name: str
    package: str
    script: str
    ceiling: bool = False


_LOADERS = (
    Loader("rapidyaml, parsed in place", "rapidyaml", _RAPID, ceiling=True),
    Loader("libyaml's events alone", "PyYAML", _EVENTS, ceiling=True),
    Loader("yaml.load(CSafeLoader)", "PyYAML", _LOAD),
    Loader("the same, collector off", "PyYAML", _UNCOLLECTED),
    Loader("ruamel.yaml, safe, in C", "ruamel.yaml.clib", _RUAMEL),
    Loader("ruamel.yaml, safe, pure", "ruamel.yaml", _RUAMEL_PURE),
)
_CHECKER = "check-jsonschema"
#: The packages whose versions count here.
LIBRARIES = ("rapidyaml", "ruamel.yaml", "ruamel.yaml.clib", _CHECKER)


class Measured(NamedTuple):
    """All that was measured at one size."""

    stances: int
    megabytes: float
    costs: dict[str, Cost]
    flow: Flow


def report(folder: Path, rounds: int, limit: float, sizes: list[int], *, with_peers: bool) -> tuple[str, str]:
    """The tables for the README, and the list of all that was measured."""
    claims.write_schema(folder / "schema.json")
    measured = [_measured(folder, stances, rounds, limit, with_peers=with_peers) for stances in sorted(sizes)]
    parts = [_table_of_growth(measured), _table_of_flows(measured)]
    if with_peers:
        parts += [_table_of_loaders(each) for each in measured[-2:]]
    parts += [words for each in measured if (words := notes(each.costs, rounds, f"At {each.stances:,} stances"))]
    return "\n\n".join(parts), "\n".join(line for each in measured for line in _lines(each))


def _measured(folder: Path, stances: int, rounds: int, limit: float, *, with_peers: bool) -> Measured:
    file = folder / f"{stances}.yaml"
    generate.write(file, stances)
    programs = _programs(file, limit)
    if with_peers:
        programs += _peers(file, limit)
    named = {program.name: program for program in programs}
    run(named[f"nato {_COPIED}"])  # which makes the copy
    costs = measure(programs, rounds)
    flow = watch(named["nato stances as CSV"])
    megabytes = file.stat().st_size / 1e6
    file.unlink()
    return Measured(stances, megabytes, costs, flow)


def _programs(file: Path, limit: float) -> list[Program]:
    kept = variables(NATO_CACHE=str(file.parent / "copies"))
    return [
        Program(
            f"nato {name}",
            (peers.nato(), *words.replace("FILE", str(file)).replace("OUT", str(file.parent)).split()),
            kept if name == _COPIED else bare(),
            limit,
        )
        for name, words in _COMMANDS.items()
    ]


def _peers(file: Path, limit: float) -> list[Program]:
    found = [
        Program(loader.name, (sys.executable, "-c", loader.script, str(file)), variables(), limit)
        for loader in _LOADERS
        if peers.library(loader.package)
    ]
    checker = peers.program(_CHECKER)
    if checker:
        schema = str(file.with_name("schema.json"))
        found.append(Program(_CHECKER, (checker.path, "--schemafile", schema, str(file)), variables(), limit))
    return found


def _table_of_growth(measured: list[Measured]) -> str:
    sizes = [f"{each.stances:,} ({each.megabytes:.3g} MB)" for each in measured]
    if len(measured) == 1:
        return table(["", *sizes], [[f"`nato {name}`", *_figures(name, measured)] for name in _COMMANDS])
    before, last = measured[-2:]
    head = ["", f"time ×, {before.stances:,} to {last.stances:,}", "memory ×", *sizes, "goal"]
    return table(head, [_growth_row(name, measured) for name in _COMMANDS])


def _growth_row(name: str, measured: list[Measured]) -> list[str]:
    before, last = measured[-2:]
    was, now = before.costs[f"nato {name}"], last.costs[f"nato {name}"]
    goal, growth = Goal(_LINEAR * last.stances / before.stances), ratio(now, was)
    judged = f"{goal}" if goal.is_met(growth) else f"{goal}, **missed**"
    return [f"`nato {name}`", times(growth), times(memory_ratio(now, was)), *_figures(name, measured), judged]


def _figures(name: str, measured: list[Measured]) -> list[str]:
    costs = [each.costs[f"nato {name}"] for each in measured]
    return [", ".join(filter(None, _time_and_memory(cost))) for cost in costs]


def _table_of_flows(measured: list[Measured]) -> str:
    head = [
        "`nato stances --format csv`, one run",
        "memory ×, first row to last",
        "at the first row",
        "first row after",
        "last",
    ]
    return table([*head, "goal"], [[f"{each.stances:,}", *_flow_cells(each.flow)] for each in measured])


def _flow_cells(flow: Flow) -> list[str]:
    if flow.fault or not flow.at_first:
        return [flow.fault or "no /proc to look into", "", duration(flow.first), duration(flow.last), ""]
    growth = flow.highest / flow.at_first
    missed = "" if _FLAT.is_met(growth) else ", **missed**"
    return [times(growth), size(flow.at_first), duration(flow.first), duration(flow.last), f"{_FLAT}{missed}"]


def _table_of_loaders(measured: Measured) -> str:
    name = f"{measured.stances:,} stances, {measured.megabytes:.3g} MB"
    rows = [["`nato validate`, which checks too", "1.00", "1.00", *_time_and_memory(measured.costs[_NATO]), ""]]
    rows += [_loader_row(loader.name, measured, is_ceiling=loader.ceiling) for loader in _LOADERS]
    rows.append(_loader_row(_CHECKER, measured))
    return table([name, "time ×", "memory ×", "time", "memory", f"goal: {_FASTER}, {_FRUGAL}"], rows)


def _loader_row(name: str, measured: Measured, *, is_ceiling: bool = False) -> list[str]:
    cost, base = measured.costs.get(name), measured.costs[_NATO]
    if cost is None:
        return [name, "missing", "", "", "", ""]
    in_time, in_memory = ratio(cost, base), memory_ratio(cost, base)
    judged = "builds nothing" if is_ceiling else _judged(cost, in_time, in_memory)
    least = [times(value, at_least=cost.is_cut) for value in (in_time, in_memory)]
    return [name, *least, *_time_and_memory(cost), judged]


def _judged(cost: Cost, in_time: float | None, in_memory: float | None) -> str:
    """Whether both goals are met. What a run that was cut short did not yet show is not known of it."""
    if cost.fault:
        return "failed"
    goals = {"time": _FASTER.is_met(in_time), "memory": _FRUGAL.is_met(in_memory)}
    unmet = " and ".join(word for word, is_met in goals.items() if not is_met)
    if not unmet:
        return "met"
    return f"{unmet} not known" if cost.is_cut else f"**missed** in {unmet}"


def _time_and_memory(cost: Cost) -> list[str]:
    return [time_of(cost), memory_of(cost)]


def _lines(measured: Measured) -> list[str]:
    head = f"  {measured.stances:,} stances, {measured.megabytes:.3g} MB"
    return [head, *(_line(name, cost) for name, cost in measured.costs.items())]


def _line(name: str, cost: Cost) -> str:
    return f"  {time_of(cost):>8} {duration(cost.processing):>8} {memory_of(cost):>9}  {name}"
