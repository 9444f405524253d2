"""Escape text of a dataset for the place where it is shown.

Dataset text is untrusted. On a screen its text must not move the cursor, turn the direction of reading or forge a
line; in a spreadsheet it must not be a formula; in Markdown it must not be markup.
"""

from __future__ import annotations

import re
from functools import cache

#: Controls, characters without a shape, those that turn the direction of reading, halves of characters, noncharacters.
_UNSEEN = re.compile(
    "[\x00-\x1f\x7f-\x9f\u00ad\u034f\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2\u115f\u1160\u17b4\u17b5\u180b-\u180f"
    "\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\u2800\u3164\ufe00-\ufe0d\ufeff\uffa0\ufff0-\ufffc\ufffe\uffff\ud800-\udfff"
    "\U000110bd\U000110cd\U00013430-\U0001345f\U0001bca0-\U0001bca3\U0001d159\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
#: Marks that stand above or below the letter before them, or around it: more than a few reach into other lines.
_MARK = (
    "[\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u0610-\u061a\u064b-\u065f"
    "\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]"
)
_PILED = re.compile(f"({_MARK}{{4}}){_MARK}+")
_SPACES = re.compile(r"[\t\n\r\v\f\u0085\u2028\u2029]+")
#: What renderers turn into links by themselves: addresses with a scheme or `//`, `www.` and mail. Shown as code.
_ADDRESS = re.compile(r"[^\s|`]*(?:/[/\\]|www\.|@|(?:mailto|xmpp|tel):)[^\s|`]*", re.IGNORECASE)
#: Signs of Markdown, but for a hyphen or an underscore between letters and digits, which mean nothing there.
_MARKDOWN = re.compile(
    r"[\\`*{}\[\]()<>#|~!&$^=]|(?<![0-9A-Za-z])[-_+]|[-_](?![0-9A-Za-z])|^\d+(?=[.)])|(?<=\w)\.(?=[^\W\d])"
)
#: What makes a spreadsheet take a cell for a formula.
_FORMULA = re.compile(r"\s*[=+\-@\uff1d\uff0b\uff0d\uff20\t\r]")


def one_line(text: str) -> str:
    """For a screen: one line, everything unseen written out as an escape, no more than four marks on a letter."""
    if text.isascii() and text.isprintable():
        return text
    return _PILED.sub(r"\1", _UNSEEN.sub(lambda match: _escape(match[0]), _SPACES.sub(" ", text)))


def in_markdown(text: str) -> str:
    """For a table or a paragraph of Markdown: the text as it is, none of it markup, HTML or a link."""
    line = one_line(text)
    parts: list[str] = []
    end = 0
    for address in _ADDRESS.finditer(line):
        parts += [_escaped(line[end : address.start()]), f"`{address[0]}`"]
        end = address.end()
    return "".join([*parts, _escaped(line[end:])])


def _escaped(text: str) -> str:
    return _MARKDOWN.sub(lambda sign: f"{sign[0]}\\" if sign[0].isdigit() else f"\\{sign[0]}", text)


def in_csv(text: str) -> str:
    """For a spreadsheet: what would be a formula gets an apostrophe before it, as spreadsheets themselves do."""
    line = one_line(text)
    return f"'{line}" if _FORMULA.match(line) else line


def in_json(encoded: str) -> str:
    """For a JSON text that is already encoded: the unseen characters in its strings as escapes, its lines untouched."""
    return _UNSEEN.sub(lambda match: match[0] if match[0] == "\n" else _json_escape(match[0]), encoded)


@cache
def _escape(character: str) -> str:
    return character.encode("ascii", "backslashreplace").decode() if character > "\x7f" else f"\\x{ord(character):02x}"


@cache
def _json_escape(character: str) -> str:
    units = character.encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[at]:02x}{units[at + 1]:02x}" for at in range(0, len(units), 2))
