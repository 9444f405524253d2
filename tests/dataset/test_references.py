"""Do the records fit together? A fault is meant at the value that refers; what follows from another is not told."""

from __future__ import annotations

from pathlib import Path

import pytest
from yaml_factories import TODAY, Expect, also, source, stance

from nato_cli.dataset.loader import load
from nato_cli.model import Place


def count(**changes: object) -> str:
    keys = {"kind": "count", "candidate": "ann", "date": "2024-02-01", "source": "wire", "support": 2, "of": 2}
    return "events:\n  - {" + ", ".join(f"{name}: {value}" for name, value in (keys | changes).items()) + "}\n"


def test_an_unknown_member_gives_the_nearest(expect: Expect) -> None:
    expect("unknown-member", stance(member="«TRK»"), hint="did you mean 'TUR'?")


def test_an_unknown_member_that_is_near_to_none_says_where_they_are(expect: Expect) -> None:
    expect("unknown-member", stance(member="«XYZ»"), hint="'members:'")


def test_an_unknown_member_among_others_is_the_one_meant(expect: Expect) -> None:
    expect("unknown-member", stance(member=None, members="[NOR, «TRK»]"), hint="TUR")


def test_an_unknown_member_among_exceptions_is_the_one_meant(expect: Expect) -> None:
    expect("unknown-member", stance(member=None, members="{all_except: [NOR, «TRK»]}"), hint="TUR")


def test_an_unknown_member_of_an_event(expect: Expect) -> None:
    expect("unknown-member", "events:\n  - {kind: report, member: «TRK», source: wire}\n", hint="TUR")


def test_an_unknown_member_left_over_by_a_count(expect: Expect) -> None:
    expect("unknown-member", count(outstanding="[NOR, «TRK»]"), hint="TUR")


def test_an_unknown_candidate_gives_the_nearest(expect: Expect) -> None:
    expect("unknown-candidate", stance(candidate="«anne»"), hint="did you mean 'ann'?")


def test_an_unknown_candidate_that_is_near_to_none_says_where_to_describe_it(expect: Expect) -> None:
    expect("unknown-candidate", count(candidate="«zoe»"), hint="'candidates:' of sg-2024")


def test_an_unknown_source_gives_the_nearest(expect: Expect) -> None:
    expect("unknown-source", stance(source="«wires»"), hint="did you mean 'wire'?")


def test_an_unknown_source_is_found_wherever_one_is_cited(expect: Expect) -> None:
    text = "candidates:\n  - {id: bob, name: Bob, strengths: [{text: Calm, source: wire}, {text: Kind, source: «x»}]}\n"
    expect("unknown-source", text, hint="'sources:'")


def test_an_unknown_source_may_be_one_that_is_relayed(expect: Expect) -> None:
    expect("unknown-source", source(relays="«wirre»"), hint="did you mean 'wire'?")


def test_a_state_is_no_member_before_it_accedes(expect: Expect) -> None:
    fault = expect("not-a-member", stance(member="«SWE»", date="2024-03-06"), hint="acceded on 2024-03-07")
    assert fault.message == "Sweden was not a member on 2024-03-06"


def test_a_stance_without_a_date_is_of_the_day_of_its_source(expect: Expect) -> None:
    expect("not-a-member", stance(member=None, members="[NOR, «SWE»]"), hint="acceded on 2024-03-07")


def test_a_state_that_accedes_in_a_month_is_a_member_by_its_end(folder: Path) -> None:
    (folder / "case.yaml").write_text(stance(member="SWE", date="2024-03"))
    assert not load(folder, TODAY).diagnostics


def test_a_state_is_no_member_once_it_has_left(expect: Expect) -> None:
    text = "members:\n  - {id: FIN, name: Finland, acceded: 2000-01-01, left: 2020-01-01}\n"
    expect("not-a-member", text + count(outstanding="[«FIN»]"), hint="left on 2020-01-01")


def test_an_unknown_hedge_gives_the_nearest(expect: Expect) -> None:
    expect("unknown-hedge", stance(hedge="«likly»"), hint="did you mean 'likely'?")


def test_a_word_on_how_sure_the_source_is_of_its_report_is_no_hedge(expect: Expect) -> None:
    expect("unknown-hedge", stance(hedge="«reportedly»"), hint="goes into attribution")


def test_sources_that_relay_each_other_have_no_origin(expect: Expect) -> None:
    text = source(id="a", relays="b") + also(source(id="b", relays="c")) + also(source(id="c", relays="a"))
    fault = expect("circular-relay", text.replace("relays: b", "relays: «b»"), hint="is the origin")
    assert fault.message == "relays in a circle: a -> b -> c -> a"


def test_a_source_does_not_relay_itself(expect: Expect) -> None:
    expect("circular-relay", source(relays="«paper»"), hint="is the origin")


def test_nobody_is_backed_before_being_born(expect: Expect) -> None:
    fault = expect("before-birth", stance(date="«1960-04»"), hint="one of the two dates")
    assert fault.other == Place(path=fault.path.replace("case", "base"), line=9, column=5)


def test_nobody_is_a_candidate_before_being_born(expect: Expect) -> None:
    text = "candidates:\n  - id: bob\n    name: Bob\n    born: 1970-01-01\n"
    text += "    statuses: [{status: declared, date: «1969-12-31», source: wire}]\n"
    expect("before-birth", text, hint="one of the two dates")


def test_what_is_said_after_the_appointment_is_no_stance(expect: Expect) -> None:
    text = "candidates:\n  - {id: bob, name: Bob, statuses: [{status: appointed, date: 2024-06-26, source: wire}]}\n"
    fault = expect("after-appointment", text + stance(date="«2024-06-27»"), hint="already taken")
    assert (fault.other, fault.other_label) == (Place(path=fault.path, line=2, column=5), "appointed")


def test_a_stance_on_the_day_of_the_appointment_is_one(folder: Path) -> None:
    text = "candidates:\n  - {id: bob, name: Bob, statuses: [{status: appointed, date: 2024-06-26, source: wire}]}\n"
    (folder / "case.yaml").write_text(text + stance(date="2024-06-26"))
    assert not load(folder, TODAY).diagnostics


def test_a_source_that_is_cited_has_a_url(expect: Expect) -> None:
    expect(
        "missing-url", source(id="«paper»", relays=None) + stance(source="paper"), hint="cite the source that relays"
    )


def test_a_source_that_is_only_relayed_needs_no_url(folder: Path) -> None:
    text = source(id="agency", relays=None) + also(source(url="https://example.org", relays="agency"))
    (folder / "case.yaml").write_text(text + stance(source="paper"))
    assert not load(folder, TODAY).diagnostics


def test_a_count_below_the_named_supporters_may_be_a_slip(expect: Expect) -> None:
    text = count(support="«0»", date="2024-02-03")
    fault = expect("exceeded-count", text, hint="nato members --as-of 2024-02-03", warnings=True)
    assert fault.severity == "warning"
    assert fault.message == "a count of 0 of 2 in support, but the stances name 1"


def test_a_count_may_be_older_than_the_announcements_of_its_day(folder: Path) -> None:
    (folder / "case.yaml").write_text(count(support=0, date="2024-02-01"))
    assert not load(folder, TODAY, warnings=True).diagnostics


def test_who_has_turned_away_by_the_day_of_a_count_is_not_named_in_support(folder: Path) -> None:
    (folder / "case.yaml").write_text(count(support=0, date="2024-02-10") + stance(date="2024-02-05"))
    assert not load(folder, TODAY, warnings=True).diagnostics


def test_a_collective_stance_names_members_in_support(expect: Expect) -> None:
    text = stance(member=None, members="{all_except: []}", position="support")
    expect("exceeded-count", text + count(support="«1»", date="2024-02-03"), hint="nato members", warnings=True)


def test_a_count_that_names_who_is_left_names_them_all(expect: Expect) -> None:
    text = count(support=1, outstanding="«»[NOR, TUR]")
    fault = expect("mismatched-count", text, hint="all, or none", warnings=True)
    assert fault.message == "1 of 2 leaves 1, but it names 2"


def test_a_count_is_of_all_members_of_its_day(expect: Expect) -> None:
    fault = expect("mismatched-count", count(of="«3»"), hint="nato members --as-of 2024-02-01", warnings=True)
    assert fault.message == "a count of 3 members on 2024-02-01, when there were 2"


def test_a_source_that_nothing_cites_may_be_left_over(expect: Expect) -> None:
    expect("unused-source", source(id="«paper»", date="2024-01-01"), hint="cite it", warnings=True)


def test_a_source_shows_when_it_was_published(expect: Expect) -> None:
    text = source(id="«paper»", url="https://example.org/2") + stance(source="paper")
    expect("undated-source", text, hint="date: unknown", warnings=True)


def test_a_source_whose_date_was_sought_in_vain_is_no_slip(folder: Path) -> None:
    text = source(date="unknown", url="https://example.org/2") + stance(source="paper")
    (folder / "case.yaml").write_text(text)
    assert not load(folder, TODAY, warnings=True).diagnostics


def test_another_credibility_than_usual_is_explained(expect: Expect) -> None:
    fault = expect("unexplained-credibility", stance(credibility="«3»"), hint="note", warnings=True)
    assert fault.message == "credibility 3, where 'named-official' gives 1"


def test_the_usual_credibility_may_be_given(folder: Path) -> None:
    (folder / "case.yaml").write_text(stance(credibility="1"))
    assert not load(folder, TODAY, warnings=True).diagnostics


def test_the_same_stance_twice_may_be_a_slip(expect: Expect) -> None:
    text = stance(position="support", source="«wire»")
    fault = expect("duplicate-stance", text, hint="keep one", warnings=True)
    assert fault.other == Place(path=fault.path.replace("case", "base"), line=13, column=5)


def test_warnings_are_given_when_asked_for(folder: Path) -> None:
    (folder / "case.yaml").write_text(stance(credibility="3"))
    loaded = load(folder, TODAY)
    assert loaded.dataset is not None
    assert not loaded.diagnostics


def test_with_warnings_there_is_a_dataset(folder: Path) -> None:
    (folder / "case.yaml").write_text(stance(credibility="3"))
    loaded = load(folder, TODAY, warnings=True)
    assert loaded.dataset is not None
    assert not [fault for fault in loaded.diagnostics if fault.severity == "error"]


def test_warnings_wait_until_there_are_no_errors(folder: Path) -> None:
    (folder / "case.yaml").write_text(stance(credibility="3", position="suport"))
    loaded = load(folder, TODAY, warnings=True)
    assert loaded.dataset is None
    assert [fault.code for fault in loaded.diagnostics] == ["invalid-position"]


@pytest.mark.parametrize(
    ("code", "faulty", "text"),
    [
        ("invalid-date", "members:\n  - {id: FIN, name: Finland, acceded: 4/4/2023}\n", stance(member="FIN")),
        ("invalid-id", "members:\n  - {id: f n, name: Finland, acceded: 2023-04-04}\n", stance(member="FIN")),
        ("wrong-type", "groups:\n  - {id: eu, name: EU, members: NOR}\n", stance(member=None, members="{group: eu}")),
        ("invalid-date", "candidates:\n  - {id: bob, name: Bob, born: 1/1/1960}\n", stance(candidate="bob")),
        ("invalid-kind", "sources:\n  - {id: b, publisher: B, kind: blog, reliability: C}\n", stance(source="b")),
        (
            "missing-key",
            "scales:\n  - {title: Own, bands: [{words: [sure], lower: 9, upper: 9}]}\n",
            stance(hedge="sure"),
        ),
        ("wrong-type", "unscaled: {words: [may], note: [a]}\n", stance(hedge="may")),
        ("yaml-alias", "candidates:\n  - {id: bob, name: Bob, note: *b}\n", stance(candidate="bob")),
        ("unknown-key", "source:\n  - {id: paper, publisher: The Paper}\n", stance(source="paper")),
        ("wrong-type", "sources: none\n", stance(source="paper")),
        ("duplicate-key", "sources: []\nsources:\n  - {id: paper}\n", stance(source="paper")),
        ("several-documents", stance(source="paper") + "---\n", "sources:\n  - {id: paper}\n"),
        ("syntax", stance(source="paper") + "sources:\n  - {id: paper\n", ""),
    ],
)
def test_a_fault_is_not_told_again_of_what_refers_to_it(code: str, faulty: str, text: str, folder: Path) -> None:
    (folder / "case.yaml").write_text(faulty + text)
    loaded = load(folder, TODAY, warnings=True)
    assert loaded.dataset is None
    assert [fault.code for fault in loaded.diagnostics] == [code]


def test_a_fault_of_a_selection_leaves_its_stances_at_home(tmp_path: Path) -> None:
    text = "selection: {id: s}\ncandidates:\n  - {id: ann, name: Ann}\n"
    (tmp_path / "case.yaml").write_text(text)
    assert [fault.code for fault in load(tmp_path, TODAY).diagnostics] == ["missing-key"]


def test_where_a_selection_cannot_be_read_its_records_are_not_called_homeless(tmp_path: Path) -> None:
    (tmp_path / "selection.yaml").write_text("selection: {id: s, title: S\n")
    (tmp_path / "stances.yaml").write_text(stance())
    assert [fault.code for fault in load(tmp_path, TODAY).diagnostics] == ["syntax"]


def test_references_are_checked_beside_the_faults_of_other_records(folder: Path) -> None:
    (folder / "case.yaml").write_text(stance(position="suport") + also(stance(member="TRK")))
    assert [fault.code for fault in load(folder, TODAY).diagnostics] == ["invalid-position", "unknown-member"]
