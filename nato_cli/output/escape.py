"""Escape text of a dataset for the place where it is shown.

Dataset text is untrusted. On a screen its text must not move the cursor, turn the direction of reading or forge a
line; in a spreadsheet it must not be a formula; in Markdown it must not be markup.
"""

from __future__ import annotations

import re
from functools import cache

# The patterns are compiled when they are first used: 3 ms that most tables do without.

#: Controls, characters without a shape, those that turn the direction of reading, halves of characters, noncharacters.
_UNSEEN = (
    "[\x00-\x1f\x7f-\x9f\u00ad\u034f\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2\u115f\u1160\u17b4\u17b5\u180b-\u180f"
    "\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\u2800\u3164\ufe00-\ufe0d\ufeff\uffa0\ufff0-\ufffc\ufffe\uffff\ud800-\udfff"
    "\U000110bd\U000110cd\U00013430-\U0001345f\U0001bca0-\U0001bca3\U0001d159\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
#: Marks that stand above or below the letter before them, or around it: more than a few reach into other lines.
_MARK = (
    "[\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u0610-\u061a\u064b-\u065f"
    "\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]"
)
_PILED = f"({_MARK}{{4}}){_MARK}+"
#: Before it, all that is unseen is not printable to Python either.
_FIRST_MARK = "\u0300"
_SPACES = r"[\t\n\r\v\f\u0085\u2028\u2029]+"
#: What renderers turn into links by themselves: addresses with a scheme or `//`, `www.` and mail. Shown as code.
_ADDRESS = r"(?i)[^\s|`]*(?:/[/\\]|www\.|@|(?:mailto|xmpp|tel):)[^\s|`]*"
#: Signs of Markdown, but for a hyphen or an underscore between letters and digits, which mean nothing there.
_MARKDOWN = r"[\\`*{}\[\]()<>#|~!&$^=]|(?<![0-9A-Za-z])[-_+]|[-_](?![0-9A-Za-z])|^\d+(?=[.)])|(?<=\w)\.(?=[^\W\d])"
#: What makes a spreadsheet take a cell for a formula.
_FORMULA = r"\s*[=+\-@\uff1d\uff0b\uff0d\uff20\t\r]"


def one_line(text: str) -> str:
    """For a screen: one line, everything unseen written out as an escape, no more than four marks on a letter."""
    if text.isprintable() and (text.isascii() or max(text) < _FIRST_MARK):
        return text
    line = re.sub(_UNSEEN, lambda match: _escape(match[0]), re.sub(_SPACES, " ", text))
    return re.sub(_PILED, r"\1", line) if not line.isascii() else line


def in_markdown(text: str) -> str:
    """For a table or a paragraph of Markdown: the text as it is, none of it markup, HTML or a link."""
    line = one_line(text)
    parts: list[str] = []
    end = 0
    for address in re.finditer(_ADDRESS, line):
        parts += [_escaped(line[end : address.start()]), f"`{address[0]}`"]
        end = address.end()
    return "".join([*parts, _escaped(line[end:])])


def _escaped(text: str) -> str:
    return re.sub(_MARKDOWN, lambda sign: f"{sign[0]}\\" if sign[0].isdigit() else f"\\{sign[0]}", text)


def in_csv(text: str) -> str:
    """For a spreadsheet: what would be a formula gets an apostrophe before it, as spreadsheets themselves do."""
    line = one_line(text)
    return f"'{line}" if re.match(_FORMULA, line) else line


def in_json(encoded: str) -> str:
    """For a JSON text that is already encoded: the unseen characters in its strings as escapes, its lines untouched."""
    return re.sub(_UNSEEN, lambda match: match[0] if match[0] == "\n" else _json_escape(match[0]), encoded)


@cache
def _escape(character: str) -> str:
    return character.encode("ascii", "backslashreplace").decode() if character > "\x7f" else f"\\x{ord(character):02x}"


@cache
def _json_escape(character: str) -> str:
    units = character.encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[at]:02x}{units[at + 1]:02x}" for at in range(0, len(units), 2))
