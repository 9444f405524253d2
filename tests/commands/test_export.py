"""A selection taken elsewhere."""

import csv
import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest


def rows_of(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(path.read_text(encoding="utf-8").splitlines()))


def test_the_json_export_is_a_dataset_with_the_same_answers(board, nato, tmp_path) -> None:
    out = tmp_path / "board.json"
    assert board("export", str(out)).code == 0
    assert nato("validate", "--strict", str(out)).code == 0
    question = ("unanimity-check", "ann", "bob", "cay", "--as-of", "2024-03-31", "--format", "json")
    assert nato(*question, "--data", str(out)).out == board(*question).out


def test_the_csv_export_is_a_folder_of_tables(board, tmp_path) -> None:
    out = tmp_path / "board"
    board("export", str(out))
    rows = rows_of(out / "stances.csv")
    assert [row["id"] for row in rows][:2] == ["wire-1#1", "paper-1#1"]
    members = rows_of(out / "stance_members.csv")
    assert {"stance": "paper-1#1", "member": "CCC", "part": "left out"} in members


def test_the_sqlite_export_keeps_its_references(board, tmp_path) -> None:
    out = tmp_path / "board.sqlite"
    board("export", str(out), "--as-of", "2024-03-31")
    with closing(sqlite3.connect(out)) as database:
        database.execute("PRAGMA foreign_keys = ON")
        assert database.execute("PRAGMA foreign_key_check").fetchall() == []
        query = "SELECT member FROM standings JOIN members ON member = members.id WHERE candidate = ? AND standing = ?"
        assert database.execute(query, ("ann", "support")).fetchall() == [("AAA",), ("BBB",)]
        with pytest.raises(sqlite3.IntegrityError):
            database.execute("INSERT INTO stance_members VALUES ('nothing', 'AAA', 'named')")


def test_the_popolo_export_has_persons_the_body_the_post_and_who_was_appointed(nato, tmp_path) -> None:
    out = tmp_path / "sg.popolo.json"
    nato("export", str(out))
    popolo = json.loads(out.read_text(encoding="utf-8"))
    assert {"id": "rutte", "name": "Mark Rutte"}.items() <= popolo["persons"][0].items()
    assert len(popolo["organizations"]) == 33
    assert popolo["memberships"] == [
        {"person_id": "rutte", "organization_id": "NATO", "post_id": "nato-sg-2024", "start_date": "2024-10-01"}
    ]


def test_what_is_there_is_left_unless_asked(board, tmp_path) -> None:
    out = tmp_path / "board.json"
    out.write_text("mine")
    ran = board("export", str(out))
    assert ran.code == 2
    assert "is there already" in ran.err
    assert out.read_text() == "mine"
    assert board("export", str(out), "--force").code == 0
    assert out.read_text() != "mine"
    assert [path.name for path in tmp_path.iterdir()] == ["board.json"]


def test_a_folder_can_be_replaced_as_a_whole(board, tmp_path) -> None:
    out = tmp_path / "board"
    board("export", str(out))
    (out / "old.csv").touch()
    board("export", str(out), "--force")
    assert not (out / "old.csv").exists()
    assert (out / "stances.csv").exists()


def test_parquet_says_what_it_needs_or_is_written(board, tmp_path) -> None:
    ran = board("export", str(tmp_path / "out"), "--to", "parquet")
    if ran.code == 2:
        assert "pip install 'nato-cli[parquet]'" in ran.err
        assert list(tmp_path.iterdir()) == []
    else:
        assert (tmp_path / "out" / "stances.parquet").exists()


def test_formulas_in_an_export_are_text(nato, tmp_path) -> None:
    hostile = Path(__file__).parents[1] / "datasets" / "hostile.yaml"
    nato("export", str(tmp_path / "out"), "--data", str(hostile))
    for path in (tmp_path / "out").iterdir():
        for row in rows_of(path):
            assert [cell for cell in row.values() if cell[:1] in set("=+-@")] == []
