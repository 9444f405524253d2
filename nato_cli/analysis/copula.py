"""How the chance that all consent depends on how much the reports' origins err together.

The bounds of rule 6 hold whatever the dependence. Between them lies a curve: the one-factor Gaussian copula, in which
any two origins have the correlation rho (Vasicek 1987; Li 2000). It is drawn so that nobody takes independence for
granted; it does not estimate rho, for which there are no data.
"""

from __future__ import annotations

from collections import Counter
from math import ceil, exp, inf, pi, prod, sqrt
from statistics import NormalDist
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from nato_cli.analysis.probability import (
    MOST_ORIGINS,
    groups_that_hang_together,
    subsets_that_meet_all,
    weights_of_subsets,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence

    from nato_cli.analysis.probability import Bounds

_NORMAL = NormalDist()
_WIDEST = 8.5  # beyond it the normal density is below 1e-16
_FEWEST_STEPS = 60
_PER_WIDTH = 2  # steps to the width of what is each origin's own, the narrowest thing to be resolved
#: The correlations at which the curve is drawn.
RHOS = tuple(step / 10 for step in range(11))
#: For each correlation, the chance that all consent: by the lower and by the upper bounds of the origins.
Curve: TypeAlias = tuple[tuple[float, float, float], ...]


def curve(members: Sequence[Mapping[str, Bounds]]) -> Curve:
    """Draw the chance that all of these members consent; a member does if any of the origins that report it is right.

    Args:
        members: Of each member, the bounds of its origins, 0 to 1.
    """
    bounds: dict[str, Bounds] = {}
    for origins in members:
        for origin, band in origins.items():
            lower, upper = bounds.get(origin, band)
            bounds[origin] = min(band[0], lower), max(band[1], upper)
    alike = sorted(set(bounds.values()))  # origins with the same bounds are worked out once
    kind = {origin: alike.index(bounds[origin]) for origin in bounds}
    all_consent = _all_consent({frozenset(origins) for origins in members}, kind)
    lowers, uppers = ([band[end] for band in alike] for end in (0, 1))
    return tuple((rho, joint(lowers, rho, all_consent), joint(uppers, rho, all_consent)) for rho in RHOS)


class _Group(NamedTuple):
    """Sets of origins that hang together, by the origins' kinds; `sets` are each kind of set, and how many there are.

    `enough` are the subsets of `origins` that meet all sets, by their bits; None where there are too many of them.
    """

    origins: tuple[int, ...]
    enough: tuple[int, ...] | None
    sets: tuple[tuple[tuple[int, ...], int], ...]

    def probability(self, probabilities: Sequence[float]) -> float:
        """The probability that all sets are met, from that of each kind of origin; a lower bound without `enough`."""
        if self.enough is None:
            return prod((1 - prod(1 - probabilities[kind] for kind in kinds)) ** number for kinds, number in self.sets)
        weights = weights_of_subsets([probabilities[kind] for kind in self.origins])
        return sum(weights[subset] for subset in self.enough)


def _all_consent(sets: Collection[frozenset[str]], kind: Mapping[str, int]) -> Callable[[Sequence[float]], float]:
    """The probability that one origin of every set is right, from that of each kind, if they err independently."""
    groups: Counter[_Group] = Counter()
    for group in groups_that_hang_together(sets):
        origins = sorted(frozenset().union(*group))
        enough = tuple(subsets_that_meet_all(group, origins)) if len(origins) <= MOST_ORIGINS else None
        sets_by_kind = Counter(tuple(sorted(kind[origin] for origin in origins)) for origins in group)
        kinds = tuple(kind[origin] for origin in origins) if enough is not None else ()
        groups[_Group(kinds, enough, tuple(sorted(sets_by_kind.items())))] += 1
    return lambda probabilities: prod(group.probability(probabilities) ** number for group, number in groups.items())


def joint(probabilities: Sequence[float], rho: float, happen: Callable[[Sequence[float]], float] = prod) -> float:
    """The probability of a joint event of several under the one-factor Gaussian copula.

    Args:
        probabilities: Of each event, 0 to 1.
        rho: The correlation between any two, 0 to 1.
        happen: The probability of the joint event if they are independent, from their probabilities: by default that
            all happen, which at rho 0 is the product of all and at rho 1 the least of them.

    The integral over the common factor is taken by the trapezoid rule, which converges faster than any power of the
    step for this integrand; the error is below 1e-6.
    """
    if rho <= 0:
        return happen(probabilities)
    if rho >= 1:  # those happen whose probability is above a common threshold
        levels = sorted({0.0, *probabilities}, reverse=True)
        return next(
            level
            for level in levels
            if level == 0 or happen([float(probability >= level) for probability in probabilities])
        )
    thresholds = [inf if p >= 1 else -inf if p <= 0 else _NORMAL.inv_cdf(p) for p in probabilities]
    shared, own = sqrt(rho), sqrt(1 - rho)
    steps = max(_FEWEST_STEPS, ceil(_PER_WIDTH * 2 * _WIDEST / own))
    width = 2 * _WIDEST / steps
    total = 0.0
    for number in range(steps + 1):
        factor = -_WIDEST + number * width
        density = exp(-factor * factor / 2) / sqrt(2 * pi)
        total += density * happen([_NORMAL.cdf((threshold - shared * factor) / own) for threshold in thresholds])
    return min(total * width, 1.0)
