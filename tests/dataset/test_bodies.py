"""Any body: persons and states, groups, weights, decision rules, and reports on groups."""

from __future__ import annotations

from pathlib import Path

import pytest
from yaml_factories import TODAY, Expect, also, source, stance

from nato_cli.dataset.loader import load
from nato_cli.model import Dataset, DecisionRule, Quota, Rule

COUNCIL = """\
members:
  - {id: anna.b, name: Anna Berg, weight: 2.5}
  - {id: ben, name: Ben, acceded: 2020-01-01}
  - {id: cy, name: Cy, left: 2023-01-01}
  - {id: EU, name: European Union}
groups:
  - {id: board, name: The board, members: [anna.b, {id: ben, from: 2021-01-01, until: 2025-01-01}, cy]}
  - {id: all, name: All, members: [board, EU]}
selection: {id: chair, title: Chair, electorate: board, closes: 2024-12, decision: DECISION}
candidates:
  - {id: ann, name: Ann Alder}
sources:
  - {id: minutes, publisher: The Board, date: 2024-02-01, where: binder 2024, kind: official, reliability: A}
"""


def council(folder: Path, text: str = "", decision: str = "unanimity") -> Dataset:
    (folder / "council.yaml").write_text(COUNCIL.replace("DECISION", decision) + text, encoding="utf-8")
    loaded = load(folder, TODAY)
    assert not loaded.diagnostics
    assert loaded.dataset is not None
    return loaded.dataset


def members_of(folder: Path, **keys: str | None) -> tuple[str, ...]:
    text = stance(source="minutes", **keys)
    return council(folder, text).selections["chair"].stances[0].members


def test_a_member_without_a_date_has_always_belonged(tmp_path: Path) -> None:
    member = council(tmp_path).members["anna.b"]
    assert (member.acceded, member.weight, member.belongs_on(TODAY)) == (None, 2.5, True)


@pytest.mark.parametrize(
    ("written", "rule"),
    [
        ("unanimity", DecisionRule()),
        ("consensus", DecisionRule(rule=Rule.CONSENSUS)),
        ("{rule: majority, quota: 9}", DecisionRule(rule=Rule.MAJORITY, quota=Quota("9"))),
        (
            "{rule: majority, quota: 2/3, weight_quota: 65 %, veto: board}",
            DecisionRule(rule=Rule.MAJORITY, quota=Quota("2/3"), weight_quota=Quota("65 %"), veto=("board",)),
        ),
        (
            "{rule: majority, quota: 55.5%, veto: [anna.b, ben]}",
            DecisionRule(rule=Rule.MAJORITY, quota=Quota("55.5%"), veto=("anna.b", "ben")),
        ),
    ],
)
def test_a_decision_rule_is_a_word_or_a_mapping(written: str, rule: DecisionRule, tmp_path: Path) -> None:
    assert council(tmp_path, decision=written).selections["chair"].decision == rule


@pytest.mark.parametrize(
    ("quota", "total", "needed"),
    [("9", 15, 9), ("2/3", 193, 129), ("55 %", 27, 15), ("50%", 9, 5), ("66.6 %", 100, 67)],
)
def test_a_share_is_rounded_up(quota: str, total: int, needed: int) -> None:
    assert Quota(quota).needed(total) == needed


@pytest.mark.parametrize("quota", ["half", "2/0", "-1", "1.5", "1/2/3", "two thirds"])
def test_what_is_not_a_quota(quota: str, expect: Expect) -> None:
    text = f"selection: {{id: s, title: S, decision: {{rule: majority, quota: «{quota}»}}}}\n"
    expect("invalid-quota", text, hint="2/3")


def test_an_unknown_rule_gives_the_nearest(expect: Expect) -> None:
    expect("invalid-decision", "selection: {id: s, title: S, decision: «majorty»}\n", hint="did you mean 'majority'?")


@pytest.mark.parametrize(
    ("written", "date", "covered"),
    [
        ("{all_except: []}", "2024-06-01", ("anna.b", "ben")),
        ("{all_except: [ben]}", "2024-06-01", ("anna.b",)),
        ("{group: board}", "2020-06-01", ("anna.b", "cy")),
        ("{group: board}", "2022-06-01", ("anna.b", "ben", "cy")),
        ("{group: all, except: [anna.b]}", "2024-06-01", ("EU", "ben")),
        ("{groups: [board, all]}", "2025-06-01", ("EU", "anna.b")),
        ("[ben, cy]", "2022-06-01", ("ben", "cy")),
    ],
)
def test_a_report_covers_who_belonged_on_its_date(
    written: str, date: str, covered: tuple[str, ...], tmp_path: Path
) -> None:
    assert members_of(tmp_path, member=None, members=written, date=date) == covered


def test_a_report_without_a_date_covers_who_belonged_on_its_sources(tmp_path: Path) -> None:
    assert members_of(tmp_path, member=None, members="{group: board}") == ("anna.b", "ben")


def test_how_a_collective_report_was_written_is_kept(tmp_path: Path) -> None:
    text = stance(member=None, members="{group: board, except: [ben]}", source="minutes")
    collective = council(tmp_path, text).selections["chair"].stances[0].collective
    assert collective is not None
    assert (collective.groups, collective.exceptions) == (("board",), ("ben",))


@pytest.mark.parametrize(
    ("code", "members", "hint"),
    [
        ("unknown-group", "{group: «bord»}", "'groups:'"),
        ("unknown-member", "{all_except: [«NRO»]}", "did you mean 'NOR'?"),
        ("unknown-key", "{«groop»: eu, all_except: []}", "did you mean 'group'?"),
        ("unknown-key", "{group: eu, «groups»: [eu]}", "keep one"),
        ("missing-key", "«»{except: [NOR]}", "who is meant"),
        ("wrong-type", "{groups: «»[]}", "at least one"),
    ],
)
def test_the_faults_of_a_collective_report(code: str, members: str, hint: str, expect: Expect) -> None:
    expect(code, stance(member=None, members=members), hint=hint)


def test_a_group_of_an_unknown_member(expect: Expect) -> None:
    expect("unknown-member", "groups:\n  - {id: a, name: A, members: [NOR, «NRO»]}\n", hint="did you mean 'NOR'?")


def test_a_group_does_not_contain_itself(expect: Expect) -> None:
    expect("circular-group", "groups:\n  - {id: a, name: A, members: [NOR, «a»]}\n", hint="remove")


def test_a_group_that_an_event_names(expect: Expect) -> None:
    text = "events:\n  - {kind: count, candidate: ann, support: 1, of: 2, group: «a», source: wire}\n"
    expect("unknown-group", text, hint="'groups:'")


def test_a_part_of_a_group_does_not_end_before_it_begins(expect: Expect) -> None:
    part = "{id: NOR, from: 2021-01-01, until: «2020-01-01»}"
    expect("impossible-membership", f"groups:\n  - {{id: a, name: A, members: [{part}]}}\n", hint="correct one")


def test_a_member_named_twice_may_be_a_slip(expect: Expect) -> None:
    text = stance(member=None, members="[NOR, TUR, «NOR»]", note="Twice")
    fault = expect("repeated-member", text, hint="keep one", warnings=True)
    assert fault.severity == "warning"


def test_a_source_that_is_not_on_the_web_says_where_it_is(folder: Path) -> None:
    (folder / "case.yaml").write_text(source(relays=None, where="telephone call") + stance(source="paper"))
    assert not load(folder, TODAY).diagnostics


def test_a_condition_is_not_met_before_it_is_made(expect: Expect) -> None:
    text = stance(condition="the sale of F-16s", date="2024-03-01", met="«2024-02-01»")
    expect("early-condition", text, hint="correct one")


def test_only_a_condition_is_met(expect: Expect) -> None:
    expect("early-condition", stance(met="«2024-03-01»"), hint="'condition'")


def rule(expect: Expect, folder: Path, code: str, decision: str, *, hint: str, more: str = "") -> None:
    """Expect one warning of a decision rule in the small dataset."""
    base = folder / "base.yaml"
    text = base.read_text(encoding="utf-8")
    base.write_text("\n".join(line for line in text.splitlines() if not line.startswith("selection")) + "\n")
    fault = expect(code, f"selection: {{id: s, title: S, decision: {decision}}}\n{more}", hint=hint, warnings=True)
    assert fault.severity == "warning"


@pytest.mark.parametrize(
    ("decision", "hint"),
    [
        ("{rule: majority, quota: «9»}", "correct the quota"),
        ("{rule: majority, quota: «4/3»}", "correct the quota"),
        ("{rule: majority, quota: «0»}", "correct the quota"),
        ("«»{rule: majority}", "add 'quota'"),
        ("{rule: consensus, quota: «2»}", "rule: majority"),
    ],
)
def test_a_quota_that_makes_no_sense(decision: str, hint: str, expect: Expect, folder: Path) -> None:
    rule(expect, folder, "unreachable-quota", decision, hint=hint)


@pytest.mark.parametrize("veto", ["«perm»", "[NOR, «perm»]"])
def test_a_veto_holder_is_a_member_or_a_group(veto: str, expect: Expect, folder: Path) -> None:
    rule(expect, folder, "veto-outside", f"{{rule: majority, quota: 2, veto: {veto}}}", hint="'groups:'")


def test_a_veto_holder_is_one_of_those_that_decide(expect: Expect, folder: Path) -> None:
    more = "groups:\n  - {id: two, name: Two, members: [NOR, SWE]}\n"
    decision = "{rule: majority, quota: 2, veto: [NOR, «TUR»]}, electorate: two"
    rule(expect, folder, "veto-outside", decision, hint="electorate", more=more)


def test_a_quota_of_weights_needs_weights(folder: Path) -> None:
    text = (folder / "base.yaml").read_text(encoding="utf-8")
    rule_ = "title: Secretary general, decision: {rule: majority, weight_quota: 65 %}"
    (folder / "base.yaml").write_text(text.replace("title: Secretary general", rule_), encoding="utf-8")
    faults = load(folder, TODAY, warnings=True).diagnostics
    assert {fault.code for fault in faults} >= {"missing-weight"}
    assert any("Türkiye has no weight" in fault.message for fault in faults)


def test_a_count_is_of_the_size_of_its_group(expect: Expect) -> None:
    groups = "groups:\n  - {id: two, name: Two, members: [NOR, TUR]}\n"
    counted = "{kind: count, candidate: ann, date: 2024-02-01, support: 1, of: «5», group: two, source: wire}"
    fault = expect("mismatched-count", f"{groups}events:\n  - {counted}\n", hint="--as-of", warnings=True)
    assert fault.message == "a count of 5 members on 2024-02-01, when group 'two' had 2"


def test_one_publisher_has_one_grade_unless_a_note_says_why(expect: Expect) -> None:
    papers = [source(id=f"p{n}", relays=None, url=f"https://example.org/{n}", date="2024-01-01") for n in range(3)]
    text = papers[0] + also(papers[1]) + also(papers[2].replace("reliability: C", "reliability: «D»"))
    cited = "".join(f"  - {{kind: report, source: p{n}}}\n" for n in range(3))
    expect("uneven-grades", f"{text}events:\n{cited}", hint="'note'", warnings=True)
