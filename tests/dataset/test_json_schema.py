"""The JSON Schema of the data files, held against a checker other than ours."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
import yaml
from jsonschema import Draft202012Validator

from nato_cli.dataset.schema import json_schema

DATA = Path(__file__).parents[2] / "data"
FILES = sorted(DATA.rglob("*.yaml"))
CHECKER = Draft202012Validator(json_schema())


class Core(yaml.SafeLoader):
    """YAML 1.2's core schema, as editors read it: a date is text, and so is `NO`."""


Core.yaml_implicit_resolvers = {}
for tag, pattern, first in (
    ("null", r"~|null|Null|NULL|", ["~", "n", "N", ""]),
    ("bool", r"true|True|TRUE|false|False|FALSE", list("tTfF")),
    ("int", r"[-+]?[0-9]+", list("-+0123456789")),
):
    Core.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(f"^(?:{pattern})$"), first)


def faults(text: str) -> list[str]:
    return [error.json_path for error in CHECKER.iter_errors(yaml.load(text, Core))]


def test_it_is_a_schema() -> None:
    Draft202012Validator.check_schema(json_schema())


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_the_shipped_files_keep_to_it(path: Path) -> None:
    assert faults(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_the_shipped_files_tell_editors_where_it_is(path: Path) -> None:
    first = path.read_text(encoding="utf-8").splitlines()[0]
    found = re.fullmatch(r"# yaml-language-server: \$schema=(\S+)", first)
    assert found
    assert (path.parent / found[1]).resolve() == DATA / "dataset.schema.json"


def test_the_copy_beside_the_data_is_the_one_that_the_code_gives() -> None:
    """`nato schema > data/dataset.schema.json` writes it anew."""
    assert json.loads((DATA / "dataset.schema.json").read_text(encoding="utf-8")) == json_schema()


STANCE = "{member: AAA, candidate: a, position: support, source: s, attribution: named-official}"


@pytest.mark.parametrize(
    ("text", "path"),
    [
        (f"stances: [{STANCE.replace('support', 'suport')}]", "$.stances[0].position"),
        (f"stances: [{STANCE.replace('candidate: a, ', '')}]", "$.stances[0]"),
        (f"stances: [{STANCE.replace('member: AAA', 'members: []')}]", "$.stances[0].members"),
        (f"stances: [{STANCE.replace('member: AAA', 'member: a a')}]", "$.stances[0].member"),
        (f"stances: [{STANCE.replace('}', ', date: 1 May}')}]", "$.stances[0].date"),
        ("sources: [{id: s, publisher: P, kind: wire, reliability: A, url: 'ftp://x'}]", "$.sources[0].url"),
        ("events: [{kind: report, support: many, source: s}]", "$.events[0].support"),
        ("selection: {id: s, title: S, decision: most}", "$.selection.decision"),
        ("groups: [{id: g, name: G, members: [{since: 2024-01-01}]}]", "$.groups[0].members[0]"),
        ("stance: []", "$"),
    ],
)
def test_what_it_finds(text: str, path: str) -> None:
    assert set(faults(text)) == {path}


def test_what_nato_takes_it_takes() -> None:
    assert faults(f"stances: [{STANCE}]") == []
    assert faults(f"stances: [{STANCE.replace('member: AAA', 'members: {all_except: []}')}]") == []
    assert faults("sources: [{id: s, publisher: 1984, kind: wire, reliability: A, date: unknown}]") == []
    assert faults("events: [{kind: count, candidate: a, support: 1, of: 2, source: s, date: 2024}]") == []
