"""Small datasets, made in one line each, for tests that ask about rules and not about files."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st
from msgspec.structs import replace

from nato_cli.analysis.snapshot import Snapshot
from nato_cli.dataset.coverage import resolved
from nato_cli.dates import parse_date
from nato_cli.model import (
    DEFAULT_CREDIBILITY,
    Attribution,
    Band,
    Candidate,
    Collective,
    Dataset,
    Event,
    EventKind,
    Group,
    GroupMember,
    Member,
    Place,
    Position,
    Reliability,
    Scale,
    Selection,
    Source,
    SourceKind,
    Stance,
    Status,
    StatusChange,
    View,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

HERE = Place(path="test.yaml", line=1, column=1)
TODAY = dt.date(2026, 11, 23)
SCALE = Scale(
    id="icd203",
    title="ICD 203",
    place=HERE,
    bands=(
        Band(words=("almost no chance",), lower=1, upper=5),
        Band(words=("unlikely",), lower=20, upper=45),
        Band(words=("roughly even chance",), lower=45, upper=55),
        Band(words=("likely",), lower=55, upper=80),
        Band(words=("very likely",), lower=80, upper=95),
        Band(words=("almost certain",), lower=95, upper=99),
    ),
)


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def member(code: str, acceded: str = "1949-08-24", left: str | None = None) -> Member:
    return Member(id=code, name=f"State of {code}", acceded=day(acceded), left=day(left) if left else None, place=HERE)


def group(id_: str, *members: str) -> Group:
    return Group(id=id_, name=id_.title(), members=tuple(GroupMember(id=each) for each in members), place=HERE)


def source(id_: str, date: str | None = "2024-01-01", reliability: str = "B", relays: str | None = None) -> Source:
    return Source(
        id=id_,
        publisher=id_.title(),
        kind=SourceKind.WIRE,
        reliability=Reliability(reliability),
        date=parse_date(date) if date else None,
        relays=relays,
        place=HERE,
    )


def stance(
    members: str | tuple[str, ...],
    position: str = "support",
    *,
    source: str = "wire",
    candidate: str = "ann",
    hedge: str | None = None,
    date: str | None = None,
    attribution: str = "named-official",
    credibility: int | None = None,
    collective: bool = False,
    condition: str | None = None,
    met: str | None = None,
    note: str | None = None,
) -> Stance:
    word = Attribution(attribution)
    names = (members,) if isinstance(members, str) else members
    return Stance(
        id=f"{source}#{members}-{position}-{date}-{hedge}-{attribution}-{credibility}-{condition}-{met}",
        members=() if collective else names,
        collective=Collective(exceptions=names) if collective else None,
        candidate=candidate,
        position=Position(position),
        hedge=hedge,
        date=parse_date(date) if date else None,
        source=source,
        attribution=word,
        credibility=credibility or DEFAULT_CREDIBILITY[word],
        condition=condition,
        met=parse_date(met) if met else None,
        note=note,
        place=HERE,
    )


def candidate(id_: str, *statuses: tuple[str, str, str]) -> Candidate:
    """Statuses are (status, date, source)."""
    changes = tuple(
        StatusChange(status=Status(status), date=parse_date(date), source=of) for status, date, of in statuses
    )
    return Candidate(id=id_, name=id_.title(), statuses=changes, place=HERE)


def counted(
    support: int,
    of: int,
    date: str,
    *,
    source: str = "wire",
    outstanding: tuple[str, ...] = (),
    against: int | None = None,
    abstain: int | None = None,
    round_: int | None = None,
    group: str | None = None,
) -> Event:
    return Event(
        kind=EventKind.COUNT,
        candidate="ann",
        support=support,
        of=of,
        date=parse_date(date),
        source=source,
        outstanding=outstanding,
        against=against,
        abstain=abstain,
        round=round_,
        group=group,
        place=HERE,
    )


def dataset(
    stances: Iterable[Stance] = (),
    *,
    members: Iterable[Member] = (member("AAA"), member("BBB")),
    sources: Iterable[Source] = (source("wire"),),
    candidates: Iterable[Candidate] = (candidate("ann"),),
    events: Iterable[Event] = (),
    groups: Iterable[Group] = (),
    **selected: Any,
) -> Dataset:
    """A dataset of one selection, `test`; further arguments are fields of the selection."""
    selection = Selection(
        id="test",
        title="Test",
        place=HERE,
        candidates={each.id: each for each in candidates},
        sources={each.id: each for each in sources},
        events=tuple(events),
        **selected,
    )
    data = Dataset(
        path="test",
        members={each.id: each for each in members},
        groups={each.id: each for each in groups},
        scales={SCALE.id: SCALE},
    )
    covering = tuple(resolved(stances, selection, selection.sources, data))
    return replace(data, selections={selection.id: replace(selection, stances=covering)})


def read(data: Dataset, as_of: str = "2026-11-23", known_by: str | None = None) -> Snapshot:
    view = View(as_of=day(as_of), known_by=day(known_by) if known_by else TODAY, today=TODAY)
    return Snapshot(data, data.selections["test"], view)


def standings(data: Dataset, as_of: str = "2026-11-23", known_by: str | None = None) -> dict[str, str]:
    """Where each member stands on `ann`."""
    return {each.member: str(each.standing) for each in read(data, as_of, known_by).assess("ann")}


#: Days of one month.
DATES = st.dates(dt.date(2024, 3, 1), dt.date(2024, 3, 31)).map(str)


def any_stances(codes: Sequence[str], sources: Iterable[Source]) -> st.SearchStrategy[list[Stance]]:
    """A few stances of any kind on one candidate, by these sources."""
    return st.lists(
        st.builds(
            stance,
            st.sampled_from(codes),
            st.sampled_from([str(each) for each in Position]),
            source=st.sampled_from([each.id for each in sources]),
            hedge=st.sampled_from([None, "likely", "unlikely", "may"]),
            date=st.none() | DATES,
            attribution=st.sampled_from([str(each) for each in Attribution]),
            collective=st.booleans(),
            condition=st.sampled_from([None, None, None, "a favour"]),
            met=st.none() | DATES,
        ),
        max_size=6,
    )
