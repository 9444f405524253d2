"""`nato import`: add the stances of a spreadsheet."""

import json

from small_dataset import SOURCE, stances

SHEET = """\
Land;candidate;position;date;source;attribution;publisher;url;kind;reliability
Norway;alder;support;2026-11-02;paper-1;named-official;The Paper;https://example.org/2;newspaper;B
Norvège;alder;oppose;2026-11-03;paper-1;named-official;;;;
SE;alder;undecided;;paper-1;anonymous-sources;;;;
"""


def test_a_spreadsheet_as_excel_writes_it_in_europe(nato, mine, tmp_path) -> None:
    sheet = tmp_path / "sheet.csv"
    sheet.write_bytes(b"\xef\xbb\xbf" + SHEET.replace("\n", "\r\n").encode())
    ran = nato("import", str(sheet), "--map", "Land=member", "--data", str(mine))
    assert (ran.code, ran.out) == (0, "3 taken, 0 already there, 0 refused\n")
    answer = json.loads(nato("stances", "--format", "json", "--data", str(mine)).out)
    assert [(each["members"], each["position"]) for each in answer["stances"]] == [
        (["NOR"], "oppose"),
        (["NOR"], "support"),
        (["SWE"], "undecided"),
    ]


def test_what_is_there_already_is_not_added_again(nato, mine, tmp_path) -> None:
    sheet = tmp_path / "sheet.csv"
    sheet.write_text(SHEET)
    nato("import", str(sheet), "--map", "Land=member", "--data", str(mine))
    before = stances(mine).read_bytes()
    ran = nato("import", str(sheet), "--map", "Land=member", "--data", str(mine))
    assert ran.out.endswith("0 taken, 3 already there, 0 refused\n")
    assert stances(mine).read_bytes() == before


def test_nothing_is_written_when_a_row_is_refused_unless_asked(nato, mine, tmp_path) -> None:
    sheet = tmp_path / "sheet.csv"
    sheet.write_text(SHEET.replace("undecided", "undecidd").replace("Norvège", "Norwey"))
    before = stances(mine).read_bytes()
    ran = nato("import", str(sheet), "--map", "Land=member", "--data", str(mine))
    assert ran.code == 1
    assert "row 3: refused: unknown member 'Norwey': did you mean 'Norway'?" in ran.out
    assert "row 4: refused: 'undecidd' is no position" in ran.out
    assert stances(mine).read_bytes() == before
    ran = nato("import", str(sheet), "--map", "Land=member", "--skip-bad", "--data", str(mine))
    assert ran.out.endswith("1 taken, 0 already there, 2 refused\n")


def test_dates_of_another_form_are_read_when_that_is_said(nato, mine, tmp_path) -> None:
    sheet = tmp_path / "sheet.tsv"
    sheet.write_text(SHEET.replace(";", "\t").replace("2026-11-02", "2.11.2026").replace("2026-11-03", "3.11.2026"))
    command = ("import", str(sheet), "--map", "Land=member", "--data", str(mine))
    assert "'2.11.2026' is not a date" in nato(*command).out
    assert nato(*command, "--dates", "%d.%m.%Y").code == 0


def test_an_unknown_column_is_told(nato, mine, tmp_path) -> None:
    sheet = tmp_path / "sheet.csv"
    sheet.write_text("member,candidat\nNOR,alder\n")
    ran = nato("import", str(sheet), "--data", str(mine))
    assert ran.code == 2
    assert "unknown column 'candidat': did you mean 'candidate'?" in ran.err


def test_json_is_imported_too(nato, mine, tmp_path) -> None:
    sheet = tmp_path / "sheet.json"
    nato("add", "source", *SOURCE, "--data", str(mine))
    record = {"members": ["NOR", "SWE"], "candidate": "alder", "position": "support", "source": "the-wire-2026-11-02"}
    sheet.write_text(json.dumps([record | {"attribution": "named-official"}]))
    assert nato("import", str(sheet), "--data", str(mine)).out == "1 taken, 0 already there, 0 refused\n"
