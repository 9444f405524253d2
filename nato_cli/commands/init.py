"""Start a dataset, or add a selection to one."""

from __future__ import annotations

import shlex
import sys
from importlib.resources import files as resources
from pathlib import Path
from typing import Annotated

import typer

from nato_cli.commands.edits import say_waiting, valid
from nato_cli.commands.errors import UsageError
from nato_cli.commands.options import argument, option
from nato_cli.dataset.append import append, flow
from nato_cli.dataset.loader import load
from nato_cli.dataset.schema import faults, json_schema
from nato_cli.dates import today
from nato_cli.files import alone, folders, read_input, replace, writing
from nato_cli.model import Id, Rule
from nato_cli.output.escape import one_line
from nato_cli.output.json import encoded

_NATO, _OWN = "nato", "own"
_ATTRIBUTES = """\
*.yaml text eol=lf
# A line of a report is a record: where two branches add some, all are kept.
**/reports/*.yaml merge=union
"""
_IGNORED = ".nato-*\n*.refused\n"
#: What may be in a folder that counts as empty.
_HARMLESS = ("readme", "license", "licence", "contributing")


def init(
    folder: Annotated[Path, argument(metavar="DIR", help="A folder that is empty or not there, or a dataset.")],
    selection: Annotated[str, typer.Option("--selection", metavar="ID", help="The id of the selection.")] = "next",
    title: Annotated[str | None, option("--title", help="Its title.")] = None,
    post: Annotated[str | None, option("--post", help="The post to be filled.")] = None,
    body: Annotated[str | None, option("--body", help="The body that decides.")] = None,
    rule: Annotated[Rule | None, typer.Option("--rule", show_default="unanimity", help="How it decides.")] = None,
    quota: Annotated[
        str | None, option("--quota", metavar="N", help="A majority: how many, such as 9, 2/3 or 55 %.")
    ] = None,
    weight_quota: Annotated[
        str | None, option("--weight-quota", metavar="N", help="A majority: how much of all weights.")
    ] = None,
    veto: Annotated[
        list[str] | None, option("--veto", metavar="ID", help="A group or member that can stop a majority.")
    ] = None,
    electorate: Annotated[
        str,
        typer.Option(
            "--electorate",
            metavar="nato|own|FILE",
            help="NATO's members, your own to be added, or a YAML file with 'members:'.",
        ),
    ] = _NATO,
) -> None:
    """An existing dataset gets one more selection."""
    _check_id(selection)
    if (quota or weight_quota or veto) and rule not in (None, Rule.MAJORITY):
        raise UsageError(f"--quota and --veto belong to a majority, not to {rule}")
    is_majority = bool(quota or weight_quota or veto or rule is Rule.MAJORITY)
    if is_majority and not (quota or weight_quota):
        raise UsageError("a majority needs --quota, such as 9, 2/3 or 55 %")
    decision: object = str(rule) if rule else None
    if is_majority:
        holders = veto[0] if veto and len(veto) == 1 else veto
        keys = {"rule": "majority", "quota": quota, "weight_quota": weight_quota, "veto": holders}
        decision = {key: value for key, value in keys.items() if value}
    described = {"id": selection, "title": title or selection, "post": post, "body": body, "decision": decision}
    with writing(folder):
        if folder.exists() and not folder.is_dir():
            raise UsageError(f"{folder} is not a folder: name one that is empty, or a new one")
    with folders(folder), alone(folder, say_waiting):
        is_new = _is_empty(folder)
        if not is_new:
            _check_is_dataset(folder, selection)
        elif electorate == _NATO:
            described["body"] = body or "NATO"
        files = _selection_files(folder / "selections" / selection, described)
        if is_new:
            files |= _common_files(folder, electorate)
        files |= _missing_groups(folder, veto or [], files)
        valid(load(folder, today(), instead={path: data for path, data in files.items() if path.suffix == ".yaml"}))
        replace({path: data for path, data in files.items() if not path.exists()})
    what = f"a dataset with one selection, {selection}" if is_new else f"one more selection, {selection}"
    path = shlex.quote(str(folder))
    look = f"Look at it: nato candidates --data {path} --selection {selection}"
    first = f"Add its members: nato add member --data {path}"
    sys.stderr.write(one_line(f"{folder}: {what}. {first if is_new and electorate == _OWN else look}") + "\n")


def _check_id(selection: str) -> None:
    """The id is also the name of a folder."""
    for fault in faults(selection, Id):
        raise UsageError(f"--selection: {fault.message}: {fault.hint}")


def _is_empty(folder: Path) -> bool:
    """Whether a folder holds nothing but hidden files, such as .git, and texts for people."""
    names = [path.name.lower() for path in folder.iterdir()]
    return all(name.startswith((".", *_HARMLESS)) for name in names)


def _check_is_dataset(folder: Path, selection: str) -> None:
    dataset = load(folder, today()).dataset
    if dataset is None or not dataset.selections:
        raise UsageError(f"{folder} is not empty, and not a valid dataset: name a folder that is, or a new one")
    if selection in dataset.selections or (folder / "selections" / selection).exists():
        raise UsageError(f"{folder} is not empty: it has a selection '{selection}'; name another with --selection")


def _template(name: str) -> str:
    return (resources("nato_cli.commands") / "templates" / name).read_text(encoding="utf-8")


def _selection_files(home: Path, described: dict[str, object]) -> dict[Path, bytes]:
    line = "# yaml-language-server: $schema=../../dataset.schema.json\n"
    values = {**described, "opened": str(today())}
    keys = "".join(f"  {key}: {flow(value)}\n" for key, value in values.items() if value)
    return {
        home / "selection.yaml": f"{line}{_template('selection.yaml')}selection:\n{keys}".encode(),
        home / "candidates.yaml": f"{line}{_template('candidates.yaml')}".encode(),
    }


def _common_files(folder: Path, electorate: str) -> dict[Path, bytes]:
    texts = {
        "dataset.schema.json": encoded(json_schema()),
        ".gitattributes": _ATTRIBUTES,
        ".gitignore": _IGNORED,
        "CONTRIBUTING.md": _template("CONTRIBUTING.md"),
    }
    if electorate == _OWN:
        texts["members.yaml"] = _template("members.yaml")
    elif electorate != _NATO:
        texts["members.yaml"] = _members_from(Path(electorate))
    return {folder / name: text.encode() for name, text in texts.items()}


def _members_from(file: Path) -> str:
    try:
        text = read_input(file).decode("utf-8-sig")
    except UnicodeDecodeError:
        raise UsageError(f"{file}: it is not UTF-8") from None
    except OSError as error:
        raise UsageError(f"{file}: {error.strerror}") from None
    if not text.strip():
        raise UsageError(f"{file}: it holds no members")
    return text


def _missing_groups(folder: Path, veto: list[str], files: dict[Path, bytes]) -> dict[Path, bytes]:
    """A file with the groups of veto holders that are to be filled."""
    path = folder / "groups.yaml"
    known = load(folder, today(), instead={path: data for path, data in files.items() if path.name == "members.yaml"})
    ids = {*known.dataset.members, *known.dataset.groups} if known.dataset else set()
    missing = [{"id": id_, "name": id_.capitalize(), "members": []} for id_ in veto if id_ not in ids]
    return {path: append(_template("groups.yaml"), "groups", missing).encode()} if missing and not path.exists() else {}
