"""`nato why`: the evidence behind a standing."""

import json
from pathlib import Path

import pytest


@pytest.mark.parametrize(
    "question",
    [
        "why CCC ann",
        "why BBB bob",
        "why DDD bob",
        "why --full ann --as-of 2024-03-31",
        "why --full CCC ann",
    ],
)
def test_its_answer(question: str, shows) -> None:
    shows(question)


def test_why_as_json(board) -> None:
    answer = json.loads(board("why", "CCC", "ann", "--format", "json").out)
    assert answer["member"] == "CCC"
    assert answer["standing"] == "veto"
    assert answer["decided_by"] == "paper-2#2"
    assert answer["rule"] == 2
    assert (answer["since"], answer["confirmed"], answer["announced"]) == ("2024-04-01", "2024-04-01", True)
    first, second = answer["evidence"]
    for key in ("stance", "source", "origin", "date", "position", "hedge", "credibility", "reliability", "used"):
        assert key in first
    assert (first["used"], second["used"]) == (True, False)
    assert (second["source"], second["origin"]) == ("copy-1", "paper-1")


def test_what_decides_and_what_the_rest_does_is_told_in_words(nato) -> None:
    answer = nato("why", "HUN", "rutte", "--as-of", "2024-04-30", COLUMNS="300").out
    assert answer.startswith("Hungary says no to Mark Rutte.\nSince 5 March 2024, last confirmed on 30 April 2024;")
    assert "says the most, is the member's own word and has the best grades" in answer
    for words in ("decides", "says less than the standing", "superseded by a newer report", "a firmer report exists"):
        assert words in answer


def test_a_rule_changes_no_standing(board) -> None:
    ran = board("why", "CCC", "ann", "--rule", "consensus")
    assert (ran.code, ran.out) == (2, "")
    assert "add --full" in ran.err


def test_a_candidate_and_a_member_go_by_name_too(board) -> None:
    assert board("why", "beatrice", "bob birch").out == board("why", "BBB", "bob").out


def test_another_scale_gives_other_bands(board) -> None:
    def upper(*arguments: str) -> float:
        answer = json.loads(board("why", "CCC", "ann", "--as-of", "2024-03-01", "--format", "json", *arguments).out)
        return answer["probability"]["upper"]

    assert upper() == upper("--scale", "icd203") == 0.8
    assert upper("--scale", "phia") == 0.75


def test_a_scale_comes_from_a_file_too(board, tmp_path) -> None:
    scale = tmp_path / "mine.yaml"
    scale.write_text("scales:\n  - {id: mine, title: Mine, bands: [{words: [likely], lower: 60, upper: 61}]}\n")
    ran = board("why", "CCC", "ann", "--as-of", "2024-03-01", "--format", "json", "--scale", str(scale))
    assert json.loads(ran.out)["probability"] == {"lower": 0.6, "upper": 0.61}


def test_a_file_without_a_scale_is_no_scale(board, tmp_path) -> None:
    file = tmp_path / "members.yaml"
    file.write_text(
        "members:\n  - {id: AAA, name: Ada, source: charter}\n"
        "sources:\n  - {id: charter, publisher: B, date: 1999-01-01, url: 'https://example.org', kind: official,"
        " reliability: A}\n"
    )
    ran = board("why", "CCC", "ann", "--scale", str(file))
    assert (ran.code, ran.out) == (2, "")
    assert "members.yaml holds no scale" in ran.err


@pytest.mark.parametrize(
    ("relays", "lines"),
    [
        (0, ["s0"]),
        (6, ["s6", "s5", "s4", "s3", "s2", "s1", "s0"]),
        (7, ["s7", "s6", "s5", "s4", "s3", "2 more sources that relay each other", "s0"]),
        (2000, ["s2000", "s1999", "s1998", "s1997", "s1996", "1995 more sources that relay each other", "s0"]),
    ],
)
def test_the_middle_of_a_long_chain_of_relays_is_counted(relays: int, lines: list[str], nato, tmp_path: Path) -> None:
    about = "publisher: P, kind: wire, reliability: B, date: 2024-01-02, url: 'https://e.org'"
    sources = "".join(f"  - {{id: s{n}, {about}{f', relays: s{n - 1}' if n else ''}}}\n" for n in range(relays + 1))
    stance = f"{{member: AAA, candidate: ann, position: support, source: s{relays}, attribution: named-official}}"
    (tmp_path / "a.yaml").write_text(
        "selection: {id: sg, title: T}\nmembers: [{id: AAA, name: Ada}]\ncandidates: [{id: ann, name: Ann}]\n"
        f"sources:\n{sources}stances: [{stance}]\n"
    )
    out = nato("why", "--full", "ann", "--data", str(tmp_path), COLUMNS=None).out
    begin = out.index("decides")
    shown = [line.lstrip(" │└├─").split(" (P")[0] for line in out[begin:].splitlines()[1:] if "consent" not in line]
    assert shown == lines
