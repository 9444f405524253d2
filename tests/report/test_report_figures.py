"""The figures in the page are those of `nato unanimity-check --format json`, on every day that anything changed."""

import json

import pytest
from expanded import expanded
from pages import figures_in, shipped_page, shipped_reading

from nato_cli.analysis.decision import check
from nato_cli.analysis.timeline import moments
from nato_cli.model import DecisionRule, Rule
from nato_cli.output.views.unanimity_check import unanimity_check


@pytest.mark.parametrize("rule", [Rule.UNANIMITY, Rule.CONSENSUS])
def test_the_figures_of_each_day_are_those_of_the_check(rule: Rule) -> None:
    snapshot = shipped_reading()
    found = list(expanded(figures_in(shipped_page(rule=rule))))
    wanted = DecisionRule(rule=rule)
    days = [moment.day for moment in moments(snapshot, wanted)]
    assert [each["as_of"] for each in found] == [str(day) for day in days]
    for document, day in zip(found, days, strict=True):
        now = snapshot.on(day)
        checks = [check(now, candidate, wanted) for candidate in now.mentioned]
        assert document == unanimity_check(now, checks, wanted).document()


@pytest.mark.parametrize("day", ["2023-11-22", "2024-04-03", "2024-06-20"])
def test_the_real_command_gives_the_same(day: str, nato) -> None:
    told = next(each for each in expanded(figures_in(shipped_page())) if each["as_of"] == day)
    candidates = [each["candidate"] for each in told["checks"]]
    assert json.loads(nato("unanimity-check", *candidates, "--as-of", day, "--format", "json").out) == told


def test_a_page_of_an_earlier_day_holds_no_later_one() -> None:
    figures = figures_in(shipped_page("2024-04-03"))
    assert figures["days"][-1]["day"] == "2024-04-03"


def test_no_angle_bracket_stands_in_the_figures(text: str) -> None:
    start = text.index('id="figures"')
    assert "<" not in text[text.index(">", start) + 1 : text.index("</script>", start)]
