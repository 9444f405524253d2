"""What holds of any file: loading never raises, every fault lies inside the file, and what is written is read again."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import msgspec
import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st
from yaml_factories import TODAY

from nato_cli.dataset.discovery import shipped
from nato_cli.dataset.loader import Loaded, load
from nato_cli.dataset.serialization import whole
from nato_cli.output.json import encoded

MEMBERS = [
    {"id": "NOR", "name": "Norway", "acceded": "1949-08-24"},
    {"id": "TUR", "name": "Türkiye", "acceded": "1952-02-18", "left": "2030-01-01", "aliases": ["Turkey"]},
]
CANDIDATES = [
    {"id": "ann", "name": "Ann", "born": "1960-05-01", "sources": ["wire"]},
    {
        "id": "bob",
        "name": "Bob",
        "statuses": [{"status": "declared", "date": "2024-01", "source": "wire"}],
        "strengths": [{"text": "Calm", "source": "wire"}],
    },
]
SOURCES = [
    {"id": "wire", "publisher": "The Wire", "kind": "wire", "reliability": "B", "url": "https://example.org/1"},
    {"id": "paper", "publisher": "P", "kind": "other", "reliability": "C", "date": "2024-02-01", "relays": "wire"},
]
EVENTS = [
    {"kind": "count", "candidate": "ann", "date": "2024-02-02", "support": 1, "of": 2, "source": "wire"},
    {"kind": "report", "member": "TUR", "source": "wire", "note": "A visit"},
]
STANCE = {"member": "NOR", "candidate": "ann", "position": "support", "source": "wire", "attribution": "named-official"}
STANCES = [
    STANCE,
    STANCE | {"hedge": "likely", "date": "2024-02-03~", "credibility": 3, "note": "Why"},
    {"members": {"all_except": ["NOR"]}, **{name: STANCE[name] for name in STANCE if name != "member"}},
]
COMMON = {
    "members": MEMBERS,
    "scales": [{"id": "own", "title": "Own", "bands": [{"words": ["likely"], "lower": 55, "upper": 80}]}],
    "unscaled": {"words": ["may"]},
    "grades": {"reliability": [{"grade": "A", "name": "reliable"}]},
    "selection": {"id": "s", "title": "S", "opened": "2024-01-01"},
}
WHOLE: dict[str, Any] = COMMON | {
    "candidates": CANDIDATES,
    "sources": SOURCES,
    "events": EVENTS,
    "stances": STANCES,
}

WORDS = [
    "NOR",
    "TRK",
    "ann",
    "wire",
    "likely",
    "support",
    "2024-02-30",
    "9999",
    "0001-01-01",
    "-1",
    "",
    "~",
    "<<",
    "=",
    "7",
]
TEXTS = st.sampled_from(WORDS) | st.text(max_size=8)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=6,
)
FRAGMENTS = st.lists(
    st.sampled_from(
        [
            *("- ", ": ", ":", "\n", "\n  ", "\n    ", "\n  - ", "{", "}", "[", "]", ", ", "&a ", "*a", "!!str ", "! "),
            *("'", '"', "|", ">-", "# ", "? ", "---\n", "...\n", "%YAML 1.1\n", "\t", "\r\n", "\r", "\ufeff", "ü"),
            *("stances:", "members:", "selection:", "unscaled:", "\\u2028", *WORDS, *STANCE),
        ]
    ),
    max_size=30,
).map("".join)


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("any") / "case.yaml"


def load_bytes(case: Path, data: bytes) -> Loaded:
    """Load a file of these bytes. It must not raise, and each of its faults must lie inside it."""
    case.write_bytes(data)
    loaded = load(case, TODAY, warnings=True)
    lines = data.removeprefix(b"\xef\xbb\xbf").decode(errors="replace").replace("\r\n", "\n").replace("\r", "\n")
    for fault in loaded.diagnostics:
        assert fault.path == str(case)
        if fault.line is None or fault.column is None:
            assert fault.code == "empty-file"
            continue
        line = lines.split("\n")[fault.line - 1]
        assert fault.excerpt is not None
        begin, end = fault.excerpt_column - 1, fault.excerpt_column - 1 + len(fault.excerpt)
        assert fault.excerpt == line[begin:end]
        assert begin < fault.column <= end + 1
        assert len(fault.excerpt) == len(line) or len(line) > 1000
        assert 1 <= fault.column <= len(line) + 1
        assert 1 <= fault.width <= max(1, len(line) - fault.column + 1)
    assert (loaded.dataset is None) == any(fault.severity == "error" for fault in loaded.diagnostics)
    return loaded


@given(st.binary(max_size=60))
@example(b"\xff\xfea\x00")
@example(b"\xef\xbb\xbf\xef\xbb\xbf")
def test_any_bytes(case: Path, data: bytes) -> None:
    load_bytes(case, data)


@given(st.text(max_size=60))
def test_any_text(case: Path, text: str) -> None:
    load_bytes(case, text.encode())


@given(FRAGMENTS)
def test_any_scraps_of_yaml(case: Path, text: str) -> None:
    load_bytes(case, text.encode())


def places(value: Any, here: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The paths of all values within a value."""
    parts = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [here, *(place for step, part in parts for place in places(part, (*here, step)))]


@st.composite
def changed(draw: st.DrawFn) -> Any:
    """The whole dataset with any value in the place of any of its values, or beside it under any name."""
    value = copy.deepcopy(WHOLE)
    *way, last = draw(st.sampled_from(places(WHOLE)[1:]))
    parent: Any = value
    for step in way:
        parent = parent[step]
    if isinstance(parent, dict) and draw(st.booleans()):
        last = draw(TEXTS)
    parent[last] = draw(VALUES)
    return value


@given(changed())
def test_any_value_in_any_field(case: Path, value: Any) -> None:
    load_bytes(case, json.dumps(value).encode())


def without_places(value: Any) -> Any:
    """A record as mappings and lists, but for where in which file it stands."""
    if isinstance(value, msgspec.Struct):
        fields = msgspec.structs.asdict(value).items()
        return {name: without_places(part) for name, part in fields if name not in {"place", "path"}}
    if isinstance(value, dict):
        return {name: without_places(part) for name, part in value.items()}
    return [without_places(part) for part in value] if isinstance(value, tuple) else value


@given(st.data())
def test_records_may_be_split_over_files(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    folder = tmp_path_factory.mktemp("split")
    joined = tmp_path_factory.mktemp("joined")
    (joined / "all.yaml").write_text(json.dumps(WHOLE))
    files: list[dict[str, Any]] = [{} for _ in range(4)]
    for section, records in WHOLE.items():
        if isinstance(records, list):
            numbers = sorted(data.draw(st.lists(st.integers(0, 3), min_size=len(records), max_size=len(records))))
            for number, record in zip(numbers, records, strict=True):
                files[number].setdefault(section, []).append(record)
        else:
            files[data.draw(st.integers(0, 3))][section] = records
    for number, sections in enumerate(files):
        if sections:
            (folder / f"{number}.yaml").write_text(json.dumps(sections))
    in_one = load(joined, TODAY).dataset
    assert in_one is not None
    assert without_places(load(folder, TODAY).dataset) == without_places(in_one)


#: Text that a file may hold in some way. What JSON can only write as a pair of escapes, libyaml takes for no character.
PROSE = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters=map(chr, range(0xE0000, 0xE0080))), min_size=1
).filter(str.strip)


@given(st.lists(PROSE, min_size=6, max_size=6))
@example(["\uffff", "\ufeff", "a\u0085b", "a\u2028b", "null", "0"])
def test_what_is_exported_as_json_is_read_as_the_same_dataset(case: Path, prose: list[str]) -> None:
    value = copy.deepcopy(WHOLE)
    value["selection"]["title"], value["candidates"][0]["name"], value["sources"][0]["publisher"] = prose[:3]
    value["stances"][1]["note"], value["members"][1]["aliases"], value["grades"] = prose[3], prose[4:], {}
    case.write_text(yaml.safe_dump(value, sort_keys=False), encoding="utf-8")
    first = load(case, TODAY).dataset
    assert first is not None
    exported = whole(first, first.selections["s"])
    case.write_text(encoded(exported), encoding="utf-8")
    again = load(case, TODAY).dataset
    assert again is not None
    assert whole(again, again.selections["s"]) == exported


def test_empty_lists_that_are_required_are_exported_too(case: Path) -> None:
    value = WHOLE | {"scales": [{"id": "a", "title": "b", "bands": []}], "unscaled": {"words": [], "note": "none"}}
    value["stances"] = [{name: stance[name] for name in stance if name != "hedge"} for stance in STANCES]
    case.write_text(json.dumps(value))
    first = load(case, TODAY).dataset
    assert first is not None
    case.write_text(encoded(whole(first, first.selections["s"])), encoding="utf-8")
    assert load(case, TODAY).dataset is not None


SHIPPED = sorted(path for path in shipped().rglob("*.yaml") if path.stat().st_size < 4000)


@st.composite
def mutated(draw: st.DrawFn) -> bytes:
    """A shipped file of which some parts have been left out, written twice or put in each other's place."""
    data = draw(st.sampled_from(SHIPPED)).read_bytes()
    for _ in range(draw(st.integers(1, 4))):
        one, two, three = sorted(draw(st.lists(st.integers(0, len(data)), min_size=3, max_size=3)))
        head, middle, last, tail = data[:one], data[one:two], data[two:three], data[three:]
        data = draw(
            st.sampled_from([head + last + tail, head + middle + middle + last + tail, head + last + middle + tail])
        )
    return data


@given(mutated())
def test_any_mutation_of_a_shipped_file(case: Path, data: bytes) -> None:
    load_bytes(case, data)
