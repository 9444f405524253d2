"""A table of anything: its rows are taken or refused, or one line says what is wrong; the dataset stays valid."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from inert import UNSEEN, assert_inert
from runner import Result, run_in_process
from workspace import BOARD, STANCE, lay_out

HEAD = "member,candidate,position,source,attribution"
ROW = "AAA,cay,support,wire-1,named-official"
RECORD = dict(zip(HEAD.split(","), ROW.split(","), strict=True))
TABLES = {
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
    "codes.csv": f"{HEAD}\n{'AAA ' * 3000},cay,support,wire-1,named-official\n".encode(),
    "deep.json": b"[" * 100_000,
    "half.json": b"{",
    "number.json": b'[{"member": ' + b"9" * 5000 + b"}]",
    "text.json": b'"stances"',
    "infinite.json": b'[{"member": NaN, "candidate": Infinity}]',
    "half-note.json": json.dumps([RECORD | {"note": "\udfff"}]).encode(),
    "nested.json": b'[{"member": {"a": ["AAA"]}, "candidate": ["cay"], "position": {}, "source": [[]]}]',
    "strange-keys.json": b'[{"\\u001b[2J": 1}]',
    "unseen.json": json.dumps([RECORD | {"note": "a\0b\u2028c\ufeff\x9b\U000e0041"}]).encode(),
    "not-a-workbook.xlsx": b"PK\x03\x04 and no more",
}


def import_table(name: str, content: bytes, folder: Path, *options: str) -> Result:
    (folder / name).write_bytes(content)
    return run_in_process("import", name, *options, cwd=folder, NATO_DATA="board.yaml")


@pytest.mark.parametrize("options", [(), ("--skip-bad",)], ids=str)
@pytest.mark.parametrize("name", TABLES)
def test_any_table_is_taken_or_refused(name: str, options: tuple[str, ...], nato, tmp_path: Path) -> None:
    lay_out(tmp_path)
    result = import_table(name, TABLES[name], tmp_path, *options)
    assert result.code in {0, 1, 2, 3}
    assert_inert(result.out + result.err)
    if result.code in {2, 3}:
        assert (tmp_path / "board.yaml").read_bytes() == BOARD.read_bytes()
    assert nato("validate", "board.yaml", cwd=tmp_path).code == 0


@settings(max_examples=30, suppress_health_check=list(HealthCheck), database=None)
@given(
    st.binary(max_size=60) | st.text(max_size=60).map(str.encode),
    st.sampled_from(["a.csv", "a.tsv", "a.json"]),
    st.booleans(),
)
def test_any_bytes_leave_a_valid_dataset(
    tmp_path_factory: pytest.TempPathFactory, content: bytes, name: str, has_head: bool
) -> None:
    folder = tmp_path_factory.mktemp("any")
    lay_out(folder)
    result = import_table(name, HEAD.encode() + b"\n" + content if has_head else content, folder, "--skip-bad")
    assert result.code in {0, 1, 2, 3}
    assert UNSEEN.search(result.out + result.err) is None
    assert run_in_process("validate", "board.yaml", cwd=folder).code == 0


NOTES = [
    "\x9b31m", "\u202e\u2066", "a\u2028b", "\ufeff", "\x7f", "\U000e0041", "\x1b\n\r\t", "a\u0085b", "'\"\\", "null",
    "# no", "- a", "&a", "*a", "!a", "%a", "@a", "`a", "{a", "[a", "a: b", "a #b", " a ", "😀", "?", ":",
]  # fmt: skip


@pytest.mark.parametrize("data", ["board.yaml", "split"])
def test_any_text_that_is_added_is_read_back(data: str, nato, tmp_path: Path) -> None:
    lay_out(tmp_path)
    rows = [RECORD | {"note": note, "date": f"2024-02-{day:02}"} for day, note in enumerate(NOTES, 1)]
    (tmp_path / "notes.json").write_text(json.dumps(rows), encoding="utf-8")
    assert nato("import", "notes.json", "--data", data, cwd=tmp_path).code == 0
    adding = ["add", "stance", "--member", "AAA", "--source", "wire-1", *STANCE.split(), "--note", NOTES[0]]
    assert nato(*adding, "--data", data, cwd=tmp_path).code == 0
    answer = json.loads(nato("stances", "--candidate", "cay", "--format", "json", "--data", data, cwd=tmp_path).out)
    notes = [stance["note"] or "" for stance in answer["stances"]]
    assert {note.strip() for note in NOTES} <= {note.strip() for note in notes}
    written = "".join(path.read_text(encoding="utf-8") for path in tmp_path.rglob("*.yaml"))
    assert UNSEEN.search(written.replace("\U000e0041", "")) is None
