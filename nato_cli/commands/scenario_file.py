"""Scenarios on disk: read from YAML, written to a new file."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import msgspec

from nato_cli.commands.errors import BadDatasetError, UsageError
from nato_cli.commands.input_file import bytes_of
from nato_cli.dataset import scenario_file as scenarios
from nato_cli.files import create

if TYPE_CHECKING:
    from pathlib import Path

    from nato_cli.analysis.scenario import Scenario
    from nato_cli.analysis.snapshot import Snapshot


def read(path: Path, snapshot: Snapshot) -> Scenario:
    """A scenario from a file; its faults end the command, as a dataset's do."""
    scenario, diagnostics = scenarios.load(path, bytes_of(path), snapshot.electorate, snapshot.selection.sources)
    if scenario is None:
        from nato_cli.output.diagnostics import text

        sys.stderr.write(f"{text(diagnostics)}\n")
        raise BadDatasetError
    return scenario


def write(path: Path, scenario: Scenario) -> None:
    """Write a scenario; a file that is there already is left as it is."""
    try:
        create(path, scenarios.text(scenario).encode())
    except FileExistsError:
        raise UsageError(f"{path} is there already: name a new file") from None


def joined(first: Scenario, second: Scenario) -> Scenario:
    """Both scenarios; where both say something of the same thing, the second one holds."""
    return msgspec.structs.replace(
        second,
        standings=first.standings | second.standings,
        without=tuple(dict.fromkeys((*first.without, *second.without))),
        min_credibility=second.min_credibility or first.min_credibility,
        known_by=second.known_by or first.known_by,
        rule=second.rule or first.rule,
    )
