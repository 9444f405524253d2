"""What a file is before anything is asked about its records: text, YAML, and no more of YAML than plain data."""

from __future__ import annotations

from pathlib import Path

import pytest
from yaml_factories import TODAY, Expect, stance

from nato_cli.dataset.diagnostics import Diagnostic
from nato_cli.dataset.loader import load
from nato_cli.model import Place

STANCE = "member: NOR, candidate: ann, source: wire, attribution: named-official, hedge: likely"


def only_fault(path: Path) -> Diagnostic:
    [fault] = load(path, TODAY).diagnostics
    return fault


def test_a_quote_that_is_not_closed_is_meant_where_it_opens(expect: Expect) -> None:
    expect("syntax", 'events:\n  - {kind: report, note: «»"no end}\n  - {kind: report}\n', hint="close the quote")


def test_a_bracket_that_is_not_closed_is_told_with_its_beginning(expect: Expect) -> None:
    fault = expect("syntax", "events:\n  - {kind: report\n  - «»{kind: report}\n", hint="'}'")
    assert (fault.other, fault.other_label) == (Place(path=fault.path, line=2, column=5), "begun")


def test_what_is_missing_at_the_end_is_told_at_the_last_character(expect: Expect) -> None:
    expect("syntax", "events:\n  - {kind: report, note: x«y»\n\n", hint="'}'")


def test_a_key_without_a_colon(expect: Expect) -> None:
    expect("syntax", "events:\n  - kind: report\n    «»note\n    source: wire\n", hint="colon")


def test_keys_of_a_record_begin_in_one_column(expect: Expect) -> None:
    expect("syntax", "events:\n  - kind: report\n   «»source: wire\n", hint="one column")


def test_a_colon_in_plain_text_needs_quotes(expect: Expect) -> None:
    expect("syntax", "selection:\n  title: one«:» two\n", hint="needs quotes")


def test_a_tab_does_not_indent(expect: Expect) -> None:
    expect("syntax", "stances:\n«\t»- member: NOR\n", hint="spaces")


def test_text_does_not_begin_with_an_indicator(expect: Expect) -> None:
    expect("syntax", "stances:\n  - note: «@»someone\n", hint="needs quotes")


def test_a_merge_that_was_not_finished(expect: Expect) -> None:
    text = "events:\n«<<<<<<<» HEAD\n  - {kind: report}\n=======\n  - {kind: summit}\n>>>>>>> other\n"
    expect("merge-marker", text, hint="choose one")


def test_text_that_begins_with_a_quoted_word(expect: Expect) -> None:
    expect("syntax", 'selection:\n  title: "Yes" «»she said\n', hint="quotes around all of it")


@pytest.mark.parametrize("text", ["*Ann«*» is in", "> «3»0 for Ann", "«%» of them"])
def test_text_that_begins_with_a_sign_of_yaml(text: str, expect: Expect) -> None:
    expect("syntax", f"selection:\n  title: {text}\n", hint="needs quotes")


def test_a_no_break_space_is_named(expect: Expect) -> None:
    expect("unknown-key", "selection: {id: s, «\u00a0title»: S}\n".replace("s,", "s, title: T,"), hint="U+00A0")


def test_a_comment_that_cuts_a_text_off_may_be_a_slip(expect: Expect) -> None:
    fault = expect("cut-off", stance(note="Ann is no «#1 in Warsaw»"), hint="quotes", warnings=True)
    assert fault.severity == "warning"


@pytest.mark.parametrize("note", ["Ann is number one # says who", "'Ann is no #1'", "see https://example.org/#1"])
def test_a_comment_with_a_space_and_a_hash_in_a_text_are_fine(note: str, folder: Path) -> None:
    (folder / "case.yaml").write_text(stance(note=note))
    assert not load(folder, TODAY, warnings=True).diagnostics


def test_a_control_character_is_not_yaml(expect: Expect) -> None:
    expect("syntax", "stances:\n  - note: ring the «\a»bell\n", hint="escape")


@pytest.mark.parametrize("separator", ["\u0085", "\u2028", "\u2029"])
def test_a_line_separator_ends_a_line_for_some_readers_only(separator: str, expect: Expect) -> None:
    expect("line-separator", f"stances:\n  - note: one«{separator}»two\n", hint="escape")


def test_a_line_separator_as_an_escape_is_text(folder: Path) -> None:
    (folder / "more.yaml").write_text(f'stances:\n  - {{{STANCE}, position: support, note: "a\\u2028b"}}\n')
    assert not load(folder, TODAY).diagnostics


def test_a_key_is_given_once(expect: Expect) -> None:
    fault = expect("duplicate-key", stance(note="one", **{"«note»": "two"}), hint="keep one")
    assert fault.other == Place(path=fault.path, line=7, column=5)


def test_a_section_is_given_once_in_a_file(expect: Expect) -> None:
    fault = expect("duplicate-key", "events: []\nsources: []\n«events»: []\n", hint="join")
    assert fault.other == Place(path=fault.path, line=1, column=1)


def test_a_key_is_text(expect: Expect) -> None:
    expect("wrong-type", f"stances:\n  - {{{STANCE}, position: support, ? «»[a] : b}}\n", hint="key: value")


def test_a_tag_is_not_needed(expect: Expect) -> None:
    fault = expect("yaml-tag", f"stances:\n  - {{{STANCE}, position: «!!str support»}}\n", hint="remove the tag")
    assert "!!str" in fault.message


def test_a_python_object_is_a_tag_like_any_other(expect: Expect) -> None:
    expect("yaml-tag", "stances: «»!!python/object/apply:os.system []\n", hint="remove the tag")


def test_an_anchor_is_not_needed(expect: Expect) -> None:
    fault = expect("yaml-anchor", f"stances:\n  - {{{STANCE}, position: «&p support»}}\n", hint="write the value out")
    assert "&p" in fault.message


def test_an_alias_is_not_needed(expect: Expect) -> None:
    fault = expect("yaml-alias", f"stances:\n  - {{{STANCE}, position: «*p»}}\n", hint="write the value out")
    assert "*p" in fault.message


def test_a_billion_laughs_stay_one_fault_each(folder: Path) -> None:
    lines = ["a0: &a0 [x]"] + [f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]" for n in range(1, 30)]
    (folder / "case.yaml").write_text("\n".join(lines))
    codes = {fault.code for fault in load(folder, TODAY).diagnostics}
    assert codes == {"yaml-anchor", "yaml-alias", "unknown-key"}


def test_a_file_is_one_document(expect: Expect) -> None:
    expect("several-documents", "events: []\n«---»\nsources: []\n", hint="two files")


@pytest.mark.parametrize("text", ["", "\n\n"])
def test_an_empty_file_may_be_a_slip(text: str, folder: Path) -> None:
    path = folder / "case.yaml"
    path.write_text(text)
    assert not load(folder, TODAY).diagnostics
    [fault] = load(folder, TODAY, warnings=True).diagnostics
    assert (fault.code, fault.path, fault.line, fault.column) == ("empty-file", str(path), None, None)
    assert fault.hint


@pytest.mark.parametrize("text", ["# only a comment\n", "---\n", "~\n", "null\n"])
def test_a_file_of_comments_is_fine(text: str, folder: Path) -> None:
    (folder / "case.yaml").write_text(text)
    assert not load(folder, TODAY, warnings=True).diagnostics


@pytest.mark.parametrize("text", ["«»- member: NOR\n", "«»[]\n", "«stances»\n", '«""»\n'])
def test_a_file_is_a_mapping_of_sections(text: str, expect: Expect) -> None:
    expect("wrong-type", text, hint="stances:")


def test_an_unknown_section_gives_the_nearest(expect: Expect) -> None:
    expect("unknown-key", "«stanses»:\n  - {member: NOR}\n  - {member: TUR}\n", hint="did you mean 'stances'?")


def test_records_stand_in_a_list(expect: Expect) -> None:
    expect("wrong-type", "«stances»:\n  member: NOR\n", hint="'- '")


def test_a_selection_stands_alone(expect: Expect) -> None:
    expect("wrong-type", "«selection»:\n  - id: sg-2024\n  - id: sg-2014\n", hint="'- '")


def test_nothing_nests_without_end(expect: Expect) -> None:
    opened = "[" * 32
    expect("too-deep", f"stances:\n  - {opened}«»" + "[" * 100 + "]" * 132, hint="fewer levels")


@pytest.mark.parametrize("before", ["", "stances:\n  - ", "stances: {"])
@pytest.mark.parametrize("opening", ["[", "{", "- ", "? ", "[a, "])
def test_a_million_levels_are_refused_at_once(opening: str, before: str, folder: Path) -> None:
    (folder / "case.yaml").write_text(before + opening * 1_000_000)
    faults = load(folder, TODAY).diagnostics
    assert faults[-1].code in {"too-deep", "syntax"}


def test_bytes_that_are_no_text_are_named_with_their_place(folder: Path) -> None:
    path = folder / "case.yaml"
    path.write_bytes("# Türkiye\nstances: []  # ".encode() + b"T\xfcrkiye\n")
    fault = only_fault(folder)
    assert (fault.code, fault.path, fault.line, fault.column, fault.width) == ("not-utf-8", str(path), 2, 17, 1)
    assert fault.message == "byte 0xfc at offset 27 is not UTF-8"
    assert fault.hint == "save the file as UTF-8"


def test_a_file_of_utf_16_is_recognised(folder: Path) -> None:
    (folder / "case.yaml").write_bytes("stances: []\n".encode("utf-16"))
    fault = only_fault(folder)
    assert (fault.code, fault.line, fault.column) == ("not-utf-8", 1, 1)
    assert fault.hint
    assert "UTF-16" in fault.hint


def test_a_byte_order_mark_is_passed_over(folder: Path) -> None:
    (folder / "case.yaml").write_bytes(b"\xef\xbb\xbfstanses: []\n")
    fault = only_fault(folder)
    assert (fault.line, fault.column, fault.excerpt) == (1, 1, "stanses: []")


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_end_as_any_system_ends_them(end: str, folder: Path) -> None:
    (folder / "case.yaml").write_bytes(end.join(["events: []", "sources: []", "stanses: []", ""]).encode())
    fault = only_fault(folder)
    assert (fault.line, fault.column, fault.excerpt) == (3, 1, "stanses: []")


def test_a_value_of_several_lines_is_meant_to_the_end_of_the_first(expect: Expect) -> None:
    expect("invalid-position", stance(position="«sup»\n      port"), hint="did you mean")
