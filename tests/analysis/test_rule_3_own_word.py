"""Rule 3: only an official statement of the member, or a named official of it, announces a position."""

import pytest
from factories import HERE, TODAY, dataset, day, read, stance

from nato_cli.analysis.snapshot import Snapshot
from nato_cli.model import Band, Scale, View


@pytest.mark.parametrize(
    ("attribution", "announces"),
    [
        ("official-statement", True),
        ("named-official", True),
        ("anonymous-official", False),
        ("anonymous-sources", False),
        ("third-party-official", False),
        ("media-inference", False),
    ],
)
def test_who_announces(attribution: str, announces: bool) -> None:
    result = read(dataset([stance("AAA", attribution=attribution)])).assess("ann")[0]
    assert result.announced is announces


@pytest.mark.parametrize("doubt", [{"hedge": "likely"}, {"credibility": 4}])
def test_a_hedged_or_doubtful_word_announces_nothing(doubt: dict[str, object]) -> None:
    assert not read(dataset([stance("AAA", **doubt)])).assess("ann")[0].announced  # type: ignore[arg-type]


def test_what_one_government_says_of_another_is_soft() -> None:
    result = read(dataset([stance("AAA", attribution="third-party-official")])).assess("ann")[0]
    assert (result.standing, result.announced) == ("likely-support", False)


def test_what_one_government_says_of_another_is_firm_where_the_data_grades_it_so_and_announces_nothing() -> None:
    result = read(dataset([stance("AAA", attribution="third-party-official", credibility=3)])).assess("ann")[0]
    assert (result.standing, result.announced) == ("support", False)


def test_a_standing_is_announced_as_long_as_the_members_own_word_is_in_its_run() -> None:
    later = stance("AAA", date="2024-03-05", attribution="anonymous-sources")
    result = read(dataset([stance("AAA", date="2024-03-01"), later])).assess("ann")[0]
    assert (result.announced, result.lower, str(result.confirmed)) == (True, 1, "2024-03-05")


def test_a_word_that_says_less_announces_less() -> None:
    own = stance("AAA", "no-objection", date="2024-03-01")
    others = stance("AAA", "support", date="2024-03-05", attribution="anonymous-sources")
    result = read(dataset([own, others])).assess("ann")[0]
    assert (result.standing, result.announced) == ("support", False)


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
    data = dataset([stance("AAA", hedge="perhaps")])
    view = View(as_of=TODAY, known_by=TODAY, today=TODAY)
    assert Snapshot(data, data.selections["test"], view, scale(*band)).assess("ann")[0].standing == standing


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
