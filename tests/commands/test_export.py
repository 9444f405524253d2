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


@pytest.mark.parametrize("selection", ["nato-sg-2009", "nato-accession-2022"])
def test_any_shipped_selection_is_exported_as_a_valid_dataset(selection: str, nato, tmp_path) -> None:
    out = tmp_path / "one.json"
    assert nato("export", str(out), "--selection", selection).code == 0
    assert nato("validate", "--strict", str(out)).code == 0


def test_the_csv_export_is_a_folder_of_tables(board, tmp_path) -> None:
    out = tmp_path / "board"
    board("export", str(out))
    rows = rows_of(out / "stances.csv")
    assert [row["id"] for row in rows][:2] == ["wire-1#1", "paper-1#1"]
    members = rows_of(out / "stance_members.csv")
    covered = [row["member"] for row in members if row["stance"] == "paper-1#1"]
    assert covered == ["BBB"], "a collective report covers the members of its date but the exceptions"
    assert {row["part"] for row in members} == {"named", "covered"}
    assert rows[0]["file"] == "board.yaml", "files are named relative to the dataset"


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
    assert "exists: name another file, or add --force" in ran.err
    assert out.read_text() == "mine"
    assert board("export", str(out), "--force").code == 0
    assert out.read_text() != "mine"
    assert [path.name for path in tmp_path.iterdir()] == ["board.json"]


def test_force_replaces_the_tables_of_a_folder_and_touches_no_other_file(board, tmp_path) -> None:
    out = tmp_path / "board"
    assert board("export", str(out)).code == 0
    (out / "stances.csv").write_text("old")
    (out / "notes.csv").write_text("mine")
    assert board("export", str(out)).code == 2
    assert board("export", str(out), "--force").code == 0
    assert rows_of(out / "stances.csv")[0]["id"] == "wire-1#1"
    assert (out / "notes.csv").read_text() == "mine"


def test_one_table_goes_into_one_csv_file(board, tmp_path) -> None:
    assert board("export", str(tmp_path / "standings.csv")).code == 0
    assert {"candidate", "member", "standing", "since"} <= set(rows_of(tmp_path / "standings.csv")[0])
    ran = board("export", str(tmp_path / "out.csv"))
    assert (ran.code, "add --table with one of sources, members" in ran.err) == (2, True)
    assert board("export", str(tmp_path / "out.csv"), "--table", "events").code == 0
    assert "support" in (tmp_path / "out.csv").read_text().splitlines()[0]


@pytest.mark.parametrize("name", ["sg.txt", "sg.xls", "sg.parquet.gz"])
def test_an_unknown_ending_is_refused(name: str, board, tmp_path) -> None:
    ran = board("export", str(tmp_path / name))
    assert ran.code == 2
    assert "unknown ending" in ran.err
    assert list(tmp_path.iterdir()) == []


def test_a_workbook_has_a_sheet_for_each_table_and_no_formula(nato, tmp_path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    hostile = Path(__file__).parents[1] / "datasets" / "hostile.yaml"
    assert nato("export", str(tmp_path / "out.xlsx"), "--data", str(hostile)).code == 0
    book = openpyxl.load_workbook(tmp_path / "out.xlsx")
    assert {"stances", "members", "standings"} <= set(book.sheetnames)
    assert {cell.data_type for sheet in book for row in sheet for cell in row} <= {"s", "n", "b"}


def test_parquet_keeps_a_column_s_type_even_without_a_value(board, tmp_path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    assert board("export", str(tmp_path / "out"), "--to", "parquet").code == 0
    schema = parquet.read_schema(tmp_path / "out" / "stances.parquet")
    assert [field.name for field in schema if str(field.type) == "null"] == []
    assert str(schema.field("hedge").type) == "string"
    assert str(schema.field("credibility").type) == "int64"


def test_formulas_in_an_export_are_text(nato, tmp_path) -> None:
    hostile = Path(__file__).parents[1] / "datasets" / "hostile.yaml"
    nato("export", str(tmp_path / "out"), "--data", str(hostile))
    for path in (tmp_path / "out").iterdir():
        for row in rows_of(path):
            assert [cell for cell in row.values() if cell[:1] in set("=+-@")] == []
