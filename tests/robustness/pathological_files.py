"""Files of a little under one mebibyte, each as dear as can be to one step of reading, judging or telling."""

from __future__ import annotations

import datetime as dt
from itertools import count, islice, product
from string import ascii_letters, ascii_uppercase
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

SIZE = 2**20 - 1

ANN = "candidates: [{id: ann, name: Ann}]\n"
WIRE = "sources: [{id: w, publisher: P, kind: wire, reliability: A, date: 2020, url: 'https://e.org'}]\n"
HEAD = f"selection: {{id: s, title: S}}\n{WIRE}"
STANCE = "candidate: ann,position: veto,source: w,attribution: named-official"


class Bomb(NamedTuple):
    """How a file is made, and the codes of what is told of it."""

    make: Callable[[], bytes]
    codes: frozenset[str]


BOMBS: dict[str, Bomb] = {}


def bomb(*codes: str) -> Callable[[Callable[[], str | bytes]], None]:
    """Enter the file that a function makes, with the codes of all faults it has."""

    def enter(make: Callable[[], str | bytes]) -> None:
        BOMBS[make.__name__.replace("_", "-")] = Bomb(lambda: _within(make()), frozenset(codes))

    return enter


def _within(made: str | bytes) -> bytes:
    data = made.encode() if isinstance(made, str) else made
    assert SIZE * 0.9 < len(data) <= SIZE
    return data


def many(parts: Iterable[str], before: str = "", after: str = "", share: float = 1.0) -> str:
    """As many of the parts as fit into a share of the size, between what stands before and after them."""
    room = SIZE * share - len(before.encode()) - len(after.encode())
    taken: list[str] = []
    for part in parts:
        room -= len(part.encode())
        if room < 0:
            break
        taken.append(part)
    return before + "".join(taken) + after


def same(part: str) -> Iterator[str]:
    while True:
        yield part


def numbered(template: str) -> Iterator[str]:
    """The template with a short name of its own in each."""
    return (template.replace("#", name) for name in names())


def names() -> Iterator[str]:
    letters = ascii_letters
    return ("".join(each) for length in count(1) for each in product(letters, repeat=length))


def codes() -> Iterator[str]:
    return ("".join(each) for each in product(ascii_uppercase, repeat=3))


def days() -> Iterator[str]:
    return (str(dt.date(1950, 1, 1) + dt.timedelta(days=number % 27_000)) for number in count())


# Keys, and keys given twice.


@bomb("duplicate-key", "too-many-faults")
def one_key_over_and_over() -> str:
    return many(same("a: 1\n"))


@bomb("duplicate-key", "too-many-faults")
def one_key_of_a_record_over_and_over() -> str:
    return many(same("a,"), "stances: [{", "}]")


@bomb("too-large")
def many_keys_then_each_again() -> str:
    half = many(numbered("#,"), share=0.49)
    return f"stances: [{{{half}{half}}}]"


@bomb("too-large")
def many_keys_in_a_record() -> str:
    return many(numbered("#,"), "stances: [{", "}]")


@bomb("too-large")
def many_keys_in_a_block() -> str:
    return many(numbered("  #: 1\n"), "selection:\n")


@bomb("too-many-faults", "unknown-key")
def many_sections() -> str:
    return many(numbered("#: 1\n"))


@bomb("too-many-faults", "unknown-key")
def many_unknown_sections_of_records() -> str:
    return many(numbered("#: [a]\n"))


@bomb("too-large")
def a_fault_at_every_key_of_grades() -> str:
    return many(same("{},"), "grades: {reliability: [", "]}")


@bomb("too-large")
def empty_bands() -> str:
    return many(same("{},"), "scales: [{id: a, title: b, bands: [", "]}]")


@bomb("too-large")
def bands_of_unknown_keys() -> str:
    return many(numbered("{#},"), "scales: [{id: a, title: b, bands: [", "]}]")


@bomb("missing-key", "too-many-faults", "unknown-key")
def long_unknown_keys_near_known_ones() -> str:
    return many(numbered("{attributions#: 1},"), "stances: [", "]")


@bomb("missing-key", "no-selection", "unknown-key")
def one_long_key() -> str:
    return f"stances: [{{? {'k' * (SIZE - 30)}: 1}}]"


@bomb("unknown-key")
def one_long_section() -> str:
    return f"? {'k' * (SIZE - 30)}\n: 1\n"


# Faulty records.


@bomb("too-many-faults", "wrong-type")
def faulty_records_on_one_line() -> str:
    return many(same("a,"), "stances: [", "]")


@bomb("missing-key", "too-many-faults", "unknown-key")
def faulty_mappings_on_one_line() -> str:
    return many(same("{a: b},"), "stances: [", "]")


@bomb("too-many-faults", "wrong-type")
def faulty_records_on_lines_of_their_own() -> str:
    return many(same("- a\n"), "stances:\n")


@bomb("too-many-faults", "wrong-type")
def records_without_a_value() -> str:
    return many(same("-\n"), "stances:\n")


@bomb("missing-key", "too-many-faults")
def empty_mappings() -> str:
    return many(same("{},"), "stances: [", "]")


@bomb("too-many-faults", "wrong-type")
def empty_lists() -> str:
    return many(same("[],"), "stances: [", "]")


@bomb("unknown-key")
def records_of_no_section() -> str:
    return many(same("a,"), "stanses: [", "]")


@bomb("too-large")
def a_list_of_texts() -> str:
    return many(same("a,"), "unscaled: {words: [", "]}")


@bomb("too-large")
def a_list_of_different_texts() -> str:
    return many(numbered("#,"), "unscaled: {words: [", "]}")


@bomb()
def lists_of_texts_in_records() -> str:
    inner = "{id: #,name: b,sources: [" + "w," * 40_000 + "]},"
    return many(numbered(inner), f"{HEAD}candidates: [", "]" + " " * 80_000)


@bomb("too-many-faults", "unknown-source")
def unknown_sources_in_records() -> str:
    inner = "{id: #,name: b,sources: [" + "v," * 40_000 + "]},"
    return many(numbered(inner), f"{HEAD}candidates: [", "]" + " " * 80_000)


# What does not fit together.


@bomb("duplicate-id", "too-many-faults")
def one_candidate_over_and_over() -> str:
    return many(same("{id: a,name: b},"), "selection: {id: s,title: t}\ncandidates: [", "]")


@bomb("too-many-faults", "unknown-candidate")
def unknown_candidates() -> str:
    template = "{member: NOR,candidate: candidate-#,position: veto,source: w,attribution: named-official},"
    return many(numbered(template), f"{HEAD}{ANN}stances: [", "]")


@bomb("overgrown", "too-many-faults", "unknown-candidate")
def unknown_candidates_among_many() -> str:
    known = many(numbered("{id: an-alder-#,name: b},"), f"{HEAD}candidates: [", "]\n", share=0.5)
    template = "{member: NOR,candidate: alder-an-#,position: veto,source: w,attribution: named-official},"
    return many(numbered(template), f"{known}stances: [", "]")


@bomb("overgrown", "too-many-faults", "unknown-candidate")
def unknown_candidates_of_long_names() -> str:
    known = many(numbered("{id: #" + "ab" * 40 + ",name: b},"), f"{HEAD}candidates: [", "]\n", share=0.5)
    template = "{member: NOR,candidate: #" + "ba" * 40 + ",position: veto,source: w,attribution: named-official},"
    return many(numbered(template), f"{known}stances: [", "]")


@bomb("unknown-candidate")
def unknown_candidates_of_very_long_names() -> str:
    known = f"{HEAD}candidates: [{{id: {'ab' * 40_000},name: b}},{{id: {'ba' * 40_000},name: b}}]\n"
    template = "{member: NOR,candidate: #" + "ba" * 38_000 + ",position: veto,source: w,attribution: named-official},"
    return many(numbered(template), f"{known}stances: [", "]" + " " * 50_000)


@bomb("too-many-faults", "unknown-candidate")
def unknown_candidates_of_a_selection_of_long_name() -> str:
    known = f"selection: {{id: {'s' * 500_000},title: S}}\n{WIRE}{ANN}"
    template = "{member: NOR,candidate: #,position: veto,source: w,attribution: named-official},"
    return many(numbered(template), f"{known}stances: [", "]")


@bomb("too-many-faults", "unknown-source")
def unknown_sources_among_many() -> str:
    known = many(
        numbered("{id: wire-of-#,publisher: P,kind: wire,reliability: A,date: 2020,url: 'http://e.org'},"),
        f"selection: {{id: s,title: S}}\n{ANN}sources: [",
        "]\n",
        share=0.5,
    )
    template = "{member: NOR,candidate: ann,position: veto,source: of-wire-#,attribution: named-official},"
    return many(numbered(template), f"{known}stances: [", "]")


@bomb("too-many-faults", "unknown-source")
def unknown_relays() -> str:
    template = "{id: wire-#,publisher: P,kind: wire,reliability: A,relays: wore-#},"
    return many(numbered(template), "sources: [", "]")


@bomb("too-many-faults", "unknown-hedge")
def unknown_hedges_among_many_words() -> str:
    words = many(numbered("as likely as #,"), "unscaled: {words: [", "]}\n", share=0.5)
    template = "{member: NOR,hedge: likely as #,candidate: ann,position: veto,source: w,attribution: named-official},"
    return many(numbered(template), f"{words}{HEAD}{ANN}stances: [", "]")


@bomb("too-large")
def unknown_members_of_one_stance() -> str:
    return many(same("AAA,"), f"{HEAD}{ANN}stances: [{{{STANCE},members: [", "]}]")


@bomb("not-a-member", "too-many-faults", "unknown-member")
def different_unknown_members_of_stances() -> str:
    listed = "".join(f"{code}," for code in islice(codes(), 17_576))
    return many(same("{" + STANCE + ",members: [" + listed + "]},"), f"{HEAD}{ANN}stances: [", "]" + " " * 64_000)


@bomb("not-a-member", "too-many-faults")
def stances_before_all_members_were_members() -> str:
    listed = "".join(f"{code}," for code in islice(codes(), 8_000))
    members = "".join(f"{{id: {code},name: {code},acceded: 2024-01-01}}," for code in islice(codes(), 8_000))
    one = f"{{{STANCE},date: 2020,members: [{listed}]}},"
    return many(same(one), f"{HEAD}{ANN}members: [{members}]\nstances: [", "]" + " " * 30_000)


@bomb("not-a-member", "too-many-faults")
def members_of_a_long_name_that_were_none() -> str:
    name = "n" * 650_000
    listed = "".join("AAA," for _ in range(90_000))
    known = f"members: [{{id: AAA,name: {name},acceded: 2024-01-01}}]\n{HEAD}{ANN}"
    return f"{known}stances: [{{{STANCE},date: 2020,members: [{listed}]}}]"


@bomb("after-appointment", "too-many-faults")
def an_appointment_of_a_long_name() -> str:
    candidate = "a" * 400_000
    known = (
        f"{HEAD}candidates: [{{id: {candidate},name: A,statuses: [{{status: appointed,date: 2010,source: w}}]}},"
        "{id: ann,name: Ann}]\n"
    )
    return many(same(f"{{member: NOR,{STANCE},date: 2020}},"), f"{known}stances: [", "]")


@bomb("missing-url")
def relays_in_a_chain() -> str:
    templates = zip(names(), islice(names(), 1, None), strict=False)
    sources = (f"{{id: {one},publisher: P,kind: wire,reliability: A,relays: {other}}}," for one, other in templates)
    known = many(sources, f"selection: {{id: s,title: S}}\n{ANN}sources: [", share=0.5)
    last = known.rstrip("},").rpartition(" ")[2]
    known += f"{{id: {last},publisher: P,kind: wire,reliability: A}}]\n"
    stance = "{member: NOR,candidate: ann,position: veto,source: a,attribution: named-official},"
    return many(same(stance), f"{known}stances: [", "]")


@bomb("duplicate-stance", "too-many-faults", "undated-source")
def relays_in_a_chain_that_ends_well() -> str:
    templates = zip(names(), islice(names(), 1, None), strict=False)
    source = "{{id: {},publisher: P,kind: wire,reliability: A,date: 2020,url: 'http://e.o',relays: {}}},"
    known = many(
        (source.format(*pair) for pair in templates), f"selection: {{id: s,title: S}}\n{ANN}sources: [", share=0.5
    )
    last = known.rstrip("},").rpartition(" ")[2]
    known += f"{{id: {last},publisher: P,kind: wire,reliability: A}}]\n"
    stance = "{member: NOR,candidate: ann,position: veto,source: a,attribution: named-official},"
    return many(same(stance), f"{known}stances: [", "]")


@bomb("circular-relay")
def relays_in_one_circle() -> str:
    templates = zip(names(), islice(names(), 1, None), strict=False)
    sources = (f"{{id: {one},publisher: P,kind: wire,reliability: A,relays: {other}}}," for one, other in templates)
    known = many(sources, "sources: [")[:-100].rpartition("{")[0]
    last = known.rstrip("},").rpartition(" ")[2]
    return f"{known}{{id: {last},publisher: P,kind: wire,reliability: A,relays: a}}]"


@bomb("circular-relay", "too-many-faults")
def relays_in_many_circles() -> str:
    return many(numbered("{id: #,publisher: P,kind: wire,reliability: A,relays: #},"), "sources: [", "]")


@bomb("too-many-faults", "undated-source", "unused-source")
def sources_that_nothing_cites() -> str:
    return many(numbered("{id: #,publisher: P,kind: wire,reliability: A},"), "sources: [", "]")


@bomb("duplicate-stance", "too-many-faults")
def one_stance_over_and_over() -> str:
    return many(same(f"{{member: NOR,{STANCE}}},"), f"{HEAD}{ANN}stances: [", "]")


@bomb("before-birth", "too-many-faults")
def stances_before_birth() -> str:
    known = f"{HEAD}candidates: [{{id: ann,name: Ann,born: 2022-01-01}}]\n"
    return many(same(f"{{member: NOR,{STANCE},date: 2021}},"), f"{known}stances: [", "]")


# Many of everything, and no fault.


@bomb("overgrown")
def many_candidates_whom_nobody_mentions() -> str:
    return many(numbered("{id: #,name: b},"), "selection: {id: s,title: S}\ncandidates: [", "]")


@bomb("overgrown")
def many_candidates_by_events() -> str:
    known = many(numbered("{id: #,name: b},"), f"{HEAD}candidates: [", "]\n", share=0.3)
    number = known.count("name: b")
    events = (f"{{kind: report,candidate: {name},source: w}}," for name in islice(names(), number))
    return many(events, f"{known}events: [", "]" + " " * 40_000)


@bomb("overgrown")
def many_candidates_by_status() -> str:
    return many(numbered("{id: #,name: b,statuses: [{status: declared,source: w}]},"), f"{HEAD}candidates: [", "]")


@bomb("overgrown")
def many_candidates_by_status_and_many_members() -> str:
    members = "".join(f"{{id: {code},name: b,acceded: 1950-01-01}}," for code in islice(codes(), 13_000))
    return many(
        numbered("{id: #,name: b,statuses: [{status: declared,source: w}]},"),
        f"members: [{members}]\n{HEAD}candidates: [",
        "]",
    )


@bomb()
def many_members() -> str:
    members = (f"{{id: {code},name: {'b' * 20},acceded: 1950-01-01}}," for code in codes())
    return many(
        members, f"{HEAD}candidates: [{{id: ann,name: A,statuses: [{{status: declared,source: w}}]}}]\nmembers: [", "]"
    )


@bomb("mismatched-count", "too-many-faults")
def many_members_and_counts() -> str:
    members = "".join(
        f"{{id: {code},name: b,acceded: {day}}}," for code, day in islice(zip(codes(), days(), strict=False), 13_000)
    )
    counts = (f"{{kind: count,candidate: ann,support: 0,of: 9,source: w,date: {day}}}," for day in days())
    return many(counts, f"members: [{members}]\n{HEAD}{ANN}events: [", "]")


@bomb("mismatched-count", "too-many-faults")
def a_thousand_members_and_counts() -> str:
    members = "".join(
        f"{{id: {code},name: b,acceded: {day}}}," for code, day in islice(zip(codes(), days(), strict=False), 1_000)
    )
    counts = (f"{{kind: count,candidate: ann,support: 0,of: 9,source: w,date: {day}}}," for day in days())
    return many(counts, f"members: [{members}]\n{HEAD}{ANN}events: [", "]")


@bomb("overgrown")
def a_thousand_members_and_collective_stances() -> str:
    members = "".join(f"{{id: {code},name: b,acceded: 1950-01-01}}," for code in islice(codes(), 1_000))
    stances = (f"{{members: {{all_except: []}},{STANCE},date: {day}}}," for day in days())
    return many(stances, f"members: [{members}]\n{HEAD}{ANN}stances: [", "]")


@bomb("overgrown")
def a_thousand_members_collective_stances_and_counts() -> str:
    members = "".join(
        f"{{id: {code},name: b,acceded: {day}}}," for code, day in islice(zip(codes(), days(), strict=False), 1_000)
    )
    stances = (f"{{members: {{all_except: []}},{STANCE.replace('veto', 'support')},date: {day}}}," for day in days())
    known = many(stances, f"members: [{members}]\n{HEAD}{ANN}stances: [", "]\n", share=0.5)
    counts = (f"{{kind: count,candidate: ann,support: 0,of: 9,source: w,date: {day}}}," for day in days())
    return many(counts, f"{known}events: [", "]")


@bomb("overgrown")
def many_members_and_collective_stances() -> str:
    members = "".join(f"{{id: {code},name: b,acceded: 1950-01-01}}," for code in islice(codes(), 13_000))
    stances = (f"{{members: {{all_except: []}},{STANCE},date: {day}}}," for day in days())
    return many(stances, f"members: [{members}]\n{HEAD}{ANN}stances: [", "]")


@bomb("duplicate-stance")
def collective_stances_with_all_as_exceptions() -> str:
    codes_ = list(islice(codes(), 1_000))
    members = "".join(f"{{id: {code},name: b,acceded: 1950-01-01}}," for code in codes_)
    stance = f"{{members: {{all_except: [{','.join(codes_)}]}},{STANCE}}},"
    return many(same(stance), f"members: [{members}]\n{HEAD}{ANN}stances: [", "]")


@bomb("too-large")
def one_member_over_and_over_in_a_stance() -> str:
    return many(same("NOR,"), f"{HEAD}{ANN}stances: [{{{STANCE},members: [", "]}]")


@bomb("duplicate-stance")
def stances_of_members_named_many_times() -> str:
    listed = "NOR," * 20_000
    return many(same(f"{{{STANCE},members: [{listed}]}},"), f"{HEAD}{ANN}stances: [", "]" + " " * 70_000)


@bomb()
def many_stances() -> str:
    return many((f"{{member: NOR,{STANCE},date: {day}}}," for day in days()), f"{HEAD}{ANN}stances: [", "]")


@bomb("mismatched-count", "too-many-faults")
def many_counts_of_all_named() -> str:
    counts = (f"{{kind: count,candidate: ann,support: 1,of: 32,source: w,date: {day}}}," for day in days())
    return many(counts, f"{HEAD}{ANN}stances: [{{member: NOR,{STANCE}}}]\nevents: [", "]")


@bomb()
def many_scales() -> str:
    return many(numbered("{id: #,title: b,bands: [{words: [#],lower: 1,upper: 2}]},"), "scales: [", "]")


@bomb("too-large")
def many_bands() -> str:
    return many(numbered("{words: [#],lower: 1,upper: 2},"), "scales: [{id: a,title: b,bands: [", "]}]")


@bomb("too-large")
def many_aliases() -> str:
    return many(numbered("#,"), "members: [{id: NOR,name: b,acceded: 1950-01-01,aliases: [", "]}]")


@bomb("too-large")
def many_statuses() -> str:
    return many(
        same("{status: declared,date: 2020,source: w},"), f"{HEAD}candidates: [{{id: ann,name: b,statuses: [", "]}]"
    )


@bomb("too-large")
def many_strengths() -> str:
    return many(same("{text: a,source: w},"), f"{HEAD}candidates: [{{id: ann,name: b,strengths: [", "]}]")


@bomb()
def many_officeholders() -> str:
    return many(same("{name: a,source: w},"), f"{WIRE}officeholders: [", "]")


@bomb("too-large")
def many_expenditures() -> str:
    return many(
        same("{year: 2000,usd_million: 1,source: w},"),
        f"{WIRE}members: [{{id: NOR,name: b,acceded: 1950-01-01,defence_expenditure: [",
        "]}]",
    )


# As much as one record, or one selection, may hold, and as many of those as there is room for.


def spread(part: str, each: int, before: str, after: str, head: str = "", tail: str = "") -> str:
    """Records with so many parts each, the last with as many as there is room for."""
    full = f"{before}{part * each}{after}"
    records = numbered(full)
    end = f"]{tail}"
    return many(records, head, end + " " * (SIZE - len(many(numbered(full), head, end).encode())))


@bomb()
def bands_in_scales() -> str:
    return spread("{words: [b],lower: 1,upper: 2},", 10_000, "{id: #,title: b,bands: [", "]},", "scales: [")


@bomb("too-many-faults", "wrong-type")
def faulty_bands_in_scales() -> str:
    return spread("{words: b,lower: 3,upper: 2},", 10_000, "{id: #,title: b,bands: [", "]},", "scales: [")


@bomb("invalid-number")
def bands_but_the_last_of_each_are_right() -> str:
    last = "{words: [b],lower: 3,upper: 2}]},"
    return spread("{words: [b],lower: 1,upper: 2},", 10_000, "{id: #,title: b,bands: [", last, "scales: [")


@bomb()
def statuses_of_candidates() -> str:
    status = "{status: declared,date: 2020,source: w},"
    return spread(status, 8_000, "{id: #,name: b,statuses: [", "]},", f"{HEAD}candidates: [")


@bomb("invalid-status", "missing-key")
def statuses_but_the_last_of_each_are_right() -> str:
    status = "{status: declared,date: 2020,source: w},"
    return spread(status, 8_000, "{id: #,name: b,statuses: [", "{status: declard}]},", f"{HEAD}candidates: [")


@bomb()
def strengths_of_candidates() -> str:
    before = "{id: #,name: b,statuses: [{status: declared,source: w}],strengths: ["
    return spread("{text: a,source: w},", 15_000, before, "]},", f"{HEAD}candidates: [")


@bomb("duplicate-id")
def expenditures_of_members() -> str:
    before = "{id: NOR,name: b,acceded: 1950-01-01,defence_expenditure: ["
    return spread("{year: 2000,usd_million: 1,source: w},", 8_000, before, "]},", f"{WIRE}members: [")


@bomb("duplicate-id")
def aliases_of_members() -> str:
    before = "{id: NOR,name: b,acceded: 1950-01-01,aliases: ["
    return spread("a,", 90_000, before, "]},", "members: [")


@bomb()
def grades_as_many_as_there_may_be() -> str:
    made = "grades: {reliability: [" + "{grade: A,name: b}," * 16_000 + "]}\n"
    return made + "#" * (SIZE - len(made))


@bomb("too-many-faults", "unknown-hedge")
def words_as_many_as_there_may_be() -> str:
    words = many(islice(numbered("#,"), 90_000), "unscaled: {words: [", "]}\n")
    stance = "{member: NOR,hedge: l#,candidate: ann,position: veto,source: w,attribution: named-official},"
    return many(numbered(stance), f"{words}{HEAD}{ANN}stances: [", "]")


def _members(number: int) -> str:
    return (
        "members: ["
        + "".join(f"{{id: {code},name: b,acceded: 1950-01-01}}," for code in islice(codes(), number))
        + "]\n"
    )


def _candidates(number: int, more: str = "") -> str:
    named = "".join(f"{{id: {name},name: b{more}}}," for name in islice(names(), number))
    return f"candidates: [{named}]\n"


_DECLARED = ",statuses: [{status: declared,source: w}]"
_SUPPORT = "position: support,source: w,attribution: named-official"


@bomb("duplicate-stance", "too-many-faults")
def candidates_as_many_as_there_may_be() -> str:
    known = f"{_members(250)}{HEAD}{_candidates(1_000, _DECLARED)}"
    stances = (f"{{member: AAA,candidate: {name},{_SUPPORT}}}," for name in _again(names, 1_000))
    return many(stances, f"{known}stances: [", "]")


@bomb("duplicate-stance", "too-many-faults")
def candidates_of_members_as_many_as_there_may_be() -> str:
    known = f"{_members(5_000)}{HEAD}{_candidates(50, _DECLARED)}"
    stances = (f"{{member: AAA,candidate: {name},{_SUPPORT}}}," for name in _again(names, 50))
    return many(stances, f"{known}stances: [", "]")


def _again(make: Callable[[], Iterator[str]], number: int) -> Iterator[str]:
    while True:
        yield from islice(make(), number)


@bomb()
def collective_stances_as_many_as_there_may_be() -> str:
    known = f"{_members(1_000)}{HEAD}{ANN}"
    few_of_many = ["{member: AAA"] * 21
    few_of_many[0] = "{members: {all_except: []}"
    heads = (each for each in _again(lambda: iter(few_of_many), 21))
    stances = (f"{head},candidate: ann,{_SUPPORT},date: {day}}}," for head, day in zip(heads, days(), strict=False))
    return many(stances, f"{known}stances: [", "]")


@bomb()
def collective_stances_and_counts_as_many_as_there_may_be() -> str:
    known = f"{_members(1_000)}{HEAD}{ANN}"
    few_of_many = ["{member: AAA"] * 21
    few_of_many[0] = "{members: {all_except: []}"
    heads = (each for each in _again(lambda: iter(few_of_many), 21))
    stances = (f"{head},candidate: ann,{_SUPPORT},date: {day}}}," for head, day in zip(heads, days(), strict=False))
    known = many(stances, f"{known}stances: [", "]\n", share=0.6)
    counts = (f"{{kind: count,candidate: ann,support: 1000,of: 1000,source: w,date: {day}}}," for day in days())
    return many(counts, f"{known}events: [", "]")


@bomb()
def collective_stances_of_fifty_members() -> str:
    known = f"{_members(49)}{HEAD}{ANN}"
    stances = (f"{{members: {{all_except: []}},candidate: ann,{_SUPPORT},date: {day}}}," for day in days())
    return many(stances, f"{known}stances: [", "]")


@bomb()
def counts_that_add_up() -> str:
    known = f"{_members(240)}{HEAD}{_candidates(1_000)}"
    counts = (
        f"{{kind: count,candidate: {name},support: 240,of: 240,source: w,date: {day}}},"
        for name, day in zip(_again(names, 1_000), days(), strict=False)
    )
    return many(counts, f"{known.replace('1950', '1949')}events: [", "]")


@bomb()
def stances_of_all_members_by_name() -> str:
    known = f"{_members(1_000)}{HEAD}{ANN}"
    listed = ",".join(islice(codes(), 1_000))
    stances = (f"{{members: [{listed}],candidate: ann,{_SUPPORT},date: {day}}}," for day in days())
    return many(stances, f"{known}stances: [", "]")


@bomb("too-many-faults", "wrong-type")
def faulty_records_of_unseen_characters() -> str:
    return many(same("\u200b,"), "stances: [", "]")


@bomb("too-many-faults", "wrong-type")
def faulty_records_of_wide_characters() -> str:
    return many(same("\U0001f468\u200d\U0001f469,"), "stances: [", "]")


@bomb("invalid-position", "missing-key", "too-many-faults")
def faulty_records_of_long_values() -> str:
    return many(same("{position: " + "\u202e" * 300 + "},"), "stances: [", "]")


# Long scalars.


def _in(before: str, part: str, after: str = "") -> str:
    times = (SIZE - len(before.encode()) - len(after.encode())) // len(part.encode())
    return before + part * times + after


@bomb("invalid-number", "missing-key", "no-selection")
def a_long_number() -> str:
    return _in("events: [{kind: count, support: ", "9", "}]")


@bomb("missing-key", "no-selection")
def a_long_number_of_noughts() -> str:
    return _in("events: [{kind: count, support: ", "0", "}]")


@bomb("invalid-number", "missing-key", "no-selection")
def a_long_hexadecimal_number() -> str:
    return _in("events: [{kind: count, support: 0x", "f", "}]")


@bomb("invalid-number", "missing-key", "no-selection")
def a_long_octal_number() -> str:
    return _in("events: [{kind: count, support: 0o", "7", "}]")


@bomb("invalid-number", "missing-key", "no-selection")
def numbers_of_five_thousand_digits() -> str:
    return _in("events: [", f"{{kind: count, support: {'9' * 5000}}},", "]" + " " * 5000)


@bomb("missing-key")
def a_long_id() -> str:
    return _in("sources: [{id: ", "a", "}]")


@bomb("invalid-id", "missing-key")
def a_long_id_that_is_none() -> str:
    return _in("sources: [{id: ", "a", "!}]")


@bomb("missing-key")
def a_long_address() -> str:
    return _in("sources: [{url: 'https://", "a", "'}]")


@bomb("invalid-url", "missing-key")
def a_long_address_that_is_none() -> str:
    return _in("sources: [{url: 'https://", "a", " '}]")


@bomb("invalid-url", "missing-key")
def a_long_address_of_slashes_that_is_none() -> str:
    return _in("sources: [{url: 'https://a", "/", " '}]")


@bomb("invalid-date", "missing-key")
def a_long_date() -> str:
    return _in("sources: [{date: ", "2", "}]")


@bomb("invalid-date", "missing-key")
def a_long_date_of_dashes() -> str:
    return _in("sources: [{date: 2020", "-01", "~}]")


@bomb("invalid-position", "missing-key", "no-selection")
def a_long_word_in_the_place_of_another() -> str:
    return _in("stances: [{position: ", "support", "}]")


@bomb("invalid-position", "missing-key", "no-selection")
def a_long_word_of_the_letters_of_another() -> str:
    return _in("stances: [{position: ", "tropus", "}]")


@bomb("invalid-id", "missing-key")
def a_long_code() -> str:
    return _in("members: [{id: ", "NOR", "}]")


@bomb()
def a_long_name() -> str:
    return _in(f"{HEAD}candidates: [{{id: ann,statuses: [{{status: declared,source: w}}],name: ", "n ", "}]")


@bomb()
def a_long_name_of_wide_characters() -> str:
    return _in(f"{HEAD}candidates: [{{id: ann,statuses: [{{status: declared,source: w}}],name: ", "\u4e2d", "}]")


@bomb()
def a_long_name_of_one_word() -> str:
    return _in(f"{HEAD}candidates: [{{id: ann,statuses: [{{status: declared,source: w}}],name: ", "n", "}]")


@bomb()
def a_long_name_of_unseen_characters() -> str:
    return _in(f'{HEAD}candidates: [{{id: ann,statuses: [{{status: declared,source: w}}],name: "a', "\\e", '"}]')


@bomb()
def a_long_name_of_emoji() -> str:
    return _in(
        f"{HEAD}candidates: [{{id: ann,statuses: [{{status: declared,source: w}}],name: ",
        "\U0001f468\u200d\U0001f469\u0301",
        "}]",
    )


@bomb()
def a_long_quoted_text_of_lines() -> str:
    return _in("selection: {id: s, title: '", "a\n ", "'}")


@bomb()
def a_long_plain_text_of_lines() -> str:
    return _in("selection:\n  title: a\n", "   b\n", "  id: s\n")


@bomb()
def a_long_block_of_text() -> str:
    return _in("selection:\n  id: s\n  title: |\n", "    b\n")


@bomb()
def a_long_folded_block() -> str:
    return _in("selection:\n  id: s\n  title: >-\n", "    b\n\n")


@bomb()
def a_block_of_empty_lines() -> str:
    return _in("selection:\n  id: s\n  title: |2+\n", "\n", "    b\n")


@bomb("wrong-type")
def escapes() -> str:
    return _in('selection: {id: s, title: "', "\\u2028", '"}')


@bomb("syntax")
def a_text_without_end() -> str:
    return _in("selection: {id: s, title: '", "a\n")


# The form of YAML.


@bomb()
def a_comment() -> str:
    return _in("selection: {id: s, title: S} #", "a")


@bomb()
def comments() -> str:
    return _in("selection: {id: s, title: S}\n", "#\n")


@bomb("syntax")
def empty_lines_and_a_fault() -> str:
    return _in("", "\n", "a: [\n")


@bomb("syntax")
def carriage_returns_and_a_fault() -> str:
    return _in("", "\r", "a: [\r")


@bomb("unknown-key")
def spaces() -> str:
    return _in("", " ", "a: 1")


@bomb("syntax")
def tabs() -> str:
    return _in("a:\n", "\t", "b: 1")


@bomb("several-documents", "wrong-type")
def documents() -> str:
    return _in("", "--- a\n")


@bomb()
def ends_of_documents() -> str:
    return _in("selection: {id: s, title: S}\n", "...\n")


@bomb("too-many-faults", "wrong-type", "yaml-tag")
def tags() -> str:
    return _in("stances: [", "!a b,", "]")


@bomb("too-many-faults", "yaml-tag")
def tags_in_one_record() -> str:
    return _in("stances: [[", "!a b,", "]]")


@bomb("yaml-tag")
def tag_directives() -> str:
    return many(numbered("%TAG !#! b\n"), "", "--- {}\n")


@bomb("yaml-tag")
def tag_directives_of_a_second_document() -> str:
    return many(numbered("%TAG !#! b\n"), "a: 1\n...\n", "--- {}\n")


@bomb("yaml-tag")
def tags_of_a_long_prefix() -> str:
    return many(same("!a!b c,"), f"%TAG !a! tag:{'x' * 500_000}\n--- {{stances: [[", "]]}")


@bomb("wrong-type", "yaml-tag")
def a_long_tag() -> str:
    return _in("stances: [!", "a", " b]")


@bomb("too-many-faults", "yaml-anchor")
def anchors() -> str:
    return many(numbered("&# b,"), "stances: [[", "]]")


@bomb("too-many-faults", "yaml-alias", "yaml-anchor")
def aliases() -> str:
    return many(same("*a,"), "stances: [&a b,[", "]]")


@bomb("too-many-faults", "yaml-alias", "yaml-anchor")
def aliases_as_keys() -> str:
    return many(same("*a : b,"), "stances: [&a b,{", "}]")


@bomb("missing-key", "too-many-faults", "unknown-key", "yaml-alias", "yaml-anchor")
def merge_keys() -> str:
    return many(same("{<<: *a},"), "stances: [&a {a: b},", "]")


@bomb("too-many-faults", "unknown-key", "yaml-alias", "yaml-anchor")
def a_billion_laughs() -> str:
    lines = (f"a{n}: &a{n} [*a{n - 1},*a{n - 1},*a{n - 1},*a{n - 1}]\n" for n in count(1))
    return many(lines, "a0: &a0 [x]\n")


@bomb("too-many-faults", "wrong-type")
def complex_keys() -> str:
    return many(same("? [a] : b,"), "stances: [{", "}]")


@bomb("too-many-faults", "wrong-type")
def complex_keys_at_the_top() -> str:
    return many(same("? [a]\n: b\n"))


@bomb("syntax")
def empty_keys() -> str:
    return many(same(": a\n"))


@bomb("duplicate-key", "too-many-faults")
def question_marks() -> str:
    return many(same("? a\n"))


def _levels(name: str, before: str, opening: str, codes: str) -> None:
    def make() -> str:
        return _in(before, opening)

    make.__name__ = f"levels-of-{name}".replace(" ", "-")
    bomb(*codes.split())(make)


for _what, _opening, _at_the_top, _in_a_record, _in_brackets in (
    ("lists", "[", "too-deep", "too-deep", "too-deep"),
    ("mappings", "{", "too-deep", "too-deep", "too-deep"),
    ("dashes", "- ", "too-deep wrong-type", "too-deep", "syntax"),
    ("questions", "? ", "too-deep wrong-type", "too-deep wrong-type", "syntax"),
    ("lists after texts", "[a, ", "too-deep wrong-type", "too-deep", "too-deep wrong-type"),
    ("mappings in keys", "{? ", "too-deep wrong-type", "too-deep wrong-type", "too-deep wrong-type"),
    ("mappings in values", "{a: ", "too-deep", "too-deep", "too-deep wrong-type"),
    ("colons", ": ", "syntax", "syntax", "syntax"),
    ("anchored lists", "&a [", "too-deep wrong-type", "too-deep yaml-anchor", "too-deep wrong-type"),
    ("tagged lists", "!a [", "too-deep wrong-type", "too-deep yaml-tag", "too-deep wrong-type"),
):
    _levels(f"{_what} at the top", "", _opening, _at_the_top)
    _levels(f"{_what} in a record", "stances:\n  - ", _opening, _in_a_record)
    _levels(f"{_what} in brackets", "stances: {", _opening, _in_brackets)


@bomb("too-many-faults", "wrong-type")
def levels_that_go_up_and_down() -> str:
    return many(same("[" * 30 + "]" * 30 + ","), "stances: [", "]")


@bomb("too-deep")
def levels_by_indentation() -> str:
    return many(" " * depth + "a:\n" for depth in count())


@bomb("syntax")
def levels_by_indentation_that_go_down() -> str:
    return many((" " * depth + "- a\n" for depth in range(1400, 0, -1)), "a:\n") + "#" * 60_000


# Bytes.


@bomb("syntax")
def nothing_but_nul() -> bytes:
    return bytes(SIZE)


@bomb("not-utf-8")
def nothing_but_a_high_byte() -> bytes:
    return b"\xff" * SIZE


@bomb("not-utf-8")
def a_wrong_byte_at_the_end() -> bytes:
    return b"# \n" * (SIZE // 3 - 1) + b"\xff"


@bomb("syntax")
def a_control_character_at_the_end() -> bytes:
    return b"#\n" * (SIZE // 2 - 1) + b"\x01"


@bomb("not-utf-8")
def overlong_utf_8() -> bytes:
    return b"a: [" + b"\xc0\x80" * (SIZE // 2 - 4)


@bomb("not-utf-8")
def surrogates_in_utf_8() -> bytes:
    return b"a: [" + b"\xed\xa0\x80" * (SIZE // 3 - 4)


@bomb("line-separator")
def line_separators() -> str:
    return _in("a: b", "\u2028")


@bomb("line-separator")
def next_lines() -> str:
    return _in("a: b", "\u0085")


@bomb("syntax")
def byte_order_marks() -> str:
    return _in("", "\ufeff")


@bomb("not-utf-8")
def utf_16() -> bytes:
    return ("a: b\n" * (SIZE // 10 - 2)).encode("utf-16")


@bomb("syntax")
def utf_16_without_a_mark() -> bytes:
    return ("a: b\n" * (SIZE // 10 - 2)).encode("utf-16-le")


@bomb("not-utf-8")
def utf_32() -> bytes:
    return ("a: b\n" * (SIZE // 20 - 2)).encode("utf-32")


@bomb("syntax")
def utf_32_without_a_mark() -> bytes:
    return ("a: b\n" * (SIZE // 20 - 2)).encode("utf-32-be")
