"""`nato candidates`: who is in the race, and how many members stand where."""

import json

import pytest


@pytest.mark.parametrize(
    "question",
    [
        "candidates",
    ],
)
def test_its_answer(question: str, shows) -> None:
    shows(question)


def test_candidates_as_json(board) -> None:
    answer = json.loads(board("candidates", "--format", "json").out)
    assert list(answer)[:2] == ["selection", "as_of"]
    assert [each["id"] for each in answer["candidates"]] == ["ann", "cay", "bob"]


def test_each_candidate_has_the_numbers_of_the_table_beside_those_of_each_standing(board) -> None:
    first = json.loads(board("candidates", "--format", "json").out)["candidates"][0]
    assert (first["for"], first["leaning"], first["against"], first["not_known"]) == (2, 0, 1, 1)
    assert (first["support"], first["veto"], first["unknown"], first["blockers"]) == (2, 1, 1, ["CCC"])


def test_the_leader_comes_first_blocked_or_not_and_who_has_no_report_last(nato) -> None:
    lines = nato("candidates", "--as-of", "2024-04-03", COLUMNS="200").out.splitlines()
    assert lines[0].startswith("27 of 32 Allies back Mark Rutte. Hungary says no.")
    first = next(line for line in lines if "declared" in line)
    assert first.split()[:5] == ["Mark", "Rutte", "declared", "blocked", "by"]
    assert first.split()[-1] == "rutte"
    assert any(line.startswith("Also mentioned, nothing on record: Zuzana Čaputová") for line in lines)


def test_a_count_that_is_ahead_of_the_names_is_in_the_first_sentence(nato) -> None:
    first = nato("candidates", "--as-of", "2024-02-23", COLUMNS="200").out.splitlines()[0]
    assert first.startswith("6 of 31 Allies back Mark Rutte by name, 20 by a count (Finansavisen (NTB), 22 February).")


def test_names_are_whole_at_80_columns(nato) -> None:
    answer = nato("candidates", "--as-of", "2024-03-20", COLUMNS="80").out
    for name in ("Jens Stoltenberg", "Ursula von der Leyen", "Kyriakos Mitsotakis"):
        assert f"\n{name} " in answer


def test_a_selection_that_is_over_says_so_first(nato) -> None:
    assert nato("candidates").out.startswith("Mark Rutte was appointed on 26 June 2024")


def test_a_candidate_that_was_just_added_is_listed(mine, nato) -> None:
    answer = nato("candidates", "--data", str(mine)).out
    assert "alder" in answer
