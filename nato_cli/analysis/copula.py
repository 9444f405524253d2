"""How the chance that all consent depends on how much the members depend on each other.

The bounds of rule 6 hold whatever the dependence. Between them lies a curve: the one-factor Gaussian copula, in which
any two members' propensities have the correlation rho (Vasicek 1987; Li 2000). It is drawn so that nobody takes
independence for granted; it is no estimate of rho, for which there are no data.
"""

from __future__ import annotations

from math import ceil, exp, pi, prod, sqrt
from statistics import NormalDist
from typing import TYPE_CHECKING

from nato_cli.model import Record

if TYPE_CHECKING:
    from collections.abc import Sequence

_NORMAL = NormalDist()
_WIDEST = 8.5  # beyond it the normal density is below 1e-16
_FEWEST_STEPS = 200
_PER_WIDTH = 6  # steps to the width of what is each member's own, the narrowest thing to be resolved
#: The correlations at which the curve is drawn.
RHOS = tuple(step / 10 for step in range(11))


class Curve(Record, frozen=True):
    """For each correlation the interval of the chance that all consent, from the lower and the upper probabilities."""

    points: tuple[tuple[float, float, float], ...]


def curve(bands: Sequence[tuple[float, float]], rhos: Sequence[float] = RHOS) -> Curve:
    lowers, uppers = [lower for lower, _ in bands], [upper for _, upper in bands]
    return Curve(points=tuple((rho, joint(lowers, rho), joint(uppers, rho)) for rho in rhos))


def joint(probabilities: Sequence[float], rho: float) -> float:
    """The probability that all of several events happen under the one-factor Gaussian copula.

    Args:
        probabilities: Of each event, 0 to 1.
        rho: The correlation between any two, 0 to 1: at 0 the product of all, at 1 the least of them.

    The integral over the common factor is taken by the trapezoid rule, which converges faster than any power of the
    step for this integrand; the error is below 1e-6.
    """
    uncertain = [each for each in probabilities if each < 1]
    if not uncertain:
        return 1.0
    if min(uncertain) <= 0:
        return 0.0
    if rho <= 0:
        return prod(uncertain)
    if rho >= 1:
        return min(uncertain)
    thresholds = [_NORMAL.inv_cdf(each) for each in uncertain]
    shared, own = sqrt(rho), sqrt(1 - rho)
    steps = max(_FEWEST_STEPS, ceil(_PER_WIDTH * 2 * _WIDEST / own))
    width = 2 * _WIDEST / steps
    total = 0.0
    for number in range(steps + 1):
        factor = -_WIDEST + number * width
        density = exp(-factor * factor / 2) / sqrt(2 * pi)
        total += density * prod(_NORMAL.cdf((each - shared * factor) / own) for each in thresholds)
    return min(total * width, *uncertain)
