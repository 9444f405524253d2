"""Rule 5: unanimity wants every member's support; silence wants that nobody objects."""

import pytest
from build import candidate, counted, dataset, member, read, source, stance
from hypothesis import given
from hypothesis import strategies as st

from nato_cli.analysis.unanimity import check, verdict
from nato_cli.model import Rule, Standing, Verdict

SOME = [Standing.SUPPORT, Standing.SUPPORT]


@pytest.mark.parametrize(
    ("standing", "unanimity", "silence"),
    [
        ("support", "reached", "reached"),
        ("likely-support", "open", "reached"),
        ("no-objection", "open", "reached"),
        ("undecided", "open", "reached"),
        ("unknown", "open", "reached"),
        ("likely-oppose", "open", "open"),
        ("contested", "open", "open"),
        ("oppose", "blocked", "open"),
        ("veto", "blocked", "blocked"),
    ],
)
def test_what_one_member_among_supporters_does_to_the_verdict(standing: str, unanimity: str, silence: str) -> None:
    standings = [*SOME, Standing(standing)]
    assert verdict(standings, Rule.UNANIMITY) == unanimity
    assert verdict(standings, Rule.SILENCE) == silence


@given(st.lists(st.sampled_from(Standing), min_size=1))
def test_unanimity_is_never_easier_than_silence(standings: list[Standing]) -> None:
    if verdict(standings, Rule.UNANIMITY) is Verdict.REACHED:
        assert verdict(standings, Rule.SILENCE) is Verdict.REACHED
    if verdict(standings, Rule.SILENCE) is Verdict.BLOCKED:
        assert verdict(standings, Rule.UNANIMITY) is Verdict.BLOCKED


@given(st.lists(st.sampled_from(Standing), min_size=1), st.randoms())
def test_the_order_of_members_does_not_matter(standings: list[Standing], random: object) -> None:
    shuffled = list(standings)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    for rule in Rule:
        assert verdict(standings, rule) is verdict(shuffled, rule)


def test_the_outstanding_are_all_whose_standing_is_not_support() -> None:
    members = [member(code) for code in ("AAA", "BBB", "CCC")]
    data = dataset([stance("AAA"), stance("BBB", "no-objection")], members=members)
    result = check(read(data), candidate("ann"))
    assert result.outstanding == ("BBB", "CCC")


def test_silence_says_on_how_many_unknown_members_it_leans() -> None:
    members = [member(code) for code in ("AAA", "BBB", "CCC")]
    data = dataset([stance("AAA"), stance("BBB", "oppose", hedge="likely")], members=members)
    result = check(read(data), candidate("ann"), Rule.SILENCE)
    assert result.silent == ("CCC",)
    assert result.objectors == ("BBB",)


def test_the_latest_count_is_set_beside_what_the_stances_name() -> None:
    events = [counted(1, 2, "2024-02-01"), counted(2, 2, "2024-03-01"), counted(0, 2, "2024-01-01")]
    data = dataset([stance("AAA", date="2024-01-05")], events=events)
    reported = check(read(data, "2024-04-01"), candidate("ann")).reported
    assert reported is not None
    assert (reported.support, reported.named, reported.unattributed) == (2, 1, 1)


def test_a_count_of_a_later_day_or_of_a_later_paper_does_not_count_yet() -> None:
    sources = [source("wire"), source("late", "2024-05-01")]
    data = dataset(events=[counted(1, 2, "2024-02-01", source="late")], sources=sources)
    assert check(read(data, "2024-01-31"), candidate("ann")).reported is None
    assert check(read(data, "2024-03-01", "2024-03-01"), candidate("ann")).reported is None
    assert check(read(data, "2024-03-01"), candidate("ann")).reported is not None
