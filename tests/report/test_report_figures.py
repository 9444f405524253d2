"""The figures in the page are those of `nato unanimity-check --format json`, on every day of change."""

import json

import pytest
from expanded import COUNT_KEYS, cut_down, expanded
from pages import figures_in, shipped_page, shipped_snapshot

from nato_cli.analysis.decision import check_all
from nato_cli.analysis.timeline import moments
from nato_cli.model import DecisionRule, Rule
from nato_cli.output.json import encoded
from nato_cli.output.views.unanimity_check import unanimity_check


def documents(rule: Rule | None = None) -> list[dict]:
    found = list(expanded(figures_in(shipped_page(rule=rule))))
    for document in found:
        for check in document["checks"]:
            if check["reported_count"]:
                check["reported_count"] = {key: check["reported_count"][key] for key in COUNT_KEYS}
    return found


@pytest.mark.parametrize("rule", [Rule.UNANIMITY, Rule.CONSENSUS])
def test_the_figures_of_each_day_are_those_of_the_check(rule: Rule) -> None:
    snapshot = shipped_snapshot()
    decision = DecisionRule(rule=rule)
    found = documents(rule)
    days = [moment.day for moment in moments(snapshot, decision)]
    assert [document["as_of"] for document in found] == [str(day) for day in days]
    for document, day in zip(found[::7], days[::7], strict=False):
        now = snapshot.on(day)
        answer = unanimity_check(now, check_all(now, decision), decision)
        assert document == cut_down(json.loads(encoded(answer.document())))


@pytest.mark.parametrize("day", ["2023-11-22", "2024-04-03", "2024-06-20"])
def test_the_real_command_gives_the_same(day: str, nato) -> None:
    document = next(document for document in documents() if document["as_of"] == day)
    candidates = [check["candidate"] for check in document["checks"]]
    ran = nato("unanimity-check", *candidates, "--as-of", day, "--format", "json")
    assert cut_down(json.loads(ran.out)) == document


def test_a_page_of_an_earlier_day_holds_no_later_one() -> None:
    figures = figures_in(shipped_page("2024-04-03"))
    assert figures["days"][-1]["day"] == "2024-04-03"


def test_each_day_has_its_headline() -> None:
    figures = figures_in(shipped_page("2024-04-03"))
    rutte = figures["candidates"].index("rutte")
    said = [check["said"][0] for check in figures["days"][-1]["checks"] if check["candidate"] == rutte]
    assert said == [
        "27 of 32 Allies back Mark Rutte. Hungary says no. Poland, Romania, Slovakia and Türkiye have not decided."
    ]


def test_no_angle_bracket_stands_in_the_figures(text: str) -> None:
    start = text.index('id="figures"')
    assert "<" not in text[text.index(">", start) + 1 : text.index("</script>", start)]
