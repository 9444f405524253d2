"""To add a record changes nothing else in a file of any layout."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from nato_cli.dataset.append import LayoutError, append

RECORD = {"member": "NOR", "candidate": "ann", "position": "support", "note": "says: yes # really"}
LAST = '  - {member: NOR, candidate: ann, position: support, note: "says: yes # really"}\n'
CANDIDATE = {"id": "cay", "name": "Cay Cedar", "statuses": [{"status": "declared", "source": "wire-1"}]}


def added(text: str, section: str, record: dict[str, object]) -> str:
    return append(text, section, [record])


def parsed(text: str) -> dict[str, list[object]]:
    return yaml.load(text, yaml.CBaseLoader)


def test_it_comes_after_the_last_one() -> None:
    text = "stances:\n  - {member: AAA}\nevents: []\n"
    assert added(text, "stances", RECORD) == f"stances:\n  - {{member: AAA}}\n{LAST}events: []\n"


def test_comments_stay_where_they_are() -> None:
    text = "# head\nstances:\n  # first\n  - member: AAA # tail\n  # left behind\n\n# next\nevents: []\n"
    expected = text.replace("# tail\n", f"# tail\n{LAST}")
    assert added(text, "stances", RECORD) == expected


def test_a_file_without_a_final_newline_stays_so() -> None:
    text = "stances:\n  - {member: AAA}"
    assert added(text, "stances", RECORD) == f"{text}\n{LAST}".removesuffix("\n")


def test_line_ends_are_those_of_the_file() -> None:
    text = "stances:\r\n  - member: AAA\r\n"
    assert added(text, "stances", RECORD) == text + LAST.replace("\n", "\r\n")


def test_the_indentation_is_that_of_the_section() -> None:
    text = "stances:\n- member: AAA\n  note: x\n"
    assert added(text, "stances", RECORD).splitlines()[3:] == [LAST.strip()]


def test_a_missing_section_is_begun_at_the_end() -> None:
    text = "events: []\n\n# the end\n"
    assert added(text, "stances", RECORD) == f"events: []\nstances:\n{LAST}\n# the end\n"


def test_brackets_are_filled() -> None:
    assert added("stances: [{member: AAA}] # x\n", "stances", {"member": "NOR"}) == (
        'stances: [{member: AAA}, {"member": "NOR"}] # x\n'
    )
    assert (
        added("{stances: [{member: AAA}]}", "stances", {"member": "NOR"})
        == '{stances: [{member: AAA}, {"member": "NOR"}]}'
    )
    assert added('{"events": []}', "stances", {"member": "NOR"}) == '{"events": [], "stances": [{"member": "NOR"}]}'


def test_an_empty_pair_of_brackets_makes_way_for_lines() -> None:
    text = "# one\nstances: []  # none yet\nevents: []\n"
    assert added(text, "stances", {"member": "NOR"}) == "# one\nstances:  # none yet\n  - {member: NOR}\nevents: []\n"
    assert added("{stances: []}", "stances", {"member": "NOR"}) == '{stances: [{"member": "NOR"}]}'


def test_a_block_of_text_at_the_end_of_the_last_record_keeps_its_lines() -> None:
    text = "stances:\n  - member: AAA\n    note: |\n      one\n      two\n\nevents: []\n"
    assert parsed(added(text, "stances", RECORD))["stances"][0]["note"] == "one\ntwo\n"


def test_what_cannot_be_done_without_harm_is_refused() -> None:
    for text in ("stances: 1\n", "stances:\n", "[]\n", "stances:\n  - member: AAA\n    note: |+\n      one\n\n"):
        with pytest.raises(LayoutError):
            added(text, "stances", RECORD)


def test_a_new_file_begins_with_the_section() -> None:
    assert added("", "stances", RECORD) == f"stances:\n{LAST}"
    assert added("# none yet", "stances", RECORD) == f"# none yet\nstances:\n{LAST}"


def test_a_candidate_has_one_line_a_key() -> None:
    lines = ["candidates:", "  - id: cay", "    name: Cay Cedar", "    statuses:"]
    assert added("", "candidates", CANDIDATE).splitlines() == [*lines, "      - {status: declared, source: wire-1}"]


STATUS = {"status": "withdrawn", "source": "wire-2"}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            "  - id: ann\n    name: Ann\n",
            "  - id: ann\n    name: Ann\n    statuses:\n      - {status: withdrawn, source: wire-2}\n",
        ),
        (
            "  - id: ann\n    statuses:\n    - {status: declared}  # first\n    name: Ann\n",
            "  - id: ann\n    statuses:\n    - {status: declared}  # first\n    - {status: withdrawn, source: wire-2}\n    name: Ann\n",  # noqa: E501
        ),
        ("  - {id: ann}\n", '  - {id: ann, "statuses": [{"status": "withdrawn", "source": "wire-2"}]}\n'),
        (
            "  - {id: ann, statuses: [{status: declared}]}\n",
            '  - {id: ann, statuses: [{status: declared}, {"status": "withdrawn", "source": "wire-2"}]}\n',
        ),
    ],
)
def test_a_status_joins_those_of_its_candidate(before: str, after: str) -> None:
    head, tail = "candidates:\n  - {id: bob}\n", "  - id: cay\nevents: []\n"
    assert append(head + before + tail, "statuses", [STATUS], of=("candidates", "ann")) == head + after + tail


def test_a_status_of_somebody_else_is_refused() -> None:
    with pytest.raises(LayoutError, match="'ann' is not in it"):
        append("candidates: [{id: bob}]\n", "statuses", [STATUS], of=("candidates", "ann"))


DATA = Path(__file__).parents[2] / "data"


@pytest.mark.parametrize("path", sorted(DATA.rglob("*.yaml")), ids=lambda path: str(path.relative_to(DATA)))
def test_shipped_files_keep_every_byte(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    section = next(key for key in (*parsed(text), "stances") if key not in {"selection", "unscaled", "grades"})
    result = append(text, section, [RECORD])
    start = result.index(next(line for line in result.splitlines() if line not in text.splitlines()))
    added_length = len(result) - len(text)
    assert result[:start] + result[start + added_length :] == text


COMMENT = st.sampled_from(["", " # said so", "  #x"])
ITEM = st.sampled_from(
    [
        "{{member: AAA, note: 'it''s'}}{0}",
        "member: AAA{0}\n{1}  note: >-\n{1}    folded\n{1}    text",
        'member: AAA{0}\n{1}  note: "a: b"',
        "member: AAA{0}\n\n{1}  # within\n{1}  note: [x,\n{1}    y]",
    ]
)
BETWEEN = st.sampled_from(["", "\n", "\n\n", "# a comment\n", "\n  # indented\n\n"])


@st.composite
def files(draw: st.DrawFn) -> str:
    """A file with a section of records, in one of many layouts, before or after others."""
    indent = " " * draw(st.integers(0, 4))
    items = draw(st.lists(ITEM, min_size=1, max_size=3))
    section = "stances:" + draw(COMMENT) + "\n"
    for item in items:
        section += f"{indent}- " + item.format(draw(COMMENT), indent) + "\n" + draw(BETWEEN)
    others = ["events: []\n", "selection: {id: x, title: X}\n", "unscaled:\n  words: [may]\n"]
    parts = draw(st.permutations([section, *draw(st.lists(st.sampled_from(others), unique=True, max_size=2))]))
    text = draw(BETWEEN).lstrip() + "".join(parts)
    text = text.rstrip("\n") if draw(st.booleans()) else text
    return text.replace("\n", "\r\n") if draw(st.booleans()) else text


VALUE = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Zl", "Zp"]), min_size=1, max_size=20)


@given(files(), st.dictionaries(st.sampled_from(["member", "note", "source"]), VALUE, min_size=1))
def test_every_other_byte_stays_as_it_was(text: str, record: dict[str, str]) -> None:
    result = added(text, "stances", record)
    at = next((number for number, pair in enumerate(zip(text, result, strict=False)) if pair[0] != pair[1]), len(text))
    length = len(result) - len(text)
    assert any(result[:cut] + result[cut + length :] == text for cut in range(max(0, at - length), at + 1))
    before, after = parsed(text), parsed(result)
    assert after == before | {"stances": [*before["stances"], record]}
