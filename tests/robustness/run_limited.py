"""Reads one bomb after the other, as `nato` would, in one process with little memory: names come in, answers go out."""

from __future__ import annotations

import datetime as dt
import json
import resource
import sys
import tempfile
from pathlib import Path
from typing import Any

from pathological_files import BOMBS

from nato_cli.analysis.candidacy import newest
from nato_cli.analysis.decision import check_all
from nato_cli.analysis.snapshot import Snapshot
from nato_cli.dataset.loader import load
from nato_cli.model import View
from nato_cli.output import diagnostics
from nato_cli.output.json import encoded
from nato_cli.output.views.candidates import candidates

TODAY = dt.date(2026, 11, 23)
GIBIBYTE = 2**30


def exploded(name: str, folder: Path) -> dict[str, Any]:
    """What is told of a bomb: the codes, and how long it is in each form."""
    path = folder / "case.yaml"
    path.write_bytes(BOMBS[name].make())
    loaded = load(path, TODAY, warnings=True)
    faults = loaded.diagnostics
    told = [diagnostics.text(faults), diagnostics.github(faults), encoded(diagnostics.document("case.yaml", faults))]
    selection = newest(loaded.dataset) if loaded.dataset else None
    if loaded.dataset is not None and selection is not None:
        view = View(as_of=TODAY, known_by=TODAY, today=TODAY)
        snapshot = Snapshot(loaded.dataset, selection, view)
        told.append(encoded(candidates(snapshot, check_all(snapshot)).document()))
    codes = sorted({each.code for each in faults})
    return {"codes": codes, "faults": len(faults), "longest": max(map(len, told)), "valid": loaded.dataset is not None}


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_AS, (GIBIBYTE, GIBIBYTE))
    with tempfile.TemporaryDirectory() as _folder:
        for _line in sys.stdin:
            print(json.dumps(exploded(_line.strip(), Path(_folder))), flush=True)
