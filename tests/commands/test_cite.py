"""`nato cite`: sources as CSL-JSON and BibTeX."""

import json
import re
import shutil
import subprocess

import pytest

DATASET = """\
selection: {id: x, title: X, opened: 2024-01-01}
sources:
  - id: paper-2024-04-03
    publisher: The Paper & Sons
    title: "50 % of {Allies} back $him #1: a_b ~ c^d \\\\ é"
    author: Ada Aspen
    date: 2024-04-03
    url: "https://example.org/a_b?x=1&y=%20"
    archived: "https://archive.example/1"
    accessed: 2024-05-01
    language: en
    kind: newspaper
    reliability: B
  - {id: council-2024, publisher: Council, date: 2024-04~, where: "minutes, binder 3", kind: official, reliability: A}
"""


@pytest.fixture
def cite(nato, tmp_path):
    (tmp_path / "d.yaml").write_text(DATASET)
    return lambda *arguments: nato("cite", *arguments, "--data", "d.yaml", cwd=tmp_path)


def test_csl_json(cite) -> None:
    assert json.loads(cite("--all").out) == [
        {
            "id": "paper-2024-04-03",
            "type": "article-newspaper",
            "title": "50 % of {Allies} back $him #1: a_b ~ c^d \\ é",
            "author": [{"literal": "Ada Aspen"}],
            "container-title": "The Paper & Sons",
            "issued": {"date-parts": [[2024, 4, 3]]},
            "accessed": {"date-parts": [[2024, 5, 1]]},
            "URL": "https://example.org/a_b?x=1&y=%20",
            "language": "en",
            "note": "Archived: https://archive.example/1",
        },
        {
            "id": "council-2024",
            "type": "document",
            "publisher": "Council",
            "issued": {"date-parts": [[2024, 4]], "circa": True},
            "archive_location": "minutes, binder 3",
        },
    ]


def test_bibtex(cite) -> None:
    assert cite("paper-2024-04-03", "--format", "bibtex").out == (
        "@article{paper-2024-04-03,\n"
        "  author = {{Ada Aspen}},\n"
        "  title = {{50 \\% of \\{Allies\\} back \\$him \\#1: a\\_b \\textasciitilde{} c\\textasciicircum{}d "
        "\\textbackslash{} é}},\n"
        "  journal = {The Paper \\& Sons},\n"
        "  year = {2024},\n"
        "  url = {https://example.org/a_b?x=1&y=%20},\n"
        "  urldate = {2024-05-01},\n"
        "  language = {en},\n"
        "  note = {Archived: https://archive.example/1},\n"
        "  month = apr,\n"
        "}\n"
    )


def test_a_source_is_named_or_all_are(cite) -> None:
    assert cite().code == 2
    assert cite("council-2024", "--all").code == 2
    assert "did you mean 'council-2024'" in cite("concil-2024").err


def test_every_shipped_source_is_one_entry_of_each(nato) -> None:
    items = json.loads(nato("cite", "--all").out)
    entries = re.findall(r"^@\w+\{(.*),$", nato("cite", "--all", "--format", "bibtex").out, re.MULTILINE)
    assert [item["id"] for item in items] == entries
    assert len(entries) > 100


@pytest.mark.skipif(shutil.which("pandoc") is None, reason="needs pandoc")
@pytest.mark.parametrize(("form", "reader"), [("csl-json", "csljson"), ("bibtex", "bibtex")])
def test_pandoc_reads_it(cite, form, reader) -> None:
    command = ["pandoc", "-f", reader, "-t", "csljson"]
    entries = cite("--all", "--format", form).out
    done = subprocess.run(command, input=entries, capture_output=True, text=True, check=True)
    titles = {item["id"]: item.get("title") for item in json.loads(done.stdout)}
    assert titles == {"paper-2024-04-03": "50 % of {Allies} back $him #1: a_b ~ c^d \\ é", "council-2024": None}
