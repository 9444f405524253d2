"""Keep: start a dataset."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from nato_cli.commands.errors import BadDatasetError, UsageError
from nato_cli.commands.input_file import text_of
from nato_cli.dataset.append import flow
from nato_cli.dataset.loader import load
from nato_cli.dataset.schema import faults
from nato_cli.dates import today
from nato_cli.files import alone, fill, folders, writing
from nato_cli.model import Id
from nato_cli.output.escape import one_line

_NATO = "nato"


def init(
    folder: Annotated[
        Path, typer.Argument(metavar="DIR", show_default=False, help="A folder that is empty or not there.")
    ],
    selection: Annotated[
        str, typer.Option("--selection", metavar="ID", help="The id of its first selection.")
    ] = "next",
    title: Annotated[str | None, typer.Option("--title", show_default=False, help="The selection's title.")] = None,
    post: Annotated[
        str | None, typer.Option("--post", show_default=False, help="The post that is to be filled.")
    ] = None,
    body: Annotated[str | None, typer.Option("--body", show_default=False, help="The body that it belongs to.")] = None,
    electorate: Annotated[
        str,
        typer.Option(
            "--electorate", metavar="nato|FILE", help="NATO's members, or a YAML file with 'members:' of your own."
        ),
    ] = _NATO,
) -> None:
    files = _files(folder, _checked(selection), title, post, body, electorate)
    with writing(folder):
        is_something_else = folder.exists() and not folder.is_dir()
    if is_something_else:
        raise UsageError(f"{folder} is not a folder: name one that is empty, or a new one")
    with folders(folder), alone(folder, lambda: None):
        if any(folder.iterdir()):
            raise UsageError(f"{folder} is not empty: name a folder that is, or a new one")
        _check(folder, files)
        fill(folder, files)
    sys.stderr.write(
        one_line(f"{folder}: a dataset with one selection, {selection}. Look at it: nato candidates --data {folder}")
        + "\n"
    )


def _checked(selection: str) -> str:
    """An id, which is also the name of a folder."""
    for fault in faults(selection, Id):
        raise UsageError(f"--selection: {fault.message}: {fault.hint}")
    return selection


def _files(
    folder: Path, selection: str, title: str | None, post: str | None, body: str | None, electorate: str
) -> dict[Path, bytes]:
    home = folder / "selections" / selection
    texts = {home / name: text for name, text in _selection_files(selection, title, post, body).items()}
    texts |= {folder / name: text for name, text in _common_files(electorate).items()}
    return {path: text.encode() for path, text in texts.items()}


def _check(folder: Path, files: dict[Path, bytes]) -> None:
    """Nothing is written that would not validate."""
    faults = load(folder, today(), instead={path: data for path, data in files.items() if path.suffix == ".yaml"})
    if faults.dataset is None:
        from nato_cli.output.diagnostics import text as told

        sys.stderr.write(f"{told(faults.diagnostics)}\nnato: nothing was written\n")
        raise BadDatasetError


def _common_files(electorate: str) -> dict[str, str]:
    from nato_cli.dataset.schema import json_schema
    from nato_cli.output.json import encoded

    files = {"dataset.schema.json": encoded(json_schema()), ".gitattributes": "*.yaml text eol=lf\n"}
    if electorate == _NATO:
        return files
    return files | {"members.yaml": text_of(Path(electorate))}


def _selection_files(selection: str, title: str | None, post: str | None, body: str | None) -> dict[str, str]:
    line = "# yaml-language-server: $schema=../../dataset.schema.json\n"
    described = {"id": selection, "title": title or selection, "post": post, "body": body, "opened": str(today())}
    said = "".join(f"  {name}: {flow(value)}\n" for name, value in described.items() if value)
    head = "# One appointment process. Its other files stand beside this one.\nselection:\n"
    return {
        "selection.yaml": f"{line}{head}{said}",
        "candidates.yaml": f"{line}{_CANDIDATES}",
        "sources.yaml": f"{line}{_SOURCES}",
        "stances.yaml": f"{line}{_STANCES}",
        "events.yaml": f"{line}{_EVENTS}",
    }


_CANDIDATES = """\
# Who is considered. Add one with: nato add candidate --data DIR
#
#  - id: alder
#    name: Ann Alder
#    statuses:
#      - {status: declared, date: 2026-11-02, source: wire-2026-11-02}
#    strengths:
#      - {text: Knows every capital., source: wire-2026-11-02}
candidates: []
"""
_SOURCES = """\
# Where the reports come from. Add one with: nato add source --data DIR
# reliability: NATO's Admiralty scale, A (completely reliable) to F (cannot be judged).
# relays: the source that this one only repeats. date: unknown, where it was looked for and not found.
#
#  - id: wire-2026-11-02
#    publisher: The Wire
#    date: 2026-11-02
#    url: https://example.org/1
#    kind: wire
#    reliability: B
sources: []
"""
_STANCES = """\
# What sources report of members' positions. Add one with: nato add stance --data DIR
# position: nominate, support, no-objection, undecided, withheld, oppose, veto
# hedge: the source's own word of likelihood. date: where it is not the source's.
# attribution: official-statement, named-official, anonymous-official, anonymous-sources, media-inference
#
#  - member: NOR
#    candidate: alder
#    position: support
#    hedge: likely
#    source: wire-2026-11-02
#    attribution: anonymous-sources
stances: []
"""
_EVENTS = """\
# What happened: counts of supporters, appointments, summits. Add one with: nato add event --data DIR
#
#  - kind: count
#    candidate: alder
#    support: 20
#    of: 32
#    date: 2026-11-03
#    source: wire-2026-11-02
events: []
"""
