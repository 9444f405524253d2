"""The records: what a dataset holds and what an analysis answers.

Frozen and typed; no behaviour beyond a record's own invariants. Members are known by ISO 3166-1 alpha-3 codes,
candidates and sources by the ids the dataset gives them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, NamedTuple

from msgspec import Meta, Struct

if TYPE_CHECKING:
    from collections.abc import Iterator


class Position(StrEnum):
    """What a stance reports. Preference and objection are two things, so not backing is not opposing."""

    NOMINATE = "nominate"
    SUPPORT = "support"
    NO_OBJECTION = "no-objection"
    ABSTAIN = "abstain"
    UNDECIDED = "undecided"
    WITHHELD = "withheld"
    OPPOSE = "oppose"
    VETO = "veto"


#: Positions against a candidate, and those of a member that has not made up its mind.
OBJECTIONS = frozenset({Position.OPPOSE, Position.VETO})
UNSETTLED = frozenset({Position.UNDECIDED, Position.WITHHELD})


class Attribution(StrEnum):
    """On whose word a source reports."""

    OFFICIAL_STATEMENT = "official-statement"
    NAMED_OFFICIAL = "named-official"
    ANONYMOUS_OFFICIAL = "anonymous-official"
    ANONYMOUS_SOURCES = "anonymous-sources"
    THIRD_PARTY_OFFICIAL = "third-party-official"
    MEDIA_INFERENCE = "media-inference"


#: Admiralty credibility (1 best, 6 cannot be judged) that a stance gets when it states none.
DEFAULT_CREDIBILITY: dict[Attribution, int] = dict(zip(Attribution, (1, 1, 2, 3, 4, 4), strict=True))


class Standing(StrEnum):
    """Where a member stands on a candidate on a date, as computed from the stances."""

    SUPPORT = "support"
    LIKELY_SUPPORT = "likely-support"
    NO_OBJECTION = "no-objection"
    ABSTAIN = "abstain"
    UNDECIDED = "undecided"
    UNKNOWN = "unknown"
    LIKELY_OPPOSE = "likely-oppose"
    OPPOSE = "oppose"
    VETO = "veto"
    CONTESTED = "contested"


#: Standings against a candidate; also by soft reports alone; and all that keep a consensus from being reached.
AGAINST = frozenset({Standing.OPPOSE, Standing.VETO})
LEANING_AGAINST = AGAINST | {Standing.LIKELY_OPPOSE}
OBJECTING = LEANING_AGAINST | {Standing.UNDECIDED, Standing.CONTESTED}
#: Standings that are consent under unanimity and a majority, and under consensus.
SAYS_YES = frozenset({Standing.SUPPORT})
DOES_NOT_SAY_NO = frozenset({Standing.SUPPORT, Standing.NO_OBJECTION, Standing.ABSTAIN})


class Status(StrEnum):
    """How far a candidate has come."""

    MENTIONED = "mentioned"
    INTERESTED = "interested"
    DECLARED = "declared"
    PROPOSED = "proposed"
    WITHDRAWN = "withdrawn"
    RULED_OUT = "ruled-out"
    EXTENDED = "extended"
    APPOINTED = "appointed"


class Verdict(StrEnum):
    """The state of a decision on a candidate; `out` is one who withdrew, was ruled out or passed over."""

    REACHED = "reached"
    OPEN = "open"
    BLOCKED = "blocked"
    OUT = "out"


class Effect(StrEnum):
    """What a report does to the standing of one member on one candidate (rule 2)."""

    DECIDES = "decides"
    AGREES = "agrees"
    SHARPENS = "sharpens"
    SAYS_LESS = "says less"
    CONTESTS = "contests"
    OUTWEIGHED = "outweighed"
    SUPERSEDED = "superseded"
    CHALLENGES = "challenges"
    UNUSED = "unused"
    UNDATED = "undated"


class Rule(StrEnum):
    """How a body decides: everybody says yes, nobody objects, or enough say yes."""

    UNANIMITY = "unanimity"
    CONSENSUS = "consensus"
    MAJORITY = "majority"


class Basis(StrEnum):
    """What a verdict follows from: the members' standings, a reported count, or the decision itself."""

    STANDINGS = "standings"
    COUNT = "count"
    DECISION = "decision"


class Reliability(StrEnum):
    """NATO's Admiralty scale for sources, best first."""

    A = "A"
    B = "B"
    C = "C"
    D = "D"
    E = "E"
    F = "F"


class SourceKind(StrEnum):
    OFFICIAL = "official"
    WIRE = "wire"
    NEWSPAPER = "newspaper"
    MAGAZINE = "magazine"
    BROADCASTER = "broadcaster"
    AGGREGATOR = "aggregator"
    REFERENCE = "reference"
    ACADEMIC = "academic"
    SOCIAL = "social"
    OTHER = "other"


class EventKind(StrEnum):
    COUNT = "count"
    REPORT = "report"
    APPOINTMENT = "appointment"
    EXTENSION = "extension"
    ACCESSION = "accession"
    SUMMIT = "summit"
    OFFICE = "office"


class Record(Struct, frozen=True, kw_only=True, gc=False, forbid_unknown_fields=True, omit_defaults=True):
    """Base of all records: immutable, and not garbage collected because none can form a cycle.

    The types of the fields are the schema: msgspec reads, checks, describes and writes records by them.
    """


class Place(Record, frozen=True):
    """Where a record begins: a path as the user gave it, line and column counted from 1."""

    path: str
    line: int
    column: int

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}"


class _Written:
    """Base of values that are equal if they are written alike, and are shown as they are written."""

    __slots__ = ("text",)

    def __init__(self, text: str) -> None:
        self.text = text

    def __eq__(self, other: object) -> bool:
        return isinstance(other, type(self)) and self.text == other.text

    def __hash__(self) -> int:
        return hash(self.text)

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.text!r})"

    def __str__(self) -> str:
        return self.text


class ApproxDate(_Written):
    """A date as a report gives it, in EDTF (ISO 8601-2): a day, a month or a year, `~` for about.

    It counts from its last day: a month is certain only when it is over.
    """

    __slots__ = ("first", "last")

    def __init__(self, text: str, first: dt.date, last: dt.date) -> None:
        super().__init__(text)
        self.first = first
        self.last = last


class Quota(_Written):
    """How many a decision takes: a number, a fraction `2/3` or a percentage `55 %`; shares are rounded up.

    Raises:
        ValueError: The text is not a quota.
    """

    __slots__ = ("number", "share")

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.number: int | None = None
        self.share = (0, 1)
        above, slash, below = text.partition("/")
        percent, sign, _ = text.partition("%")
        if slash and above.isdecimal() and below.isdecimal() and int(below):
            self.share = int(above), int(below)
        elif sign and text.endswith("%"):
            whole, _, part = percent.strip().partition(".")
            if not whole.isdecimal() or not (part or "0").isdecimal():
                raise ValueError(f"'{text}' is not a quota")
            self.share = int(whole + part), 100 * 10 ** len(part)
        elif text.isdecimal():
            self.number = int(text)
        else:
            raise ValueError(f"'{text}' is not a quota")

    def needed(self, total: float) -> float:
        """How many of `total` it takes; a whole number where `total` is one."""
        if self.number is not None:
            return self.number
        above, below = self.share
        return -(-total * above // below)


Text = Annotated[str, Meta(min_length=1)]
Id = Annotated[str, Meta(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]*(?!\n)$")]
CountryCode = Annotated[str, Meta(pattern=r"^[A-Z]{3}(?!\n)$")]
Url = Annotated[str, Meta(pattern=r"^[Hh][Tt][Tt][Pp][Ss]?://[^\s/?#]\S*(?!\n)$")]
Percent = Annotated[int, Meta(ge=0, le=100)]
Number = Annotated[int, Meta(ge=0, le=1_000_000)]
Positive = Annotated[int, Meta(ge=1, le=1_000_000)]
Tile = Annotated[int, Meta(ge=0, le=50)]
Weight = Annotated[float, Meta(ge=0)]


class Expenditure(Record, frozen=True):
    """Defence expenditure of one year in millions of US dollars; context only, nobody is weighted by it."""

    year: Annotated[int, Meta(ge=1949, le=2200)]
    usd_million: Annotated[int, Meta(ge=0, le=10**9)]
    source: Id


class Remark(Record, frozen=True, kw_only=True):
    """A reported judgement on a candidate or a member. Without a date it counts from the date of its source."""

    text: Text
    source: Id
    date: ApproxDate | None = None


class Member(Record, frozen=True):
    """Whoever takes part in decisions: a state or a person. Without `acceded` it has always belonged.

    `tile` is its place on a map of tiles: column and row, counted from 0 at the upper left.
    """

    id: Id
    name: Text
    place: Place
    aliases: tuple[Text, ...] = ()
    tile: tuple[Tile, Tile] | None = None
    acceded: dt.date | None = None
    left: dt.date | None = None
    weight: Weight | None = None
    source: Id | None = None
    defence_expenditure: tuple[Expenditure, ...] = ()
    remarks: tuple[Remark, ...] = ()

    def belongs_on(self, day: dt.date) -> bool:
        return (self.acceded is None or self.acceded <= day) and (self.left is None or day < self.left)


class GroupMember(Record, frozen=True, rename={"since": "from"}):
    """A part of a group: a member or another group, from one day (included) to another (excluded)."""

    id: Id
    since: dt.date | None = None
    until: dt.date | None = None

    def belongs_on(self, day: dt.date) -> bool:
        return (self.since is None or self.since <= day) and (self.until is None or day < self.until)


class Group(Record, frozen=True):
    """A group of members, such as the permanent members of a council; it may hold other groups."""

    id: Id
    name: Text
    members: tuple[GroupMember, ...]
    place: Place
    source: Id | None = None
    note: Text | None = None


class DecisionRule(Record, frozen=True):
    """How a body decides: under a majority, by which quotas and past whose veto.

    `veto` are the ids of members or groups whose opposition stops a decision.
    """

    rule: Rule = Rule.UNANIMITY
    quota: Quota | None = None
    weight_quota: Quota | None = None
    veto: tuple[Id, ...] = ()

    @property
    def consents(self) -> frozenset[Standing]:
        """The standings that count as consent: under consensus all that do not say no, else support alone."""
        return DOES_NOT_SAY_NO if self.rule is Rule.CONSENSUS else SAYS_YES


class Band(Record, frozen=True):
    """A band of probability, in percent, and the words that stand for it.

    `words` are the scale's own; `variants` are forms of the press that the dataset reads as the same word.
    """

    words: tuple[Text, ...]
    lower: Percent
    upper: Percent
    variants: tuple[Text, ...] = ()


class Scale(Record, frozen=True):
    """A named scale of words of likelihood."""

    id: Id
    title: Text
    bands: tuple[Band, ...]
    place: Place
    source: Id | None = None
    note: Text | None = None


class Unscaled(Record, frozen=True):
    """Words that do hedge, but for which no scale gives a band: they say that a report is soft, and no more."""

    words: tuple[Text, ...]
    place: Place
    note: Text | None = None
    source: Id | None = None


class Grade(Record, frozen=True):
    """One grade of the Admiralty scale in words."""

    grade: Text
    name: Text
    meaning: Text | None = None
    source: Id | None = None


class Grades(Record, frozen=True):
    """The two halves of the Admiralty scale in words."""

    place: Place
    reliability: tuple[Grade, ...] = ()
    credibility: tuple[Grade, ...] = ()


class Source(Record, frozen=True, kw_only=True):
    """A publication. `date` is None when it carries none; `relays` names the source that it repeats.

    `date_sought` means that somebody looked for the date and did not find it.
    """

    id: Id
    place: Place
    publisher: Text
    title: Text | None = None
    author: Text | None = None
    date: ApproxDate | None = None
    date_sought: bool = False
    url: Url | None = None
    where: Text | None = None
    archived: Url | None = None
    accessed: dt.date | None = None
    kind: SourceKind
    language: Text | None = None
    reliability: Reliability
    relays: Id | None = None
    note: Text | None = None


class StatusChange(Record, frozen=True, kw_only=True):
    status: Status
    date: ApproxDate | None = None
    source: Id
    note: Text | None = None


class Candidate(Record, frozen=True):
    id: Id
    name: Text
    place: Place
    nationality: CountryCode | None = None
    office: Text | None = None
    party: Text | None = None
    born: dt.date | None = None
    wikidata: Id | None = None
    post: Text | None = None
    note: Text | None = None
    sources: tuple[Id, ...] = ()
    statuses: tuple[StatusChange, ...] = ()
    strengths: tuple[Remark, ...] = ()
    concerns: tuple[Remark, ...] = ()


class Collective(Record, frozen=True):
    """How a collective stance was written: all of `groups`, or of the electorate, but `exceptions`."""

    groups: tuple[Id, ...] = ()
    exceptions: tuple[Id, ...] = ()


class Stance(Record, frozen=True, kw_only=True):
    """One report: a source says that a member, or several, hold a position on a candidate.

    `members` are those that the report covers: of a collective one, those that belonged on its date. `id` is
    the source's id and the stance's number among that source's stances, e.g. `liga-2023#2`.
    """

    id: str
    place: Place
    members: tuple[Id, ...]
    collective: Collective | None = None
    candidate: Id
    position: Position
    hedge: Text | None = None
    date: ApproxDate | None = None
    source: Id
    attribution: Attribution
    speaker: Text | None = None
    credibility: Annotated[int, Meta(ge=1, le=6)]
    condition: Text | None = None
    met: ApproxDate | None = None
    quote: Text | None = None
    note: Text | None = None

    @property
    def is_firm(self) -> bool:
        """Rule 2: flat (no word of likelihood), of credibility 1 to 3, and not merely inferred by the media."""
        return self.hedge is None and self.credibility <= 3 and self.attribution is not Attribution.MEDIA_INFERENCE  # noqa: PLR2004

    @property
    def is_own_word(self) -> bool:
        """Rule 3: firm, and announced by the member itself or by a named official of it."""
        return self.is_firm and self.attribution in {Attribution.OFFICIAL_STATEMENT, Attribution.NAMED_OFFICIAL}


class Event(Record, frozen=True, kw_only=True):
    """Something that happened. A `count` reports how many members support a candidate, without saying who."""

    place: Place
    kind: EventKind
    date: ApproxDate | None = None
    candidate: Id | None = None
    member: Id | None = None
    round: Positive | None = None
    group: Id | None = None
    support: Number | None = None
    against: Number | None = None
    abstain: Number | None = None
    of: Positive | None = None
    outstanding: tuple[Id, ...] = ()
    source: Id
    note: Text | None = None


class Selection(Record, frozen=True):
    """One decision process, with everything that is on file about it, by id or in the order of the files.

    `electorate` is the id of the group that decides; None where all members do.
    """

    id: Id
    title: Text
    place: Place
    decision: DecisionRule = DecisionRule()
    electorate: Id | None = None
    post: Text | None = None
    body: Text | None = None
    opened: ApproxDate | None = None
    closes: ApproxDate | None = None
    takes_office: ApproxDate | None = None
    source: Id | None = None
    note: Text | None = None
    candidates: dict[str, Candidate] = {}
    sources: dict[str, Source] = {}
    stances: tuple[Stance, ...] = ()
    events: tuple[Event, ...] = ()


class Officeholder(Record, frozen=True, kw_only=True):
    """Who held the post, or acted in it, from when to when; `selection` is the one in which it was decided."""

    place: Place
    name: Text
    nationality: CountryCode | None = None
    begins: ApproxDate | None = None
    ends: ApproxDate | None = None
    acting: bool = False
    selection: Id | None = None
    source: Id
    note: Text | None = None


class Dataset(Record, frozen=True):
    """A loaded dataset. `sources` are those that members and scales cite; a selection has its own beside them."""

    path: str
    members: dict[str, Member] = {}
    groups: dict[str, Group] = {}
    scales: dict[str, Scale] = {}
    unscaled: Unscaled | None = None
    grades: tuple[Grades, ...] = ()
    sources: dict[str, Source] = {}
    selections: Mapping[str, Selection] = {}
    officeholders: tuple[Officeholder, ...] = ()

    @property
    def reliability_grades(self) -> tuple[Grade, ...]:
        return tuple(grade for grades in self.grades for grade in grades.reliability)

    @property
    def credibility_grades(self) -> tuple[Grade, ...]:
        return tuple(grade for grades in self.grades for grade in grades.credibility)

    def group_on(self, group: str, day: dt.date) -> frozenset[str]:
        """The members of a group, and of the groups in it, on a day. An id that is a member stands for that member."""
        return frozenset(self._within(group, day, ()))

    def _within(self, name: str, day: dt.date, outer: tuple[str, ...]) -> Iterator[str]:
        if name in self.groups and name not in outer:
            for part in self.groups[name].members:
                if part.belongs_on(day):
                    yield from self._within(part.id, day, (*outer, name))
        elif name in self.members and self.members[name].belongs_on(day):
            yield name

    def electorate(self, selection: Selection, day: dt.date) -> tuple[str, ...]:
        """The members that decide in a selection on a day, in the order of their ids."""
        if selection.electorate is not None:
            return tuple(sorted(self.group_on(selection.electorate, day)))
        return tuple(sorted(name for name, member in self.members.items() if member.belongs_on(day)))

    def times_of_members(self, selection: Selection) -> dict[str, list[Time]]:
        """When each member was of the electorate: from its first day on, to the day from which it no longer was."""
        times_of: dict[str, list[Time]] = {}
        names = self.members if selection.electorate is None else (selection.electorate,)
        always = Time(dt.date.min, None)
        for member, time in sorted((pair for name in names for pair in self._times(name, always, ())), key=_in_order):
            times = times_of.setdefault(member, [])
            if times and (times[-1].until is None or time.since <= times[-1].until):
                times[-1] = Time(times[-1].since, max(times[-1].until, time.until, key=_end))
            else:
                times.append(time)
        return times_of

    def _times(self, name: str, within: Time, outer: tuple[str, ...]) -> Iterator[tuple[str, Time]]:
        if name in self.groups and name not in outer:
            for part in self.groups[name].members:
                if (time := within.cut(part.since, part.until)) is not None:
                    yield from self._times(part.id, time, (*outer, name))
        elif name in self.members:
            member = self.members[name]
            if (time := within.cut(member.acceded, member.left)) is not None:
                yield name, time


class Time(NamedTuple):
    """A time from one day (included) to another (excluded), or without an end."""

    since: dt.date
    until: dt.date | None

    def cut(self, since: dt.date | None, until: dt.date | None) -> Time | None:
        """What of it lies within another; None for nothing."""
        time = Time(max(self.since, since or dt.date.min), min(self.until, until, key=_end))
        return time if time.until is None or time.since < time.until else None


def _end(day: dt.date | None) -> tuple[bool, dt.date]:
    return day is None, day or dt.date.max


def _in_order(pair: tuple[str, Time]) -> tuple[str, dt.date]:
    return pair[0], pair[1].since


class View(Record, frozen=True):
    """The two times of a question (rule 1): how things stood on `as_of`, by what was published up to `known_by`.

    `today` is the day of asking: a publication without a date is known from then on and not before.
    """

    as_of: dt.date
    known_by: dt.date
    today: dt.date


class Evidence(Record, frozen=True):
    """One stance that counts for a member and a candidate, with what the rules make of it.

    `date` is the day it counts from, None when neither the stance nor its source has a date. `position` is what it
    reports on that day, which a condition or a hedge below even odds changes. `own_word` says that the member itself,
    or a named official of it, speaks (rule 3). `condition` is what it wants first, `once_met` the same report as it
    reads from the day on which that was met, as far as known. `side` is the standing it would give by itself; `lower`
    and `upper` are the bounds, 0 to 1, of the probability that the member consents, by this report alone. `effect` is
    what it does to the standing of the member it was assessed for.
    """

    stance: Stance
    source: Source
    origin: Source
    date: dt.date | None
    firm: bool
    side: Standing
    lower: float
    upper: float
    position: Position = Position.UNDECIDED
    own_word: bool = False
    condition: str | None = None
    once_met: Evidence | None = None
    effect: Effect = Effect.UNUSED


class Decision(Record, frozen=True):
    """Where one member stands on one candidate.

    `rule` is the number of the rule of inference that decided, None where nothing is on record. `decisive` is the
    deciding stance, or the tied ones of a contested standing. `since` is the day on which the run of reports that
    carries the standing began, `confirmed` the date of its latest report.
    """

    member: str
    candidate: str
    standing: Standing = Standing.UNKNOWN
    rule: int | None = None
    decisive: tuple[Evidence, ...] = ()
    since: dt.date | None = None
    confirmed: dt.date | None = None


class Assessment(Decision, frozen=True):
    """A decision with its evidence.

    `run` are the reports that carry the standing, in order of date; `origins` their distinct origins; `announced` says
    that the member's own word is among them (rule 3). `condition` is what the member wants first, None once met.
    `challenges` are later soft reports of another side. `lower` and `upper` bound the probability that it consents.
    """

    evidence: tuple[Evidence, ...] = ()
    challenges: tuple[Evidence, ...] = ()
    origins: tuple[str, ...] = ()
    lower: float = 0.0
    upper: float = 1.0
    run: tuple[Evidence, ...] = ()
    announced: bool = False
    condition: str | None = None


class ReportedCount(Record, frozen=True):
    """The latest reported count beside what the named stances give: members of the electorate in each case.

    `conflicts` are the other counts of that day (and round) that give other figures.
    """

    support: int
    of: int
    source: str
    date: ApproxDate
    outstanding: tuple[str, ...]
    named: int
    unattributed: int
    against: int | None = None
    abstain: int | None = None
    round: int | None = None
    conflicts: tuple[Event, ...] = ()


class Chances(Record, frozen=True):
    """Bounds, 0 to 1, of the probability that all who are reported to consent really do (rule 6).

    `consenting` is how many members that are, `announced` how many of them by their own word, `by_reports` how many on
    reports by others, which have these `origins`. `lower` and `upper` hold whatever the dependence between origins,
    `independent` if origins err independently. `exact` is False where there are too many origins for the sharp bounds.
    """

    lower: float
    upper: float
    independent: tuple[float, float]
    consenting: int = 0
    announced: int = 0
    by_reports: int = 0
    origins: tuple[str, ...] = ()
    exact: bool = True


class Check(Record, frozen=True):
    """The check of one candidate under the body's decision rule.

    `decided_by` says what the verdict follows from, `decided_on` the day of the decision where it is one. `outstanding`
    are the members whose consent the rule still needs, `blockers` those whose standing stops the choice, `objectors`
    those who would break a silence, `silent` those of whom nothing is on record. `in_favour`, `against` and
    `abstaining` are members by standing; `short_by` is how many are missing for a quota. `conditions` are members with
    what each wants first, not yet met.
    """

    candidate: Candidate
    status: Status
    rule: DecisionRule
    verdict: Verdict
    assessments: tuple[Assessment, ...]
    outstanding: tuple[str, ...]
    objectors: tuple[str, ...]
    silent: tuple[str, ...]
    reported: ReportedCount | None
    chances: Chances
    decided_by: Basis = Basis.STANDINGS
    decided_on: dt.date | None = None
    blockers: tuple[str, ...] = ()
    in_favour: tuple[str, ...] = ()
    against: tuple[str, ...] = ()
    abstaining: tuple[str, ...] = ()
    short_by: int = 0
    conditions: tuple[tuple[str, str], ...] = ()

    def __repr__(self) -> str:
        wanted = f", outstanding {', '.join(self.outstanding[:8])}" if self.outstanding else ""
        more = f" and {len(self.outstanding) - 8} more" if len(self.outstanding) > 8 else ""  # noqa: PLR2004
        votes = f"{len(self.in_favour)} of {len(self.assessments)} for"
        return f"<Check {self.candidate.id}: {self.verdict}, {votes}{wanted}{more}>"

    def members_by_standing(self, standing: Standing) -> tuple[str, ...]:
        return tuple(assessment.member for assessment in self.assessments if assessment.standing is standing)
