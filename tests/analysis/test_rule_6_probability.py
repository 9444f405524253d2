"""Rule 6: what one report says of the probability that a member consents, and where its words get their bands."""

import pytest
from factories import HERE, SCALE, dataset, read, stance
from msgspec.structs import replace

from nato_cli.analysis.probability import HedgeBands, default_scale
from nato_cli.model import Scale

LEXICON = HedgeBands(SCALE)


@pytest.mark.parametrize(
    ("told", "band"),
    [
        (stance("AAA", attribution="official-statement"), (1.0, 1.0)),
        (stance("AAA", credibility=3), (1.0, 1.0)),
        (stance("AAA", "no-objection"), (1.0, 1.0)),
        (stance("AAA", "oppose"), (0.0, 0.0)),
        (stance("AAA", "veto", attribution="official-statement"), (0.0, 0.0)),
        (stance("AAA", hedge="likely"), (0.55, 0.80)),
        (stance("AAA", "oppose", hedge="likely"), (0.20, 0.45)),
        (stance("AAA", attribution="anonymous-official"), (0.95, 0.99)),
        (stance("AAA", attribution="anonymous-sources"), (0.55, 0.80)),
        (stance("AAA", "oppose", attribution="anonymous-official"), (0.01, 0.05)),
        (stance("AAA", attribution="media-inference"), (0.55, 0.80)),
        (stance("AAA", attribution="media-inference", credibility=2), (0.95, 0.99)),
        (stance("AAA", credibility=4), (0.55, 0.80)),
        (stance("AAA", credibility=5), (0.55, 0.80)),
        (stance("AAA", "nominate", hedge="likely"), (0.55, 0.80)),
        (stance("AAA", "no-objection", hedge="likely"), (0.55, 0.80)),
        (stance("AAA", "undecided"), (0.0, 1.0)),
        (stance("AAA", "withheld"), (0.0, 1.0)),
        (stance("AAA", hedge="may"), (0.0, 1.0)),
    ],
    ids=[
        "announced", "announced, possibly true", "announced no-objection", "announced opposition", "announced veto",
        "hedged", "hedged opposition",
        "unnamed, probably true", "unnamed, possibly true", "unnamed opposition", "inferred", "inferred, probably true",
        "announced, but doubtful", "announced, but improbable", "hedged nomination", "hedged no-objection",
        "undecided", "withheld", "hedged by a word without a band",
    ],
)  # fmt: skip
def test_the_band_of_a_stance(told: object, band: tuple[float, float]) -> None:
    assert LEXICON.consent(told) == band  # type: ignore[arg-type]


def test_unknown_and_contested_are_anything_from_nothing_to_all() -> None:
    data = dataset([stance("AAA", "support"), stance("AAA", "oppose")])
    assert [(each.standing, each.lower, each.upper) for each in read(data).assess("ann")] == [
        ("contested", 0.0, 1.0),
        ("unknown", 0.0, 1.0),
    ]


def test_words_have_the_bands_of_icd_203_or_else_of_the_first_scale_there_is() -> None:
    kent = Scale(id="kent", title="Kent", bands=(), place=HERE)
    phia = Scale(id="phia", title="PHIA", bands=(), place=HERE)
    scales = {each.id: each for each in (kent, SCALE, phia)}
    assert default_scale(replace(dataset(), scales=scales)) == SCALE
    assert default_scale(replace(dataset(), scales={"kent": kent, "phia": phia})) == kent


def test_without_any_scale_a_word_says_nothing_of_how_likely() -> None:
    assert default_scale(replace(dataset(), scales={})) is None
    assert HedgeBands(None).consent(stance("AAA", hedge="likely")) == (0.0, 1.0)
