"""Holds output against what no terminal, spreadsheet or reader should get from a dataset."""

from __future__ import annotations

import re
import unicodedata

#: Controls, characters that are not seen, that turn the direction of reading, and halves of characters.
UNSEEN = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u00ad\u034f\u0600-\u0605\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u200e\u200f"
    "\u2028-\u202e\u2060-\u206f\u2800\u3164\ufeff\uffa0\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e007f]"
)
FORMULA = re.compile(r"\s*[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]")
MOST_STACKED = 6  # marks on a letter; more reach into the lines above and below


def assert_inert(text: str) -> None:
    found = UNSEEN.search(text)
    assert found is None, repr(text[max(0, found.start() - 60) : found.end() + 20])
    stacked = 0
    for character in text:
        stacked = stacked + 1 if unicodedata.category(character) in {"Mn", "Me"} else 0
        assert stacked <= MOST_STACKED
