"""Scenarios in files: what is supposed, under one section of its own, with faults placed as a dataset's are."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from nato_cli.analysis.scenario import Scenario
from nato_cli.dataset.diagnostics import Diagnostic, Hints, Severity, in_order
from nato_cli.dataset.schema import (
    Dates,
    Field,
    InvalidError,
    SeveralError,
    choice,
    identifier,
    integer,
    mapping,
    several,
    shape_of,
    shaped,
)
from nato_cli.dataset.yaml_reader import Document
from nato_cli.model import Rule, Standing

if TYPE_CHECKING:
    from collections.abc import Callable, Collection
    from pathlib import Path

    from nato_cli.dataset.yaml_reader import Node, Value

SECTION = "scenario"
_STANDING = choice(Standing, "standing")


def load(
    path: Path, data: bytes, electorate: Collection[str], sources: Collection[str]
) -> tuple[Scenario | None, tuple[Diagnostic, ...]]:
    """A scenario for these members and sources from what a file holds, None if it has faults; all in order of place."""
    diagnostics: list[Diagnostic] = []
    document = Document(str(path), data, diagnostics)
    decode = _decoder(electorate, sources)
    found = [scenario for node in document.nodes() if (scenario := _decoded(node, document, decode)) is not None]
    if not found and not diagnostics:
        diagnostics.append(
            Diagnostic(severity=Severity.ERROR, code="missing-key", path=str(path), message=f"'{SECTION}' is missing",
                       hint="a scenario stands under 'scenario:'")
        )  # fmt: skip
    return (None if diagnostics else found[0]), in_order(diagnostics)


def _decoded(node: Node, document: Document, decode: Callable[[Value], Scenario]) -> Scenario | None:
    if node.section != SECTION or node.index is not None:
        hint = f"a scenario stands under '{SECTION}:', alone"
        document.report("unknown-key", f"unknown section '{node.section}'", node.key, hint=hint)
        return None
    try:
        return decode(node.value)
    except (InvalidError, SeveralError) as error:
        for each in error.errors if isinstance(error, SeveralError) else [error]:
            event = node.event_at(each.path, key=each.key) or node.events[0]
            document.report(each.code, each.message, event, hint=each.hint)
    return None


def _decoder(electorate: Collection[str], sources: Collection[str]) -> Callable[[Value], Scenario]:
    dates = Dates(dt.date.max)
    source_hints, member_hints = Hints(sources, "see: nato sources"), Hints(electorate, "see: nato members")

    @shaped(shape_of(identifier))
    def source(value: Value) -> str:
        found = identifier(value)
        if found not in sources:
            raise InvalidError("unknown-source", f"unknown source '{found}'", source_hints.of(found))
        return found

    @shaped({"type": "object", "additionalProperties": shape_of(_STANDING)})
    def settings(value: Value) -> dict[str, Standing]:
        if not isinstance(value, dict):
            raise InvalidError(
                "wrong-type", "a mapping of members to standings is expected here", "write {HUN: oppose}"
            )
        return {member(code): _set(code, standing) for code, standing in value.items()}

    def member(code: str) -> str:
        if code not in electorate:
            raise InvalidError("unknown-member", f"unknown member '{code}'", member_hints.of(code), (code,), key=True)
        return code

    @shaped(shape_of(Dates.any))
    def known_by(value: Value) -> dt.date:
        return dates.any(value).last

    fields = {
        "set": Field(settings),
        "without": Field(several(source)),
        "min_credibility": Field(integer(1, 6)),
        "known_by": Field(known_by),
        "rule": Field(choice(Rule, "rule")),
    }
    return mapping(fields, _made)


def _set(code: str, value: Value) -> Standing:
    try:
        found: Standing = _STANDING(value)
    except InvalidError as error:
        error.path = (code,)
        raise
    return found


def _made(found: dict[str, Any]) -> Scenario:
    return Scenario(standings=found.pop("set", {}), **found)


def text(scenario: Scenario) -> str:
    """A scenario as a file holds it."""
    lines = [f"{SECTION}:"]
    if scenario.standings:
        lines.append("  set:")
        lines += [f"    {member}: {standing}" for member, standing in scenario.standings.items()]
    if scenario.without:
        lines.append("  without:")
        lines += [f"    - {source}" for source in scenario.without]
    for name in ("min_credibility", "known_by", "rule"):
        value = getattr(scenario, name)
        if value is not None:
            lines.append(f"  {name}: {value}")
    return "\n".join(lines if len(lines) > 1 else [f"{SECTION}: {{}}"]) + "\n"
