"""A spreadsheet of anything: its rows are taken or refused, or one line says why it is none."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from runner import run_in_process as nato
from test_hostile_output import UNSEEN, assert_inert
from workspace import CASES, STANCE, lay_out

HEAD = "member,candidate,position,source,attribution"
ROW = "AAA,cay,support,wire-1,named-official"
RECORD = {
    "member": "AAA",
    "candidate": "cay",
    "position": "support",
    "source": "wire-1",
    "attribution": "named-official",
}
SHEETS = {
    "empty.csv": b"",
    "mark.csv": b"\xef\xbb\xbf",
    "nul.csv": f"{HEAD}\nAAA\0,cay,support,wire-1,named-official\n".encode(),
    "control.csv": f"{HEAD},note\n{ROW},\x1b[2J\x9b\u202e\n".encode(),
    "long.csv": f"{HEAD},note\n{ROW},{'x' * 200_000}\n".encode(),
    "quote.csv": f'{HEAD},note\n{ROW},"never ended\n{ROW},x\n'.encode(),
    "short.csv": f"{HEAD}\nAAA\n\n,,,,\n".encode(),
    "wide.csv": f"{HEAD}\n{ROW},more,and,more\n".encode(),
    "twice.csv": f"{HEAD},member\n{ROW},BBB\n".encode(),
    "no-head.csv": f"{ROW}\n".encode(),
    "returns.csv": f"{HEAD}\r{ROW}\r".encode(),
    "utf-16.csv": f"{HEAD}\n{ROW}\n".encode("utf-16"),
    "latin.csv": f"{HEAD},note\n{ROW},é\n".encode("latin-1"),
    "many.csv": (HEAD + "\n" + f"{ROW}\n" * 3000).encode(),
    "codes.csv": f"{HEAD}\n{'AAA ' * 3000},cay,support,wire-1,named-official\n".encode(),
    "deep.json": b"[" * 100_000,
    "number.json": b'[{"member": ' + b"9" * 5000 + b"}]",
    "text.json": b'"stances"',
    "infinite.json": b'[{"member": NaN, "candidate": Infinity}]',
    "half.json": json.dumps([RECORD | {"member": "\ud800"}]).encode(),
    "half-note.json": json.dumps([RECORD | {"note": "\udfff"}]).encode(),
    "nested.json": b'[{"member": {"a": ["AAA"]}, "candidate": ["cay"], "position": {}, "source": [[]]}]',
    "strange-keys.json": b'[{"\\u001b[2J": 1}]',
    "nul.json": json.dumps([RECORD | {"note": "a\0b\u2028c\ufeff\x9b\U000e0041"}]).encode(),
    "deep-list.json": json.dumps({"stances": [{"members": [["AAA"], ["BBB"]]}]}).encode(),
}  # fmt: skip


def imported(name: str, data: bytes, folder: Path, *more: str):
    (folder / name).write_bytes(data)
    return nato("import", name, *more, cwd=folder, NATO_DATA="board.yaml")


@pytest.mark.parametrize(
    "more", [(), ("--skip-bad",), ("--dry-run", "--skip-bad"), ("--dates", "%d.%m.%Y\n%")], ids=str
)
@pytest.mark.parametrize("name", SHEETS)
def test_any_spreadsheet_is_taken_or_refused(name: str, more: tuple[str, ...], tmp_path: Path) -> None:
    lay_out(tmp_path)
    ran = imported(name, SHEETS[name], tmp_path, *more)
    assert ran.code in {0, 1, 2, 3}
    assert_inert(ran.out + ran.err)
    assert ran.code != 2 or ran.err.count("\n") == 1
    if ran.code in {2, 3}:
        assert (tmp_path / "board.yaml").read_bytes() == (CASES / "board.yaml").read_bytes()
    assert nato("validate", "board.yaml", cwd=tmp_path).code == 0


@settings(max_examples=40, suppress_health_check=list(HealthCheck), database=None)
@given(
    st.binary(max_size=60) | st.text(max_size=60).map(str.encode),
    st.sampled_from(["a.csv", "a.tsv", "a.json"]),
    st.booleans(),
)
def test_any_bytes_will_do(tmp_path_factory: pytest.TempPathFactory, data: bytes, name: str, has_head: bool) -> None:
    folder = tmp_path_factory.mktemp("any")
    lay_out(folder)
    ran = imported(name, HEAD.encode() + b"\n" + data if has_head else data, folder, "--skip-bad")
    assert ran.code in {0, 1, 2, 3}
    assert UNSEEN.search(ran.out + ran.err) is None


NOTES = [
    "\x9b31m", "\u202e\u2066", "a\u2028b", "\ufeff", "\x7f", "\U000e0041", "\x1b\n\r\t", "a\u0085b", "'\"\\", "null",
    "# no", "- a", "&a", "*a", "!a", "%a", "@a", "`a", "{a", "[a", "a: b", "a #b", " a ", "😀", "?", ":",
]  # fmt: skip


@pytest.mark.parametrize("data", ["board.yaml", "split", "old.json"])
def test_any_text_can_be_added_and_is_read_as_it_was(data: str, tmp_path: Path) -> None:
    lay_out(tmp_path)
    assert nato("export", "old.json", "--force", "--data", "board.yaml", cwd=tmp_path).code == 0
    adding = ["add", "stance", "--member", "AAA", "--source", "wire-1", *STANCE.split()]
    for note in NOTES:
        assert nato(*adding, "--note", note, "--data", data, cwd=tmp_path).code == 0
    answer = json.loads(nato("stances", "--candidate", "cay", "--format", "json", "--data", data, cwd=tmp_path).out)
    assert set(NOTES) <= {each["note"] for each in answer["stances"]}
    written = b"".join(path.read_bytes() for path in (tmp_path / data, *(tmp_path / data).glob("*")) if path.is_file())
    assert UNSEEN.search(written.decode().replace("\U000e0041", "")) is None
