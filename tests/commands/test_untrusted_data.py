"""Data of a dataset is inert wherever it comes out."""

import csv
import io
import json
import re
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

COMMANDS = [
    "candidates",
    "members",
    "stances",
    "sources",
    "show ann",
    "show s",
    "why AAA ann",
    "unanimity-check",
    "selections",
]
UNSEEN = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]")


@pytest.fixture
def hostile(nato):
    def run(*arguments: str):
        return nato(*arguments, "--data", str(Path(__file__).parents[1] / "datasets" / "hostile.yaml"))

    return run


@pytest.mark.parametrize("form", ["table", "json", "csv", "markdown"])
@pytest.mark.parametrize("command", COMMANDS)
def test_no_control_no_invisible_and_no_turning_character_comes_out(command: str, form: str, hostile) -> None:
    ran = hostile(*command.split(), "--format", form)
    assert ran.code == 0
    assert UNSEEN.search(ran.out.replace("\n", "")) is None


def test_rich_markup_and_emoji_codes_are_text(hostile) -> None:
    out = hostile("show", "ann").out
    assert "[link=https://evil.example]click[/link] :smile:" in out
    assert "[bold red]Title[/]" in out


def test_a_newline_in_data_forges_no_row(hostile) -> None:
    assert "line one line two" in hostile("sources").out


@pytest.mark.parametrize("command", COMMANDS)
def test_no_cell_of_a_csv_is_a_formula(command: str, hostile) -> None:
    for row in csv.reader(io.StringIO(hostile(*command.split(), "--format", "csv").out)):
        assert [cell for cell in row if cell.lstrip()[:1] in set("=+-@\t\r")] == []


@pytest.mark.parametrize("command", COMMANDS)
def test_markdown_holds_no_html_no_image_and_no_row_of_the_datas_making(command: str, hostile) -> None:
    """A renderer sees text, code and the tables, lists and headings that are ours."""
    text = hostile(*command.split(), "--format", "markdown").out
    tokens = MarkdownIt("commonmark").enable("table").parse(text)
    ours = {"heading", "paragraph", "table", "thead", "tbody", "tr", "th", "td", "bullet_list", "list_item"}
    assert {token.type.removesuffix("_open").removesuffix("_close") for token in tokens} <= {*ours, "inline"}
    inline = [child for token in tokens for child in token.children or ()]
    kinds = {child.type.removesuffix("_open").removesuffix("_close") for child in inline}
    assert kinds <= {"text", "text_special", "code_inline", "strong", "html_inline", "softbreak"}
    assert {child.content for child in inline if child.type == "html_inline"} <= {"<br>"}
    assert "heading" not in {token.content for token in tokens if token.type == "inline"}


def test_json_gives_the_data_back_as_it_is(hostile) -> None:
    answer = json.loads(hostile("candidates", "--format", "json").out)
    assert answer["candidates"][0]["name"] == "Ann \u202ennael\u202c | x\x1b]0;owned\x07"


def test_a_hostile_line_of_a_faulty_file_is_shown_inert(nato, tmp_path) -> None:
    (tmp_path / "a.yaml").write_text('stances:\n  - {"\u202e[red]": 1}\n', encoding="utf-8")
    ran = nato("validate", str(tmp_path))
    assert ran.code == 1
    assert "\\u202e[red]" in ran.out
    assert UNSEEN.search(ran.out.replace("\n", "")) is None
