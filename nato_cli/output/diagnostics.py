"""What is wrong with a dataset: for people, for programs, and as annotations of a change on GitHub."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from nato_cli.dataset.diagnostics import Severity
from nato_cli.output.escape import one_line
from nato_cli.output.vocabulary import count

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nato_cli.dataset.diagnostics import Diagnostic

_CARET = "^"
_LONGEST = 100


def document(path: str, diagnostics: Sequence[Diagnostic]) -> dict[str, Any]:
    return {
        "path": path,
        "errors": _number(diagnostics, Severity.ERROR),
        "warnings": _number(diagnostics, Severity.WARNING),
        "diagnostics": [_entry(each) for each in diagnostics],
    }


def _entry(each: Diagnostic) -> dict[str, Any]:
    other = each.other
    return {
        "severity": str(each.severity),
        "code": each.code,
        "path": each.path,
        "line": each.line,
        "column": each.column,
        "width": each.width,
        "message": each.message,
        "hint": each.hint,
        "excerpt": each.excerpt,
        "excerpt_column": each.excerpt_column,
        "other": None if other is None else {"path": other.path, "line": other.line, "column": other.column},
    }


def text(diagnostics: Sequence[Diagnostic]) -> str:
    """Each fault with its place, its line, a caret under what is meant, and what to do."""
    return "\n".join(_block(each) for each in diagnostics)


def summary(path: str, diagnostics: Sequence[Diagnostic]) -> str:
    if not diagnostics:
        return f"{one_line(path)}: no faults"
    numbers = [count(number, severity) for severity in Severity if (number := _number(diagnostics, severity))]
    return f"{one_line(path)}: {', '.join(numbers)}"


def _block(each: Diagnostic) -> str:
    lines = [f"{_place(each)}: {each.severity}: {one_line(each.message)} [{each.code}]"]
    if each.excerpt is not None and each.column is not None:
        excerpt, column = _window(each.excerpt, each.column - each.excerpt_column)
        number = str(each.line)
        before = one_line(excerpt[:column])
        meant = one_line(excerpt[column : column + each.width])
        carets = _CARET * max(1, _width(meant))
        lines.append(f"  {number} | {one_line(excerpt)}")
        lines.append(f"  {' ' * len(number)} | {' ' * _width(before)}{carets}")
    if each.other is not None:
        lines.append(f"    {each.other_label} at {one_line(str(each.other))}")
    if each.hint:
        lines.append(f"    hint: {one_line(each.hint)}")
    return "\n".join(lines)


def _window(line: str, column: int) -> tuple[str, int]:
    """The part of a long line around a column, and the column's place in it."""
    if len(line) <= _LONGEST:
        return line.rstrip(), column
    start = max(0, column - _LONGEST // 2)
    return line[start : start + _LONGEST].rstrip(), column - start


def _width(text: str) -> int:
    if text.isascii():
        return len(text)
    from nato_cli.output.terminal import width

    return width(text)


def _place(each: Diagnostic) -> str:
    places = [each.path] + [str(number) for number in (each.line, each.column) if number is not None]
    return one_line(":".join(places))


def github(diagnostics: Sequence[Diagnostic]) -> str:
    """Workflow commands, which GitHub shows beside the lines of a change."""
    return "\n".join(_annotation(each) for each in diagnostics)


def _annotation(each: Diagnostic) -> str:
    values = {"file": each.path, "line": each.line, "col": each.column, "title": each.code}
    if each.line and each.column:
        values["endColumn"] = each.column + each.width
    told = ",".join(f"{name}={_property(str(value))}" for name, value in values.items() if value is not None)
    message = each.message if each.hint is None else f"{each.message}: {each.hint}"
    return f"::{each.severity} {told}::{_data(message)}"


def _data(text: str) -> str:
    """Text in which nothing is a command to GitHub: not even in the old way of writing them, which it still obeys."""
    return one_line(text).replace("%", "%25").replace("##[", "## [")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def _number(diagnostics: Sequence[Diagnostic], severity: Severity) -> int:
    return sum(each.severity is severity for each in diagnostics)
