"""The JSON that is written is the JSON that Python's own library writes, however it is put together."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nato_cli.output.answer import Each
from nato_cli.output.json import chunks, encoded

TEXTS = st.text(st.characters(codec="ascii", categories=["L", "N", "P", "S", "Zs"]))
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | TEXTS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=4),
)


@given(st.dictionaries(TEXTS, VALUES, max_size=4))
def test_it_is_indented_as_by_the_library(document: dict[str, Any]) -> None:
    assert encoded(document) == json.dumps(document, indent=2, ensure_ascii=False) + "\n"


@given(st.lists(VALUES, max_size=4), VALUES)
def test_a_list_that_is_made_item_by_item_reads_as_any_other(items: list[Any], other: Any) -> None:
    given_whole = encoded({"before": other, "items": items, "after": other})
    assert encoded({"before": other, "items": Each(items, lambda item: item), "after": other}) == given_whole


def test_an_item_is_made_when_its_turn_comes() -> None:
    made = []
    pieces = chunks({"items": Each(range(3), lambda number: made.append(number) or number)})
    for piece in pieces:
        if "0" in piece:
            break
    assert made == [0]


@pytest.mark.parametrize("text", ["\u202e", "\x1b[31m", "\x7f", "\ud800", "\u2028"])
def test_what_is_unseen_is_written_as_an_escape_that_reads_back(text: str) -> None:
    written = encoded({"text": text})
    assert text not in written
    assert json.loads(written) == {"text": text}
