"""Text of a dataset made harmless for the place where it is shown.

Nobody vouches for a dataset. On a screen its text must not move the cursor, turn the direction of reading or forge a
line; in a spreadsheet it must not be a formula; in Markdown it must not be markup.
"""

from __future__ import annotations

import re
from functools import cache

#: Controls, invisible characters, those that turn the direction of reading, halves of characters, and what is none.
_UNSEEN = re.compile(
    "[\x00-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f"
    "\u3164\ufeff\uffa0\ufff9-\ufffb\ufffe\uffff\ud800-\udfff\U000e0000-\U000e007f]"
)
#: Marks that stand above or below the letter before them, or around it: more than a few reach into other lines.
_MARK = (
    "[\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u0610-\u061a\u064b-\u065f"
    "\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]"
)
_PILED = re.compile(f"({_MARK}{{4}}){_MARK}+")
_SPACES = re.compile(r"[\t\n\r\v\f\u0085\u2028\u2029]+")
#: Signs of Markdown, but for a hyphen or an underscore between letters and digits, which mean nothing there.
_MARKDOWN = re.compile(r"[\\`*{}\[\]()<>#|~!&$^@]|(?<![0-9A-Za-z])[-_+]|[-_](?![0-9A-Za-z])|:(?=//)|(?<=www)\.")
#: What makes a spreadsheet take a cell for a formula.
_FORMULA = re.compile(r"\s*[=+\-@\uff1d\uff0b\uff0d\uff20\t\r]")


def one_line(text: str) -> str:
    """For a screen: one line, everything unseen written out as an escape, no more than four marks on a letter."""
    if text.isascii() and text.isprintable():
        return text
    return _PILED.sub(r"\1", _UNSEEN.sub(lambda found: _escape(found[0]), _SPACES.sub(" ", text)))


def in_markdown(text: str) -> str:
    """For a table or a paragraph of Markdown: the text as it is, none of it markup, HTML or a link."""
    return _MARKDOWN.sub(r"\\\g<0>", one_line(text))


def in_csv(text: str) -> str:
    """For a spreadsheet: what would be a formula gets an apostrophe before it, as spreadsheets themselves do."""
    line = one_line(text)
    return f"'{line}" if _FORMULA.match(line) else line


def in_json(encoded: str) -> str:
    """For a JSON text that is already encoded: the unseen characters in its strings as escapes, its lines untouched."""
    return _UNSEEN.sub(lambda found: found[0] if found[0] == "\n" else _json_escape(found[0]), encoded)


@cache
def _escape(character: str) -> str:
    return character.encode("ascii", "backslashreplace").decode() if character > "\x7f" else f"\\x{ord(character):02x}"


@cache
def _json_escape(character: str) -> str:
    units = character.encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[at]:02x}{units[at + 1]:02x}" for at in range(0, len(units), 2))
