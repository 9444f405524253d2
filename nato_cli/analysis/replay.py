"""A selection played from its first report to the date asked for: each candidate's check on every day that matters."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nato_cli.analysis import candidacy
from nato_cli.analysis.decision import check
from nato_cli.analysis.snapshot import counting_date
from nato_cli.analysis.timeline import Entry, Shift, change_days
from nato_cli.model import Check, Event, Record, Rule, Standing, StatusChange

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection, Iterator, Sequence

    from nato_cli.analysis.snapshot import Snapshot


class Moment(Record, frozen=True):
    """How things stood on one day: whose consent it took, and the check of every candidate mentioned by then.

    The check of a candidate of whom there is no news is the same object as on the day before.
    """

    day: dt.date
    electorate: tuple[str, ...]
    appointed: str | None
    checks: tuple[Check, ...]

    def check_of(self, candidate: str) -> Check | None:
        return next((each for each in self.checks if each.candidate.id == candidate), None)


class _News(Record, frozen=True):
    """What counts from one day. `candidates` are all of whom anything does, stances among it."""

    statuses: list[tuple[str, StatusChange]] = []
    events: list[Event] = []
    candidates: set[str] = set()


def days(snapshot: Snapshot) -> list[dt.date]:
    """The days on which anything changed for anyone listed, the electorate since then, and the day of the reading."""
    found = {*change_days(snapshot, candidacy.mentioned(snapshot)), snapshot.view.as_of}
    members = snapshot.dataset.members.values()
    changes = {day for each in members for day in (each.acceded, each.left) if day is not None}
    return sorted(found | {day for day in changes if min(found) <= day <= max(found)})


def replay(snapshot: Snapshot, rule: Rule = Rule.UNANIMITY) -> Iterator[Moment]:
    """One moment for each of the days, oldest first, leaving out those on which nobody was a member.

    A candidate is checked anew only when there is news of it, when the electorate changed or somebody was appointed.
    """
    news = _news(snapshot)
    before: Moment | None = None
    for day in days(snapshot):
        now = snapshot.on(day)
        if now.electorate:
            before = _moment(now, before, news[day].candidates if day in news else (), rule)
            yield before


def _moment(now: Snapshot, before: Moment | None, news: Collection[str], rule: Rule) -> Moment:
    chosen = candidacy.appointed(now)
    appointed = chosen.id if chosen else None
    known: dict[str, Check] = {}
    if before and before.electorate == now.electorate and before.appointed == appointed:
        known = {each.candidate.id: each for each in before.checks if each.candidate.id not in news}
    checks = tuple(known.get(each.id) or check(now, each, rule) for each in candidacy.mentioned(now))
    return Moment(day=now.view.as_of, electorate=now.electorate, appointed=appointed, checks=checks)


def entries(snapshot: Snapshot, moments: Sequence[Moment]) -> list[Entry]:
    """What each of these moments brought, oldest first; those that brought nothing to be seen are left out."""
    news = _news(snapshot)
    found = []
    before: Moment | None = None
    for moment in moments:
        today = news.get(moment.day, _News())
        shifts = tuple(shift for after in moment.checks for shift in _shifts(before, moment, after))
        entry = Entry(date=moment.day, statuses=tuple(today.statuses), events=tuple(today.events), shifts=shifts)
        if entry.statuses or entry.events or entry.shifts:
            found.append(entry)
        before = moment
    return found


def _shifts(before: Moment | None, moment: Moment, after: Check) -> Iterator[Shift]:
    """The standings that changed; of a candidate not mentioned before, those of whom anything is known."""
    earlier = before.check_of(after.candidate.id) if before else None
    if earlier is after:
        return
    standings: dict[str, Standing] = dict.fromkeys(before.electorate if before else moment.electorate, Standing.UNKNOWN)
    standings |= {each.member: each.standing for each in earlier.assessments} if earlier else {}
    for each in after.assessments:
        if standings.get(each.member, Standing.UNKNOWN) is not each.standing:
            yield Shift(date=moment.day, before=standings.get(each.member), decision=each.decision)


def _news(snapshot: Snapshot) -> dict[dt.date, _News]:
    found: dict[dt.date, _News] = {}

    def on(day: dt.date) -> _News:
        return found.setdefault(day, _News())

    for each in snapshot.stances():
        if each.date is not None:
            on(each.date).candidates.add(each.stance.candidate)
    for candidate in snapshot.selection.candidates.values():
        for day, change in candidacy.status_changes(candidate, snapshot):
            on(day).statuses.append((candidate.id, change))
            on(day).candidates.add(candidate.id)
    for event in snapshot.events():
        date = counting_date(event.date, snapshot.selection.sources[event.source])
        if date is not None:
            on(date).events.append(event)
            if event.candidate is not None:
                on(date).candidates.add(event.candidate)
    return found
