"""Rule 5: unanimity wants every member's support; silence wants that nobody objects."""

import pytest
from factories import candidate, counted, dataset, member, read, source, stance
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from nato_cli.analysis.decision import check, check_all, verdict
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


def test_a_count_is_told_with_its_source_its_day_and_whom_it_names_as_outstanding() -> None:
    data = dataset([stance("AAA")], events=[counted(1, 2, "2024-03-01", outstanding=("BBB",))])
    reported = check(read(data), candidate("ann")).reported
    assert reported is not None
    assert (reported.support, reported.of, reported.source, str(reported.date)) == (1, 2, "wire", "2024-03-01")
    assert reported.outstanding == ("BBB",)
    assert (reported.named, reported.unattributed) == (1, 0)


def test_a_count_without_a_day_of_its_own_has_its_sources() -> None:
    undated = replace(counted(1, 2, "2024-03-01"), date=None)
    data = dataset(events=[counted(2, 2, "2024-03-01"), undated], sources=[source("wire", "2024-04~")])
    assert check(read(data, "2024-04-29"), candidate("ann")).reported.support == 2  # type: ignore[union-attr]
    reported = check(read(data, "2024-04-30"), candidate("ann")).reported
    assert reported is not None
    assert (reported.support, str(reported.date)) == (1, "2024-04~")


def test_a_count_without_any_day_is_none() -> None:
    undated = replace(counted(1, 2, "2024-03-01"), date=None)
    data = dataset(events=[undated], sources=[source("wire", None)])
    assert check(read(data), candidate("ann")).reported is None


def test_of_two_counts_of_one_day_the_later_in_the_files_is_told() -> None:
    data = dataset(events=[counted(1, 2, "2024-03-01"), counted(0, 2, "2024-03-01")])
    reported = check(read(data), candidate("ann")).reported
    assert reported is not None
    assert (reported.support, reported.unattributed) == (0, 0)


def test_everybody_is_checked_under_the_rule_that_is_asked_for() -> None:
    data = dataset([stance("AAA")])
    assert [each.verdict for each in check_all(read(data))] == ["open"]
    assert [each.verdict for each in check_all(read(data), Rule.SILENCE)] == ["reached"]
