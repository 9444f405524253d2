"""`nato sources`: the publications, latest first."""

import json

import pytest


@pytest.mark.parametrize(
    "question",
    [
        "sources",
    ],
)
def test_its_answer(question: str, shows) -> None:
    shows(question)


def test_sources_are_found_by_kind_and_by_what_they_report(board) -> None:
    def ids(*arguments: str) -> list[str]:
        return [each["id"] for each in json.loads(board("sources", "--format", "json", *arguments).out)["sources"]]

    assert ids("--kind", "wire", "--kind", "aggregator") == ["copy-1", "wire-1"]
    assert ids("--candidate", "cay") == ["paper-2"]
    assert ids("--known-by", "2024-01-31") == ["wire-1", "charter"]


def test_sources_are_found_by_grade_and_by_whether_they_repeat_another(board) -> None:
    def sources(*arguments: str) -> list[dict]:
        return json.loads(board("sources", "--format", "json", *arguments).out)["sources"]

    every = sources()
    assert sources("--relays") == [each for each in every if each["relays"]]
    assert sources("--original") == [each for each in every if not each["relays"]]
    assert sources("--reliability", "B") == [each for each in every if each["reliability"] == "B"]


def test_the_first_line_says_how_many_are_weak_and_how_many_repeat_another(nato) -> None:
    """Which sources are weak, and which only repeat others?"""
    first = nato("sources", "--reliability", "D", "--reliability", "E", "--reliability", "F").out.splitlines()[0]
    assert " sources match: " in first
    assert " repeat another source." in first


def test_sources_without_an_archived_copy_are_a_list_of_addresses(board) -> None:
    lines = board("sources", "--unarchived").out.splitlines()
    assert lines
    assert all(line.startswith("https://") and " " not in line for line in lines)
