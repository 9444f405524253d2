"""Rule 3: what a soft stance decides is likely at most."""

import pytest
from factories import HERE, TODAY, dataset, day, read, stance, standings

from nato_cli.analysis.probability import HedgeBands
from nato_cli.analysis.snapshot import Snapshot, standing_of
from nato_cli.model import Band, Scale, View


@pytest.mark.parametrize(
    ("position", "firm", "soft", "turned"),
    [
        ("nominate", "support", "likely-support", "likely-oppose"),
        ("support", "support", "likely-support", "likely-oppose"),
        ("no-objection", "no-objection", "no-objection", "likely-oppose"),
        ("undecided", "undecided", "undecided", "undecided"),
        ("withheld", "undecided", "undecided", "undecided"),
        ("oppose", "oppose", "likely-oppose", "likely-support"),
        ("veto", "veto", "likely-oppose", "likely-support"),
    ],
)
def test_what_each_position_says_flatly_and_as_likely_and_as_unlikely(
    position: str, firm: str, soft: str, turned: str
) -> None:
    assert standings(dataset([stance("AAA", position)]))["AAA"] == firm
    assert standings(dataset([stance("AAA", position, hedge="likely")]))["AAA"] == soft
    assert standings(dataset([stance("AAA", position, hedge="unlikely")]))["AAA"] == turned


@pytest.mark.parametrize("position", ["support", "nominate"])
def test_soft_support_is_likely_support(position: str) -> None:
    assert standings(dataset([stance("AAA", position, hedge="likely")]))["AAA"] == "likely-support"


@pytest.mark.parametrize("position", ["oppose", "veto"])
def test_soft_opposition_is_likely_opposition_and_never_a_veto(position: str) -> None:
    assert standings(dataset([stance("AAA", position, hedge="likely")]))["AAA"] == "likely-oppose"


def test_what_a_member_is_unlikely_to_do_turns_the_lean_round() -> None:
    assert standings(dataset([stance("AAA", "support", hedge="unlikely")]))["AAA"] == "likely-oppose"
    assert standings(dataset([stance("AAA", "oppose", hedge="unlikely")]))["AAA"] == "likely-support"


def test_an_even_chance_leaves_a_member_undecided() -> None:
    assert standings(dataset([stance("AAA", "support", hedge="roughly even chance")]))["AAA"] == "undecided"


def scale(lower: int, upper: int) -> Scale:
    return Scale(id="own", title="Own", bands=(Band(words=("perhaps",), lower=lower, upper=upper),), place=HERE)


@pytest.mark.parametrize(
    ("band", "standing"),
    [
        ((51, 70), "likely-support"),
        ((50, 70), "likely-support"),
        ((49, 70), "undecided"),
        ((30, 50), "undecided"),
        ((30, 49), "likely-oppose"),
    ],
)
def test_a_band_from_even_odds_upwards_keeps_the_lean_and_one_below_them_turns_it(
    band: tuple[int, int], standing: str
) -> None:
    assert standing_of(stance("AAA", hedge="perhaps"), HedgeBands(scale(*band))) == standing


def test_a_scale_that_is_asked_for_holds_on_every_day() -> None:
    data = dataset([stance("AAA", hedge="perhaps")])
    view = View(as_of=day("2024-03-01"), known_by=TODAY, today=TODAY)
    snapshot = Snapshot(data, data.selections["test"], view, scale(10, 20))
    assert snapshot.assess("ann")[0].standing == "likely-oppose"
    assert snapshot.on(day("2024-04-01")).assess("ann")[0].standing == "likely-oppose"


def test_a_hedge_that_no_scale_knows_makes_soft_and_says_nothing_of_how_likely() -> None:
    assessment = read(dataset([stance("AAA", "support", hedge="may")])).assess("ann")[0]
    assert assessment.standing == "likely-support"
    assert (assessment.lower, assessment.upper) == (0.0, 1.0)


def test_withheld_and_undecided_are_not_opposition() -> None:
    data = dataset([stance("AAA", "withheld"), stance("BBB", "undecided", hedge="likely")])
    assert standings(data) == {"AAA": "undecided", "BBB": "undecided"}


def test_the_number_of_the_rule_that_decided_is_told() -> None:
    data = dataset([stance("AAA"), stance("BBB", "undecided", attribution="media-inference")])
    assert [each.rule for each in read(data).assess("ann")] == [2, 3]
    assert [each.rule for each in read(dataset()).assess("ann")] == [None, None]


def test_a_contested_standing_is_decided_by_the_rule_of_the_stances_that_contest_it() -> None:
    data = dataset(
        [
            stance("AAA"),
            stance("AAA", "oppose"),
            stance("BBB", hedge="likely"),
            stance("BBB", "oppose", hedge="likely"),
        ]
    )
    assert [(str(each.standing), each.rule) for each in read(data).assess("ann")] == [
        ("contested", 2),
        ("contested", 3),
    ]
