"""Rules 1 to 3, 7 and 8: from reports to where a member stands, on a date and by what was known."""

from __future__ import annotations

from bisect import bisect_left
from itertools import takewhile
from typing import TYPE_CHECKING, Any, TypeVar

from nato_cli.analysis.probability import VAGUE, HedgeBands, default_scale
from nato_cli.model import Assessment, Attribution, Decision, Evidence, Position, Role, Standing, View

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence

    from nato_cli.model import ApproxDate, Dataset, Event, Scale, Selection, Source, Stance

T = TypeVar("T")

_FLAT = {
    Position.NOMINATE: Standing.SUPPORT,
    Position.SUPPORT: Standing.SUPPORT,
    Position.NO_OBJECTION: Standing.NO_OBJECTION,
    Position.ABSTAIN: Standing.ABSTAIN,
    Position.UNDECIDED: Standing.UNDECIDED,
    Position.WITHHELD: Standing.UNDECIDED,
    Position.OPPOSE: Standing.OPPOSE,
    Position.VETO: Standing.VETO,
}
_SOFT = {**_FLAT, Position.NOMINATE: Standing.LIKELY_SUPPORT, Position.SUPPORT: Standing.LIKELY_SUPPORT} | {
    Position.OPPOSE: Standing.LIKELY_OPPOSE,
    Position.VETO: Standing.LIKELY_OPPOSE,
}
_TURNED = {
    Standing.LIKELY_SUPPORT: Standing.LIKELY_OPPOSE,
    Standing.NO_OBJECTION: Standing.LIKELY_OPPOSE,
    Standing.LIKELY_OPPOSE: Standing.LIKELY_SUPPORT,
}
#: Standings on the same side agree with each other, however sure they are.
_SIDES = {
    Standing.LIKELY_SUPPORT: Standing.SUPPORT,
    Standing.LIKELY_OPPOSE: Standing.OPPOSE,
    Standing.VETO: Standing.OPPOSE,
}
_EVEN = 0.5
_LEAST_CREDIBLE_FIRM = 3

FIRM_DECIDES = 2
SOFT_DECIDES = 3


def is_known(source: Source, view: View) -> bool:
    """Rule 1, second time: was the source published by `known_by`? One without a date is known from today on."""
    return view.known_by >= view.today if source.date is None else source.date.last <= view.known_by


def has_come(date: dt.date | None, view: View) -> bool:
    """Rule 1, first time: does what is of this day count on `as_of`? What is of no day is kept, and decides nothing."""
    return date is None or date <= view.as_of


def counting_date(date: ApproxDate | None, source: Source) -> dt.date | None:
    """Rule 1, first time: the day a report counts from, its own date's or else its source's; None if there is none."""
    when = date or source.date
    return when.last if when else None


def is_firm(stance: Stance) -> bool:
    """Rule 2: a stance is firm when it is flat, its credibility is 1 to 3 and it is not inferred by the media."""
    return (
        stance.hedge is None
        and stance.credibility <= _LEAST_CREDIBLE_FIRM
        and stance.attribution is not Attribution.MEDIA_INFERENCE
    )


def standing_of(stance: Stance, lexicon: HedgeBands) -> Standing:
    """Rule 3: the standing a stance gives by itself.

    A soft stance makes support or opposition likely, never more. A hedge below even odds ('unlikely to support') turns
    it round, and one at even odds leaves the member undecided.
    """
    if is_firm(stance):
        return _FLAT[stance.position]
    leaning = _SOFT[stance.position]
    band = lexicon.band(stance.hedge) if stance.hedge is not None else None
    if band is None or band[0] >= _EVEN or leaning is Standing.UNDECIDED:
        return leaning
    return _TURNED[leaning] if band[1] < _EVEN else Standing.UNDECIDED


def origins(sources: Mapping[str, Source]) -> dict[str, Source]:
    """Rule 8: of each source, by its id, the one at the end of its chain of relays.

    A chain that many share is walked but once.
    """
    found: dict[str, Source] = {}
    for source in sources.values():
        chain, end = [], source
        while end.id not in found and end.relays is not None and end.relays in sources:
            chain.append(end.id)
            end = sources[end.relays]
        origin = found.setdefault(end.id, end)
        found.update(dict.fromkeys(chain, origin))
    return found


def side(standing: Standing) -> Standing:
    return _SIDES.get(standing, standing)


def weight(evidence: Evidence) -> tuple[dt.date | None, int, int, bool]:
    """Rule 2: the order of stances, the deciding one highest.

    The latest date; on the same date the better credibility, then the better reliability of the source, then a stance
    that names the member before a collective one.
    """
    return (
        evidence.date,
        -evidence.stance.credibility,
        -ord(evidence.source.reliability),
        not evidence.stance.collective,
    )


class Snapshot:
    """A selection as it reads from one point of view: the standing of every member on every candidate.

    `scale` is the scale that gives words of likelihood their bands, by default ICD 203.
    """

    def __init__(
        self,
        dataset: Dataset,
        selection: Selection,
        view: View,
        scale: Scale | None = None,
        whole: Snapshot | None = None,
    ) -> None:
        self.dataset = dataset
        self.selection = selection
        self.view = view
        self.lexicon = HedgeBands(scale or default_scale(dataset))
        self.electorate = dataset.electorate(selection, view.as_of)
        #: Of several days by the same reports, the reading that keeps what holds on all of them.
        self._whole = whole or self
        self._known: dict[Hashable, Any] = {}

    def once(self, what: Hashable, find: Callable[[], T]) -> T:
        """What has been found out from this point of view, which is found out but once."""
        if what not in self._known:
            self._known[what] = find()
        found: T = self._known[what]
        return found

    def on(self, day: dt.date) -> Snapshot:
        """The same selection, by the same reports, on another day."""
        view = View(as_of=day, known_by=self.view.known_by, today=self.view.today)
        return Snapshot(self.dataset, self.selection, view, self.lexicon.scale, self._whole)

    def published(self) -> tuple[Evidence, ...]:
        """All stances that are known from this point of view, of whatever date, in the files' order."""
        return self._whole.once(
            "published", lambda: tuple(map(self.evidence, filter(self._is_published, self.selection.stances)))
        )

    def reports(self) -> list[Stance]:
        """What `stances` gives, but for what the rules make of each, which `evidence` tells: for long listings."""
        known = filter(self._is_published, self.selection.stances)
        return [stance for stance in known if has_come(self.date_of(stance), self.view)]

    def _is_published(self, stance: Stance) -> bool:
        return is_known(self.selection.sources[stance.source], self.view)

    def date_of(self, stance: Stance) -> dt.date | None:
        """The day a stance counts from (rule 1)."""
        return counting_date(stance.date, self.selection.sources[stance.source])

    def stances(self) -> list[Evidence]:
        """The stances that count from this point of view, and the undated ones, in the files' order."""
        return [each for each in self.published() if has_come(each.date, self.view)]

    def events(self) -> list[Event]:
        """The events that count from this point of view, and the undated ones, in the files' order."""
        return self.once("events", lambda: [event for event in self.selection.events if self._counts(event)])

    def events_on(self, candidate: str) -> list[Event]:
        """The events of a candidate that count from this point of view, and the undated ones, in the files' order."""
        return self.once("events by candidate", self._events_by_candidate).get(candidate, [])

    def _events_by_candidate(self) -> dict[str | None, list[Event]]:
        found: dict[str | None, list[Event]] = {}
        for event in self.events():
            found.setdefault(event.candidate, []).append(event)
        return found

    def _counts(self, event: Event) -> bool:
        source = self.selection.sources[event.source]
        return is_known(source, self.view) and has_come(counting_date(event.date, source), self.view)

    def stances_on(self, candidate: str) -> list[Evidence]:
        """The stances on a candidate that count from this point of view, and the undated ones, in the files' order."""
        return self.once(
            ("stances", candidate),
            lambda: [each for each in self._published_on(candidate) if has_come(each.date, self.view)],
        )

    def _published_on(self, candidate: str) -> list[Evidence]:
        return self._whole.once("by candidate", lambda: _by_candidate(self.published())).get(candidate, [])

    def evidence(self, stance: Stance) -> Evidence:
        """A stance with what the rules make of it by itself."""
        source = self.selection.sources[stance.source]
        date = counting_date(stance.date, source)
        lower, upper = self.lexicon.consent(stance)
        return Evidence(
            stance=stance,
            source=source,
            origin=self.origin_of(source),
            date=date,
            firm=is_firm(stance),
            side=standing_of(stance, self.lexicon),
            lower=lower,
            upper=upper,
        )

    def origin_of(self, source: Source) -> Source:
        """The origin of a source of this selection."""
        return self._whole.once("origins", lambda: origins(self.selection.sources))[source.id]

    def assess(self, candidate: str) -> tuple[Assessment, ...]:
        """One assessment for each member of the electorate, in the order of codes."""
        return self.once(("assess", candidate), lambda: self._assess(candidate))

    def _assess(self, candidate: str) -> tuple[Assessment, ...]:
        evidence = self._by_member(self.stances_on(candidate))
        return tuple(assess(member, candidate, evidence.get(member, [])) for member in self.electorate)

    def decide(self, candidate: str) -> tuple[Decision, ...]:
        """What `assess` decides, without all else that bears on it: for many days of many stances."""
        ranked = self._whole.once(("ranked", candidate), lambda: self._ranked(candidate))
        return tuple(decide(member, candidate, self._by_then(ranked.get(member, []))) for member in self.electorate)

    def _ranked(self, candidate: str) -> dict[str, list[Evidence]]:
        """All dated stances on a candidate by member, the heaviest first, and so the latest."""
        dated = [each for each in self._published_on(candidate) if each.date is not None]
        return {member: sorted(some, key=weight, reverse=True) for member, some in self._by_member(dated).items()}

    def _by_then(self, ranked: list[Evidence]) -> list[Evidence]:
        """Of stances whose latest come first, those that count from this point of view."""
        day = -self.view.as_of.toordinal()
        return ranked[bisect_left(ranked, day, key=lambda each: -each.date.toordinal() if each.date else 0) :]

    def _by_member(self, evidence: Iterable[Evidence]) -> dict[str, list[Evidence]]:
        """The stances that concern each member."""
        found: dict[str, list[Evidence]] = {}
        for each in evidence:
            for member in each.stance.members:
                found.setdefault(member, []).append(each)
        return found


def _by_candidate(evidence: Iterable[Evidence]) -> dict[str, list[Evidence]]:
    found: dict[str, list[Evidence]] = {}
    for each in evidence:
        found.setdefault(each.stance.candidate, []).append(each)
    return found


def decide(member: str, candidate: str, ranked: Sequence[Evidence]) -> Decision:
    """Rule 2: the firm stance of the greatest weight decides, a soft one only where no firm one exists.

    Stances of the same weight on different sides make the standing contested. `ranked` are the dated stances, the
    heaviest first.
    """
    if not ranked:
        return Decision(member=member, candidate=candidate, standing=Standing.UNKNOWN, rule=None, decisive=())
    first = next((number for number, each in enumerate(ranked) if each.firm), 0)
    heaviest, is_firm_one = weight(ranked[first]), ranked[first].firm
    as_heavy = takewhile(lambda each: weight(each) == heaviest, ranked[first:])
    tied = tuple(each for each in as_heavy if each.firm is is_firm_one)
    rule = FIRM_DECIDES if is_firm_one else SOFT_DECIDES
    if len({side(each.side) for each in tied}) > 1:
        return Decision(member=member, candidate=candidate, standing=Standing.CONTESTED, rule=rule, decisive=tied)
    decisive = next((each for each in tied if each.side is Standing.VETO), tied[0])
    return Decision(member=member, candidate=candidate, standing=decisive.side, rule=rule, decisive=(decisive,))


def assess(member: str, candidate: str, evidence: list[Evidence]) -> Assessment:
    """Rule 2 with all that bears on it: later soft stances on another side are challenges and overturn nothing."""
    ranked = sorted((each for each in evidence if each.date is not None), key=weight, reverse=True)
    decision = decide(member, candidate, ranked)
    decisive = decision.decisive
    settled = len(decisive) == 1
    lower, upper = (decisive[0].lower, decisive[0].upper) if settled else VAGUE
    agreeing = [each for each in ranked if side(each.side) is side(decision.standing)] if settled else decisive
    return Assessment(
        member=decision.member,
        candidate=decision.candidate,
        standing=decision.standing,
        rule=decision.rule,
        decisive=decisive,
        evidence=(*ranked, *(each for each in evidence if each.date is None)),
        challenges=_challenges(decisive[0], ranked) if settled else (),
        origins=tuple(sorted({each.origin.id for each in agreeing})),
        lower=lower,
        upper=upper,
    )


def role(each: Evidence, assessment: Assessment) -> Role:
    """Rule 2: what a stance did for the standing: it decided, it contested, or in which respect it lost."""
    if each in assessment.decisive:
        return Role.DECIDES if len(assessment.decisive) == 1 else Role.CONTESTS
    if each.date is None:
        return Role.UNDATED
    if each in assessment.challenges:
        return Role.CHALLENGES
    decisive = assessment.decisive[0]
    if decisive.firm and not each.firm:
        return Role.SOFT
    lost = (Role.EARLIER, Role.LESS_CREDIBLE, Role.LESS_RELIABLE, Role.COLLECTIVE)
    pairs = zip(weight(each), weight(decisive), lost, strict=True)
    return next((role for mine, its, role in pairs if mine != its), Role.AGREES)


def _challenges(decisive: Evidence, ranked: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """Rule 2: the soft stances on another side that are later than the one that decides."""
    later = takewhile(lambda each: each.date != decisive.date, ranked)
    return tuple(each for each in later if not each.firm and side(each.side) is not side(decisive.side))
