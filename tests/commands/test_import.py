"""`nato import`: add the stances of a spreadsheet, however it was written."""

import datetime as dt
import io
import json
import re
import sys
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_dataset import SOURCE, report

from nato_cli.commands.spreadsheet import NotATableError, read_table

HEADER = "member,candidate,position,source,attribution,note"
ROW = "DNK,alder,support,the-wire-2026-11-02,named-official,hi"


@pytest.fixture
def imports(nato, mine, tmp_path):
    """Import a text or bytes as a file; the dataset has the source of ROW."""
    assert nato("add", "source", *SOURCE, "--data", str(mine)).code == 0

    def run(content: str | bytes, *options: str, name: str = "sheet.csv"):
        (tmp_path / name).write_bytes(content.encode() if isinstance(content, str) else content)
        return nato("import", name, "--data", str(mine), *options, cwd=tmp_path)

    return run


@pytest.fixture
def taken(nato, mine):
    """The members of each stance of the dataset, and one key of it, in the order of the files."""

    def read(key: str = "note") -> list[tuple[str, object]]:
        answer = json.loads(nato("stances", "--format", "json", "--data", str(mine)).out)
        return sorted((",".join(stance["members"]), stance[key]) for stance in answer["stances"])

    return read


EUROPEAN = """\
Land;candidate;position;date;source;attribution;publisher;url;kind;reliability
Norway;alder;support;2026-11-02;paper-1;named-official;The Paper;https://example.org/2;newspaper;B
Norvège;alder;oppose;2026-11-03;paper-1;named-official;;;;
SE;alder;undecided;;paper-1;anonymous-sources;;;;
"""


def test_a_spreadsheet_as_excel_writes_it_in_europe(imports, taken) -> None:
    ran = imports(b"\xef\xbb\xbf" + EUROPEAN.replace("\n", "\r\n").encode(), "--map", "Land=member")
    assert (ran.code, ran.out) == (0, "3 taken, 0 already there, 0 refused\n")
    assert taken("position") == [("NOR", "oppose"), ("NOR", "support"), ("SWE", "undecided")]


@pytest.mark.parametrize(
    "sheet",
    [
        f"{HEADER}\n{ROW}\n,,,,,\n,,,,,\n",
        f"\n{HEADER}\n\n{ROW}\n",
        f"Whip count of November,,,,,\n,,,,,\n{HEADER}\n{ROW}\n",
        f"sep=;\n{HEADER}\n{ROW}\n".replace(",", ";"),
        f"{HEADER}, \n{ROW},\n",
        f"{HEADER},,,\n{ROW},,,\n",
        f"{HEADER}\r{ROW}\r".replace(",", ";").replace("hi", "hi, Paris, Rome, Oslo, Riga, Bonn, Bern, Kyiv"),
        f"{HEADER}\n{ROW}\n".replace(",", "\t"),
    ],
    ids=["blank rows", "blank first line", "title", "sep=", "blank head", "blank columns", "CR alone", "tabs"],
)
def test_what_stands_around_a_table_is_left_out(imports, taken, sheet) -> None:
    ran = imports(sheet)
    assert (ran.code, ran.out) == (0, "1 taken, 0 already there, 0 refused\n"), ran
    assert [members for members, _ in taken()] == ["DNK"]


def test_a_head_over_two_lines_does_not_hide_the_separator(imports, taken) -> None:
    sheet = f'"member\n(code)";{HEADER[7:]}\n{ROW}\n'.replace(",", ";")
    assert imports(sheet, "--map", "member\n(code)=member").code == 0
    assert taken() == [("DNK", "hi")]


def test_a_row_with_more_cells_than_the_header_is_refused(imports, taken) -> None:
    ran = imports(f"{HEADER}\n{ROW}, but only on conditions\n{ROW.replace('DNK', 'SWE')}\n", "--skip-bad")
    assert (ran.code, ran.out.splitlines()[0]) == (
        1, "row 2: refused: it has 7 cells, the header 6: quote a cell that holds the separator"
    )  # fmt: skip
    assert taken() == [("SWE", "hi")]


def test_a_cell_below_a_blank_head_is_refused(imports) -> None:
    assert "row 2: refused: 'stray' stands in a column without a name" in imports(f"{HEADER},\n{ROW},stray\n").out


@pytest.mark.parametrize(
    ("header", "message"),
    [
        (f"{HEADER},note", "two columns 'note': rename one of them"),
        ("Land,Person,Haltung", "unknown columns 'Land', 'Person', 'Haltung': --map 'Land=...' says which"),
        ("member,candidat", "unknown column 'candidat': did you mean 'candidate'?"),
        (f"Timestamp,{HEADER}", "unknown column 'Timestamp': --map 'Timestamp=...' says which of ours it is, --map "),
    ],
)
def test_columns_that_cannot_be_used_are_named_at_once_even_without_rows(imports, header, message) -> None:
    ran = imports(f"{header}\n")
    assert ran.code == 2
    assert message in ran.err
    assert ran.err.count("\n") == 1


def test_map_compares_names_as_columns_are_compared(imports, taken) -> None:
    assert imports(f"  Country ,{HEADER[7:]}\n{ROW}\n", "--map", "country=member").code == 0
    assert taken() == [("DNK", "hi")]


def test_a_column_is_left_out(imports, taken) -> None:
    assert imports(f"Timestamp,{HEADER}\n2026-11-03 10:00:00,{ROW}\n", "--map", "timestamp=").code == 0
    assert taken() == [("DNK", "hi")]


def test_map_names_a_column_that_is_not_there(imports) -> None:
    ran = imports(f"{HEADER}\n{ROW}\n", "--map", "Land=member")
    assert (ran.code, "--map names 'land', which is not a column; it has 'member'" in ran.err) == (2, True)


def test_one_value_for_all_rows(imports, taken) -> None:
    sheet = "member,position\nDNK,support\nSWE,oppose\n"
    fixed = ("candidate=Ann Alder", "source=the-wire-2026-11-02", "attribution=named-official", "note=hi")
    ran = imports(sheet, *(word for pair in fixed for word in ("--set", pair)))
    assert ran.code == 0, ran
    assert taken() == [("DNK", "hi"), ("SWE", "hi")]
    assert imports(sheet, "--set", "position=support").code == 2


@pytest.mark.parametrize(
    ("content", "options"),
    [
        (f"{HEADER}\n{ROW}é\n".encode("utf-16"), ()),
        (f"{HEADER}\n{ROW}é\n".encode("cp1252"), ("--encoding", "cp1252")),
        (f"{HEADER}\n{ROW}é\n".encode("utf-16-le"), ("--encoding", "utf-16-le")),
    ],
)
def test_encodings_other_than_utf_8_are_read(imports, taken, content, options) -> None:
    assert imports(content, *options).code == 0
    assert taken() == [("DNK", "hié")]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (
            f"{HEADER}\n{ROW}é\n".encode("cp1252"),
            "line 2, byte 0xe9: it is not UTF-8. A file from Windows may be --enc",
        ),
        (f"{HEADER}\n{ROW}\n".encode("utf-16-le"), "it looks like UTF-16 without a mark: --encoding utf-16-le"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "it is a workbook of Excel 97-2003: save it as .xlsx, or as CSV UTF-8"),
        (b"PK\x03\x04 not a workbook", "as an Excel workbook"),
    ],
)
def test_what_cannot_be_read_is_explained(imports, content, message) -> None:
    ran = imports(content)
    assert ran.code == 2
    assert message in ran.err
    assert ran.err.count("\n") == 1


def workbook() -> bytes:
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    book.active.append(["Whip count"])
    book.active.append([])
    book.active.append([*HEADER.split(","), "date", "credibility"])
    book.active.append([*ROW.split(","), dt.datetime(2026, 11, 1), 2.0])  # noqa: DTZ001
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def test_a_workbook_of_excel(imports, taken) -> None:
    ran = imports(workbook(), name="sheet.xlsx")
    assert ran.code == 0, ran
    assert (taken("date"), taken("credibility")) == ([("DNK", "2026-11-01")], [("DNK", 2)])


def test_a_workbook_without_openpyxl(imports, monkeypatch) -> None:
    content = workbook()
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    ran = imports(content, name="sheet.xlsx")
    assert (ran.code, "pip install 'nato-cli[xlsx]', or save it as CSV UTF-8" in ran.err) == (2, True)


RECORD = dict(zip(HEADER.split(","), ROW.split(","), strict=True))


@pytest.mark.parametrize(
    "text",
    [
        json.dumps([RECORD]),
        json.dumps({"stances": [RECORD]}, indent=2),
        f"{json.dumps(RECORD)}\n\n",
        f"{json.dumps(RECORD)}\n{json.dumps(RECORD | {'member': 'SWE'})}\n",
    ],
    ids=["list", "object", "one line", "lines"],
)
@pytest.mark.parametrize("name", ["sheet.json", "sheet.jsonl"])
def test_json_in_any_of_its_forms(imports, taken, text, name) -> None:
    ran = imports(text, name=name)
    assert ran.code == 0, ran
    assert taken()[0] == ("DNK", "hi")


def test_several_members_in_json(imports, taken) -> None:
    imports(json.dumps([{**RECORD, "member": None, "members": ["NOR", "Sweden"]}]), name="sheet.json")
    assert taken() == [("NOR,SWE", "hi")]


@pytest.mark.parametrize(
    ("column", "cell", "stored"),
    [
        ("credibility", "2.0", 2),
        ("position", "Support", "support"),
        ("position", "No objection", "no-objection"),
        ("attribution", "Named_Official", "named-official"),
        ("candidate", "ANN  Alder", "alder"),
        ("hedge", "Likely", "likely"),
    ],
)
def test_values_as_spreadsheets_write_them(imports, taken, column, cell, stored) -> None:
    record = {**RECORD, column: cell}
    assert imports(f"{','.join(record)}\n{','.join(record.values())}\n").code == 0
    assert taken(column) == [("DNK", stored)]


@pytest.mark.parametrize(
    ("cell", "members"),
    [
        (unicodedata.normalize("NFD", "Türkiye"), "TUR"),
        (unicodedata.normalize("NFC", "Türkiye"), "TUR"),
        ("TURKIYE", "TUR"),
        ('"Netherlands, Kingdom of the"', "NLD"),
        ("U.S.", "USA"),
        ("U.K.", "GBR"),
        ("us", "USA"),
        ("États-Unis", "USA"),
        ("Allemagne", "DEU"),
        ("NOR SWE", "NOR,SWE"),
        ('"Norway, Sweden"', "NOR,SWE"),
        ('"Netherlands, Kingdom of the; Norway"', "NLD,NOR"),
    ],
)
def test_members_by_any_name(imports, taken, cell, members) -> None:
    assert imports(f"{HEADER}\n{cell}{ROW[3:]}\n").code == 0
    assert taken() == [(members, "hi")]


def test_the_shipped_stances_are_all_there_already(nato) -> None:
    data = str(Path(__file__).parents[2] / "data")
    for form in ("csv", "json"):
        own = nato("stances", "--format", form, "--data", data).out
        ran = nato("import", "-", "--data", data, stdin=own)
        assert ran.code == 0, ran.out
        assert re.search(r"^0 taken, [1-9]\d\d already there, 0 refused$", ran.out, re.MULTILINE)
        assert "differs" not in ran.out


def test_all_members_but_some(imports, mine) -> None:
    assert imports(f'{HEADER}\n"all except Hungary, TUR"{ROW[3:]}\n').code == 0
    assert "members: {all_except: [HUN, TUR]}" in report(mine).read_text()


def test_nothing_is_written_when_a_row_is_refused_unless_asked(imports, mine) -> None:
    sheet = EUROPEAN.replace("undecided", "undecidd").replace("Norvège", "Norwey")
    ran = imports(sheet, "--map", "Land=member")
    assert ran.code == 1
    assert "row 3: refused: unknown member 'Norwey': did you mean 'Norway'?" in ran.out
    assert "row 4: refused: 'undecidd' is no" in ran.out
    assert "did you mean 'undecided'?" in ran.out
    assert not report(mine, "paper-1").exists()
    ran = imports(sheet, "--map", "Land=member", "--skip-bad")
    assert ran.out.endswith("1 taken, 0 already there, 2 refused\n")
    assert report(mine, "paper-1").exists()


def test_rows_that_only_a_check_of_the_dataset_refuses_have_their_number_and_are_skipped(imports, taken) -> None:
    sheet = f"{HEADER},date\n{ROW},\nFIN{ROW[3:]},1950-01-01\nSWE{ROW[3:]},\n"
    ran = imports(sheet, "--skip-bad")
    assert "row 3: refused: " in ran.out
    assert "was not a member on 1950-01-01" in ran.out
    assert ran.out.endswith("\n2 taken, 0 already there, 1 refused\n")
    assert taken() == [("DNK", "hi"), ("SWE", "hi")]


def test_what_is_there_already_is_not_added_again(imports, taken) -> None:
    imports(EUROPEAN, "--map", "Land=member")
    before = taken()
    ran = imports(EUROPEAN, "--map", "Land=member")
    assert (ran.code, ran.out.splitlines()) == (
        0,
        [
            "row 2: already there: paper-1#1", "row 3: already there: paper-1#2", "row 4: already there: paper-1#3",
            "0 taken, 3 already there, 0 refused",
        ],
    )  # fmt: skip
    assert taken() == before


def test_a_note_that_differs_is_said_to(imports) -> None:
    imports(f"{HEADER}\n{ROW}\n")
    ran = imports(f"{HEADER}\n{ROW}gher\n")
    id_ = "the-wire-2026-11-02#1"
    assert ran.out.startswith(f"row 2: already there: {id_}, which differs in note: nato edit {id_}\n")


def test_a_contradiction_is_never_already_there(imports) -> None:
    sheet = f"{HEADER}\n{ROW}\n{ROW.replace('support', 'oppose')}\n"
    assert "row 3: refused: it contradicts row 2, where the same source reports 'support'" in imports(sheet).out
    assert imports(f"{HEADER}\n{ROW}\n").code == 0
    ran = imports(sheet)
    assert "row 2: already there: the-wire-2026-11-02#1\n" in ran.out
    assert "row 3: refused: it contradicts the-wire-2026-11-02#1, where the same source reports 'sup" in ran.out


DESCRIBED = "publisher,published,url,kind,reliability"
NEW = "El País,2026-11-04,https://elpais.example/1,newspaper,B"


def test_a_source_gets_an_id_from_its_publisher_and_date(imports, mine) -> None:
    header = f"member,candidate,position,attribution,{DESCRIBED}"
    rows = [f"{code},alder,support,named-official,{NEW}" for code in ("ESP", "PRT")]
    other = rows[0].replace("/1,", "/2,")
    assert imports("\n".join([header, *rows, other])).code == 0
    assert report(mine, "el-pais-2026-11-04").read_text().count("member:") == 2
    assert "https://elpais.example/2" in report(mine, "el-pais-2026-11-04-2").read_text()
    again = imports("\n".join([header, *rows, other]))
    assert again.out.endswith("0 taken, 3 already there, 0 refused\n")


def test_a_row_without_a_source_says_what_it_needs(imports) -> None:
    assert (
        "row 2: refused: no source: give its id, or its publisher"
        in imports("member,candidate,position,attribution\nDNK,alder,support,named-official\n").out
    )


def described(*rows: tuple[str, str, str]) -> str:
    """A sheet with a member, a source and its description in each row."""
    header = f"member,candidate,position,attribution,source,{DESCRIBED}"
    return "\n".join([header, *(f"{code},alder,support,named-official,{id_},{source}" for code, id_, source in rows)])


def test_one_source_cannot_be_described_in_two_ways(imports) -> None:
    ran = imports(described(("ESP", "pais-1", NEW), ("PRT", "pais-1", NEW.replace(",B", ",C"))))
    assert "row 3: refused: source 'pais-1' has reliability B in row 2, C here" in ran.out


def test_a_row_that_is_refused_may_describe_the_source_of_others(imports, taken) -> None:
    ran = imports(described(("Atlantis", "one", NEW), ("ITA", "one", ",,,,")), "--skip-bad")
    assert ran.out.endswith("1 taken, 0 already there, 1 refused\n")
    assert [members for members, _ in taken()] == ["ITA"]


def test_a_source_that_is_refused_takes_all_its_rows_with_it(imports, taken) -> None:
    bad = NEW.replace("https:", "ftp:")
    ran = imports(described(("ESP", "one", bad), ("PRT", "one", bad), ("ITA", "two", NEW)), "--skip-bad")
    assert ran.out.endswith("1 taken, 0 already there, 2 refused\n")
    assert [members for members, _ in taken()] == ["ITA"]


def test_what_stances_prints_is_taken_back(nato, imports, mine) -> None:
    imports(f"{HEADER}\n{ROW}\nall{ROW[3:]}\n")
    own = nato("stances", "--format", "csv", "--data", str(mine)).out
    ran = imports(own.replace(",DNK,", ",SWE,"), name="own.csv")
    assert (ran.code, ran.out.splitlines()[-1]) == (0, "1 taken, 1 already there, 0 refused"), ran
    ran = imports(nato("stances", "--format", "csv", "--data", str(mine)).out, name="own.csv")
    assert (ran.code, ran.out.splitlines()[-1]) == (0, "0 taken, 3 already there, 0 refused"), ran


@pytest.mark.parametrize(
    ("format_", "cell", "date"),
    [
        ("%d.%m.%Y", "2.11.2026", "2026-11-02"),
        ("%m/%d/%y", "11/02/26", "2026-11-02"),
        ("%d %B %Y", "2 November 2026", "2026-11-02"),
        ("%m/%Y", "10/2026", "2026-10"),
        ("%Y", "2025", "2025"),
        ("%d.%m.%Y", "2026-11-02", "2026-11-02"),
        ("%d.%m.%Y", "2026-10", "2026-10"),
    ],
)
def test_dates_of_another_form(imports, taken, format_, cell, date) -> None:
    ran = imports(f"{HEADER},date\n{ROW},{cell}\n", "--dates", format_)
    assert ran.code == 0, ran
    assert taken("date") == [("DNK", date)]


def test_a_date_of_another_form_than_was_said(imports) -> None:
    assert "row 2: refused: '2.11.2026' is not a date" in imports(f"{HEADER},date\n{ROW},2.11.2026\n").out
    ran = imports(f"{HEADER},date\n{ROW},2 Nov\n", "--dates", "%d.%m.%Y")
    assert "row 2: refused: '2 Nov' is not a date like %d.%m.%Y" in ran.out
    assert "46328" in imports(f"{HEADER},date\n{ROW},46328\n").out


@pytest.mark.parametrize(
    "format_", ["%d.%d.%Y", "%q", "%", "", "%d.%m", "%H:%M", "day", "%Y-%Y", "(", "\udc80", "%s", "%Z"]
)
def test_a_form_that_gives_no_date_is_refused_before_anything(imports, format_) -> None:
    ran = imports(f"{HEADER},date\n{ROW},x\n", "--dates", format_)
    assert (ran.code, ran.out) == (2, "")
    assert "it does not give a date; write it like %d.%m.%Y" in ran.err


def test_a_thousand_rows_are_one_batch(imports, taken) -> None:
    codes = ["NOR", "DNK", "ISL", "FRA", "ITA"]
    days = [dt.date(2010, 1, 1) + dt.timedelta(days=day) for day in range(200)]
    rows = [f"{code}{ROW[3:]},{day}" for code in codes for day in days]
    assert imports("\n".join([f"{HEADER},date", *rows])).out == "1000 taken, 0 already there, 0 refused\n"
    assert len(taken()) == 1000


def test_standard_input(nato, imports, taken, mine) -> None:
    assert imports("x,y\n").code == 2
    done = nato("import", "-", "--data", str(mine), stdin=f"{HEADER}\n{ROW}\n")
    assert done.code == 0, done
    assert taken() == [("DNK", "hi")]


PIECES = ["member", "NOR", '"', '""', ",", ";", "\n", "\r", "sep=;", "{", "[", "]", "}", ":", "\0", "é", " ", "1e999"]
CONTENT = st.one_of(
    st.binary(max_size=60), st.lists(st.sampled_from(PIECES), max_size=30).map(lambda pieces: "".join(pieces).encode())
)


@given(CONTENT, st.sampled_from(["x.csv", "x.json", "x.jsonl"]))
def test_any_bytes_are_a_table_or_are_explained(data: bytes, name: str) -> None:
    try:
        table = read_table(name, data, None, {"member", "note"})
    except NotATableError:
        return
    assert all(isinstance(cell, str) for row in table.rows for cell in row.cells.values())
