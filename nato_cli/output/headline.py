"""Headlines: the sentence a person would say aloud, for a check, a verdict and a selection that is over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nato_cli.analysis.candidacy import post_of
from nato_cli.model import Basis, Rule, Standing, Status, Verdict
from nato_cli.output.answer import Paragraph, Span
from nato_cli.output.vocabulary import (
    MOST_NAMED,
    appointed_word,
    band,
    capitalised,
    count,
    in_a_sentence,
    in_words,
    is_accession,
    listed,
    member_name,
    members_word,
    named,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from nato_cli.analysis.snapshot import Snapshot
    from nato_cli.model import Check, DecisionRule

#: The share of those counted whom no report names from which the count belongs in the sentence.
_MANY_UNNAMED = 0.25
#: What a sentence says of members by their standing: of one, of several, and with which word before the candidate.
STANDS = {
    Standing.VETO: ("would block", "would block", ""),
    Standing.OPPOSE: ("says no", "say no", " to"),
    Standing.LIKELY_OPPOSE: ("is said to lean against", "are said to lean against", ""),
    Standing.CONTESTED: ("is reported both ways", "are reported both ways", " on"),
    Standing.UNDECIDED: ("has not decided", "have not decided", " on"),
    Standing.LIKELY_SUPPORT: ("is expected to say yes", "are expected to say yes", " to"),
    Standing.NO_OBJECTION: ("would not object", "would not object", " to"),
    Standing.ABSTAIN: ("stands aside", "stand aside", " on"),
    Standing.SUPPORT: ("says yes", "say yes", " to"),
}


def headline(snapshot: Snapshot, check: Check) -> str:
    """A check in a few sentences, such as: 27 of 32 Allies back Mark Rutte. Hungary says no. Poland has not decided."""
    if check.decided_by is Basis.DECISION:
        return decided(snapshot, check)
    if check.verdict is Verdict.OUT:
        return f"{check.candidate.name} is out of the race{_why_out(snapshot, check)}."
    parts = [extended(snapshot, check), _nobody_objects(check)]
    parts.append(_by_count(snapshot, check) if check.decided_by is Basis.COUNT else _backing(snapshot, check))
    if check.decided_by is not Basis.COUNT:
        parts += [_say(snapshot, check, standing) for standing in STANDS if standing is not Standing.SUPPORT]
        parts.append(_silent(snapshot, check))
    return " ".join(part for part in parts if part)


def verdict_line(snapshot: Snapshot, check: Check) -> str:
    """The verdict with the rule and the date: `BLOCKED by Hungary · unanimity · 3 April 2024`."""
    return f"{verdict_words(snapshot, check)} · {in_words(snapshot.view.as_of)}"


def verdict_paragraph(snapshot: Snapshot, check: Check, after: str = "") -> Paragraph:
    """The verdict line, its first word in the colour of the verdict."""
    word = str(check.verdict).upper()
    return Paragraph((Span(word, check.verdict), verdict_line(snapshot, check).removeprefix(word), after))


def verdict_words(snapshot: Snapshot, check: Check) -> str:
    """The verdict with the rule: `BLOCKED by Hungary · unanimity`."""
    by = ""
    if check.decided_by is Basis.DECISION:
        by = f" by decision of {in_words(check.decided_on)}"
    elif check.decided_by is Basis.COUNT and check.reported:
        by = f" by the count of {_round_or_date(check)}"
    elif check.blockers:
        by = f" by {named(snapshot, check.blockers)}"
    return f"{check.verdict.upper()}{by} · {rule_words(snapshot, check.rule)}"


def rule_words(snapshot: Snapshot, rule: DecisionRule) -> str:
    """A decision rule in a few words: `unanimity`, `majority: 9 of 15, and none of the permanent members against`."""
    if rule.rule is not Rule.MAJORITY:
        return str(rule.rule)
    total = len(snapshot.electorate)
    quotas = []
    if rule.quota is not None:
        quotas.append(f"{rule.quota.needed(total):g} of {total}")
    if rule.weight_quota is not None:
        quotas.append(f"{rule.weight_quota.text} of the weights")
    words = f"majority: {' and '.join(quotas)}" if quotas else "majority"
    if not rule.veto:
        return words
    groups = snapshot.dataset.groups
    holders = [
        groups[holder].name if holder in groups else member_name(snapshot.dataset, holder) for holder in rule.veto
    ]
    return f"{words}, and none of {listed(holders)} against"


def certainty(check: Check) -> str:
    """How certain it is that all who are reported to consent do: `29 of 32 are reported to consent: 13 by ...`."""
    chances, total = check.chances, len(check.assessments)
    if not chances.consenting:
        return f"None of {total} is reported to consent."
    basis = []
    if chances.announced:
        basis.append(f"{chances.announced} by {'its' if chances.announced == 1 else 'their'} own word")
    if chances.by_reports:
        basis.append(f"{chances.by_reports} on {count(len(chances.origins), 'report')} by others")
    verb = "is" if chances.consenting == 1 else "are"
    line = f"{chances.consenting} of {total} {verb} reported to consent: {', '.join(basis)}"
    if not chances.by_reports:
        return f"{line}."
    bound = "" if chances.exact else " at the widest"
    doing = "that it does" if chances.consenting == 1 else f"that all {chances.consenting} do"
    return f"{line}; {doing}: {band(chances.lower, chances.upper)}{bound}."


def decided(snapshot: Snapshot, check: Check) -> str:
    """The decision in a sentence, such as that somebody was appointed on a date, with effect from another."""
    selection, name = snapshot.selection, check.candidate.name
    on = f" on {in_words(check.decided_on)}" if check.decided_on else ""
    effect = ""
    if selection.takes_office and not is_accession(selection) and check.decided_on:
        same_year = check.decided_on.year if selection.takes_office.first.year == check.decided_on.year else None
        effect = f" with effect from {in_words(selection.takes_office, same_year)}"
    return f"{name} was {appointed_word(selection)}{on}{effect}."


def closed(snapshot: Snapshot, checks: Iterable[Check]) -> str:
    """What to say of a selection that is over: who was chosen, and how to look back; empty while it goes on."""
    chosen = [check for check in checks if check.decided_by is Basis.DECISION]
    if not chosen or any(check.verdict in {Verdict.OPEN, Verdict.BLOCKED} for check in checks):
        return ""
    return f"{' '.join(decided(snapshot, check) for check in chosen)} This selection is closed; --as-of looks back."


def extended(snapshot: Snapshot, check: Check) -> str:
    """That an incumbent's term was extended, and when; empty for others."""
    if check.status is not Status.EXTENDED:
        return ""
    day = snapshot.status_changes(check.candidate)[-1][0]
    return f"{check.candidate.name}'s term was extended on {in_words(day)}."


def _nobody_objects(check: Check) -> str:
    """What makes a consensus, said first where it is there."""
    is_consensus = check.rule.rule is Rule.CONSENSUS and check.verdict is Verdict.REACHED
    return f"Nobody objects to {check.candidate.name}." if is_consensus else ""


def _backing(snapshot: Snapshot, check: Check) -> str:
    selection, total, number = snapshot.selection, len(check.assessments), len(check.in_favour)
    name = f"the admission of {check.candidate.name}" if is_accession(selection) else check.candidate.name
    needs = ""
    if check.rule.rule is Rule.MAJORITY and check.rule.quota is not None and check.verdict is not Verdict.REACHED:
        needs = f"; {check.rule.quota.needed(total):g} are needed{_weights(snapshot, check)}"
    if not number:
        return f"No {members_word(selection, 1)} of {total} is on record as backing {name}{needs}."
    if number == total:
        return f"All {total} {members_word(selection)} back {name}."
    counted = _counted(snapshot, check)
    if number == 1:
        [alone] = [assessment for assessment in check.assessments if assessment.standing is Standing.SUPPORT]
        backs = "backs" if alone.announced else "is reported to back"
        only = f"of {total} {members_word(selection)}, {named(snapshot, check.in_favour)} alone {backs} {name}"
        return capitalised(f"{only}{f'; {counted}' if counted else ''}{needs}.")
    by_count = f" by name, {counted}" if counted else ""
    return f"{number} of {total} {members_word(selection)} back {name}{by_count}{needs}."


def _counted(snapshot: Snapshot, check: Check) -> str:
    """The latest count, where it has many in favour whom no report names: `22 by a count (NTB, 13 March)`."""
    reported = check.reported
    if reported is None or reported.unattributed < _MANY_UNNAMED * reported.support or not reported.unattributed:
        return ""
    of = f" of {reported.of}" if reported.of != len(check.assessments) else ""
    when = in_words(reported.date, snapshot.view.as_of.year)
    return f"{reported.support}{of} by a count ({snapshot.known.source(reported.source).publisher}, {when})"


def _weights(snapshot: Snapshot, check: Check) -> str:
    """What the weights add to a quota: `, with 639 of the weights; they have 533`."""
    if check.rule.weight_quota is None:
        return ""
    weights = {
        assessment.member: snapshot.dataset.members[assessment.member].weight or 0 for assessment in check.assessments
    }
    held = sum(weights[member] for member in check.in_favour)
    return f", with {check.rule.weight_quota.needed(sum(weights.values())):g} of the weights; they have {held:g}"


def _say(snapshot: Snapshot, check: Check, standing: Standing) -> str:
    members = check.members_by_standing(standing)
    if not members:
        return ""
    verb = STANDS[standing][len(members) > 1]
    wants = [condition for member, condition in check.conditions if member in members]
    if len(members) == 1 and wants:
        verb = f"{verb}: it first wants {wants[0]}"
    return f"{capitalised(named(snapshot, members))} {verb}."


def _silent(snapshot: Snapshot, check: Check) -> str:
    members = check.silent
    if not members:
        return ""
    if len(members) > MOST_NAMED:
        return f"Nothing is on record for the other {len(members)}."
    return f"Nothing is on record for {in_a_sentence(snapshot.dataset.members, members)}."


def _by_count(snapshot: Snapshot, check: Check) -> str:
    reported = check.reported
    if reported is None:
        return ""
    against = f", {reported.against} against" if reported.against is not None else ""
    abstain = f", {reported.abstain} abstaining" if reported.abstain is not None else ""
    voters = f"{reported.support} of {reported.of} {members_word(snapshot.selection, reported.of)}"
    return f"{voters} voted for {check.candidate.name} in {_round_or_date(check)}{against}{abstain}."


def _round_or_date(check: Check) -> str:
    reported = check.reported
    if reported is None:
        return ""
    return f"round {reported.round}" if reported.round is not None else f"the count of {in_words(reported.date)}"


def _why_out(snapshot: Snapshot, check: Check) -> str:
    words = {Status.WITHDRAWN: "withdrawn", Status.RULED_OUT: "ruled out"}
    if check.status in words:
        return f": {words[check.status]} on {in_words(snapshot.status_changes(check.candidate)[-1][0])}"
    other = snapshot.appointed.get(post_of(check.candidate, snapshot.selection))
    return f": {other.name} was {appointed_word(snapshot.selection)}" if other else ""
