"""Is a record what its section holds? Each fault is meant at the very value, and all of a record's are told at once."""

from __future__ import annotations

from pathlib import Path

import pytest
from yaml_factories import TODAY, Expect, source, stance

from nato_cli.dataset.loader import load
from nato_cli.model import ApproxDate


def test_an_unknown_key_gives_the_nearest(expect: Expect) -> None:
    expect("unknown-key", stance(**{"«hegde»": "likely"}), hint="did you mean 'hedge'?")


def test_an_unknown_key_that_is_near_to_none_gives_all(expect: Expect) -> None:
    expect("unknown-key", stance(**{"«colour»": "red"}), hint="known here: member, members, candidate, position")


def test_a_missing_key_is_told_at_the_record(expect: Expect) -> None:
    text = stance(source=None).replace("- m", "- «»m")
    fault = expect("missing-key", text, hint="required here: candidate, position, source, attribution")
    assert fault.message == "'source' is missing"


def test_a_stance_is_somebodys(expect: Expect) -> None:
    expect("missing-key", stance(member=None).replace("- c", "- «»c"), hint="who is meant")


def test_a_stance_names_its_members_in_one_way(expect: Expect) -> None:
    expect("unknown-key", stance(**{"«members»": "[TUR]"}), hint="keep one")


def test_a_count_says_of_whom_and_how_many(expect: Expect) -> None:
    expect(
        "incomplete-count",
        "events:\n  - «»{kind: count, source: wire, candidate: ann, support: 3}\n",
        hint="of how many",
    )


def test_only_a_count_counts(expect: Expect) -> None:
    expect("incomplete-count", "events:\n  - {kind: summit, source: wire, «of»: 3}\n", hint="kind: count")


def test_every_fault_of_a_record_is_told_at_once(folder: Path) -> None:
    (folder / "case.yaml").write_text(stance(member="n r", position="suport", date="2024-02-30", hegde="likely"))
    codes = [fault.code for fault in load(folder, TODAY).diagnostics]
    assert codes == ["invalid-id", "invalid-position", "impossible-date", "unknown-key"]


@pytest.mark.parametrize("value", ["«»[a]", "«»{a: b}"])
def test_text_is_no_collection(value: str, expect: Expect) -> None:
    expect("wrong-type", stance(note=value))


def test_a_word_of_a_list_is_no_collection(expect: Expect) -> None:
    expect("wrong-type", stance(position="«»[support]"), hint="one of nominate, support")


def test_a_list_is_no_text(expect: Expect) -> None:
    expect("wrong-type", "candidates:\n  - {id: bob, name: Bob, sources: «wire»}\n", hint="write [wire]")


def test_a_list_of_members_is_no_text(expect: Expect) -> None:
    expect("wrong-type", stance(member=None, members="«NOR»"), hint="write 'member: NOR'")


def test_a_list_of_members_is_not_empty(expect: Expect) -> None:
    expect("wrong-type", stance(member=None, members="«»[]"), hint="all_except")


def test_a_record_is_no_text(expect: Expect) -> None:
    expect("wrong-type", "events:\n  - «summit»\n", hint="key: value")


def test_an_optional_key_without_a_value_is_left_out(expect: Expect) -> None:
    expect("wrong-type", stance(note="«~»"), hint="leave the key out")


def test_text_is_not_empty(expect: Expect) -> None:
    expect("wrong-type", stance(note="«''»"), hint="leave the key out")


@pytest.mark.parametrize(("written", "nearest"), [("suport", "support"), ("No-objection", "no-objection")])
def test_an_invalid_position_gives_the_nearest(written: str, nearest: str, expect: Expect) -> None:
    expect("invalid-position", stance(position=f"«{written}»"), hint=f"did you mean '{nearest}'?")


def test_an_invalid_position_that_is_near_to_none_gives_all(expect: Expect) -> None:
    expect(
        "invalid-position",
        stance(position="«maybe»"),
        hint="one of nominate, support, no-objection, abstain, undecided",
    )


def test_an_invalid_attribution(expect: Expect) -> None:
    fault = expect("invalid-attribution", stance(attribution="«hearsay»"), hint="one of official-statement")
    assert fault.message == "'hearsay' is not a known attribution"


@pytest.mark.parametrize("written", ["0", "7", "1.5"])
def test_credibility_goes_from_1_to_6(written: str, expect: Expect) -> None:
    expect("invalid-number", stance(credibility=f"«{written}»"), hint="1 (best) to 6")


def test_credibility_is_a_number(expect: Expect) -> None:
    expect("wrong-type", stance(credibility="«good»"))


def test_reliability_goes_from_a_to_f(expect: Expect) -> None:
    expect("invalid-reliability", source(reliability="«G»"), hint="one of A, B, C, D, E, F")


def test_an_invalid_kind(expect: Expect) -> None:
    expect("invalid-kind", source(kind="«news-paper»"), hint="did you mean 'newspaper'?")


def test_an_invalid_status(expect: Expect) -> None:
    text = "candidates:\n  - {id: bob, name: Bob, statuses: [{status: «declred», source: wire}]}\n"
    expect("invalid-status", text, hint="did you mean 'declared'?")


@pytest.mark.parametrize(
    "written", ["www.example.org", "ftp://example.org", "'javascript:alert(1)'", "'https://'", "'https://a b'"]
)
def test_a_url_is_an_address_of_the_web(written: str, expect: Expect) -> None:
    expect("invalid-url", source(url=f"«{written}»"), hint="https://")


@pytest.mark.parametrize("written", ["two words", "Türkiye", "'-x'", "a/b"])
def test_an_id_is_made_of_plain_characters(written: str, expect: Expect) -> None:
    expect("invalid-id", source(id=f"«{written}»").replace(", relays", ""), hint="letters (a to z), digits")


def test_a_nationality_is_an_alpha_3_code(expect: Expect) -> None:
    expect("invalid-id", "candidates:\n  - {id: bob, name: Bob, nationality: «nor»}\n", hint="write 'NOR'")


def test_norways_alpha_2_code_is_no_boolean_and_no_alpha_3_code(expect: Expect) -> None:
    fault = expect("invalid-id", "candidates:\n  - {id: bob, name: Bob, nationality: «NO»}\n", hint="NOR for Norway")
    assert fault.message == "'NO' is not an alpha-3 code"


@pytest.mark.parametrize("written", ["3 April 2024", "2024/04/03", "24-04-03", "2024-4-3", "~2024", "2024-04-03T10:00"])
def test_a_date_is_written_year_first(written: str, expect: Expect) -> None:
    expect("invalid-date", stance(date=f"«{written}»"), hint="2024-04-03")


def test_an_accession_is_of_a_day(expect: Expect) -> None:
    expect("invalid-date", "members:\n  - {id: FIN, name: Finland, acceded: «2023-04»}\n", hint="year, month and day")


@pytest.mark.parametrize(
    ("written", "hint"),
    [
        ("2023-02-29", "February 2023 has 28 days"),
        ("2024-02-30~", "February 2024 has 29 days"),
        ("2024-13", "01 to 12"),
        ("2024-00-01", "01 to 12"),
        ("2024-01-00", "January 2024 has 31 days"),
        ("0000", "0001"),
        ("2024-04-31", "April 2024 has 30 days"),
    ],
)
def test_the_calendar_has_such_a_day(written: str, hint: str, expect: Expect) -> None:
    expect("impossible-date", stance(date=f"«{written}»"), hint=hint)


def test_nobody_leaves_before_acceding(expect: Expect) -> None:
    text = "members:\n  - {id: FIN, name: Finland, acceded: 2023-04-04, left: «2020-01-01»}\n"
    expect("impossible-membership", text, hint="correct one")


@pytest.mark.parametrize("written", ["2026-11-25", "2026-12", "2027"])
def test_a_report_is_not_of_the_future(written: str, expect: Expect) -> None:
    expect("future-date", stance(date=f"«{written}»"), hint="today is 2026-11-23")


def test_a_date_of_tomorrow_is_a_warning_for_it_is_tomorrow_somewhere(expect: Expect, folder: Path) -> None:
    fault = expect("future-date", stance(date="«2026-11-24»"), hint="today is 2026-11-23", warnings=True)
    assert fault.severity == "warning"
    assert not load(folder, TODAY).diagnostics


@pytest.mark.parametrize("written", ["2026-11-23", "2026-11", "2026"])
def test_a_month_or_year_that_has_begun_is_not_of_the_future(written: str, folder: Path) -> None:
    (folder / "case.yaml").write_text(stance(date=written))
    assert not load(folder, TODAY).diagnostics


def test_a_number_lies_in_its_range(expect: Expect) -> None:
    expect("invalid-number", "scales:\n  - {id: own, title: Own, bands: [{words: [sure], lower: 9, upper: «101»}]}\n")


def test_a_band_does_not_end_before_it_begins(expect: Expect) -> None:
    expect(
        "impossible-band",
        "scales:\n  - {id: own, title: Own, bands: [{words: [sure], lower: «9», upper: 8}]}\n",
        hint="swap",
    )


def test_a_count_is_not_more_than_all(expect: Expect) -> None:
    text = "events:\n  - {kind: count, source: wire, candidate: ann, support: «4», of: 3}\n"
    expect("incomplete-count", text, hint="correct one")


@pytest.mark.parametrize("written", ["NO", "on", "yes", "True", "1:20", "0o14", "1e3", ".5", "2024-04-03", "=", "<<"])
def test_text_stays_as_it_is_written(written: str, folder: Path) -> None:
    """YAML 1.1 reads some of these as booleans, base-sixty numbers, dates or merge keys."""
    (folder / "case.yaml").write_text(stance(note=written))
    dataset = load(folder, TODAY).dataset
    assert dataset is not None
    assert dataset.selections["sg-2024"].stances[-1].note == written


@pytest.mark.parametrize("written", ["12", "'12'"])
def test_a_number_may_stand_in_quotes(written: str, folder: Path) -> None:
    event = f"{{kind: count, source: wire, candidate: ann, support: 1, of: {written}}}"
    (folder / "case.yaml").write_text(f"events:\n  - {event}\n")
    dataset = load(folder, TODAY).dataset
    assert dataset is not None
    assert dataset.selections["sg-2024"].events[0].of == 12


@pytest.mark.parametrize(
    ("written", "first", "last"),
    [
        ("2024-02-29", "2024-02-29", "2024-02-29"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2023", "2023-01-01", "2023-12-31"),
        ("2023-11-22~", "2023-11-22", "2023-11-22"),
    ],
)
def test_a_date_spans_its_days(written: str, first: str, last: str, folder: Path) -> None:
    (folder / "case.yaml").write_text(stance(date=written))
    dataset = load(folder, TODAY).dataset
    assert dataset is not None
    when = dataset.selections["sg-2024"].stances[-1].date
    assert when is not None
    assert (when.text, str(when.first), str(when.last)) == (written, first, last)
    assert isinstance(when, ApproxDate)
