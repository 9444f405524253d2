"""The shipped dataset against what was published at the time."""

from __future__ import annotations

import datetime as dt

import pytest
from msgspec.structs import replace

import nato_cli
from nato_cli.analysis.inference import Reports
from nato_cli.analysis.snapshot import assessment_of
from nato_cli.analysis.timeline import moments
from nato_cli.model import Basis, Check, Reliability, Standing, Verdict

DATASET = nato_cli.load()
TODAY = dt.date(2026, 11, 23)


def check(day: str, known_by: str | None = None, rule: str = "unanimity"):
    known = dt.date.fromisoformat(known_by) if known_by else TODAY
    return nato_cli.unanimity_check(DATASET, "rutte", as_of=dt.date.fromisoformat(day), known_by=known, rule=rule)


def standing(member: str, found) -> str:
    return next(str(each.standing) for each in found.assessments if each.member == member)


@pytest.mark.parametrize(
    ("day", "members"),
    [
        ("1949-08-24", 12),
        ("1995-06-30", 16),
        ("2023-04-03", 30),
        ("2023-04-04", 31),
        ("2024-03-06", 31),
        ("2024-03-07", 32),
    ],
)
def test_the_electorate_grows_with_the_alliance(day: str, members: int) -> None:
    assert len(check(day).assessments) == members


@pytest.mark.parametrize(
    ("day", "outstanding"),
    [
        ("2024-04-03", ("HUN", "POL", "ROU", "SVK", "TUR")),
        ("2024-04-30", ("HUN", "ROU", "SVK")),
        ("2024-06-17", ("HUN", "ROU", "SVK")),
        ("2024-06-18", ("ROU",)),
        ("2024-06-19", ("ROU",)),
        ("2024-06-20", ()),
        ("2024-06-26", ()),
        ("2024-10-01", ()),
    ],
)
def test_who_was_outstanding_for_rutte(day: str, outstanding: tuple[str, ...]) -> None:
    found = check(day)
    assert found.outstanding == outstanding
    assert (found.verdict is Verdict.REACHED) == (not outstanding)


def every_day(first: str, last: str) -> list[str]:
    begin, end = dt.date.fromisoformat(first), dt.date.fromisoformat(last)
    return [str(begin + dt.timedelta(days=number)) for number in range((end - begin).days + 1)]


def test_hungary_blocks_rutte_without_a_break_until_orban_says_that_he_rules_nobody_out() -> None:
    """From Szijjártó's no of 5 March to Orbán's "not persuaded for now" of 29 May 2024."""
    assert {check(day).blockers for day in every_day("2024-03-05", "2024-05-28")} == {("HUN",)}
    assert {check(day).verdict for day in every_day("2024-05-29", "2024-06-19")} == {Verdict.OPEN}
    assert {check(day).verdict for day in every_day("2024-06-20", "2024-07-10")} == {Verdict.REACHED}


@pytest.mark.parametrize("today", ["2024-06-26", "2024-12-31", "2030-01-01"])
def test_the_decision_settles_it_for_ever(today: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NATO_TODAY", today)
    found = nato_cli.unanimity_check(DATASET, "rutte", selection="nato-sg-2024")
    assert (found.verdict, found.decided_by, str(found.decided_on)) == ("reached", "decision", "2024-06-26")
    assert len(found.assessments) == 32


def test_worner_was_chosen_on_11_december_1987_when_norway_had_come_round() -> None:
    def worner(day: str) -> Check:
        on = dt.date.fromisoformat(day)
        return nato_cli.unanimity_check(DATASET, "worner", selection="nato-sg-1988", as_of=on)

    assert worner("1987-12-10").blockers == ("NOR",)
    settled = worner("1988-07-02")
    assert (settled.verdict, settled.decided_by, str(settled.decided_on)) == ("reached", "decision", "1987-12-11")


def test_how_sure_it_is_that_all_do_who_are_reported_to_consent_on_the_eve_of_the_last_week() -> None:
    chances = check("2024-06-17", "2024-06-17").chances
    assert (chances.consenting, chances.announced, chances.by_reports) == (29, 13, 16)
    assert (chances.lower, chances.upper) == (0.55, 1.0)


EVERY_CANDIDATE = [
    (selection.id, candidate) for selection in DATASET.selections.values() for candidate in selection.candidates
]


@pytest.mark.parametrize(("selection", "candidate"), EVERY_CANDIDATE)
def test_a_report_that_agrees_changes_nothing_for_the_worse_on_any_member_day(selection: str, candidate: str) -> None:
    """On every day on which a report of a member came out, another of the same kind that agrees is added."""
    known = nato_cli.snapshot(DATASET, selection=selection, as_of=TODAY).known
    for member, reports in known.reports(candidate).items():
        dated = reports.until(TODAY)
        for point in reports.course:
            same = next(each for each in point.decisive)
            if point.standing is Standing.CONTESTED:
                continue
            agreeing = replace(
                same,
                date=point.day,
                origin=replace(same.origin, id="another"),
                source=replace(same.source, reliability=Reliability.F),
                stance=replace(same.stance, id="another", credibility=max(3, same.stance.credibility)),
                own_word=False,
                once_met=None,
                lower=min(same.lower, 0.55) if same.lower else same.lower,
            )
            more = Reports()
            for each in (*dated, agreeing):
                more.add(each)
            for day in (point.day, TODAY):
                before = assessment_of(member, candidate, reports, day)
                after = assessment_of(member, candidate, more, day)
                assert after.standing is before.standing
                assert after.since is not None
                assert before.since is not None
                assert after.since <= before.since
                assert after.announced == before.announced
                if before.standing in {Standing.OPPOSE, Standing.VETO, Standing.LIKELY_OPPOSE}:
                    assert after.upper <= before.upper
                else:
                    assert after.lower >= before.lower


@pytest.mark.parametrize(("selection", "candidate"), EVERY_CANDIDATE)
def test_nothing_is_reached_that_is_less_than_even(selection: str, candidate: str) -> None:
    snapshot = nato_cli.snapshot(DATASET, selection=selection, as_of=TODAY)
    for moment in moments(snapshot):
        found = moment.check_of(candidate)
        if found and found.verdict is Verdict.REACHED:
            assert found.chances.lower >= 0.5 or found.decided_by is Basis.DECISION


def test_poland_was_counted_in_by_a_broadcaster_and_held_back_by_its_minister() -> None:
    """NOS had 28 of 32 on 2 April 2024, Poland among them; Sikorski kept his reserve a day later."""
    assert standing("POL", check("2024-04-02")) == "support"
    found = check("2024-04-03")
    assert standing("POL", found) == "undecided"
    assert found.reported is not None
    assert (found.reported.support, found.reported.of, found.reported.named) == (28, 32, 27)


def test_what_a_reader_of_the_article_of_november_2023_knew() -> None:
    found = check("2023-11-26", "2023-11-26")
    assert len(found.assessments) == 31
    assert [standing(code, found) for code in ("USA", "TUR", "HUN")] == ["support", "likely-support", "likely-support"]


def test_two_days_later_other_diplomats_turned_it_round() -> None:
    found = check("2023-11-28", "2023-11-28")
    assert [standing(code, found) for code in ("USA", "TUR", "HUN")] == ["support", "likely-oppose", "likely-oppose"]


def test_hungary_named_its_conditions_on_monday_and_came_round_on_tuesday() -> None:
    assert standing("HUN", check("2024-06-17")) == "undecided"
    found = check("2024-06-18")
    assert standing("HUN", found) == "support"
    assert standing("ROU", found) == "undecided"


def test_a_consensus_was_blocked_by_hungary_alone_in_april() -> None:
    found = check("2024-04-30", rule="consensus")
    assert (found.verdict, found.blockers) == (Verdict.BLOCKED, ("HUN",))


def test_the_appointment_is_an_announced_position_of_all() -> None:
    found = check("2024-06-26")
    assert (found.chances.lower, found.chances.upper) == (1.0, 1.0)
    assert str(found.status) == "appointed"


def test_nothing_in_it_is_without_a_source() -> None:
    for selection in DATASET.selections.values():
        for candidate in selection.candidates.values():
            assert candidate.sources
        cited = {each.source for each in (*selection.stances, *selection.events)}
        assert cited <= selection.sources.keys()
        assert selection.source in selection.sources
    assert all(member.source in DATASET.sources for member in DATASET.members.values())


def test_every_standing_of_support_rests_on_a_dated_report() -> None:
    for each in check("2024-06-20").assessments:
        assert each.standing is Standing.SUPPORT
        assert each.decisive[0].date is not None


ARTICLE = "liga-2023-rutte-frontrunner"


def said_by_the_article() -> dict[str, list[str]]:
    """Return what rests on the article that the dataset began from, by kind of record."""
    race = DATASET.selections["nato-sg-2024"]
    judgements = [
        each.text
        for candidate in race.candidates.values()
        for each in (*candidate.strengths, *candidate.concerns)
        if each.source == ARTICLE
    ]
    return {
        "stances": [" ".join((*each.members, each.position)) for each in race.stances if each.source == ARTICLE],
        "events": [each.note or "" for each in race.events if each.source == ARTICLE],
        "judgements": judgements,
        "remarks": [
            each.text for member in DATASET.members.values() for each in member.remarks if each.source == ARTICLE
        ],
        "note": [race.sources[ARTICLE].note or ""],
    }


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("events", "Front-runner"),
        ("stances", "USA support"),
        ("events", "Dutch and the American government"),
        ("events", "All 31 members"),
        ("remarks", "weighs most"),
        ("events", "Prime Minister of Estonia"),
        ("judgements", "too aggressive towards Moscow"),
        ("events", "summit in Washington"),
        ("judgements", "experience with the Trump administration"),
        ("remarks", "Trump has questioned"),
        ("stances", "HUN support"),
        ("events", "since 2014"),
        ("events", "2019, and again in 2022"),
        ("events", "16 June"),
        ("events", "talked him into staying"),
        ("events", "former defence secretary"),
        ("events", "applied for the post"),
        ("events", "job that he would like"),
        ("note", "Jim Lo Scalzo"),
    ],
)
def test_the_nineteen_statements_of_the_article_it_began_from(kind: str, words: str) -> None:
    assert any(words in text for text in said_by_the_article()[kind])
