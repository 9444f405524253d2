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
