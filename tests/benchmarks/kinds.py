"""Datasets of many records of one kind, and the commands that answer about them.

Nothing is to grow faster than n log n with any of these, up to thousands of a kind.
"""

from __future__ import annotations

import datetime as dt
from itertools import islice, product
from string import ascii_uppercase
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

_FIRST = dt.date(2000, 1, 1)
_FOUNDERS = ("BEL", "CAN", "DNK", "FRA", "GBR", "ISL", "ITA", "LUX", "NLD", "NOR", "PRT", "USA")
_SIDES = ("support", "oppose", "undecided", "veto", "no-objection", "withheld")


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
    said = f"candidate: {candidate}, position: {position}, source: w{source}{attribution}{more}"
    return f"  - {{member: {member}, {said}}}\n"


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


#: Each kind with the commands that it costs most.
KINDS: dict[str, tuple[Callable[[int], Iterator[str]], tuple[str, ...]]] = {
    "days": (days, ("report -o -", "timeline", "vetoes", "history", "why BEL ann", "what-if ann --without w0")),
    "days before an appointment": (past_days, ("backtest", "backtest --hedges", "history", "timeline --member BEL")),
    "contested reports": (contested, ("path ann", "why BEL ann", "unanimity-check", "diff 2000-01-05")),
    "reports that agree": (agreeing, ("path ann", "chances ann", "candidates", "why --full ann", "vetoes")),
    "members": (members, ("path ann", "unanimity-check", "matrix", "chances ann", "members", "report -o -")),
    "entangled members": (entangled, ("path ann", "chances ann", "unanimity-check")),
    "accessions": (accessions, ("timeline", "report -o -", "diff 2000-01-05", "validate")),
    "relays in a chain": (chain, ("path ann", "what-if ann --without w0", "why --full ann", "sources", "validate")),
    "challenges": (challenges, ("timeline", "unanimity-check", "why BEL ann", "path ann")),
    "conditions": (conditions, ("timeline", "why BEL ann", "unanimity-check", "show ann")),
    "candidates": (candidates, ("candidates", "report -o -", "timeline", "diff 2000-01-05", "unanimity-check")),
    "counts": (counts, ("counts", "timeline ann", "unanimity-check", "validate")),
    "counted candidates": (counted_candidates, ("validate", "counts", "candidates", "report -o -")),
    "changes of status": (statuses, ("timeline", "show ann", "candidates", "report -o -")),
    "remarks": (remarks, ("show ann", "show w0", "report -o -", "validate")),
}


def text(kind: str, number: int) -> str:
    """A valid dataset of so many of a kind, in one file."""
    return "".join(KINDS[kind][0](number))
