"""What scripts rely on: JSON keys, exit codes, stdout for the answer alone."""

import csv
import io
import json

STANDINGS = [
    "support",
    "likely_support",
    "no_objection",
    "undecided",
    "unknown",
    "likely_oppose",
    "oppose",
    "veto",
    "contested",
]


def test_unanimity_check_as_json(board) -> None:
    answer = json.loads(board("unanimity-check", "ann", "--as-of", "2024-03-31", "--format", "json").out)
    assert list(answer) == ["selection", "as_of", "known_by", "rule", "members", "checks"]
    assert answer["selection"] == "chair-2024"
    assert (answer["as_of"], answer["known_by"], answer["rule"]) == ("2024-03-31", "2026-11-23", "unanimity")
    assert answer["members"] == 4
    (check,) = answer["checks"]
    assert check["candidate"] == "ann"
    assert check["verdict"] == "open"
    assert check["status"] == "declared"
    assert check["outstanding"] == ["CCC", "DDD"]
    assert list(check["standings"]) == STANDINGS
    assert check["standings"]["support"] == ["AAA", "BBB"]
    assert check["reported_count"]["support"] == 2
    assert check["probability"] == {"lower": 0.0, "upper": 0.8, "independent": [0.0, 0.64]}


def test_candidates_as_json(board) -> None:
    answer = json.loads(board("candidates", "--format", "json").out)
    assert list(answer)[:2] == ["selection", "as_of"]
    keys = ["id", "name", "nationality", "office", "status", "verdict", *STANDINGS]
    assert [list(each) for each in answer["candidates"]] == [keys] * 3
    assert [each["id"] for each in answer["candidates"]] == ["ann", "cay", "bob"]


def test_why_as_json(board) -> None:
    answer = json.loads(board("why", "CCC", "ann", "--format", "json").out)
    assert answer["member"] == "CCC"
    assert answer["standing"] == "veto"
    assert answer["decided_by"] == "paper-2#2"
    assert answer["rule"] == 2
    first, second = answer["evidence"]
    for key in ("stance", "source", "origin", "date", "position", "hedge", "credibility", "reliability", "used"):
        assert key in first
    assert (first["used"], second["used"]) == (True, False)
    assert (second["source"], second["origin"]) == ("copy-1", "paper-1")


def test_csv_has_one_row_a_member_and_candidate(board) -> None:
    rows = list(csv.DictReader(io.StringIO(board("unanimity-check", "--format", "csv").out)))
    assert [(row["candidate"], row["member"]) for row in rows[:5]] == [
        ("ann", "AAA"),
        ("ann", "BBB"),
        ("ann", "CCC"),
        ("ann", "DDD"),
        ("cay", "AAA"),
    ]


def test_the_same_question_has_the_same_answer_byte_for_byte(board) -> None:
    question = ("unanimity-check", "--format", "json")
    assert board(*question, PYTHONHASHSEED="1").out == board(*question, PYTHONHASHSEED="2").out


def test_unanimity_check_tells_by_its_exit_code_only_when_asked(board) -> None:
    assert board("unanimity-check", "ann").code == 0
    assert board("unanimity-check", "ann", "--exit-code").code == 1


def test_the_exit_code_is_0_when_unanimity_is_there(nato) -> None:
    assert nato("unanimity-check", "rutte", "--exit-code").code == 0
    assert nato("unanimity-check", "rutte", "--exit-code", "--as-of", "2024-06-19").code == 1


def test_nobody_in_the_race_is_no_unanimity(board) -> None:
    ran = board("unanimity-check", "--as-of", "2024-01-01", "--exit-code")
    assert ran.code == 1
    assert "nothing to check" in ran.out


def test_month_and_year_count_from_their_last_day(board) -> None:
    assert board("members", "--as-of", "2024-02").out.splitlines()[0].endswith("as of 2024-02-29 (3 members)")


def test_a_candidate_and_a_member_go_by_name_too(board) -> None:
    assert board("why", "beatrice", "bob birch").out == board("why", "BBB", "bob").out


def test_filters_of_stances_narrow_each_other_down(board) -> None:
    def ids(*arguments: str) -> list[str]:
        return [each["id"] for each in json.loads(board("stances", "--format", "json", *arguments).out)["stances"]]

    assert ids("--source", "paper-1", "--candidate", "bob") == ["paper-1#2", "paper-1#3"]
    assert ids("--member", "BBB", "--candidate", "ann") == ["paper-2#1", "paper-1#1"]
    assert ids("--position", "veto", "--position", "nominate") == ["paper-2#2", "wire-1#1"]
    assert ids("--since", "2024-02-02", "--until", "2024-03") == ["copy-1#1"]


def test_sources_are_found_by_kind_and_by_what_they_report(board) -> None:
    def ids(*arguments: str) -> list[str]:
        return [each["id"] for each in json.loads(board("sources", "--format", "json", *arguments).out)["sources"]]

    assert ids("--kind", "wire", "--kind", "aggregator") == ["copy-1", "wire-1"]
    assert ids("--candidate", "cay") == ["paper-2"]
    assert ids("--known-by", "2024-01-31") == ["wire-1", "charter"]


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


def test_python_m_nato_cli_and_version(nato) -> None:
    assert nato("--version").out.startswith("nato ")
