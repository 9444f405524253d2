"""`nato unanimity-check`: the verdict, and who is outstanding."""

import csv
import io
import json
from pathlib import Path

import pytest

DATASETS = Path(__file__).parents[1] / "datasets"


@pytest.mark.parametrize(
    "question",
    [
        "unanimity-check",
        "unanimity-check ann bob --as-of 2024-03-31",
        "unanimity-check ann --rule consensus --as-of 2024-03-31",
        "unanimity-check --all",
    ],
)
def test_its_answer(question: str, shows) -> None:
    shows(question)


STANDINGS = [
    "support",
    "likely_support",
    "no_objection",
    "abstain",
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
    assert (answer["as_of"], answer["known_by"]) == ("2024-03-31", "2026-11-23")
    assert answer["rule"] == {"rule": "unanimity"}
    assert answer["members"] == 4
    (check,) = answer["checks"]
    assert check["candidate"] == "ann"
    assert check["verdict"] == "open"
    assert check["status"] == "declared"
    assert check["outstanding"] == ["CCC", "DDD"]
    assert list(check["standings"]) == STANDINGS
    assert check["standings"]["support"] == ["AAA", "BBB"]
    assert check["reported_count"]["support"] == 2
    assert (check["for"], check["against"], check["abstain"]) == (["AAA", "BBB"], [], [])
    assert (check["decided_by"], check["decided_on"], check["blockers"], check["short_by"]) == (
        "standings",
        None,
        [],
        2,
    )
    assert check["probability"] == {
        "lower": 0.55,
        "upper": 0.8,
        "independent": [0.55, 0.8],
        "consenting": 2,
        "announced": 1,
        "by_reports": 1,
        "origins": ["paper-1"],
        "exact": True,
    }


def test_csv_has_one_row_a_member_and_candidate(board) -> None:
    rows = list(csv.DictReader(io.StringIO(board("unanimity-check", "--format", "csv").out)))
    assert [(row["candidate"], row["member"]) for row in rows[:5]] == [
        ("ann", "AAA"),
        ("ann", "BBB"),
        ("ann", "CCC"),
        ("ann", "DDD"),
        ("cay", "AAA"),
    ]


def test_unanimity_check_tells_by_its_exit_code_only_when_asked(board) -> None:
    assert board("unanimity-check", "ann").code == 0
    assert board("unanimity-check", "ann", "--exit-code").code == 1


def test_the_exit_code_is_0_when_unanimity_is_there(nato) -> None:
    assert nato("unanimity-check", "rutte", "--exit-code").code == 0
    assert nato("unanimity-check", "rutte", "--exit-code", "--as-of", "2024-06-19").code == 1


def test_its_first_line_is_what_a_person_would_say_aloud(nato) -> None:
    answer = nato("unanimity-check", "rutte", "--as-of", "2024-04-03", COLUMNS="200").out
    first, second, *_ = answer.splitlines()
    assert first == (
        "27 of 32 Allies back Mark Rutte. Hungary says no. Poland, Romania, Slovakia and Türkiye have not decided."
    )
    assert second == "BLOCKED by Hungary · unanimity · 3 April 2024"
    assert "Foreign Minister Péter Szijjártó" in answer
    assert "27 of 32 are reported to consent; that all 27 do: 55-80 %." in answer


def test_without_a_candidate_the_leader_has_a_block_the_others_a_line_and_those_without_a_report_one_together(
    nato,
) -> None:
    answer = nato("unanimity-check", "--as-of", "2024-04-03", COLUMNS="300").out
    assert answer.startswith("27 of 32 Allies back Mark Rutte.")
    assert "OPEN  Klaus Iohannis (iohannis): 1 for" in answer
    assert "Also mentioned, nothing on record: Zuzana Čaputová" in answer
    assert (
        "No Ally of 32 is on record as backing Donald Tusk"
        in nato("unanimity-check", "--all", "--as-of", "2024-04-03").out
    )


def test_a_selection_that_is_over_says_so_first(nato) -> None:
    first = nato("unanimity-check", COLUMNS="200").out.splitlines()[0]
    assert first == (
        "Mark Rutte was appointed on 26 June 2024 with effect from 1 October. "
        "This selection is closed; --as-of looks back."
    )


def test_a_country_is_admitted_and_each_post_has_its_own_verdict(nato) -> None:
    answer = nato("unanimity-check", "--selection", "nato-accession-2022", "--as-of", "2023-07-12", COLUMNS="200").out
    assert answer.startswith("29 of 31 Allies back the admission of Sweden. Hungary and Türkiye have not decided.")
    assert "Finland was admitted on 4 April 2023.\nREACHED by decision of 4 April 2023" in answer
    assert answer.endswith("unanimity check, 30 and 31 Allies.\n")


def test_a_consensus_says_on_whose_silence_it_leans(nato) -> None:
    answer = nato("unanimity-check", "elena", "--data", str(DATASETS / "board-9.yaml"), COLUMNS="200").out
    assert "REACHED · consensus" in answer
    assert "It leans on the silence of 1 member with nothing on record: Ines Pereira." in answer


def test_a_majority_says_its_quota_and_a_secret_count_decides_where_names_do_not(nato) -> None:
    council = ("unanimity-check", "adair", "--data", str(DATASETS / "council-15.yaml"))
    answer = nato(*council, "--as-of", "2026-10-05", COLUMNS="200").out
    assert answer.startswith("13 of 15 members voted for Ida Adair in round 3")
    assert "REACHED by the count of round 3 · majority: 9 of 15, and none of the permanent members against" in answer
    assert "BLOCKED by the count of round 1" in nato(*council, "--as-of", "2026-08-30", COLUMNS="200").out


def test_groups_go_by_name(nato) -> None:
    answer = nato("unanimity-check", "adair", "--data", str(DATASETS / "council-15.yaml"), COLUMNS="200").out
    assert "3 of the northern ports" in answer


def test_another_rule_can_be_asked_for_but_a_majority_needs_its_quota(nato) -> None:
    assert (
        "BLOCKED by Hungary · consensus"
        in nato("unanimity-check", "rutte", "--as-of", "2024-04-03", "--rule", "consensus").out
    )
    ran = nato("unanimity-check", "rutte", "--rule", "majority")
    assert (ran.code, ran.out) == (2, "")
    assert "a majority takes a quota" in ran.err


def test_nobody_in_the_race_is_no_unanimity(board) -> None:
    ran = board("unanimity-check", "--as-of", "2024-01-01", "--exit-code")
    assert ran.code == 1
    assert "nothing to check" in ran.out


def test_it_can_be_drawn(nato, tmp_path) -> None:
    picture = tmp_path / "check.svg"
    assert nato("unanimity-check", "rutte", "--as-of", "2024-04-03", "-o", str(picture)).code == 0
    assert "Hungary" in picture.read_text(encoding="utf-8")
