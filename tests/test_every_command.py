"""What every command's answer holds to, whatever is in the dataset.

Rule 7 (no hindsight), the order of records, one answer to one question, dates at both ends of the calendar, and text
that stays text.
"""

from __future__ import annotations

import csv
import io
import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from inert import FORMULA
from markdown_it import MarkdownIt
from questions import ASIDE, EVERY, FROM_A_POINT_OF_VIEW, asked
from runner import run_in_process as nato

from nato_cli.commands.app import SUMMARIES
from nato_cli.model import Attribution, Position

HERE = Path(__file__).parent
BOARD = HERE / "datasets" / "board.yaml"
OF_THE_BOARD = {"candidate": "ann", "member": "CCC", "source": "paper-1", "day": "2024-02-15"}


def answer(question: str, data: Path, *options: str, **names: str) -> Any:
    """The JSON of an answer."""
    ran = nato(*asked(question, **names), *options, "--data", str(data), "--format", "json")
    assert (ran.code, ran.err) in {(0, ""), (1, "")}, (question, ran.err)
    return json.loads(ran.out)


def test_no_command_is_left_out() -> None:
    assert {question.split()[0] for question in EVERY} == set(SUMMARIES) - ASIDE


# Rule 7: no answer by what was known then changes with what was published later.

MEMBERS = ("AAA", "BBB", "CCC")
CANDIDATES = ("ann", "bob")
KNOWN_BY = "2024-03-15"
EARLY, LATE = ("w1", "w2", "w3"), ("x1", "x2", "x3")
SOURCES = """
sources:
  - {id: w1, publisher: The Wire, date: 2024-03-01, url: "https://example.org/1", kind: wire, reliability: B}
  - {id: w2, publisher: The Paper, date: 2024-03-08, url: "https://example.org/2", kind: newspaper, reliability: C}
  - {id: w3, publisher: The Copy, date: 2024-03-15, url: "https://example.org/3", kind: wire, reliability: B, relays: w2}
"""  # noqa: E501
LATE_SOURCES = """
sources:
  - {id: x1, publisher: The Wire, date: 2024-03-16, url: "https://example.org/4", kind: wire, reliability: A}
  - {id: x2, publisher: The Board, date: 2024-04, url: "https://example.org/5", kind: official, reliability: A}
  - {id: x3, publisher: The Web, url: "https://example.org/6", kind: social, reliability: F}
"""
HEAD = """
members:
  - {id: AAA, name: Ada, acceded: 1999-01-01}
  - {id: BBB, name: Bea, acceded: 1999-01-01}
  - {id: CCC, name: Cyd}
selection: {id: chair, title: The chair, post: chair, opened: 2024-03-01, decision: %s}
"""
DAYS = st.integers(1, 31).map("2024-03-{:02}".format)


def line(**values: str | int | None) -> str:
    return f"{{{', '.join(f'{name}: {value}' for name, value in values.items() if value is not None)}}}"


def stances(sources: tuple[str, ...]) -> st.SearchStrategy[str]:
    return st.builds(
        line,
        member=st.sampled_from(MEMBERS),
        candidate=st.sampled_from(CANDIDATES),
        position=st.sampled_from([str(each) for each in Position]),
        source=st.sampled_from(sources),
        attribution=st.sampled_from([str(each) for each in Attribution if each != Attribution.THIRD_PARTY_OFFICIAL]),
        date=st.none() | DAYS,
        hedge=st.sampled_from([None, None, "likely", "unlikely"]),
        condition=st.sampled_from([None, None, "ships"]),
    )


def events(sources: tuple[str, ...]) -> st.SearchStrategy[str]:
    counted = st.builds(
        line,
        kind=st.just("count"),
        candidate=st.sampled_from(CANDIDATES),
        support=st.integers(0, 2),
        of=st.just(2),
        date=DAYS,
        source=st.sampled_from(sources),
    )
    return counted | st.builds(
        line, kind=st.just("report"), candidate=st.sampled_from(CANDIDATES), date=DAYS, source=st.sampled_from(sources)
    )


def statuses(sources: tuple[str, ...]) -> st.SearchStrategy[str]:
    words = ("declared", "interested", "proposed", "withdrawn", "extended")
    changed = st.builds(line, status=st.sampled_from(words), date=st.none() | DAYS, source=st.sampled_from(sources))
    return changed | st.just(line(status="appointed", date="2024-03-31", source=sources[0]))


def remarks(sources: tuple[str, ...]) -> st.SearchStrategy[str]:
    return st.builds(line, text=st.just("Knows the books"), source=st.sampled_from(sources), date=st.none() | DAYS)


def few(strategy: st.SearchStrategy[str], most: int = 3) -> st.SearchStrategy[list[str]]:
    return st.lists(strategy, max_size=most, unique=True)


def records(sources: tuple[str, ...]) -> st.SearchStrategy[dict[str, list[str]]]:
    """A few records of each kind by these sources."""
    return st.fixed_dictionaries(
        {
            "stances": few(stances(sources), 6),
            "events": few(events(sources)),
            "statuses": few(statuses(sources)),
            "strengths": few(remarks(sources), 2),
            "concerns": few(remarks(sources), 2),
        }
    )


def section(name: str, lines: list[str]) -> str:
    return f"{name}:\n{''.join(f'  - {each}{chr(10)}' for each in lines)}" if lines else ""


def write(folder: Path, decision: str, early: dict[str, list[str]], late: dict[str, list[str]] | None = None) -> Path:
    """A dataset of these records, in one file or, with what came later, in two."""
    folder.mkdir(exist_ok=True)
    both = {kind: lines + (late[kind] if late else []) for kind, lines in early.items()}
    about = ", ".join(f"{kind}: [{', '.join(both[kind])}]" for kind in ("statuses", "strengths", "concerns"))
    people = [f"{{id: ann, name: Ann Alder, {about}}}", "{id: bob, name: Bob Birch}"]
    text = HEAD % decision + section("candidates", people) + SOURCES
    text += section("stances", early["stances"]) + section("events", early["events"])
    (folder / "a.yaml").write_text(text, encoding="utf-8")
    if late is not None:
        later = LATE_SOURCES + section("stances", late["stances"]) + section("events", late["events"])
        (folder / "b.yaml").write_text(later, encoding="utf-8")
    return folder


def without_places(value: Any) -> Any:
    """A document without files and lines, and without the folder's name, which two datasets cannot share.

    What is supposed not to be known, `nato what-if` shows beside what is `reported`.
    """
    if isinstance(value, dict):
        left_out = {"file", "line", "dataset", "reported"}
        return {key: without_places(each) for key, each in value.items() if key not in left_out}
    return [without_places(each) for each in value] if isinstance(value, list) else value


@pytest.mark.parametrize("question", FROM_A_POINT_OF_VIEW)
@settings(max_examples=5, suppress_health_check=list(HealthCheck), phases=[Phase.generate])  # shrinking takes minutes
@given(early=records(EARLY), late=records(LATE), as_of=DAYS, decision=st.sampled_from(["unanimity", "consensus"]))
def test_no_answer_changes_with_what_was_published_later(
    question: str, early: Any, late: Any, as_of: str, decision: str, tmp_path: Path
) -> None:
    names = {"candidate": "ann", "member": "BBB", "source": "w2"}
    point = ("--as-of", as_of, "--known-by", KNOWN_BY)
    then = write(tmp_path / "then", decision, early)
    now = write(tmp_path / "now", decision, early, late)
    assert without_places(answer(question, now, *point, **names)) == without_places(
        answer(question, then, *point, **names)
    )


# The order of files and records, and one answer to one question.


def test_every_question_has_one_answer_whatever_order_sets_are_gone_through_in() -> None:
    script = """
import sys
from runner import run_in_process as nato
for words in sys.argv[2:]:
    print(nato(*words.split(), "--data", sys.argv[1], "--format", "json").out)
"""
    questions = [" ".join(asked(question, **OF_THE_BOARD)) for question in EVERY]
    one, other = (
        subprocess.run(
            [sys.executable, "-c", script, str(BOARD), *questions],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(HERE)},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    )
    assert one == other
    assert len(one) > 1000


# Both ends of the calendar.


def at(year: str) -> str:
    return f"""
members:
  - {{id: AAA, name: Alpha, acceded: {year}-01-01}}
  - {{id: BBB, name: Beta}}
selection: {{id: sg, title: T, opened: {year}-01-01, takes_office: 9999-12-31}}
candidates:
  - {{id: ann, name: Ann, born: 0001-01-01, statuses: [{{status: appointed, date: {year}-12-31, source: w}}]}}
  - {{id: bob, name: Bob, statuses: [{{status: declared, date: {year}, source: w}}]}}
sources:
  - {{id: w, publisher: W, date: {year}-01-01, url: "https://e.org/1", kind: wire, reliability: B}}
stances:
  - {{member: AAA, candidate: ann, position: support, date: {year}-01-01, source: w, attribution: named-official}}
  - {{member: BBB, candidate: ann, position: oppose, date: {year}-12-31, source: w, attribution: named-official}}
events:
  - {{kind: count, candidate: ann, support: 1, of: 2, date: {year}-01-01, source: w}}
"""


@pytest.mark.parametrize(("year", "today"), [("0001", "2026-11-23"), ("9999", "9999-12-31")])
def test_the_first_and_the_last_year_have_answers(
    year: str, today: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NATO_TODAY", today)
    (tmp_path / "a.yaml").write_text(at(year), encoding="utf-8")
    names = {"candidate": "ann", "member": "AAA", "source": "w", "day": f"{year}-01-01"}
    for question in EVERY:
        if not question.startswith("silence"):
            answer(question, tmp_path, **names)
        if question in FROM_A_POINT_OF_VIEW:
            answer(question, tmp_path, "--as-of", f"{year}-01-01", "--known-by", f"{year}-01-01", **names)
    for day in (f"{year}-01-01", f"{year}-12-31"):
        for words in (["silence", "ann", "--opens", f"{year}-01-01", "--deadline", day], ["report", "-o", "-"]):
            assert nato(*words, "--data", str(tmp_path)).code == 0


# Text of a dataset stays text.

PAYLOADS = [
    "a@evil.example", "mailto:a@evil.example", "xmpp:a@evil.example/x", "ftp://evil.example/x", "HTTPS://evil.example",
    "www.evil.example", "xwww.evil.example", "(www.evil.example)", "//evil.example", "http:/\\evil.example",
    "<http://evil.example>", "[a](http://evil.example)", "[a][b]", "[b]: http://evil.example",
    "![x](http://evil.example)", "<b>x</b>", "<!-- x -->", "<script>x</script>", "<details>", "x<br>y", "&lt;b&gt;",
    "*x*", "_x_", "__x__", "~~x~~", "`x`", "``x``", "\\`x`", "*a\\*", "$x$", "# x", "> x", "- x", "+ x", "1. x", "1) x",
    "---", "___", "===", "| a | b |", "\\| a", "\\|", "[ ] x", "- [ ] x", "    code", "\tcode", "```", "~~~", "[^1]: x",
    "==x==", "\u2028# x", "x\n\n# y", "x\n| y | z |", "1986\\. x", "!![x](y)",
    "=1+1", "+1", "-1+cmd|' /C calc'!A0", "@SUM(A1)", "\uff1d1", "\t=1",
]  # fmt: skip
CODES = [f"{first}{second}A" for first in "QXZ" for second in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"][: len(PAYLOADS)]


def of_texts(texts: list[str]) -> dict[str, Any]:
    """A dataset with each text in each place where a dataset may have any."""
    numbered = list(enumerate(texts))
    hedged = {"candidate": "c0", "position": "veto", "attribution": "anonymous-sources", "hedge": "likely"}
    return {
        "members": [
            {"id": CODES[n], "name": text, "acceded": "1949-04-04", "remarks": [{"text": text, "source": f"s{n}"}]}
            for n, text in numbered
        ],
        "selection": {"id": "sg", "title": texts[3], "post": texts[4], "body": texts[5], "note": texts[6]},
        "candidates": [
            {"id": f"c{n}", "statuses": [{"status": "declared", "source": f"s{n}", "note": text}]}
            | dict.fromkeys(("name", "office", "party", "note"), text)
            | {kind: [{"text": text, "source": f"s{n}"}] for kind in ("strengths", "concerns")}
            for n, text in numbered
        ],
        "sources": [
            {"id": f"s{n}", "date": "2024-01-02", "kind": "wire", "reliability": "B"}
            | dict.fromkeys(("publisher", "title", "author", "note", "where"), text)
            | ({"relays": f"s{n - 1}"} if n % 7 == 3 else {})
            for n, text in numbered
        ],
        "stances": [
            {
                "member": CODES[n],
                "candidate": f"c{n // 20}",
                "position": ("support", "oppose")[n % 2],
                "source": f"s{n}",
            }
            | {"attribution": "named-official"}
            | dict.fromkeys(("speaker", "quote", "note", "condition"), text)
            for n, text in numbered
        ]
        + [{"member": CODES[n], "source": f"s{n}", "speaker": text, "note": text, **hedged} for n, text in numbered],
        "events": [{"kind": "report", "candidate": f"c{n}", "source": f"s{n}", "note": text} for n, text in numbered]
        + [{"kind": "count", "candidate": "c0", "support": 3, "of": len(texts), "source": "s1", "note": texts[1]}],
    }


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A dataset of payloads, and beside it the same one of plain words."""
    folder = tmp_path_factory.mktemp("texts")
    (folder / "hostile.yaml").write_text(json.dumps(of_texts(PAYLOADS)), encoding="utf-8")
    words = [f"Word {number}" for number in range(len(PAYLOADS))]
    (folder / "plain.yaml").write_text(json.dumps(of_texts(words)), encoding="utf-8")
    return folder / "hostile.yaml"


OF_TEXTS = {"candidate": "c0", "member": "QAA", "source": "s3", "day": "2024-01-01"}
MARKDOWN = MarkdownIt("commonmark").enable(["table", "strikethrough"])
#: What renderers of Markdown make links of by themselves.
BARE = re.compile(r"//|www\.|\w@\w|mailto:|xmpp:", re.IGNORECASE)


def shape(text: str) -> tuple[list[str], list[str]]:
    """What a reader of Markdown sees but for the words: blocks, and what is in their lines."""
    words = {"text", "text_special", "code_inline"}
    tokens = MARKDOWN.parse(text)
    inline = [child for token in tokens for child in token.children or ()]
    assert [child.content for child in inline if child.type == "text" and BARE.search(child.content)] == []
    kinds = [child.content if child.type == "html_inline" else child.type for child in inline]
    return [token.type for token in tokens], [kind for kind in kinds if kind not in words]


@pytest.mark.parametrize("question", EVERY)
def test_markdown_has_the_shape_that_plain_words_give_it(question: str, hostile: Path) -> None:
    words = asked(question, **OF_TEXTS)
    rendered, plain = (
        nato(*words, "--data", str(path), "--format", "markdown").out
        for path in (hostile, hostile.with_name("plain.yaml"))
    )
    assert plain
    assert shape(rendered) == shape(plain)


@pytest.mark.parametrize("question", EVERY)
def test_no_cell_of_csv_is_a_formula_and_every_row_has_its_cells(question: str, hostile: Path) -> None:
    ran = nato(*asked(question, **OF_TEXTS), "--data", str(hostile), "--format", "csv")
    rows = list(csv.reader(io.StringIO(ran.out)))
    assert [cell for row in rows for cell in row if FORMULA.match(cell)] == []
    assert {len(row) for row in rows} == {len(rows[0])}
