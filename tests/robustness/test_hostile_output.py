"""Whatever a dataset holds, what comes out is plain text, in every form of every command."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import sqlite3
import unicodedata
from contextlib import closing
from itertools import pairwise
from pathlib import Path

import pytest
from inert import FORMULA, UNSEEN, assert_inert
from markdown_it import MarkdownIt
from runner import Result as Ran
from runner import run_in_process as nato
from workspace import BOARD, DATASETS, HAS_PARQUET

PAYLOADS = DATASETS / "payloads.yaml"
LISTINGS = [
    "candidates", "members", "stances", "sources", "selections", "matrix", "timeline", "history", "vetoes", "backtest",
    "backtest --hedges", "unanimity-check", "unanimity-check c-html --rule consensus", "show c-html", "show AAA",
    "show s-csi", "show s-lines", "why AAA c-osc8", "why AAH c-html", "why --full c-html", "why --full c-osc8",
    "timeline c-html", "diff 2024-01-05", "diff --since 2024-01-20", "what-if c-html --set AAB=support",
    "what-if c-html --without s-csi", "path c-html", "path c-osc8 --rule consensus", "chances c-osc8",
    "silence c-html --opens 2024-01-10 --deadline 2024-02-10", "matrix --sort standing --only outstanding",
]  # fmt: skip


def asked(*arguments: str, **variables: str | None) -> Ran:
    return nato(*arguments, cwd=DATASETS, **{"NATO_DATA": "payloads.yaml", **variables})


@pytest.mark.parametrize("listing", LISTINGS)
def test_every_form_of_every_listing_is_inert(listing: str) -> None:
    for form in ("table", "json", "csv", "markdown"):
        ran = asked(*listing.split(), "--format", form)
        assert (ran.code, ran.err) == (0, "")
        if form != "json":
            assert_inert(ran.out)
        assert UNSEEN.search(ran.out) is None


@pytest.mark.parametrize("columns", ["20", "80"])
@pytest.mark.parametrize("listing", LISTINGS)
def test_a_narrow_screen_gets_nothing_else(listing: str, columns: str) -> None:
    ran = asked(*listing.split(), COLUMNS=columns)
    assert (ran.code, ran.err) == (0, "")
    assert_inert(ran.out)


@pytest.mark.parametrize("listing", LISTINGS)
def test_no_cell_is_a_formula(listing: str) -> None:
    rows = list(csv.reader(io.StringIO(asked(*listing.split(), "--format", "csv").out)))
    assert [cell for row in rows for cell in row if FORMULA.match(cell)] == []
    assert {len(row) for row in rows} == {len(rows[0])}


@pytest.mark.parametrize("listing", LISTINGS)
def test_markdown_holds_no_markup_of_the_datas_making(listing: str) -> None:
    """A renderer sees text, code and line breaks of ours, in rows of a table that has them."""
    out = asked(*listing.split(), "--format", "markdown").out
    tokens = MarkdownIt("commonmark").enable("table").parse(out)
    inline = [child for token in tokens for child in token.children or ()]
    kinds = {child.type.removesuffix("_open").removesuffix("_close") for child in inline}
    assert kinds <= {"text", "text_special", "code_inline", "strong", "html_inline", "softbreak"}
    assert {child.content for child in inline if child.type == "html_inline"} <= {"<br>"}
    blocks = pairwise(tokens)
    forged = [text.content for start, text in blocks if start.type in {"heading_open", "paragraph_open"}]
    assert set(forged) & {"heading", "item"} == set()
    widths = {len(re.findall(r"(?<!\\)\|", line)) for line in out.splitlines() if line.startswith("| ")}
    assert len(widths) <= 3  # a listing's rows are alike; an answer holds few listings


def cells(text: str) -> int:
    """The columns of a screen that a text takes."""
    return sum(
        0 if unicodedata.combining(each) or unicodedata.category(each) in {"Mn", "Me", "Cf"}
        else 2 if unicodedata.east_asian_width(each) in "WF" else 1
        for each in text
    )  # fmt: skip


def test_wide_characters_keep_the_columns_aligned() -> None:
    """Where `declared` begins, counted in columns of the screen, it begins in each line."""
    lines = [
        line for line in asked("candidates", "--all", COLUMNS=None).out.splitlines() if re.search(r"  ?declared ", line)
    ]
    assert len(lines) == 30
    starts = {cells(line[: line.rindex(" declared ")]) for line in lines}
    assert len(starts) == 1


FAULTY = {
    "id": '{id: "\\e[31m:;,%0A::error::x", name: x}',
    "key": '{id: ann, name: x, "\\e]0;x\\a\\u202E": y}',
    "value": '{id: ann, name: x, born: "\\e[2J\\u202E::set-output name=a::b\\n::error::forged ##[add-mask]x"}',
    "nationality": '{id: ann, name: x, nationality: "<b>\\x9b[red]\\u200b"}',
    "source": '{id: ann, name: x, sources: ["\\0::stop-commands::x"]}',
    "raw": '{id: ann, name: "\x1b[31m"}',
    "c1": '{id: ann, name: "\x9b31m"}',
    "bidi": "{id: ann, name: x, note: [\u202e\u2066]}",
    "separator": '{id: ann, name: "a\u2028b"}',
    "surrogate": '{id: ann, name: "\\ud800"}',
    "pair": '{id: ann, name: "\\ud83d\\ude00"}',
    "zalgo": "{id: ann, nme" + "\u0301" * 200 + ": x}",
    "alias": "{id: ann, name: *x\u202e}",
    "tag": "{id: ann, name: !<\u202e> x}",
    "wide": "{id: ann, 名前の長い候補者: x}",
    "twice": '{id: ann, name: x, "\\e[1m": a, "\\e[1m": b}',
    "long": "{id: ann, name: x, " + "k" * 5000 + ": 1}",
}  # fmt: skip


@pytest.mark.parametrize("form", ["text", "json", "github"])
@pytest.mark.parametrize("fault", FAULTY)
def test_faults_are_told_inert(fault: str, form: str, tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text(f"candidates:\n  - {FAULTY[fault]}\n", encoding="utf-8")
    ran = nato("validate", "a.yaml", "--format", form, cwd=tmp_path)
    assert ran.code == 1
    assert UNSEEN.search(ran.out + ran.err) is None
    if form == "json":
        json.loads(ran.out)
    else:
        assert_inert(ran.out + ran.err)
    if form == "github":
        assert all(line.startswith(("::error file=", "::warning file=")) for line in ran.out.splitlines())
        assert "##[" not in ran.out


NAMES = [
    "a\nb.yaml", "a\x1b[31m.yaml", "::set-output name=x::y.yaml", "\u202eb.yaml", "-.yaml", "--data.yaml",
    "a,b:c%0A.yaml", "a b.yaml", "[red]b[.yaml", "<b>.yaml", b"\xff\xfe.yaml", "名前.yaml", "\u0301" * 60 + ".yaml",
    "$(id).yaml",
]  # fmt: skip


@pytest.mark.parametrize("name", NAMES, ids=ascii)
def test_names_of_files_and_folders_are_told_inert(name: str | bytes, tmp_path: Path) -> None:
    folder = tmp_path / os.fsdecode(name).removesuffix(".yaml")
    folder.mkdir()
    path = folder / os.fsdecode(name)
    path.write_bytes((BOARD).read_bytes())
    for command in ("candidates", "stances --format json", "why --full ann", "validate"):
        arguments = [str(folder)] if command == "validate" else ["--data", str(folder)]
        ran = nato(*command.split(), *arguments)
        assert ran.code == 0
        assert UNSEEN.search(ran.out + ran.err) is None
    assert nato("export", "out", "--data", str(path), cwd=tmp_path).code == 0
    assert nato("export", "out.sqlite", "--data", str(path), cwd=tmp_path).code == 0
    adding = nato("add", "candidate", "--id", "dan", "--name", "Dan", "--data", str(folder), "--dry-run")
    assert adding.code == 0
    assert_inert(adding.out + adding.err)
    path.write_bytes(b"stances:\n  - {membr: 1}\n")
    for form in ("text", "json", "github"):
        ran = nato("validate", str(folder), "--format", form)
        assert ran.code == 1
        assert UNSEEN.search(ran.out + ran.err) is None
        assert form != "github" or all(line.startswith("::error file=") for line in ran.out.splitlines())
    for arguments in (["candidates", "--data"], ["show", "x", "--data"], ["import", "x.csv", "--data"]):
        ran = nato(*arguments, str(folder))
        assert ran.code in {2, 3}
        assert UNSEEN.search(ran.out + ran.err) is None
    for arguments in (["init"], ["report", "-o"], ["export"], ["what-if", "ann", "--data", "board.yaml", "--from"]):
        ran = nato(*arguments, str(folder), cwd=DATASETS)
        assert ran.code == 2
        assert (UNSEEN.search(ran.err), ran.err.count("\n")) == (None, 1)


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def _without_place(row: dict[str, str]) -> dict[str, str]:
    return {name: value for name, value in row.items() if name not in {"file", "line"}}


def test_every_export_is_inert(tmp_path: Path) -> None:
    for out in ("folder", "one.json", "one.sqlite", "one.popolo.json"):
        assert asked("export", str(tmp_path / out)).code == 0
    for path in (tmp_path / "folder").iterdir():
        for row in csv.reader(io.StringIO(path.read_text(encoding="utf-8"))):
            assert [cell for cell in row if FORMULA.match(cell)] == []
            assert UNSEEN.search("".join(row)) is None
    for name in ("one.json", "one.popolo.json"):
        assert UNSEEN.search((tmp_path / name).read_text(encoding="utf-8")) is None
    again = nato("stances", "--format", "csv", "--data", str(tmp_path / "one.json")).out
    once = asked("stances", "--format", "csv").out
    assert [_without_place(row) for row in rows(again)] == [_without_place(row) for row in rows(once)]
    with closing(sqlite3.connect(tmp_path / "one.sqlite")) as database:
        names = dict(database.execute("SELECT id, name FROM candidates"))
    assert names["c-nul"] == "\0nul\x07bell\x08\x08\x7f"


@pytest.mark.skipif(not HAS_PARQUET, reason="needs pyarrow")
def test_parquet_holds_the_texts_as_they_are(tmp_path: Path) -> None:
    from pyarrow import parquet

    assert asked("export", str(tmp_path / "out"), "--to", "parquet").code == 0
    table = parquet.read_table(tmp_path / "out" / "candidates.parquet").to_pydict()
    assert dict(zip(table["id"], table["name"], strict=True))["c-nul"] == "\0nul\x07bell\x08\x08\x7f"


@pytest.mark.parametrize("words", ["nato why A", "nato show ", "nato candidates --scale ", "nato stances --source ",
                                   "nato show \x1b]0;x\x07", "nato candidates --selection "])  # fmt: skip
@pytest.mark.parametrize("shell", ["bash", "zsh", "fish", "powershell"])
def test_what_tab_offers_is_inert(words: str, shell: str) -> None:
    typed = words.split(" ")
    ran = asked(
        _NATO_COMPLETE=f"complete_{shell}",
        COMP_WORDS=words,
        COMP_CWORD=str(len(typed) - 1),
        _TYPER_COMPLETE_ARGS=words,
        _TYPER_COMPLETE_FISH_ACTION="get-args",
        _TYPER_COMPLETE_WORD_TO_COMPLETE=typed[-1],
    )
    assert UNSEEN.search(ran.out.replace("\t", "")) is None
    assert (ran.err, ran.code) == ("", 0)
    if shell == "zsh":  # It evaluates what it gets.
        told = re.findall(r'^"[\w.-]+":"(.*)"(?:\)\)\')?$', ran.out, re.MULTILINE)
        assert [each for each in told if set(each.replace(r"\\:", "")) & set("\\$`\"'")] == []


WRONG = ["\x1b[31m", "\u202e", "a\nb", "\x9b", "\u200b", "Z" + "\u0301" * 99, "\udcff", "[red]x[/]"]


@pytest.mark.parametrize("wrong", WRONG, ids=ascii)
def test_messages_that_quote_what_was_typed_are_inert(wrong: str) -> None:
    for command in (
        ["show", wrong], ["why", wrong, "c-html"], ["why", "AAA", wrong], ["path", wrong], ["validate", wrong], [wrong],
        ["stances", "--source", wrong], ["stances", "--member", wrong], ["candidates", "--selection", wrong],
        ["candidates", "--scale", wrong], ["candidates", "--as-of", wrong], ["candidates", "--format", wrong],
        ["candidates", "--data", wrong], ["candidates", f"--{wrong}"], ["what-if", "c-html", "--set", wrong],
        ["what-if", "c-html", "--set", f"AAA={wrong}"], ["diff", wrong], ["import", wrong], ["edit", wrong],
        ["init", "new", "--selection", wrong], ["export", "o", "--to", wrong], ["add", wrong],
        ["add", "stance", "--member", wrong],
    ):  # fmt: skip
        ran = asked(*command)
        assert ran.code in {0, 1, 2, 3}, command  # 0: it is the beginning of a name
        assert_inert(ran.out + ran.err)
        assert ran.code != 2 or ran.err.count("\n") == 1


def test_what_was_added_is_told_inert(tmp_path: Path) -> None:
    (tmp_path / "payloads.yaml").write_bytes(PAYLOADS.read_bytes())
    here = {"cwd": tmp_path, "NATO_DATA": "payloads.yaml"}
    hostile = "\x1b[31m\u202e\n::error::x"
    for arguments in (
        ["add", "candidate", "--id", "new", "--name", hostile, "--office", hostile, "--dry-run"],
        ["add", "candidate", "--id", "new", "--name", hostile, "--office", hostile],
        ["add", "candidate", "--id", hostile, "--name", hostile],
        ["add", "event", "--kind", "report", "--candidate", hostile, "--source", "s-html"],
        ["add", "source", "--publisher", hostile, "--url", f"https://x.org/{hostile}", "--published", "2024-01-01",
         "--kind", "wire", "--reliability", "A"],
        ["add", "source", "--publisher", hostile, "--url", "https://x.org/", "--published", hostile, "--kind", "wire",
         "--reliability", "A"],
        ["init", "new", "--title", hostile, "--post", hostile, "--body", hostile],
        ["init", hostile],
    ):  # fmt: skip
        ran = nato(*arguments, **here)
        assert ran.code in {0, 2, 3}
        assert_inert(ran.out + ran.err)
    sheet = f'member,candidate,position,source,attribution\n"{hostile}",c-html,support,s-html,named-official\n'
    sheet += f'AAA,"{hostile}","{hostile}","{hostile}","{hostile}"\n'
    (tmp_path / "sheet.csv").write_text(sheet, encoding="utf-8")
    (tmp_path / "columns.csv").write_text(f'"{hostile}",member\nx,AAA\n', encoding="utf-8")
    for name in ("sheet.csv", "columns.csv"):
        ran = nato("import", name, **here)
        assert ran.code in {1, 2}
        assert_inert(ran.out + ran.err)


def test_an_editor_shows_the_change_inert(tmp_path: Path) -> None:
    (tmp_path / "payloads.yaml").write_bytes(PAYLOADS.read_bytes())
    editor = tmp_path / "editor"
    editor.write_text('#!/bin/sh\nsed -i "s/position: veto/position: support/" "$2"\n')
    editor.chmod(0o755)
    ran = nato("edit", "c-html", cwd=tmp_path, NATO_DATA="payloads.yaml", EDITOR=str(editor))
    assert ran.code == 0
    assert_inert(ran.out + ran.err)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        (r"\ud83d\ude00", "\U0001f600"),
        (r"\uD83D\uDE00\ud83d\ude00", "\U0001f600" * 2),
        (r"\\ud83d\\ude00", r"\ud83d\ude00"),
    ],
)
def test_json_is_read_as_json_writes_it(written: str, read: str, tmp_path: Path) -> None:
    exported = nato("export", "one.json", "--data", str(BOARD), cwd=tmp_path)
    path = tmp_path / "one.json"
    path.write_text(path.read_text(encoding="utf-8").replace("Ann Alder", written), encoding="utf-8")
    ran = nato("candidates", "--format", "json", "--data", "one.json", cwd=tmp_path)
    assert (exported.code, ran.code) == (0, 0)
    assert json.loads(ran.out)["candidates"][0]["name"] == read
