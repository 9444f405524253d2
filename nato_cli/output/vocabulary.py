"""The words and signs that all answers share."""

from __future__ import annotations

import os
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from nato_cli.model import Attribution, Basis, Rule, Standing, Status, Verdict
from nato_cli.output.answer import BREAK, Block, Heading, Line, Paragraph, Span, joined, muted

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping, Sequence

    from nato_cli.analysis.snapshot import Snapshot
    from nato_cli.model import (
        ApproxDate,
        Assessment,
        Candidate,
        Check,
        Dataset,
        Event,
        Evidence,
        Member,
        Place,
        Selection,
        Source,
        Stance,
    )

#: One sign a standing, told apart without colour: circles consent and squares object; full is firm, half is likely.
SIGNS = {
    Standing.SUPPORT: "●",
    Standing.LIKELY_SUPPORT: "◐",
    Standing.NO_OBJECTION: "○",
    Standing.ABSTAIN: "◌",
    Standing.UNDECIDED: "~",
    Standing.UNKNOWN: "·",
    Standing.LIKELY_OPPOSE: "◧",
    Standing.OPPOSE: "■",
    Standing.VETO: "×",
    Standing.CONTESTED: "≠",
}
#: What each rule of inference says, in one sentence, by its number.
RULES = {
    2: "a standing lasts until a firm report contradicts it; soft reports decide only where no firm one is on record",
}


#: Members are named up to this number in a sentence, and counted beyond it.
MOST_NAMED = 6
#: How many signs of a legend stand on one line, so that 80 columns hold it.
_ON_A_LINE = 5


#: What rule 5 says, by the rule chosen.
VERDICT_RULES = {
    Rule.UNANIMITY: "reached when all are in support, blocked when any opposes",
    Rule.CONSENSUS: "reached when nobody objects to who is proposed, blocked when any opposes",
    Rule.MAJORITY: "reached when enough are in support, blocked when a veto holder opposes or too few are left",
}


#: Letters for output that is not UTF-8; a small letter is the weaker one, as half a sign is.
LETTERS = dict(zip(SIGNS.values(), "SsNAU.oOVC", strict=True)) | {
    "…": "...", "\u2013": "-", "\u2014": "-", "\u2019": "'", "\u2018": "'",
    "ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D", "\u0131": "i", "ß": "ss", "æ": "ae", "Æ": "AE",
    "\u201c": '"', "\u201d": '"', "→": "->", "█": "#", "▏": "|", "│": "|",
    "─": "-", "━": "=", "╭": "+", "╮": "+", "╰": "+", "╯": "+", "├": "+", "└": "+",
}  # fmt: skip
#: Who speaks where a stance does not name the speaker.
_SPEAKERS = {
    Attribution.OFFICIAL_STATEMENT: "an official statement",
    Attribution.NAMED_OFFICIAL: "an official by name",
    Attribution.ANONYMOUS_OFFICIAL: "an unnamed official",
    Attribution.ANONYMOUS_SOURCES: "unnamed sources",
    Attribution.THIRD_PARTY_OFFICIAL: "another government's official",
    Attribution.MEDIA_INFERENCE: "the press's own inference",
}
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
_NATO = ("nato", "north atlantic")
#: Members are named up to this number in few words.
_FEW = 6
#: Names that take an article; those that begin with United do as well.
_WITH_ARTICLE = frozenset(
    {
        "Bahamas", "Central African Republic", "Comoros", "Czech Republic", "Democratic Republic of the Congo",
        "Dominican Republic", "European Union", "Gambia", "Maldives", "Marshall Islands", "Netherlands", "Philippines",
        "Republic of the Congo", "Russian Federation", "Seychelles", "Solomon Islands",
    }
)  # fmt: skip


#: What one says of a member by its standing, of one and of several; the candidate's name follows.
_SAYS = {
    Standing.SUPPORT: ("backs", "back"),
    Standing.LIKELY_SUPPORT: ("is expected to back", "are expected to back"),
    Standing.NO_OBJECTION: ("would not object to", "would not object to"),
    Standing.ABSTAIN: ("stands aside on", "stand aside on"),
    Standing.UNDECIDED: ("has not decided on", "have not decided on"),
    Standing.UNKNOWN: ("is not on record on", "are not on record on"),
    Standing.LIKELY_OPPOSE: ("is said to lean against", "are said to lean against"),
    Standing.OPPOSE: ("says no to", "say no to"),
    Standing.VETO: ("would block", "would block"),
    Standing.CONTESTED: ("is reported both for and against", "are reported both for and against"),
}


def says(standing: Standing, number: int = 1) -> str:
    """What one says of members of this standing: `backs`, `have not decided on`; the candidate's name follows."""
    return _SAYS[standing][number != 1]


def in_a_sentence(members: Mapping[str, Member], codes: Iterable[str]) -> str:
    """The names of members as a sentence has them: `Hungary and the United States`; see `capitalised`."""
    return listed([with_article(name) for name in sorted((members[code].name for code in codes), key=str.casefold)])


def member_name(dataset: Dataset, id_: str) -> str:
    """The name of a member; an id that is not a member's, such as a group's, stays as it is."""
    return dataset.members[id_].name if id_ in dataset.members else id_


def with_article(name: str) -> str:
    """A country's name with the article that it takes in a sentence."""
    return f"the {name}" if name in _WITH_ARTICLE or name.startswith("United ") else name


def capitalised(text: str) -> str:
    """A text that begins a sentence."""
    return text[:1].upper() + text[1:]


def in_words(date: dt.date | ApproxDate | None, but_for_year: int | None = None) -> str:
    """A date as one says it: `3 April 2024`, `April 2024`, `about 2024`; without the year where it is this one."""
    if date is None:
        return "undated"
    text = str(date)
    parts = text.rstrip("~").split("-")
    year, month, day = (int(parts[at]) if len(parts) > at else None for at in range(3))
    words = [str(day)] if day else []
    words += [_MONTHS[month - 1]] if month else []
    words += [str(year)] if year != but_for_year or not month else []
    return f"about {' '.join(words)}" if text.endswith("~") else " ".join(words)


def speaker(stance: Stance) -> str:
    """Who spoke: by name where the stance has it, else what kind of source it was."""
    return stance.speaker or _SPEAKERS[stance.attribution]


def published(source: Source, credibility: int | None = None) -> str:
    """Where it was published, with its grade: `Sputnik, D1`."""
    return f"{source.publisher}, {source.reliability}{credibility or ''}"


def spoken(evidence: Evidence, but_for_year: int | None = None) -> str:
    """Who spoke, when, and where it was published: `Foreign Minister Péter Szijjártó, 3 April (Sputnik, D1)`."""
    when = in_words(date_of(evidence), but_for_year)
    return f"{speaker(evidence.stance)}, {when} ({published(evidence.source, evidence.stance.credibility)})"


def event_words(event: Event) -> str:
    """What happened: the kind of event, the figures of a count, and the note."""
    round_ = f"round {event.round}" if event.round is not None else ""
    about = " ".join(part for part in (event.candidate, event.member, round_) if part)
    numbers = ((event.support, "in support"), (event.against, "against"), (event.abstain, "abstaining"))
    counted = ", ".join(f"{number} {what}" for number, what in numbers if number is not None)
    of = f" of {event.of} of {event.group}" if event.group else f" of {event.of}"
    counted = counted.replace(" in support", f"{of} in support", 1)
    missing = f"missing {', '.join(event.outstanding)}" if event.outstanding else ""
    details = "; ".join(part for part in (counted, missing, event.note) if part)
    return f"{event.kind}{f' ({about})' if about else ''}: {details}".removesuffix(": ")


def members_of(stance: Stance) -> str:
    """The ids a stance names; of a collective one, of which groups and whom it leaves out."""
    if not stance.collective:
        return ", ".join(stance.members)
    groups, exceptions = (", ".join(ids) for ids in (stance.collective.groups, stance.collective.exceptions))
    if not groups:
        return f"all but {exceptions}" if exceptions else "all members"
    return f"{groups} but {exceptions}" if exceptions else groups


def on_whose_word(reports: Iterable[Evidence], but_for_year: int | None = None) -> Line:
    """Reports as lines of a cell: who spoke, when and where, and the id of the source for the next command."""
    return joined((spoken(report, but_for_year), Span(f" {report.source.id}", "muted")) for report in reports)


def sign_and_name(snapshot: Snapshot, assessment: Assessment) -> Line:
    """A member as the first cell of a row: the sign of its standing, and its name."""
    name = snapshot.dataset.members[assessment.member].name
    return (Span(SIGNS[assessment.standing], assessment.standing), Span(f" {name}", "strong"))


def named(snapshot: Snapshot, codes: Sequence[str]) -> str:
    """Members in a sentence by name, or counted where they are many."""
    if len(codes) > MOST_NAMED:
        return f"{len(codes)} {members_word(snapshot.selection)}"
    return in_a_sentence(snapshot.dataset.members, codes)


def as_known(snapshot: Snapshot, before: str = ", ") -> str:
    """`, as known on 3 April 2024`, where that is not today."""
    view = snapshot.view
    return f"{before}as known on {in_words(view.known_by)}" if view.known_by < view.today else ""


def point_of_view(snapshot: Snapshot) -> dict[str, Any]:
    """What a JSON answer says first: the selection, and the two dates."""
    return {"selection": snapshot.selection.id, "as_of": snapshot.view.as_of, "known_by": snapshot.view.known_by}


def also_mentioned(checks: Iterable[Check]) -> list[Block]:
    """Candidates of whom nothing is on record, in one line."""
    names = ", ".join(check.candidate.name for check in checks)
    return (
        [Paragraph(f"Also mentioned, nothing on record: {names}; --all shows them too.", apart=True)] if names else []
    )


def file_in(dataset: Dataset, place: Place) -> str:
    """The file of a record, relative to its dataset: local folders do not travel."""
    if place.path == dataset.path:
        return PurePath(place.path).name
    return PurePath(os.path.relpath(place.path, dataset.path)).as_posix()


def is_nato(selection: Selection) -> bool:
    return (selection.body or "").casefold().startswith(_NATO)


def members_word(selection: Selection, number: int = 2) -> str:
    """`Allies` where the body is NATO, else `members`; in the singular for 1."""
    words = ("Ally", "Allies") if is_nato(selection) else ("member", "members")
    return words[number != 1]


def is_accession(selection: Selection) -> bool:
    """True if the candidates ask to be admitted as members, and not to be appointed to a post."""
    return "accession" in f"{selection.post or ''} {selection.title} {selection.id}".casefold()


def what_is_backed(selection: Selection, candidate: Candidate) -> str:
    """What members back: a person, or the admission of a country."""
    return f"the admission of {candidate.name}" if is_accession(selection) else candidate.name


def appointed_word(selection: Selection) -> str:
    """`appointed`, or `admitted` in an accession."""
    return "admitted" if is_accession(selection) else "appointed"


def status_word(selection: Selection, status: Status | None) -> str:
    """How far a candidate has come; a country is admitted, not appointed."""
    return appointed_word(selection) if status is Status.APPOINTED else str(status or "")


def legend(standings: Iterable[Standing] = Standing) -> Line:
    """The signs and what they mean."""
    parts: list[str | Span] = []
    for number, standing in enumerate(standings):
        gap = BREAK if number == _ON_A_LINE else "  "
        parts += [gap] if number else []
        parts += [Span(SIGNS[standing], standing), f" {standing}"]
    return tuple(parts)


def key(standing: Standing) -> str:
    """A standing's name in JSON and CSV."""
    return standing.value.replace("-", "_")


def count(number: int, one: str, several: str | None = None) -> str:
    return f"{number} {one if number == 1 else several or one + 's'}"


def listed(words: Sequence[str]) -> str:
    """`a, b and c`."""
    return " and ".join([", ".join(words[:-1]), words[-1]]) if len(words) > 1 else "".join(words)


def percent(share: float) -> str:
    """A share, 0 to 1, in percent. Only what is exactly nothing or all is shown as 0 or 100."""
    if 0 < share < 0.005:  # noqa: PLR2004
        return "<1 %"
    if 0.995 < share < 1:  # noqa: PLR2004
        return ">99 %"
    return f"{100 * share:.0f} %"


def band(lower: float, upper: float) -> str:
    """An interval of probability; a fact has no interval."""
    if percent(lower) == percent(upper) or "<" in percent(lower) or ">" in percent(upper):
        return interval(lower, upper)
    return f"{percent(lower).removesuffix(' %')}-{percent(upper)}"


def interval(lower: float, upper: float) -> str:
    return percent(lower) if percent(lower) == percent(upper) else f"{percent(lower)} to {percent(upper)}"


def grade(evidence: Evidence) -> str:
    """The Admiralty grade: the source's reliability and the report's credibility, such as B2."""
    return f"{evidence.source.reliability}{evidence.stance.credibility}"


def age(date: dt.date, as_of: dt.date) -> str:
    return count((as_of - date).days, "day")


def position(stance: Stance) -> str:
    """What a stance reports, with the source's own word of likelihood."""
    return f"{stance.position} ({stance.hedge})" if stance.hedge else str(stance.position)


def date_of(evidence: Evidence) -> ApproxDate | None:
    return evidence.stance.date or evidence.source.date


def title(snapshot: Snapshot, what: str) -> Heading:
    """The title of an answer: what it is, on which date, of how many members, as known by when."""
    return Heading(_title(snapshot, what))


def context(snapshot: Snapshot, what: str) -> Paragraph:
    """The same below a headline."""
    return muted(_title(snapshot, what), apart=False)


def _title(snapshot: Snapshot, what: str) -> str:
    view = snapshot.view
    known = f" and as known on {view.known_by}" if view.known_by < view.today else ""
    size = count(len(snapshot.electorate), "member")
    return f"{snapshot.selection.title}: {what}, as of {view.as_of}{known} ({size})"


def because(snapshot: Snapshot, check: Check) -> str:
    """What a verdict rests on, in a few words."""
    total = len(check.assessments)
    if check.decided_by is Basis.DECISION:
        return f"by decision of {in_words(check.decided_on)}"
    if check.verdict is Verdict.OUT:
        return "of the race"
    if check.decided_by is Basis.COUNT:
        return "by a count"
    if check.rule.rule is Rule.CONSENSUS:
        return _silence(snapshot, check)
    if check.rule.rule is Rule.MAJORITY:
        missing = f"{len(check.in_favour)} of {total} in support"
    elif check.verdict is Verdict.REACHED:
        return f"all {total} in support"
    else:
        missing = f"{len(check.outstanding)} of {total} outstanding"
    return f"by {_named(snapshot, check.blockers)}; {missing}" if check.blockers else missing


def _silence(snapshot: Snapshot, check: Check) -> str:
    leaning = f"leaning on {count(len(check.silent), 'member')} of whom nothing is on record" if check.silent else ""
    if check.verdict is Verdict.BLOCKED:
        return f"by {_named(snapshot, check.blockers)}"
    said = "a draft would stand"
    if check.verdict is Verdict.OPEN:
        said = (
            f"a draft may be broken by {_named(snapshot, check.objectors)}"
            if check.objectors
            else "not put forward yet"
        )
    return "; ".join(part for part in (said, leaning) if part)


def _named(snapshot: Snapshot, members: Sequence[str]) -> str:
    if len(members) > _FEW:
        return f"{len(members)} {members_word(snapshot.selection)}"
    return in_a_sentence(snapshot.dataset.members, members)


def counts_in_words(check: Check) -> Line:
    """How many members stand where, leaving out where nobody does."""
    parts: list[str | Span] = []
    for standing in Standing:
        number = len(check.members_by_standing(standing))
        if number:
            parts += [", " if parts else "", Span(f"{number} {standing}", standing)]
    return tuple(parts)


def strip(check: Check) -> Line:
    """The electorate as a strip of signs, one a member, grouped by standing."""
    return tuple(
        Span(SIGNS[standing] * number, standing)
        for standing in Standing
        if (number := len(check.members_by_standing(standing)))
    )
