"""Rule 6: what a report says of the probability that a member consents, and what that says of all of them."""

from __future__ import annotations

from collections import defaultdict
from itertools import accumulate
from math import fsum, prod
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from nato_cli.model import LEANING_AGAINST, OBJECTIONS, SAYS_YES, UNSETTLED, Chances, Standing

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from nato_cli.model import Assessment, Dataset, Evidence, Scale, Stance

#: Bounds of a probability, 0 to 1.
Bounds: TypeAlias = tuple[float, float]

#: The scale that is used unless another is asked for: ICD 203 of the United States' intelligence community.
DEFAULT_SCALE = "icd203"
#: Nothing is known: anything from impossible to certain.
VAGUE = (0.0, 1.0)
#: Standings that give no direction.
_NEITHER = frozenset({Standing.UNDECIDED, Standing.UNKNOWN, Standing.CONTESTED})
#: Standings whose bounds of consent are not those of a vote in favour.
_VOTES = {Standing.ABSTAIN: (0.0, 0.0), Standing.NO_OBJECTION: VAGUE}
_MOST_LIKELY_TRUE = 2


def default_scale(dataset: Dataset) -> Scale | None:
    """Scale used by default: ICD 203 where the dataset has it, else its first."""
    return dataset.scales.get(DEFAULT_SCALE) or next(iter(dataset.scales.values()), None)


class HedgeBands:
    """Bands of words of likelihood under one scale: bounds of a probability, 0 to 1."""

    def __init__(self, scale: Scale | None) -> None:
        self.scale = scale
        self._bands: dict[str, tuple[float, float]] = {}
        for band in scale.bands if scale else ():
            for word in (*band.words, *band.variants):
                self._bands[word] = (band.lower / 100, band.upper / 100)

    def band(self, word: str) -> tuple[float, float] | None:
        """The bounds of a word, None where the scale has no place for it."""
        return self._bands.get(word)

    def certainty(self, stance: Stance) -> tuple[float, float]:
        """How likely it is that the member holds the position reported: the first half of rule 6.

        An announced position (flat, by an official statement or a named official, not doubted) is a fact of its date;
        a hedged one has its hedge's band; a flat one from unnamed or inferred sources is 'almost certain' if its
        credibility is 1 or 2 and 'likely' otherwise.
        """
        if stance.hedge is not None:
            return self.band(stance.hedge) or VAGUE
        if stance.is_own_word:
            return (1.0, 1.0)
        word = "almost certain" if stance.credibility <= _MOST_LIKELY_TRUE else "likely"
        return self.band(word) or VAGUE

    def consent(self, stance: Stance) -> tuple[float, float]:
        """The band for 'this member consents': the certainty of a position for, what it leaves of one against."""
        if stance.position in UNSETTLED:
            return VAGUE
        lower, upper = self.certainty(stance)
        return (round(1 - upper, 6), round(1 - lower, 6)) if stance.position in OBJECTIONS else (lower, upper)


def member_bounds(reports: Iterable[tuple[str, Bounds]]) -> Bounds:
    """Rule 6 for one member: bounds of the probability that it holds the position its run reports.

    Each report is its origin and the bounds of its certainty. An origin has the bounds of its best report; the lower
    end is the greatest of the origins', the upper end the sum of theirs, at most 1 (the position holds if any is
    right). So a report that agrees never lowers either end. Without reports anything is possible.
    """
    best = best_by_origin(reports)
    if not best:
        return VAGUE
    lowers, uppers = zip(*best.values(), strict=True)
    return max(lowers), _rounded(min(1.0, fsum(uppers)))


def best_by_origin(reports: Iterable[tuple[str, Bounds]]) -> dict[str, Bounds]:
    """The bounds of each origin's best report: repetition is not confirmation (rule 8)."""
    best: dict[str, Bounds] = {}
    for origin, bounds in reports:
        best[origin] = max(bounds, best.get(origin, bounds))
    return best


def member_band(run: Iterable[Evidence], standing: Standing, *, announced: bool) -> Bounds:
    """Rule 6 for one member: bounds of the probability that it consents, from the run that carries its standing.

    100 % or 0 % where its own word is in the run; anything where it is undecided, contested or unknown.
    """
    if standing in _NEITHER:
        return VAGUE
    if standing in LEANING_AGAINST:
        lower, upper = (
            (1.0, 1.0)
            if announced
            else member_bounds((report.origin.id, (1 - report.upper, 1 - report.lower)) for report in run)
        )
        return _rounded(1 - upper), _rounded(1 - lower)
    return (1.0, 1.0) if announced else member_bounds(_consent_by_origin(run))


def all_consent(assessments: Sequence[Assessment], consents: Collection[Standing] = SAYS_YES) -> Chances:
    """Rule 6 for all who are reported to consent: that all of them really do.

    `consents` are the standings that the decision rule takes for consent. Members that have said nothing, are undecided
    or object are left out: they are counted and named elsewhere, and never multiplied in.
    """
    consenting = [assessment for assessment in assessments if assessment.standing in consents]
    reported = [assessment for assessment in consenting if not assessment.announced]
    joint = all_reported_consent(reported_by_origin(assessments, consents))
    return Chances(
        consenting=len(consenting),
        announced=len(consenting) - len(reported),
        by_reports=len(reported),
        origins=tuple(sorted({origin for assessment in reported for origin in assessment.origins})),
        lower=joint.lower,
        upper=joint.upper,
        independent=joint.independent,
        exact=joint.exact,
    )


def reported_by_origin(
    assessments: Iterable[Assessment], consents: Collection[Standing] = SAYS_YES
) -> list[dict[str, Bounds]]:
    """Origins, with their bounds, of each consent that its member did not announce itself.

    Reports that say nothing of consent (that a member has not backed the candidate) are left out. What is only supposed
    rests on no report, and stands for itself.
    """
    return [
        best_by_origin(_consent_by_origin(assessment.run))
        or {f"supposed of {assessment.member}": (assessment.lower, assessment.upper)}
        for assessment in assessments
        if assessment.standing in consents and not assessment.announced
    ]


def votes(assessments: Iterable[Assessment]) -> list[Bounds]:
    """Bounds of the probability that each member votes in favour, for a quota: one that stands aside does not."""
    return [_VOTES.get(member.standing) or (member.lower, member.upper) for member in assessments]


def _consent_by_origin(run: Iterable[Evidence]) -> Iterable[tuple[str, Bounds]]:
    bounds = ((report.origin.id, (report.lower, report.upper)) for report in run)
    return ((origin, band) for origin, band in bounds if band != VAGUE)


class JointBounds(NamedTuple):
    """Bounds of the probability that all who are reported to consent do consent.

    `lower` and `upper` hold whatever the dependence between origins, `independent` if they err independently. They are
    attained where no two members share one of several origins. `exact` is false where more than `MOST_ORIGINS` origins
    hang together: the bounds are valid, but not all sets of origins were tried.
    """

    lower: float
    upper: float
    independent: Bounds
    exact: bool


#: Up to this many linked origins, every subset is tried: 4,096.
MOST_ORIGINS = 12


def all_reported_consent(members: Iterable[Mapping[str, Bounds]]) -> JointBounds:
    """Rule 6 for all of them: bounds from the origins that each member's consent rests on, with their bounds.

    A member consents if any of its origins is right, and one origin that reports 31 members is one risk. Members who
    announced their consent, and those who have not consented, are left out by the caller.

    With l the origins' lower ends: at least max(0, sum(l) - (|T| - 1)) for any set T of origins that meets every
    member's (Bonferroni), at most the least upper end of any member. An origin whose reports differ in credibility is
    as good as the weakest for the lower ends.
    """
    lowers: dict[str, float] = {}
    uppers: dict[str, float] = {}
    needed: set[frozenset[str]] = set()
    highest = 1.0
    for origins in members:
        needed.add(frozenset(origins))
        highest = min(highest, fsum(upper for _, upper in origins.values()))
        for origin, (lower, upper) in origins.items():
            lowers[origin] = min(lower, lowers.get(origin, lower))
            uppers[origin] = max(upper, uppers.get(origin, upper))
    risk, exact = 0.0, True
    independent = [1.0, 1.0]
    for group in groups_that_hang_together(needed):
        origins_of_group = sorted(set().union(*group))
        solve = _by_enumeration if len(origins_of_group) <= MOST_ORIGINS else _by_estimate
        exact = exact and solve is _by_enumeration
        least_risk, low, high = solve(group, origins_of_group, lowers, uppers)
        risk += least_risk
        independent = [independent[0] * low, independent[1] * high]
    return JointBounds(
        lower=_rounded(max(0.0, 1 - risk)),
        upper=_rounded(highest),
        independent=(_rounded(independent[0]), _rounded(min(independent[1], highest))),
        exact=exact,
    )


def groups_that_hang_together(needed: Collection[frozenset[str]]) -> list[list[frozenset[str]]]:
    """Split sets of origins into groups that share none, leaving out those that a set of one origin already decides."""
    alone = {origin for origins in needed if len(origins) == 1 for origin in origins}
    open_sets = [origins for origins in needed if len(origins) > 1 and alone.isdisjoint(origins)]
    leader: dict[str, str] = {}

    def leader_of(origin: str) -> str:
        while (above := leader.setdefault(origin, origin)) != origin:
            leader[origin] = leader[above]
            origin = above
        return origin

    for origins in open_sets:
        first, *others = origins
        for other in others:
            leader[leader_of(other)] = leader_of(first)
    groups = defaultdict(list)
    for origins in open_sets:
        groups[leader_of(next(iter(origins)))].append(origins)
    return [[frozenset({origin})] for origin in sorted(alone)] + list(groups.values())


_Solved: TypeAlias = tuple[float, float, float]


def _by_enumeration(
    group: Sequence[frozenset[str]], origins: Sequence[str], lowers: Mapping[str, float], uppers: Mapping[str, float]
) -> _Solved:
    """Go through all subsets of a few origins: the least risk of one that meets every set, and independent bounds."""
    enough = subsets_that_meet_all(group, origins)
    risks = [0.0]
    for origin in origins:
        risks += [risk + 1 - lowers[origin] for risk in risks]
    low = weights_of_subsets([lowers[origin] for origin in origins])
    high = weights_of_subsets([uppers[origin] for origin in origins])
    return (
        min(risks[subset] for subset in enough),
        fsum(low[subset] for subset in enough),
        fsum(high[subset] for subset in enough),
    )


def subsets_that_meet_all(group: Sequence[frozenset[str]], origins: Sequence[str]) -> list[int]:
    """The subsets of a few origins that have one of every set in common, each as the bits of its origins' places."""
    bit = {origin: 1 << number for number, origin in enumerate(origins)}
    everything = (1 << len(origins)) - 1
    holds_a_set = bytearray(everything + 1)  # by the bits of a subset: does it hold some member's origins whole?
    for needed in group:
        holds_a_set[sum(bit[origin] for origin in needed)] = 1
    for origin in origins:
        for subset in range(everything + 1):
            if subset & bit[origin] and holds_a_set[subset ^ bit[origin]]:
                holds_a_set[subset] = 1
    return [subset for subset in range(everything + 1) if not holds_a_set[everything ^ subset]]


def weights_of_subsets(probabilities: Sequence[float]) -> list[float]:
    """The probability that exactly the origins of a subset are right, if they err independently; by its bits."""
    weights = [1.0]
    for probability in probabilities:
        weights = [weight * (1 - probability) for weight in weights] + [weight * probability for weight in weights]
    return weights


def _by_estimate(
    group: Sequence[frozenset[str]], origins: Sequence[str], lowers: Mapping[str, float], uppers: Mapping[str, float]
) -> _Solved:
    """Give valid bounds where there are too many subsets to go through.

    The risk is that of one set that meets all, found greedily: the origin that meets most for its risk first. Under
    independence, to consent is never less likely when others do (Harris 1960), so the product of the members' bounds is
    a lower bound, and the least of them an upper one.
    """
    del origins
    missing = set(group)
    sets_of: dict[str, list[frozenset[str]]] = defaultdict(list)
    for needed in group:
        for origin in needed:
            sets_of[origin].append(needed)
    risk = 0.0
    for origin in sorted(sets_of, key=lambda origin: ((1 - lowers[origin]) / len(sets_of[origin]), origin)):
        if not missing.isdisjoint(sets_of[origin]):
            missing.difference_update(sets_of[origin])
            risk += 1 - lowers[origin]
    return (
        risk,
        prod(1 - prod(1 - lowers[origin] for origin in needed) for needed in group),
        min(1 - prod(1 - uppers[origin] for origin in needed) for needed in group),
    )


def at_least(needed: int, bounds: Sequence[Bounds]) -> Bounds:
    """Bounds of the probability that at least so many members consent, whatever the dependence between them.

    With k of n needed: at most the least, over j < k, of (the sum of the n - j smallest upper ends) / (k - j); at least
    the same for the n - k + 1 who must not refuse. Both are attained (Ruger 1978; Frechet 1935 for k = n).
    """
    refusals = [1 - lower for lower, _ in bounds]
    most = _at_least_this_likely(needed, [upper for _, upper in bounds])
    least = 1 - _at_least_this_likely(len(bounds) - needed + 1, refusals)
    return _rounded(least), _rounded(most)


def _at_least_this_likely(needed: int, uppers: Sequence[float]) -> float:
    """The greatest probability that at least so many of several events happen, given the greatest of each."""
    if needed <= 0:
        return 1.0
    if needed > len(uppers):
        return 0.0
    sums = [0.0, *accumulate(sorted(uppers))]
    return min(1.0, *(sums[len(uppers) - left_out] / (needed - left_out) for left_out in range(needed)))


def _rounded(probability: float) -> float:
    return round(probability, 6)
