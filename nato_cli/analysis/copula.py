"""How the chance that all consent depends on how much the reports' origins err together.

The bounds of rule 6 hold whatever the dependence. Between them lies a curve: the one-factor Gaussian copula, in which
any two origins have the correlation rho (Vasicek 1987; Li 2000). It is drawn so that nobody takes independence for
granted; it does not estimate rho, for which there are no data.
"""

from __future__ import annotations

from math import ceil, exp, inf, pi, prod, sqrt
from statistics import NormalDist
from typing import TYPE_CHECKING

from nato_cli.analysis.probability import (
    MOST_ORIGINS,
    groups_that_hang_together,
    subsets_that_meet_all,
    weights_of_subsets,
)
from nato_cli.model import Record

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence

    from nato_cli.analysis.probability import Bounds

_NORMAL = NormalDist()
_WIDEST = 8.5  # beyond it the normal density is below 1e-16
_FEWEST_STEPS = 60
_PER_WIDTH = 2  # steps to the width of what is each origin's own, the narrowest thing to be resolved
#: The correlations at which the curve is drawn.
RHOS = tuple(step / 10 for step in range(11))


class Curve(Record, frozen=True):
    """For each correlation the interval of the chance that all consent, from the lower and the upper probabilities."""

    points: tuple[tuple[float, float, float], ...]


def curve(members: Sequence[Mapping[str, Bounds]], rhos: Sequence[float] = RHOS) -> Curve:
    """The chance that all of these members consent, each of whom does if any of the origins that report it is right."""
    bounds: dict[str, Bounds] = {}
    for origins in members:
        for origin, band in origins.items():
            lower, upper = bounds.get(origin, band)
            bounds[origin] = min(band[0], lower), max(band[1], upper)
    names = sorted(bounds)
    all_consent = _all_consent({frozenset(origins) for origins in members}, names)
    lowers, uppers = ([bounds[name][end] for name in names] for end in (0, 1))
    return Curve(points=tuple((rho, joint(lowers, rho, all_consent), joint(uppers, rho, all_consent)) for rho in rhos))


def _all_consent(sets: Collection[frozenset[str]], names: Sequence[str]) -> Callable[[Sequence[float]], float]:
    """The probability that one origin of every set is right, if they err independently, from their probabilities.

    Where too many hang together to go through all their subsets, a lower bound (Harris 1960).
    """
    place = {name: number for number, name in enumerate(names)}
    groups = []
    for group in groups_that_hang_together(sets):
        origins = sorted(frozenset().union(*group))
        enough = subsets_that_meet_all(group, origins) if len(origins) <= MOST_ORIGINS else None
        groups.append((enough, [place[origin] for origin in origins], [[place[each] for each in one] for one in group]))

    def probability(probabilities: Sequence[float]) -> float:
        total = 1.0
        for enough, places, group in groups:
            if enough is None:
                total *= prod(1 - prod(1 - probabilities[each] for each in one) for one in group)
            else:
                weights = weights_of_subsets([probabilities[each] for each in places])
                total *= sum(weights[subset] for subset in enough)
        return total

    return probability


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
        return next(level for level in levels if level == 0 or happen([float(each >= level) for each in probabilities]))
    thresholds = [inf if each >= 1 else -inf if each <= 0 else _NORMAL.inv_cdf(each) for each in probabilities]
    shared, own = sqrt(rho), sqrt(1 - rho)
    steps = max(_FEWEST_STEPS, ceil(_PER_WIDTH * 2 * _WIDEST / own))
    width = 2 * _WIDEST / steps
    total = 0.0
    for number in range(steps + 1):
        factor = -_WIDEST + number * width
        density = exp(-factor * factor / 2) / sqrt(2 * pi)
        total += density * happen([_NORMAL.cdf((each - shared * factor) / own) for each in thresholds])
    return min(total * width, 1.0)
