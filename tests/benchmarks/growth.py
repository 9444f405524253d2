"""How each command grows with what it is asked about: datasets of n records of one kind, of n days, of n members.

Nothing is to grow faster than n log n: twice the records, at most about 2.2 times the time.
"""

from __future__ import annotations

import datetime as dt
import gc
import os
import signal
import sys
import tempfile
import traceback
from itertools import islice, product
from string import ascii_uppercase
from typing import TYPE_CHECKING

from measuring import Cost
from tables import Goal, duration, table, times

from nato_cli.main import run

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

_FIRST = dt.date(2000, 1, 1)
_FOUNDERS = ("BEL", "CAN", "DNK", "FRA", "GBR", "ISL", "ITA", "LUX", "NLD", "NOR", "PRT", "USA")
_SIDES = ("support", "oppose", "undecided", "veto", "no-objection", "withheld")
#: What doubling may cost at most; below so many seconds nothing is judged.
_GOAL, _NOTHING = Goal(2.6), 0.2

#: Every question, asked of every kind. OUT stands for a folder for what is written.
QUESTIONS = (
    "validate FILE",
    "candidates --data FILE",
    "unanimity-check --data FILE",
    "unanimity-check ann --rule consensus --format json --data FILE",
    "why BEL ann --data FILE",
    "why --full ann --data FILE",
    "path ann --data FILE",
    "chances ann --data FILE",
    "what-if ann --without w0 --data FILE",
    "silence ann --opens 2000-01-01 --deadline 2020-01-01 --data FILE",
    "timeline --data FILE",
    "timeline ann --format json --data FILE",
    "matrix --data FILE",
    "diff 2000-02-01 --data FILE",
    "diff --since 2000-02-01 --data FILE",
    "show ann --data FILE",
    "show BEL --data FILE",
    "show w0 --data FILE",
    "stances --data FILE",
    "sources --data FILE",
    "members --data FILE",
    "selections --data FILE",
    "history --data FILE",
    "vetoes --data FILE",
    "backtest --data FILE",
    "backtest --hedges --data FILE",
    "cite --all --data FILE",
    "export OUT/export.json --force --data FILE",
    "export OUT/export.sqlite --force --data FILE",
    "report -o OUT/report.html --force --data FILE",
)


def _day(number: int) -> dt.date:
    return _FIRST + dt.timedelta(days=number)


def _source(number: int, date: dt.date | None = None, relays: int | None = None) -> str:
    relayed = f", relays: w{relays}" if relays is not None else ""
    return (
        f"  - {{id: w{number}, publisher: P, kind: wire, reliability: B, date: {date or _FIRST}, "
        f"url: 'https://e.org/{number}'{relayed}}}\n"
    )


def _stance(member: str, position: str, source: int, *, candidate: str = "ann", more: str = "") -> str:
    attribution = "" if "attribution" in more else ", attribution: named-official"
    return f"  - {{member: {member}, candidate: {candidate}, position: {position}, source: w{source}{attribution}{more}}}\n"


def _file(
    sources: Iterable[str],
    stances: Iterable[str],
    candidates: Iterable[str] = ("  - {id: ann, name: Ann}\n",),
    *,
    more: Iterable[str] = (),
) -> Iterator[str]:
    yield "selection: {id: s, title: The selection, post: chief, opened: 2000-01-01}\ncandidates:\n"
    yield from candidates
    yield "sources:\n"
    yield from sources
    yield "stances:\n"
    yield from stances
    yield from more


def _members(number: int) -> list[str]:
    codes = ("".join(letters) for letters in product("QVXYZJKO", ascii_uppercase, ascii_uppercase))
    return [*_FOUNDERS, *islice(codes, max(0, number - len(_FOUNDERS)))]


def _listed(codes: Iterable[str]) -> Iterator[str]:
    yield "members:\n"
    yield from (f"  - {{id: {code}, name: State of {code}, acceded: 1949-08-24}}\n" for code in codes)


def days(n: int) -> Iterator[str]:
    """Reports of n days, each about another member, which often change what it said before."""
    stances = (_stance(_FOUNDERS[day % 12], _SIDES[day // 12 % 6], day) for day in range(n))
    return _file((_source(day, _day(day)) for day in range(n)), stances)


def past_days(n: int) -> Iterator[str]:
    """Reports of n days before an appointment: what a backtest reads."""
    appointed = (
        f"  - {{id: ann, name: Ann, statuses: [{{status: appointed, date: {_day(n + 5)}, source: w{n}}}]}}\n",
        "  - {id: bob, name: Bob}\n",
    )
    sources = (_source(day, _day(day)) for day in range(n + 1))
    stances = (
        _stance(_FOUNDERS[day % 12], _SIDES[day // 12 % 6], day, candidate=("ann", "bob")[day % 5 == 0])
        for day in range(n)
    )
    return _file(sources, stances, appointed)


def contested(n: int) -> Iterator[str]:
    """Reports of one day and equal grades that contradict each other, each by an origin of its own."""
    return _file(map(_source, range(n)), (_stance("BEL", ("support", "oppose")[each % 2], each) for each in range(n)))


def agreeing(n: int) -> Iterator[str]:
    """Reports that say the same of one member, each by an origin of its own on a day of its own."""
    return _file(
        (_source(each, _day(each)) for each in range(n)), (_stance("BEL", "oppose", each) for each in range(n))
    )


def members(n: int) -> Iterator[str]:
    """Members of whom each has a report of its own, by an unnamed official."""
    codes, more = _members(n), ", attribution: anonymous-official"
    stances = (_stance(code, ("support", "oppose")[at % 40 == 7], at, more=more) for at, code in enumerate(codes))
    return _file(map(_source, range(len(codes))), stances, more=_listed(codes))


def entangled(n: int) -> Iterator[str]:
    """Members of whom each rests on two origins, one of them shared with the next member."""
    codes, more = _members(n), ", attribution: anonymous-official"
    stances = (_stance(code, "support", at + side, more=more) for at, code in enumerate(codes) for side in (0, 1))
    return _file(map(_source, range(len(codes) + 1)), stances, more=_listed(codes))


def accessions(n: int) -> Iterator[str]:
    """Members that join one a day."""
    codes = _members(n)
    listed = (f"  - {{id: {code}, name: State of {code}, acceded: {_day(at)}}}\n" for at, code in enumerate(codes))
    stances = (_stance(code, "support", at) for at, code in enumerate(codes))
    sources = (_source(at, _day(at + 1)) for at in range(len(codes)))
    return _file(sources, stances, more=("members:\n", *listed))


def chain(n: int) -> Iterator[str]:
    """Sources that relay each other in one chain, each with a report."""
    sources = (_source(each, _day(each), each - 1 if each else None) for each in range(n))
    return _file(sources, (_stance(_FOUNDERS[each % 12], "support", each) for each in range(n)))


def challenges(n: int) -> Iterator[str]:
    """Soft reports of another side that follow a firm one."""
    soft = (_stance("BEL", "oppose", each, more=", hedge: likely") for each in range(1, n))
    return _file((_source(each, _day(each)) for each in range(n)), (_stance("BEL", "support", 0), *soft))


def conditions(n: int) -> Iterator[str]:
    """Support on a condition that is met the day after, over and over."""
    stances = (_stance("BEL", "support", each, more=f", condition: ships, met: {_day(each + 1)}") for each in range(n))
    return _file((_source(each, _day(each)) for each in range(n)), stances)


def candidates(n: int) -> Iterator[str]:
    """Candidates of whom each declared itself and has a report, on a day of its own."""
    names = ("ann", *(f"c{each}" for each in range(1, n)))
    listed = (
        f"  - {{id: {name}, name: Name {name}, statuses: [{{status: declared, date: {_day(at)}, source: w{at}}}]}}\n"
        for at, name in enumerate(names)
    )
    stances = (_stance(_FOUNDERS[at % 12], "support", at, candidate=name) for at, name in enumerate(names))
    return _file((_source(at, _day(at)) for at in range(n)), stances, listed)


def counts(n: int) -> Iterator[str]:
    """Counts of one candidate's supporters, each of a day of its own."""
    counted = (
        f"  - {{kind: count, candidate: ann, support: {each % 9}, of: 12, date: {_day(each)}, source: w{each}}}\n"
        for each in range(n)
    )
    return _file(
        (_source(each, _day(each)) for each in range(n)), [_stance("BEL", "support", 0)], more=("events:\n", *counted)
    )


def counted_candidates(n: int) -> Iterator[str]:
    """Candidates of whom each was counted."""
    names = ("ann", *(f"c{each}" for each in range(1, n)))
    counted = (
        f"  - {{kind: count, candidate: {name}, support: 3, of: 12, date: {_day(at)}, source: w{at}}}\n"
        for at, name in enumerate(names)
    )
    listed = (f"  - {{id: {name}, name: Name {name}}}\n" for name in names)
    sources = (_source(at, _day(at)) for at in range(n))
    return _file(sources, [_stance("BEL", "support", 0)], listed, more=("events:\n", *counted))


def statuses(n: int) -> Iterator[str]:
    """Changes of one candidate's status."""
    changes = ", ".join(
        f"{{status: {('declared', 'withdrawn')[each % 2]}, date: {_day(each)}, source: w{each}}}" for each in range(n)
    )
    listed = [f"  - {{id: ann, name: Ann, statuses: [{changes}]}}\n"]
    return _file((_source(each, _day(each)) for each in range(n)), [_stance("BEL", "support", 0)], listed)


def remarks(n: int) -> Iterator[str]:
    """Strengths of a candidate, each by a source of its own."""
    said = ", ".join(f"{{text: Text {each}, source: w{each}}}" for each in range(n))
    listed = [f"  - {{id: ann, name: Ann, strengths: [{said}]}}\n"]
    return _file((_source(each, _day(each)) for each in range(n)), [_stance("BEL", "support", 0)], listed)


KINDS = {
    kind.__name__.replace("_", " "): kind
    for kind in (
        days, past_days, contested, agreeing, members, entangled, accessions, chain, challenges, conditions, candidates,
        counts, counted_candidates, statuses, remarks,
    )
}  # fmt: skip


def report(folder: Path, sizes: list[int], limit: float) -> tuple[str, str]:
    """The table of what grows faster than it should or failed, and the list of all that was measured."""
    rows: list[list[str]] = []
    lines: list[str] = []
    for kind in KINDS:
        for question in QUESTIONS:
            costs = [ask(folder, kind, question, size, limit) for size in sizes]
            cells = [_time(cost) for cost in costs]
            lines.append(f"  {kind:20} {question:65} {' '.join(cells)}")
            print(lines[-1], file=sys.stderr, flush=True)
            if any(cost.fault or cost.is_cut for cost in costs) or not _GOAL.is_met(growth(costs)):
                rows.append([f"`nato {question}`, {kind}", *cells, times(growth(costs))])
    head = ["grows too fast", *(f"{size:,}" for size in sizes), f"last ×, goal {_GOAL}"]
    return table(head, rows) if rows else "Nothing grows faster than n log n.", "\n".join(lines)


def growth(costs: list[Cost]) -> float:
    """How many times the processor time of the size before."""
    before, last = costs[-2:]
    return last.processing / before.processing if last.processing > _NOTHING else 0


def ask(folder: Path, kind: str, question: str, size: int, limit: float) -> Cost:
    """Ask one question of a dataset of one kind, in a fork of this process: without what it costs to start."""
    file = folder / f"{kind.replace(' ', '-')}-{size}.yaml"
    if not file.exists():
        file.write_text("".join(KINDS[kind](size)), encoding="utf-8")
    words = question.replace("FILE", str(file)).replace("OUT", str(folder)).split()
    with tempfile.TemporaryFile() as said:
        child = os.fork()
        if not child:
            signal.alarm(int(limit))
            os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
            os.dup2(said.fileno(), 2)
            os._exit(_answered(words))
        _, status, usage = os.wait4(child, 0)
        code = os.waitstatus_to_exitcode(status)
        said.seek(0)
        fault = said.read().decode(errors="replace").strip().rpartition("\n")[2] if code not in {0, 1} else ""
    took = usage.ru_utime + usage.ru_stime
    return Cost(took, took, usage.ru_maxrss / 2**10, is_cut=code == -signal.SIGALRM, fault=fault)


def _answered(words: Sequence[str]) -> int:
    gc.disable()
    try:
        return run(words)
    except BaseException:  # noqa: BLE001 - whatever it is, it is the fault of that question
        traceback.print_exc()
        return 70


def _time(cost: Cost) -> str:
    return "too long" if cost.is_cut else cost.fault or duration(cost.processing)
