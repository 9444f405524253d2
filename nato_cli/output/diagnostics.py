"""What is wrong with a dataset: for people, for programs, and as annotations of a change on GitHub."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from nato_cli.dataset.diagnostics import Severity
from nato_cli.output.escape import one_line
from nato_cli.output.vocabulary import count

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nato_cli.dataset.diagnostics import Diagnostic

#: After so many faults the text says only how many more there are.
MOST_PRINTED = 100
_LONGEST_LINE = 100
_IN_JSON = ("severity", "code", "path", "line", "column", "width", "message", "hint", "excerpt", "excerpt_column")


def document(path: str, faults: Sequence[Diagnostic]) -> dict[str, Any]:
    return {
        "path": path,
        "errors": _number(faults, Severity.ERROR),
        "warnings": _number(faults, Severity.WARNING),
        "diagnostics": [_entry(fault) for fault in faults],
    }


def _entry(fault: Diagnostic) -> dict[str, Any]:
    other = fault.other and {"path": fault.other.path, "line": fault.other.line, "column": fault.other.column}
    return {name: getattr(fault, name) for name in _IN_JSON} | {"other": other}


def text(faults: Sequence[Diagnostic]) -> str:
    """Each fault with its place, its line, a caret under what is meant, and what to do."""
    blocks = [_block(fault) for fault in faults[:MOST_PRINTED]]
    if len(faults) > MOST_PRINTED:
        blocks.append(f"... and {len(faults) - MOST_PRINTED} more; correct these first, or see them all: --format json")
    return "\n".join(blocks)


def summary(path: str, faults: Sequence[Diagnostic]) -> str:
    if not faults:
        return f"{one_line(path)}: no faults"
    numbers = [count(number, severity) for severity in Severity if (number := _number(faults, severity))]
    return f"{one_line(path)}: {', '.join(numbers)}"


def _block(fault: Diagnostic) -> str:
    lines = [f"{_place(fault)}: {fault.severity}: {one_line(fault.message)} [{fault.code}]"]
    if fault.excerpt is not None and fault.column is not None:
        excerpt, column = _window(fault.excerpt, fault.column - fault.excerpt_column)
        number = str(fault.line)
        before = one_line(excerpt[:column])
        carets = "^" * max(1, _width(one_line(excerpt[column : column + fault.width])))
        lines.append(f"  {number} | {one_line(excerpt)}")
        lines.append(f"  {' ' * len(number)} | {' ' * _width(before)}{carets}")
    if fault.other is not None:
        lines.append(f"    {fault.other_label} at {one_line(str(fault.other))}")
    if fault.hint:
        lines.append(f"    hint: {one_line(fault.hint)}")
    return "\n".join(lines)


def _window(line: str, column: int) -> tuple[str, int]:
    """The part of a long line around a column, and the column's place in it."""
    if len(line) <= _LONGEST_LINE:
        return line.rstrip(), column
    start = max(0, column - _LONGEST_LINE // 2)
    return line[start : start + _LONGEST_LINE].rstrip(), column - start


def _width(text: str) -> int:
    """How many cells of a terminal a text takes."""
    if text.isascii():
        return len(text)
    from nato_cli.output.terminal import width

    return width(text)


def _place(fault: Diagnostic) -> str:
    places = [fault.path] + [str(number) for number in (fault.line, fault.column) if number is not None]
    return one_line(":".join(places))


def github(faults: Sequence[Diagnostic]) -> str:
    """Workflow commands, which GitHub shows beside the lines of a change."""
    return "\n".join(_annotation(fault) for fault in faults)


def _annotation(fault: Diagnostic) -> str:
    values = {"file": fault.path, "line": fault.line, "col": fault.column, "title": fault.code}
    if fault.line and fault.column:
        values["endColumn"] = fault.column + fault.width
    properties = ",".join(f"{name}={_property(str(value))}" for name, value in values.items() if value is not None)
    message = fault.message if fault.hint is None else f"{fault.message}: {fault.hint}"
    return f"::{fault.severity} {properties}::{_data(message)}"


def _data(text: str) -> str:
    """Text in which nothing is a command to GitHub, in today's way of writing them or in the old one."""
    return one_line(text).replace("%", "%25").replace("##[", "## [")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def _number(faults: Sequence[Diagnostic], severity: Severity) -> int:
    return sum(fault.severity is severity for fault in faults)
