"""Rule 6: what a report says of the probability that a member consents, and what that says of all of them."""

from __future__ import annotations

from math import fsum, prod
from typing import TYPE_CHECKING

from nato_cli.model import Attribution, Chances, Position

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nato_cli.model import Assessment, Dataset, Scale, Stance

#: The scale that is used unless another is asked for: ICD 203 of the United States' intelligence community.
DEFAULT_SCALE = "icd203"
#: Nothing is known: anything from impossible to certain.
VAGUE = (0.0, 1.0)
_ANNOUNCED = frozenset({Attribution.OFFICIAL_STATEMENT, Attribution.NAMED_OFFICIAL})
_AGAINST = frozenset({Position.OPPOSE, Position.VETO})
_OPEN = frozenset({Position.UNDECIDED, Position.WITHHELD})
_LEAST_CREDIBLE_FIRM = 3
_MOST_LIKELY_TRUE = 2


def default_scale(dataset: Dataset) -> Scale | None:
    """ICD 203 where the dataset has it, else its first scale."""
    return dataset.scales.get(DEFAULT_SCALE) or next(iter(dataset.scales.values()), None)


class HedgeBands:
    """What words of likelihood mean under one scale: bounds of a probability, 0 to 1."""

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
        if is_announced(stance):
            return (1.0, 1.0)
        word = "almost certain" if stance.credibility <= _MOST_LIKELY_TRUE else "likely"
        return self.band(word) or VAGUE

    def consent(self, stance: Stance) -> tuple[float, float]:
        """The band for 'this member consents': the certainty of a position for, what it leaves of one against."""
        if stance.position in _OPEN:
            return VAGUE
        lower, upper = self.certainty(stance)
        return (round(1 - upper, 6), round(1 - lower, 6)) if stance.position in _AGAINST else (lower, upper)


def is_announced(stance: Stance) -> bool:
    """Rule 6: an announced position is flat, and by an official statement or a named official who is not doubted."""
    return stance.hedge is None and stance.attribution in _ANNOUNCED and stance.credibility <= _LEAST_CREDIBLE_FIRM


def announced_alone(assessments: Sequence[Assessment]) -> list[tuple[float, float]]:
    """Each member's band if announced positions alone were worth anything."""
    return [
        (each.lower, each.upper) if each.decisive and all(is_announced(one.stance) for one in each.decisive) else VAGUE
        for each in assessments
    ]


def all_consent(bands: Sequence[tuple[float, float]]) -> Chances:
    """Bounds of the probability that all consent, from each one's band: the second half of rule 6.

    For n members with bands [l, u]: at least max(0, sum(l) - (n - 1)) and at most min(u), whatever their dependence
    (Boole; Frechet 1935; both bounds are attained), and from prod(l) to prod(u) if they decide independently.
    """
    lowers = [lower for lower, _ in bands]
    uppers = [upper for _, upper in bands]
    return Chances(
        lower=round(max(0.0, fsum(lowers) - (len(bands) - 1)), 6),
        upper=min(uppers, default=1.0),
        independent=(round(prod(lowers), 6), round(prod(uppers), 6)),
    )
