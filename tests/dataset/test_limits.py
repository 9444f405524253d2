"""Files that are too large, too deep or have too many faults: nothing raises, and everything ends soon."""

from __future__ import annotations

from pathlib import Path

import pytest
from yaml_factories import TODAY, stance

from nato_cli.dataset.loader import load


def codes(folder: Path, text: str) -> list[str]:
    (folder / "case.yaml").write_text(text, encoding="utf-8")
    return [fault.code for fault in load(folder, TODAY).diagnostics]


@pytest.mark.parametrize(
    "items", ["[x]", "{kind: summit, source: wire, nte: x}", "{kind: !t summit}", "{kind: *a}", "{a: 1, a: 2}"]
)
def test_after_a_thousand_faults_a_file_is_read_no_further(items: str, folder: Path) -> None:
    assert 1000 <= len(codes(folder, "events:\n" + f"  - {items}\n" * 3000)) <= 2000


def test_a_thousand_faults_of_one_check_are_reported(folder: Path) -> None:
    text = "events:\n" + "  - {kind: report, source: wyre}\n" * 3000
    assert codes(folder, text) == ["unknown-source"] * 1000


def test_of_a_very_long_line_the_part_around_the_fault_is_kept(folder: Path) -> None:
    (folder / "case.yaml").write_text(f"events: [{'{kind: report, source: wire}, ' * 1000} {{kind: sumit}}]\n")
    faults = load(folder, TODAY).diagnostics
    fault = next(fault for fault in faults if fault.code == "invalid-kind")
    assert fault.excerpt is not None
    assert fault.column is not None
    assert len(fault.excerpt) <= 1000
    assert fault.excerpt[fault.column - fault.excerpt_column :].startswith("sumit")


def test_a_message_that_quotes_very_much_leaves_the_middle_out(folder: Path) -> None:
    (folder / "case.yaml").write_text(stance(candidate="x" * 5000))
    [fault] = load(folder, TODAY).diagnostics
    assert (len(fault.message) < 1100, " ... " in fault.message) == (True, True)


def test_a_file_of_more_than_64_mib_is_not_read(folder: Path) -> None:
    with (folder / "case.yaml").open("wb") as file:
        file.truncate(2**26 + 1)
    [fault] = load(folder, TODAY).diagnostics
    assert (fault.code, fault.message) == ("unreadable", "larger than 64 MiB")


def test_tags_are_not_declared(folder: Path) -> None:
    assert codes(folder, "%TAG ! tag:example.org,2000:\n---\nevents: []\n") == ["yaml-tag"]


@pytest.mark.parametrize("number", ["9" * 5000, f"-{'9' * 5000}"])
def test_a_number_of_any_length_is_no_reason_to_raise(number: str, folder: Path) -> None:
    event = f"{{kind: count, source: wire, candidate: ann, support: 1, of: {number}}}"
    [code] = codes(folder, f"events:\n  - {event}\n")
    assert code in {"invalid-number", "wrong-type"}


def test_digits_of_other_scripts_do_not_make_a_date(folder: Path) -> None:
    assert codes(folder, stance(date="\u0662\u0660\u0662\u0664-01-01")) == ["invalid-date"]


@pytest.mark.parametrize("text", ['"\\ud800"', '"\\UFFFFFFFF"', '{"\\udfff": a}'])
def test_an_escape_that_is_not_a_character_is_a_fault(text: str, folder: Path) -> None:
    assert codes(folder, f"events: {text}\n")


def test_a_group_that_contains_itself_ends(folder: Path) -> None:
    text = "groups:\n  - {id: a, name: A, members: [b, NOR]}\n  - {id: b, name: B, members: [a]}\n"
    assert codes(folder, text + stance(member=None, members="{group: a}")) == ["circular-group"] * 2
