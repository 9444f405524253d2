"""A selection from one point of view: who was mentioned by then, and where every member stood."""

from __future__ import annotations

from bisect import bisect
from functools import cached_property
from operator import itemgetter
from typing import TYPE_CHECKING

from nato_cli.analysis import candidacy, inference
from nato_cli.analysis.inference import A_STANDING_LASTS, Reports
from nato_cli.analysis.probability import VAGUE, HedgeBands, default_scale, member_band
from nato_cli.model import Assessment, Decision, Effect, EventKind, Evidence, Position, Standing, Status, View

if TYPE_CHECKING:
    import datetime as dt

    from nato_cli.analysis.inference import Standpoint
    from nato_cli.model import (
        ApproxDate,
        Candidate,
        Dataset,
        Event,
        Remark,
        Scale,
        Selection,
        Source,
        Stance,
        StatusChange,
        Time,
    )

#: Of two statuses of one day the one further on counts.
_STAGES = {status: number for number, status in enumerate(Status)}


def is_known(source: Source, view: View) -> bool:
    """Rule 1, second date: was the source published by `known_by`? One without a date is known from today on."""
    return view.known_by >= view.today if source.date is None else source.date.last <= view.known_by


def counting_date(date: ApproxDate | None, source: Source) -> dt.date | None:
    """Rule 1, first date: the day a record counts from, its own date's last or else its source's; None without any."""
    when = date or source.date
    return when.last if when else None


class Known:
    """What is known of a selection by `known_by`, for any day: the snapshots of its days share it."""

    def __init__(self, dataset: Dataset, selection: Selection, view: View, bands: HedgeBands) -> None:
        self.dataset = dataset
        self.selection = selection
        self.view = view
        self.bands = bands
        self._electorates: dict[int, tuple[str, ...]] = {}
        self._reports: dict[str, dict[str, Reports]] = {}
        self._assessed: dict[tuple[str, str], tuple[object, Assessment]] = {}

    def source(self, id_: str) -> Source:
        """A source of the selection, or one that members and scales cite."""
        return self.selection.sources.get(id_) or self.dataset.sources[id_]

    def electorate(self, day: dt.date) -> tuple[str, ...]:
        """The members that decide on a day, in the order of ids; computed once for each change of membership."""
        number = bisect(self.membership_changes, day)
        if number not in self._electorates:
            self._electorates[number] = self.dataset.electorate(self.selection, day)
        return self._electorates[number]

    @cached_property
    def times_of_members(self) -> dict[str, list[Time]]:
        """When each member was of the electorate."""
        return self.dataset.times_of_members(self.selection)

    def size(self, day: dt.date) -> int:
        """The number of members that decide on a day."""
        joined, left = self._comings_and_goings
        return bisect(joined, day) - bisect(left, day)

    @cached_property
    def _comings_and_goings(self) -> tuple[list[dt.date], list[dt.date]]:
        times = [time for stays in self.times_of_members.values() for time in stays]
        return sorted(time.since for time in times), sorted(time.until for time in times if time.until is not None)

    @cached_property
    def membership_changes(self) -> list[dt.date]:
        """The days on which somebody joins or leaves the body, or a group of its members."""
        days = {day for member in self.dataset.members.values() for day in (member.acceded, member.left)}
        for group in self.dataset.groups.values():
            days |= {day for part in group.members for day in (part.since, part.until)}
        return sorted(day for day in days if day is not None)

    @cached_property
    def stances(self) -> tuple[Evidence, ...]:
        """All stances that are known, of whatever date, in the files' order."""
        return tuple(self.evidence(stance) for stance in self.selection.stances if self.knows(stance.source))

    def knows(self, source: str) -> bool:
        return is_known(self.source(source), self.view)

    def evidence(self, stance: Stance) -> Evidence:
        """A stance with what the rules make of it by itself."""
        source = self.source(stance.source)
        date = counting_date(stance.date, source)
        band = self.bands.band(stance.hedge) if stance.hedge is not None else None
        position = inference.reported_position(stance, band)
        if stance.condition is None:
            return self._evidence(stance, source, date, position, None)
        once_met = inference.reported_position(stance, band, met=True)
        met = stance.met.last if stance.met and stance.met.last <= self.view.known_by else None
        if met is None or once_met is position:
            return self._evidence(stance, source, date, position, stance.condition)
        if date is None or met <= date:
            return self._evidence(stance, source, date, once_met, None)
        later = self._evidence(stance, source, met, once_met, None)
        return self._evidence(stance, source, date, position, stance.condition, later)

    def _evidence(
        self,
        stance: Stance,
        source: Source,
        date: dt.date | None,
        position: Position,
        condition: str | None,
        once_met: Evidence | None = None,
    ) -> Evidence:
        firm = stance.is_firm
        lower, upper = self.bands.consent(stance)
        if position is not stance.position and stance.condition is not None:
            lower, upper = VAGUE if position is Position.UNDECIDED else self.bands.certainty(stance)
        return Evidence(
            stance=stance,
            source=source,
            origin=self.chains[source.id].origin,
            date=date,
            firm=firm,
            side=inference.standing_of(position, firm=firm),
            lower=lower,
            upper=upper,
            position=position,
            own_word=stance.is_own_word,
            condition=condition,
            once_met=once_met,
        )

    @cached_property
    def chains(self) -> dict[str, inference.Chain]:
        """Of each source, where its chain of relays ends (rule 8)."""
        return inference.chains(self.selection.sources)

    @cached_property
    def by_candidate(self) -> dict[str, list[Evidence]]:
        stances: dict[str, list[Evidence]] = {}
        for report in self.stances:
            stances.setdefault(report.stance.candidate, []).append(report)
        return stances

    def reports(self, candidate: str) -> dict[str, Reports]:
        """All reports on a candidate by member."""
        if candidate not in self._reports:
            members: dict[str, Reports] = {}
            for report in self.by_candidate.get(candidate, ()):
                for member in report.stance.members:
                    members.setdefault(member, Reports()).add(report)
            # Members with the same reports share them, and the course of the standing that follows from them.
            distinct: dict[tuple[str, ...], Reports] = {}
            self._reports[candidate] = {
                member: distinct.setdefault(reports.ids(), reports) for member, reports in members.items()
            }
        return self._reports[candidate]

    def assessment(self, member: str, candidate: str, day: dt.date) -> Assessment:
        """Where a member stands on a day, with its evidence; cached as long as no report is added."""
        reports = self.reports(candidate).get(member)
        state = reports.state(day) if reports else None
        last = self._assessed.get((member, candidate))
        if last is not None and last[0] == state:
            return last[1]
        assessment = assessment_of(member, candidate, reports, day)
        self._assessed[member, candidate] = (state, assessment)
        return assessment

    @cached_property
    def events(self) -> list[tuple[dt.date | None, Event]]:
        """All events that are known, with the day each counts from, in the files' order."""
        return [
            (counting_date(event.date, self.source(event.source)), event)
            for event in self.selection.events
            if self.knows(event.source)
        ]

    @cached_property
    def counts(self) -> dict[str | None, list[tuple[dt.date, Event]]]:
        """The dated counts of each candidate, oldest first."""
        counts: dict[str | None, list[tuple[dt.date, Event]]] = {}
        for day, event in self.events:
            if event.kind is EventKind.COUNT and day is not None:
                counts.setdefault(event.candidate, []).append((day, event))
        return {candidate: sorted(events, key=itemgetter(0)) for candidate, events in counts.items()}

    @cached_property
    def statuses(self) -> dict[str, list[tuple[dt.date, StatusChange]]]:
        """The dated changes of each candidate's status that are known, oldest first."""
        return {
            candidate.id: sorted(
                (
                    (day, change)
                    for change in candidate.statuses
                    if self.knows(change.source)
                    if (day := counting_date(change.date, self.source(change.source))) is not None
                ),
                key=lambda pair: (pair[0], _STAGES[pair[1].status]),
            )
            for candidate in self.selection.candidates.values()
        }

    @cached_property
    def ever_appointed(self) -> list[Candidate]:
        """All who were appointed on some day, in the order of the files."""
        return [
            candidate
            for candidate in self.selection.candidates.values()
            if any(change.status is Status.APPOINTED for _, change in self.statuses[candidate.id])
        ]

    @cached_property
    def uses_proposed(self) -> bool:
        """True if anybody was put forward for decision, in so many words."""
        return any(change.status is Status.PROPOSED for changes in self.statuses.values() for _, change in changes)

    @cached_property
    def first_mentions(self) -> dict[str, dt.date]:
        """The day from which each candidate is listed: its first report, status or event.

        A candidate without any is listed from the opening of the selection on, as long as nothing is left out of what
        is known today: like a source without a date.
        """
        days: dict[str, dt.date] = {}
        dated = [(report.stance.candidate, report.date) for report in self.stances]
        dated += [(event.candidate, day) for day, event in self.events if event.candidate is not None]
        dated += [(candidate, day) for candidate, changes in self.statuses.items() for day, _ in changes]
        for candidate, day in dated:
            if day is not None:
                days[candidate] = min(day, days.get(candidate, day))
        opened = self.selection.opened
        if self.view.known_by >= self.view.today:
            for candidate in self.selection.candidates:
                days.setdefault(candidate, opened.last if opened else self.view.today)
        return days


class Snapshot:
    """A selection as it reads from one point of view: the standing of every member on every candidate.

    `scale` is the scale that gives words of likelihood their bands, by default ICD 203. `known` is what snapshots of
    several days share.
    """

    def __init__(
        self,
        dataset: Dataset,
        selection: Selection,
        view: View,
        scale: Scale | None = None,
        known: Known | None = None,
    ) -> None:
        self.dataset = dataset
        self.selection = selection
        self.view = view
        self.known = known or Known(dataset, selection, view, HedgeBands(scale or default_scale(dataset)))
        self.lexicon = self.known.bands
        self._assessments: dict[tuple[str, tuple[str, ...]], tuple[Assessment, ...]] = {}

    @cached_property
    def electorate(self) -> tuple[str, ...]:
        """The members that decide: those of the date, or those of the day on which the selection ended."""
        return self.known.electorate(self.ended_on or self.view.as_of)

    @cached_property
    def ended_on(self) -> dt.date | None:
        """The day of the last decision, once there is one for every post; later accessions change nothing."""
        posts = {candidacy.post_of(person, self.selection) for person in self.selection.candidates.values()}
        if not posts or posts - self.appointed.keys():
            return None
        return max(day for person in self.appointed.values() if (day := self.appointed_on(person)))

    def on(self, day: dt.date) -> Snapshot:
        """The same selection, by the same reports, on another day."""
        view = View(as_of=day, known_by=self.view.known_by, today=self.view.today)
        return Snapshot(self.dataset, self.selection, view, self.lexicon.scale, self.known)

    # Rule 1.

    def counts(self, record: Stance | StatusChange | Event | Remark) -> bool:
        """Rule 1, two dates: does a record count on `as_of`, by what was published by `known_by`?

        It counts from its own date, else its source's; a month or a year from its last day. What has no date at all
        never counts.
        """
        day = self.date_of(record)
        return day is not None and day <= self.view.as_of and self.known.knows(record.source)

    def is_listed(self, record: Stance | StatusChange | Event | Remark) -> bool:
        """True if a record counts, or is known and has no date: for lists that show what is undated as such."""
        day = self.date_of(record)
        return (day is None or day <= self.view.as_of) and self.known.knows(record.source)

    def date_of(self, record: Stance | StatusChange | Event | Remark) -> dt.date | None:
        """The day a record counts from (rule 1)."""
        return counting_date(record.date, self.known.source(record.source))

    # What is on record.

    def reports(self) -> list[Stance]:
        """The stances that count, and the undated ones, in the files' order, as they are written."""
        return [stance for stance in self.selection.stances if self.is_listed(stance)]

    def stances(self) -> list[Evidence]:
        """The stances that count, and the undated ones, in the files' order, with what the rules make of each."""
        return [report for report in self.known.stances if report.date is None or report.date <= self.view.as_of]

    def stances_on(self, candidate: str) -> list[Evidence]:
        """The stances on a candidate that count, and the undated ones, in the files' order."""
        stances = self.known.by_candidate.get(candidate, [])
        return [report for report in stances if report.date is None or report.date <= self.view.as_of]

    def events(self) -> list[Event]:
        """The events that count, and the undated ones, in the files' order."""
        return [event for day, event in self.known.events if day is None or day <= self.view.as_of]

    def counted(self, candidate: str) -> list[tuple[dt.date, Event]]:
        """The dated counts of a candidate that count from this point of view, oldest first."""
        counts = self.known.counts.get(candidate, [])
        return counts[: bisect(counts, self.view.as_of, key=itemgetter(0))]

    def met(self, stance: Stance) -> ApproxDate | None:
        """When a stance's condition was met, None if it has not been by this point of view."""
        return stance.met if stance.met and stance.met.last <= min(self.view.as_of, self.view.known_by) else None

    def origin_of(self, source: Source) -> Source:
        """The origin of a source of this selection (rule 8)."""
        return self.known.chains[source.id].origin

    # Rule 4.

    def status_changes(self, candidate: Candidate) -> list[tuple[dt.date, StatusChange]]:
        """The dated changes of a candidate's status that count, oldest first."""
        changes = self.known.statuses.get(candidate.id, [])
        return changes[: bisect(changes, self.view.as_of, key=itemgetter(0))]

    def status(self, candidate: Candidate) -> Status | None:
        """A candidate's status: the latest change's, `mentioned` by a report or event alone, else None."""
        changes = self.status_changes(candidate)
        if changes:
            return changes[-1][1].status
        first = self.known.first_mentions.get(candidate.id)
        return Status.MENTIONED if first is not None and first <= self.view.as_of else None

    @cached_property
    def mentioned(self) -> list[Candidate]:
        """The candidates mentioned by the date, in the order of the files."""
        return [candidate for candidate in self.selection.candidates.values() if self.status(candidate) is not None]

    def appointed_on(self, candidate: Candidate) -> dt.date | None:
        """The day on which a candidate was appointed, None if that has not happened, or has been undone."""
        days = [day for day, change in self.status_changes(candidate) if change.status is Status.APPOINTED]
        return days[0] if days and not candidacy.is_out(candidate, self.status(candidate), None) else None

    @cached_property
    def appointed(self) -> dict[str | None, Candidate]:
        """The candidates appointed by the date, by post."""
        chosen: dict[str | None, Candidate] = {}
        for candidate in self.known.ever_appointed:
            if self.appointed_on(candidate) is not None:
                chosen.setdefault(candidacy.post_of(candidate, self.selection), candidate)
        return chosen

    def is_out(self, candidate: Candidate) -> bool:
        """Rule 4: withdrawn, ruled out or passed over by the date."""
        chosen = self.appointed.get(candidacy.post_of(candidate, self.selection))
        return candidacy.is_out(candidate, self.status(candidate), chosen)

    # Rules 2 and 3.

    def decide(self, candidate: str) -> tuple[Decision, ...]:
        """Where each member of the electorate stands, without the evidence: for many days of many reports."""
        reports, day = self.known.reports(candidate), self.view.as_of
        return tuple(
            decision_of(member, candidate, reports[member].on(day) if member in reports else None)
            for member in self.electorate
        )

    def assess(self, candidate: str, electorate: tuple[str, ...] | None = None) -> tuple[Assessment, ...]:
        """Where each member of the electorate stands, with its evidence, in the order of ids."""
        members = self.electorate if electorate is None else electorate
        key = (candidate, members)
        if key not in self._assessments:
            self._assessments[key] = tuple(
                self.known.assessment(member, candidate, self.view.as_of) for member in members
            )
        return self._assessments[key]


def decision_of(member: str, candidate: str, point: Standpoint | None) -> Decision:
    """Where a member stands from a point of its course on, unknown without one."""
    if point is None:
        return Decision(member=member, candidate=candidate)
    return Decision(
        member=member,
        candidate=candidate,
        standing=point.standing,
        rule=A_STANDING_LASTS,
        decisive=point.decisive,
        since=point.since,
        confirmed=point.day,
    )


def assessment_of(member: str, candidate: str, reports: Reports | None, day: dt.date) -> Assessment:
    """Where a member stands on a day, with every report and what it does to the standing."""
    evidence = tuple(reports.effects(day)) if reports else ()
    point = reports.on(day) if reports else None
    if point is None:
        return Assessment(member=member, candidate=candidate, evidence=evidence)
    by_id = {report.stance.id: report for report in evidence}
    run = tuple(by_id[report.stance.id] for report in point.run())
    announced = inference.is_announced(run, point.standing)
    lower, upper = member_band(run, point.standing, announced=announced)
    agreeing = point.decisive if point.standing is Standing.CONTESTED else run
    return Assessment(
        member=member,
        candidate=candidate,
        standing=point.standing,
        rule=A_STANDING_LASTS,
        decisive=tuple(by_id[report.stance.id] for report in point.decisive),
        since=point.since,
        confirmed=point.day,
        evidence=evidence,
        challenges=tuple(report for report in evidence if report.effect is Effect.CHALLENGES),
        origins=tuple(sorted({report.origin.id for report in agreeing})),
        lower=lower,
        upper=upper,
        run=run,
        announced=announced,
        condition=inference.open_condition(point, day),
    )
