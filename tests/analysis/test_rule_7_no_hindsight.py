"""Rule 7, no hindsight: with `--known-by K` no answer changes when reports published after K are added."""

import datetime as dt

from factories import DATES, any_stances, candidate, counted, dataset, member, read, source
from hypothesis import given
from hypothesis import strategies as st

from nato_cli.analysis.decision import check_all
from nato_cli.model import DecisionRule, Rule

CODES = ("AAA", "BBB", "CCC")
KNOWN_BY = dt.date(2024, 3, 15)
BEFORE = [source(f"before-{day}", f"2024-03-{day:02}") for day in (1, 8, 15)]
AFTER = [source(f"after-{day}", f"2024-03-{day:02}") for day in (16, 24, 31)] + [source("after-undated", None)]


@given(any_stances(CODES, BEFORE), any_stances(CODES, AFTER), DATES, st.sampled_from([Rule.UNANIMITY, Rule.CONSENSUS]))
def test_later_reports_change_no_answer(known: list, later: list, as_of: str, rule: Rule) -> None:  # type: ignore[type-arg]
    late_counts = [counted(3, 3, "2024-03-10", source="after-16")]
    people = [candidate("ann", ("declared", "2024-03-02", "before-1"))]
    returned = [candidate("ann", ("declared", "2024-03-02", "before-1"), ("withdrawn", "2024-03-03", "after-16"))]
    members = [member(code) for code in CODES]
    then = dataset(known, members=members, sources=BEFORE, candidates=people)
    now = dataset(known + later, members=members, sources=BEFORE + AFTER, candidates=returned, events=late_counts)
    assert _answers(then, as_of, rule) == _answers(now, as_of, rule)


def _answers(data: object, as_of: str, rule: Rule) -> list[object]:
    checks = check_all(read(data, as_of, str(KNOWN_BY)), DecisionRule(rule=rule))  # type: ignore[arg-type]
    return [(each.status, each.verdict, each.assessments, each.reported, each.chances) for each in checks]
