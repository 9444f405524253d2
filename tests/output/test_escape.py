"""Text of a dataset is harmless wherever it is shown."""

import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from nato_cli.output.escape import in_csv, in_markdown, one_line

#: They join letters in Persian, Hindi and in emoji, and the last picks the coloured form of an emoji.
JOINERS = {"\u200c", "\u200d"}


def test_every_character_without_a_shape_is_shown_as_an_escape() -> None:
    unseen = {"\u2800", "\u3164", "\uffa0", "\u115f", "\u1160", "\u034f", "\U000e0041", "\U000e0100"}
    unseen |= {sign for sign in map(chr, range(sys.maxunicode)) if unicodedata.category(sign) in {"Cc", "Cf", "Cs"}}
    blanks = {"\t", "\n", "\r", "\v", "\f", "\x85"}
    assert [hex(ord(sign)) for sign in sorted(unseen - JOINERS - blanks) if sign in one_line(f"a{sign}b")] == []


@pytest.mark.parametrize("text", ["Türkiye", "Gheorghe Șoșoacă", "می‌خواهم", "👩‍🚀", "日本", "ελληνικά", "☎️"])
def test_text_in_any_script_stays_as_it_is(text: str) -> None:
    assert one_line(text) == text


MARKUP = [
    "https://example.org/a_b", "HTTP://example.org", "www.example.org", "//example.org", "http:/\\example.org",
    "ann@example.org", "mailto:ann@example.org", "<https://example.org>", "[text](https://example.org)",
    "![x](https://example.org)", "example.org", "*x*", "__x__", "`x`", "``x`` `", "~~x~~", "# x", "- x", "1. x", "> x",
    "---", "===", "a | b", "\\|", "x\\", "&lt;b&gt;", "<b>x</b>", "    code", "```", "[ ] x", "[^1]: x", "$x$",
    "see https://example.org/`a|b`.",
]  # fmt: skip


def rendered(markdown: str) -> str:
    """The text that a reader of Markdown sees, with tables and links made of bare addresses as on code hosts."""
    parser = MarkdownIt("commonmark").enable("table")
    tokens = parser.parse(markdown)
    inline = [token for token in tokens if token.type == "inline"]
    kinds = {child.type for token in inline for child in token.children or ()}
    assert kinds <= {"text", "text_special", "code_inline"}
    assert len(inline) <= 1
    return "".join(child.content for token in inline for child in token.children or ())


@pytest.mark.parametrize("text", MARKUP)
def test_markup_in_a_paragraph_is_text(text: str) -> None:
    assert rendered(in_markdown(text.strip())) == text.strip()


@pytest.mark.parametrize("text", MARKUP)
def test_markup_in_a_cell_is_the_text_of_that_cell(text: str) -> None:
    parser = MarkdownIt("commonmark").enable("table")
    table = f"| a | b |\n| --- | --- |\n| {in_markdown(text.strip())} | second |\n"
    cells = [token for token in parser.parse(table) if token.type == "inline"]
    texts = ["".join(child.content for child in cell.children or ()) for cell in cells]
    assert texts == ["a", "b", text.strip(), "second"]


@given(st.text(st.sampled_from("ab1 .:/\\|`*_[]()<>#@!~&=-+w"), max_size=30))
def test_any_mixture_of_signs_is_text(text: str) -> None:
    text = " ".join(text.split())
    assert rendered(in_markdown(text)) == text


@pytest.mark.parametrize("address", ["https://example.org", "//example.org", "www.example.org", "ann@example.org"])
def test_an_address_is_code_which_no_renderer_turns_into_a_link(address: str) -> None:
    assert in_markdown(f"see {address} there") == f"see `{address}` there"


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", " =1"])
def test_a_formula_in_a_cell_of_csv_is_text(text: str) -> None:
    assert in_csv(text).startswith("'")
