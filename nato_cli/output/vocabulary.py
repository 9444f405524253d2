"""The words and signs that all answers share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nato_cli.model import Rule, Standing, Verdict
from nato_cli.output.answer import BREAK, Heading, Line, Span

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Sequence

    from nato_cli.analysis.snapshot import Snapshot
    from nato_cli.model import ApproxDate, Check, Evidence, Stance

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
    2: "the firm stance of the latest date decides; on one date the better grades, then naming the member, decide",
    3: "no firm stance is on record, so the latest soft one decides, and makes it likely at most",
}


#: How many signs of a legend stand on one line, so that 80 columns hold it.
_ON_A_LINE = 5


#: What rule 5 says, by the rule chosen.
VERDICT_RULES = {
    Rule.UNANIMITY: "reached when all are in support, blocked when any opposes",
    Rule.SILENCE: "reached when nobody objects, blocked when any would veto",
}


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
    if lower == upper:
        return percent(lower)
    return f"{percent(lower).removesuffix(' %')}-{percent(upper)}"


def interval(lower: float, upper: float) -> str:
    return percent(lower) if lower == upper else f"{percent(lower)} to {percent(upper)}"


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


def members_of(stance: Stance) -> str:
    """The ids a stance names; of a collective one, of which groups and whom it leaves out."""
    if not stance.collective:
        return ", ".join(stance.members)
    groups, exceptions = (", ".join(ids) for ids in (stance.collective.groups, stance.collective.exceptions))
    if not groups:
        return f"all but {exceptions}" if exceptions else "all members"
    return f"{groups} but {exceptions}" if exceptions else groups


def title(snapshot: Snapshot, what: str) -> Heading:
    """The title of an answer: what it is, on which date, of how many members, as known by when."""
    view = snapshot.view
    told = f" and as known on {view.known_by}" if view.known_by < view.today else ""
    on = f"as of {view.as_of}{told}"
    return Heading(f"{snapshot.selection.title}: {what}, {on} ({count(len(snapshot.electorate), 'member')})")


def because(check: Check) -> str:
    """What a verdict rests on, in a few words."""
    if check.verdict is Verdict.OUT:
        return "of the race"
    missing = f"{len(check.outstanding)} of {len(check.assessments)} outstanding"
    if check.rule is Rule.SILENCE:
        return _silence(check)
    if check.verdict is Verdict.REACHED:
        return f"all {len(check.assessments)} in support"
    if check.verdict is Verdict.BLOCKED:
        blocking = {*check.members_by_standing(Standing.OPPOSE), *check.members_by_standing(Standing.VETO)}
        return f"by {listed(sorted(blocking))}; {missing}"
    return missing


def _silence(check: Check) -> str:
    leaning = f"leaning on {count(len(check.silent), 'member')} of whom nothing is on record" if check.silent else ""
    if check.verdict is Verdict.BLOCKED:
        return f"would be broken by {listed(check.members_by_standing(Standing.VETO))}"
    said = "a draft would stand"
    if check.verdict is Verdict.OPEN:
        said = f"a draft may be broken by {listed(check.objectors)}"
    return "; ".join(each for each in (said, leaning) if each)


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
