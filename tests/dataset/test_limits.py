"""What is told of a file that holds more than anybody reads, and where its reading ends."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from yaml_factories import TODAY, Expect, also, source, stance

from nato_cli.dataset.diagnostics import Diagnostic, Hints, Severity
from nato_cli.dataset.loader import Loaded, load

ALL = 1000


def load_text(folder: Path, text: str, **options: Any) -> Loaded:
    path = folder / "case.yaml"
    path.write_text(text, encoding="utf-8")
    return load(folder, TODAY, **options)


def test_a_thousand_faults_of_a_file_are_told(folder: Path) -> None:
    faults = load_text(folder, "stances:\n" + "  - x\n" * ALL).diagnostics
    assert [fault.code for fault in faults] == ["wrong-type"] * ALL


def test_in_the_place_of_the_next_fault_it_says_that_there_are_more(folder: Path) -> None:
    loaded = load_text(folder, "stances:\n" + "  - x\n" * (ALL + 5))
    last = loaded.diagnostics[-1]
    assert len(loaded.diagnostics) == ALL + 1
    assert (last.code, last.line, last.column, last.severity) == ("too-many-faults", ALL + 2, 5, Severity.ERROR)
    assert last.message == "more than 1000 faults in this file: it is read no further than this"
    assert last.hint
    assert loaded.dataset is None


def test_of_a_file_read_no_further_nothing_is_said_to_be_missing(folder: Path) -> None:
    text = stance(candidate="late") + "".join(also(stance(position="x")) for _ in range(ALL + 1))
    faults = load_text(folder, text + "candidates:\n  - {id: late, name: Late}\n").diagnostics
    assert {fault.code for fault in faults} == {"invalid-position", "too-many-faults"}


def test_each_file_has_its_own_thousand(folder: Path) -> None:
    (folder / "other.yaml").write_text("stances:\n" + "  - x\n" * (ALL + 5))
    faults = load_text(folder, "stances:\n" + "  - x\n" * (ALL + 5)).diagnostics
    assert [fault.code for fault in faults].count("too-many-faults") == 2
    assert len(faults) == 2 * (ALL + 1)


@pytest.mark.parametrize("items", ["tag", "duplicate", "alias"])
def test_a_thousand_faults_within_one_record_are_as_many(items: str, folder: Path) -> None:
    part = {"tag": "!a b, ", "duplicate": "k: v, ", "alias": "*a , "}[items] * (ALL + 9)
    record = f"{{{part}}}" if items == "duplicate" else f"[{part}]"
    faults = load_text(folder, f"stances:\n  - {record}\n").diagnostics
    assert len(faults) == ALL + 1
    assert faults[-1].code == "too-many-faults"


def test_a_thousand_faults_of_one_kind_between_records_are_told_and_others_too(folder: Path) -> None:
    text = stance(candidate="anne", hedge="perhaps") + "".join(also(stance(candidate="anne")) for _ in range(ALL + 9))
    faults = load_text(folder, text).diagnostics
    codes = [fault.code for fault in faults]
    assert (codes.count("unknown-candidate"), codes.count("unknown-hedge")) == (ALL, 1)
    [last] = [fault for fault in faults if fault.code == "too-many-faults"]
    assert last.message == "more than 1000 faults of this kind (unknown-candidate): from here on none is told"
    assert last.severity is Severity.ERROR


def test_too_many_warnings_are_a_warning(folder: Path) -> None:
    loaded = load_text(folder, stance() + "".join(also(stance()) for _ in range(ALL + 9)), warnings=True)
    assert loaded.dataset is not None
    assert loaded.diagnostics[-1].code == "too-many-faults"
    assert {fault.severity for fault in loaded.diagnostics} == {Severity.WARNING}


def test_a_record_of_more_values_than_any_is_not_read(folder: Path) -> None:
    [fault] = load_text(folder, f"unscaled: {{words: [{'a,' * 100_000}]}}\n").diagnostics
    assert (fault.code, fault.line, fault.hint) == ("too-large", 1, "no record holds that many")
    assert fault.message == "a record of more than 100000 values"


def test_a_record_of_very_many_values_is_read(folder: Path) -> None:
    assert not load_text(folder, f"unscaled: {{words: [{'a,' * 99_000}]}}\n").diagnostics


def test_tags_are_not_declared(expect: Expect) -> None:
    expect("yaml-tag", "«»%TAG !a! tag:example.org,2000:\n---\nevents: []\n", hint="leave the tag out")


def test_of_a_very_long_line_the_part_around_the_fault_is_kept(folder: Path) -> None:
    before, after = "a" * 5000, "b" * 5000
    faults = load_text(folder, f"selection: {{note: {before}, titel: x, post: {after}}}\n").diagnostics
    [fault] = [fault for fault in faults if fault.code == "unknown-key"]
    assert fault.column is not None
    assert fault.excerpt is not None
    assert len(fault.excerpt) == 1000
    assert fault.excerpt[fault.column - fault.excerpt_column :].startswith("titel: x")


def test_a_message_that_quotes_very_much_leaves_the_middle_out(folder: Path) -> None:
    [fault] = load_text(folder, stance(position="x" * 5000)).diagnostics
    assert fault.message.startswith("'xxxx")
    assert fault.message.endswith("xxxx' is no position")
    assert len(fault.message) < 1100


def test_a_finding_that_quotes_very_much_leaves_the_middle_out(folder: Path) -> None:
    [fault] = load_text(folder, stance(candidate="x" * 5000)).diagnostics
    assert fault.code == "unknown-candidate"
    assert len(fault.message) < 1100


def test_hints_end_when_they_have_cost_enough_and_the_faults_do_not() -> None:
    known = [f"alder-of-oslo-{number}" for number in range(3000)]
    hints = Hints(known, "look at the list")
    told = [hints.of(f"alder-of-osla-{number}") for number in range(500)]
    assert told[0] == "did you mean 'alder-of-oslo-0'?"
    assert told[-1] == "look at the list"


def test_a_word_longer_than_any_name_is_near_to_nothing() -> None:
    assert Hints(["x" * 5000], "otherwise").of("x" * 4999) == "otherwise"


@pytest.mark.parametrize("number", ["9" * 5000, f"-{'9' * 5000}", f"0x{'f' * 5000}", f"0o{'7' * 5000}"])
def test_a_number_of_any_length_is_a_number_that_is_too_large(number: str, folder: Path) -> None:
    text = f"events:\n  - {{kind: count, candidate: ann, source: wire, support: 1, of: {number}}}\n"
    [fault] = load_text(folder, text).diagnostics
    assert fault.code == "invalid-number"
    assert fault.message.endswith("is not between 1 and 1000")


def test_noughts_before_a_number_are_nothing(folder: Path) -> None:
    text = f"events:\n  - {{kind: count, candidate: ann, source: wire, support: 1, of: {'0' * 5000}3}}\n"
    dataset = load_text(folder, text).dataset
    assert dataset is not None
    assert dataset.selections["sg-2024"].events[0].of == 3


@pytest.mark.parametrize(
    ("address", "is_one"),
    [
        ("https://a", True),
        ("https://ab/c?d#e", True),
        ("https://", False),
        ("https:///a", False),
        (f"https://{'a' * 200_000} ", False),
    ],
)
def test_an_address_is_judged_in_one_look(address: str, is_one: bool, folder: Path) -> None:
    faults = load_text(folder, source(url=f'"{address}"')).diagnostics
    assert [fault.code for fault in faults] == ([] if is_one else ["invalid-url"])


def test_digits_of_other_scripts_make_no_date(expect: Expect) -> None:
    expect("invalid-date", stance(date="«٢٠٢٤-٠٤-٠٣»"), hint="2024-04-03")


def test_a_candidate_of_many_relays_has_one_origin(folder: Path) -> None:
    chain = "".join(also(source(id=f"s{n}", relays=f"s{n + 1}", url="https://example.org")) for n in range(3000))
    text = f"sources:\n{chain}" + also(source(id="s3000", relays=None)) + stance(source="s0")
    assert load_text(folder, text).dataset is not None


def overgrown(folder: Path, text: str) -> Diagnostic:
    [fault] = load_text(folder, text).diagnostics
    assert (fault.code, fault.path, fault.line) == ("overgrown", str(folder / "base.yaml"), 7)
    return fault


def test_a_selection_has_no_thousands_of_candidates(folder: Path) -> None:
    named = "".join(f"  - {{id: c{number}, name: C}}\n" for number in range(1000))
    assert "1001 candidates" in overgrown(folder, f"candidates:\n{named}").message


def test_a_few_bytes_do_not_stand_for_millions_of_answers(folder: Path) -> None:
    letters = "ABCDEFGHIJKLMNOPQRST"
    codes = [a + b + c for a in letters for b in letters for c in letters if a + b + c != "NOR"][:5000]
    members = "".join(f"  - {{id: {code}, name: M, acceded: 1949-04-04}}\n" for code in codes)
    of_all = {"member": None, "members": "{all_except: []}"}
    stances = stance(**of_all) + "".join(also(stance(**of_all)) for _ in range(60))
    assert "61 collective stances of 5003 members" in overgrown(folder, f"members:\n{members}{stances}").message


@pytest.mark.parametrize("parser", [yaml.CSafeLoader, yaml.SafeLoader])
@pytest.mark.parametrize("text", ['"\\ud800"', '"\\uD83D\\uDE00"', '"\\UFFFFFFFF"', '"\\U00110000"', '{"\\udfff": a}'])
def test_an_escape_for_no_character_is_a_fault_by_either_parser(text: str, parser: Any, folder: Path) -> None:
    [fault] = load_text(folder, f"selection:\n  id: {text}\n", parser=parser).diagnostics
    assert (fault.code, fault.line) == ("syntax", 2)


@pytest.mark.parametrize("parser", [yaml.CSafeLoader, yaml.SafeLoader])
def test_a_version_of_yaml_of_any_length_is_a_fault_by_either_parser(parser: Any, folder: Path) -> None:
    [fault] = load_text(folder, f"%YAML 1.{'9' * 5000}\n---\nevents: []\n", parser=parser).diagnostics
    assert (fault.code, fault.line) == ("syntax", 1)
