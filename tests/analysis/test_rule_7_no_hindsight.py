"""Rule 7, no hindsight: with `--known-by K` no answer changes when reports published after K are added."""

import datetime as dt
import json
from functools import cache
from pathlib import Path

from factories import DATES, TODAY, any_stances, candidate, counted, dataset, member, read, source
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from runner import run_in_process

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


BOARD = Path(__file__).parents[1] / "datasets" / "board.yaml"
#: Every question that takes --known-by, and what it is asked for.
QUESTIONS = (
    "candidates", "counts", "members", "stances", "sources", "matrix", "timeline", "timeline ann", "show ann",
    "show AAA", "show wire-1", "unanimity-check", "unanimity-check ann --rule consensus", "why CCC ann",
    "why --full ann", "path ann", "chances ann", "silence ann --opens 2024-01-15 --deadline 2024-02-10",
)  # fmt: skip
LATE = """
sources:
  - {id: late, publisher: The Late, date: %s, url: "https://example.org/9", kind: wire, reliability: A}
stances:
  - {member: %s, candidate: %s, position: %s, date: 2024-01-20, source: late, attribution: %s%s}
events:
  - {kind: count, candidate: %s, support: 3, of: 3, date: 2024-01-21, source: late}
"""


@settings(
    max_examples=12, phases=[Phase.generate], suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
@given(
    st.dates(dt.date(2024, 2, 16), dt.date(2024, 12, 31)),
    st.sampled_from(["AAA", "BBB", "CCC"]),
    st.sampled_from(["ann", "bob", "cay"]),
    st.sampled_from(["support", "no-objection", "abstain", "undecided", "withheld", "oppose", "veto"]),
    st.sampled_from(["official-statement", "anonymous-sources", "media-inference"]),
    st.sampled_from(["", ", hedge: likely", ", condition: a deputy"]),
)
def test_no_command_knows_what_was_published_later(
    tmp_path: Path, published: dt.date, member_: str, whom: str, position: str, attribution: str, more: str
) -> None:
    late = LATE % (published, member_, whom, position, attribution, more, whom)
    folder = tmp_path / "late"
    folder.mkdir(exist_ok=True)
    (folder / "board.yaml").write_text(BOARD.read_text())
    (folder / "late.yaml").write_text(late)
    for question in QUESTIONS:
        assert _known(question, folder) == _then(question), question


@cache
def _then(question: str) -> object:
    return _known(question, BOARD)


def _known(question: str, data: Path) -> object:
    point = ("--as-of", "2024-02-15") if "--deadline" not in question else ()
    ran = run_in_process(
        *question.split(), *point, "--known-by", "2024-02-15", "--data", str(data), "--format", "json",
        NATO_TODAY=str(TODAY), NATO_NO_CACHE="1",
    )  # fmt: skip
    assert (ran.code, ran.err) == (0, ""), (question, ran.err)
    return _but_for_files(json.loads(ran.out))


def _but_for_files(value: object) -> object:
    """A document without the names of files, which differ as the datasets lie in different folders."""
    if isinstance(value, dict):
        return {key: _but_for_files(item) for key, item in value.items() if key not in {"file", "place", "dataset"}}
    return [_but_for_files(item) for item in value] if isinstance(value, list) else value
