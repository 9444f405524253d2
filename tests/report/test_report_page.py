"""What stands in the page, and that it is one file, valid, small, and shut to the world."""

import base64
import datetime as dt
import hashlib
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import html5lib
import pytest
from factories import candidate, dataset, member, read, stance
from pages import Elements, figures_in, page_of, shipped_page, shipped_snapshot
from runner import Result

from nato_cli.model import Rule, Standing
from nato_cli.output.vocabulary import SIGNS

LARGEST = 700_000
SECTIONS = ["map", "verdicts", "outstanding", "course", "matrix", "candidates", "timeline", "sources", "rules", "take"]
VOID_OF_NETWORK = {"link", "img", "iframe", "object", "embed", "audio", "video", "base", "source"}


@pytest.mark.parametrize("day", ["2023-04-04", "2024-04-03", "2026-11-23"])
def test_it_is_valid_html_to_a_strict_parser(day: str) -> None:
    html5lib.HTMLParser(strict=True).parse(shipped_page(day))


def test_it_is_smaller_than_700_kb(text: str) -> None:
    assert len(text.encode()) < LARGEST


def test_the_same_question_gives_the_same_page(text: str) -> None:
    assert page_of(shipped_snapshot()) == text


def test_it_asks_for_nothing_but_itself(elements: Elements, text: str) -> None:
    assert not {each.tag for each in elements.found} & VOID_OF_NETWORK
    assert not [each for each in elements.found if {"src", "srcset", "style", "action"} & set(each.attributes)]
    style = text[text.index("<style>") : text.index("</style>")]
    assert not re.search(r"url\(|@import|@font-face", style)


def test_its_policy_allows_its_own_script_and_style_alone(elements: Elements, text: str) -> None:
    policy = next(each.attributes["content"] for each in elements.all("meta") if "http-equiv" in each.attributes)
    assert policy.startswith("default-src 'none';")
    assert "unsafe" not in policy
    for name in ("style", "script"):
        start = text.rindex(f"<{name}>") + len(name) + 2
        digest = hashlib.sha256(text[start : text.index(f"</{name}>", start)].encode()).digest()
        assert f"{name}-src 'sha256-{base64.b64encode(digest).decode()}'" in policy


def test_its_script_writes_text_and_never_markup(text: str) -> None:
    script = text[text.rindex("<script>") :]
    assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(|Function\(", script)


def test_no_element_carries_a_handler(elements: Elements) -> None:
    assert not [name for each in elements.found for name in each.attributes if name.startswith("on")]


def test_links_out_are_http_and_tell_the_other_side_nothing(elements: Elements) -> None:
    links = [each.attributes for each in elements.all("a") if "download" not in each.attributes]
    out = [each for each in links if not each["href"].startswith("#")]
    assert out
    assert all(re.match(r"https?://", each["href"]) for each in out)
    assert {each["rel"] for each in out} == {"noopener noreferrer"}


def test_ids_are_unique_and_links_within_lead_somewhere(elements: Elements) -> None:
    ids = [each.attributes["id"] for each in elements.found if "id" in each.attributes]
    assert len(ids) == len(set(ids))
    targets = {each.attributes["href"][1:] for each in elements.all("a") if each.attributes["href"].startswith("#")}
    assert targets <= set(ids)


def test_it_has_landmarks_a_skip_link_and_names_for_its_sections(elements: Elements) -> None:
    tags = [each.tag for each in elements.found]
    assert all(tags.count(landmark) == 1 for landmark in ("header", "nav", "main", "footer", "h1"))
    assert elements.all("a")[0].attributes == {"class": "skip", "href": "#content"}
    ids = [each.attributes["id"] for each in elements.all("section") if each.attributes["id"] in SECTIONS]
    assert ids == SECTIONS
    assert all("aria-labelledby" in each.attributes for each in elements.all("section"))


def test_every_head_of_a_table_says_what_it_heads(elements: Elements) -> None:
    assert {each.attributes["scope"] for each in elements.all("th")} == {"col", "row"}


def test_every_standing_has_its_sign_beside_its_colour(text: str) -> None:
    for standing in Standing:
        assert f".is.{standing}::before{{content:'{SIGNS[standing]}'" in text


def test_every_member_has_a_tile_at_its_own_place(elements: Elements) -> None:
    tiles = [each.attributes["class"].split() for each in elements.all("button") if "data-member" in each.attributes]
    places = {tuple(kind for kind in kinds if re.fullmatch(r"[xy]\d+", kind)) for kinds in tiles}
    assert len(tiles) == len(places) == 32


def test_members_without_a_tile_follow_below() -> None:
    found = Elements(page_of(read(dataset([stance("AAA")], members=[member(code) for code in ("AAA", "BBB")]))))
    tiles = [each.attributes for each in found.all("button") if "data-member" in each.attributes]
    assert [each["class"] for each in tiles] == ["tile is x0 y0 support", "tile is x1 y0 unknown"]


def test_every_source_is_there_with_its_grade_and_what_it_relays(elements: Elements) -> None:
    ids = {each.attributes.get("id") for each in elements.all("li")}
    sources = shipped_snapshot().selection.sources
    assert {f"s-{each}" for each in sources} <= ids
    assert "repeats" in elements.text


def test_every_stance_is_there_under_its_source(elements: Elements, text: str) -> None:
    ids = {each.attributes.get("id") for each in elements.all("li")}
    assert {f"r{number}" for number in range(len(figures_in(text)["stances"]))} <= ids


def test_strengths_and_concerns_are_those_of_the_date() -> None:
    snapshot = shipped_snapshot("2024-04-03")
    people = snapshot.mentioned
    remarks = [remark for person in people for remark in (*person.strengths, *person.concerns)]
    counting = {remark.text for remark in remarks if snapshot.counts(remark)}
    later = {remark.text for remark in remarks} - counting
    text = re.sub(r"(?s)Timeline, latest first.*", "", Elements(shipped_page("2024-04-03")).text)
    assert counting
    assert later
    assert [remark for remark in counting if remark not in text] == []
    assert [remark for remark in later if remark in text] == []


def test_the_head_says_the_answer_for_those_who_only_see_a_preview(elements: Elements) -> None:
    metas = {
        each.attributes.get("property") or each.attributes.get("name"): each.attributes for each in elements.all("meta")
    }
    answer = "Mark Rutte was appointed on 26 June 2024 with effect from 1 October."
    assert metas["description"]["content"] == answer
    assert metas["og:description"]["content"] == answer
    assert metas["og:title"]["content"] == "Secretary General of NATO, 2023-24, 23 November 2026"


def test_downloads_are_in_the_page_itself(elements: Elements) -> None:
    links = {
        each.attributes["download"]: each.attributes["href"]
        for each in elements.all("a")
        if "download" in each.attributes
    }
    table = base64.b64decode(links["nato-sg-2024-2026-11-23.csv"].partition(",")[2]).decode()
    assert "2026-11-23,rutte,HUN,Hungary,support" in table.splitlines()
    picture = base64.b64decode(links["nato-sg-2024-2026-11-23.svg"].partition(",")[2]).decode()
    assert picture.startswith("<svg xmlns")


def test_candidates_nobody_reported_on_fold_into_one_line() -> None:
    data = dataset([stance("AAA")], candidates=[candidate("ann"), candidate("bob")])
    found = Elements(page_of(read(data)))
    rows = {
        each.attributes["data-candidate"]: each.attributes
        for each in found.all("tr")
        if "data-candidate" in each.attributes
    }
    assert [name for name, attributes in rows.items() if "hidden" not in attributes] == ["ann"]


def test_two_candidates_whose_ids_look_alike_get_ids_of_their_own() -> None:
    data = dataset([stance("AAA")], candidates=[candidate("ann"), candidate("ann-name")])
    ids = [each.attributes["id"] for each in Elements(page_of(read(data))).found if "id" in each.attributes]
    assert len(ids) == len(set(ids))


def test_without_its_script_it_reads_as_of_the_day_asked_for() -> None:
    found = Elements(shipped_page("2024-06-18"))
    assert "18 June 2024" in found.text
    assert "2024-06-20" not in re.sub(r"(?s)Every source.*", "", found.text)


def test_a_later_publication_than_known_by_has_no_part_in_it() -> None:
    import datetime as dt

    from pages import snapshot_of

    from nato_cli.dataset.discovery import shipped

    then = dt.date(2024, 4, 3)
    found = Elements(page_of(snapshot_of(shipped(), then, then)))
    assert not [each for each in found.all("time") if (each.attributes.get("datetime") or "") > str(then)]
    assert "s-nato-2024-06-26-mirage" not in {each.attributes.get("id") for each in found.all("li")}


def test_another_rule_is_named_in_the_page_and_in_its_command() -> None:
    found = Elements(shipped_page("2024-04-03", rule=Rule.CONSENSUS))
    assert "Is there consensus?" in found.text
    assert "--rule consensus" in found.text


def test_a_selection_in_which_nobody_was_mentioned_has_a_page_too() -> None:
    found = page_of(read(dataset(candidates=[])))
    html5lib.HTMLParser(strict=True).parse(found)
    assert "No candidate is on record by" in found
    assert "<script" not in found


def test_only_the_report_loads_jinja() -> None:
    script = (
        "import sys; sys.argv = ['nato', 'candidates']; import os; os._exit = lambda _: print('jinja2' in sys.modules)"
    )
    run = f"{script}; from nato_cli.main import main; main()"
    done = subprocess.run([sys.executable, "-c", run], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "False"


def test_of_very_many_candidates_and_days_the_page_shows_the_first_and_says_how_many_it_leaves_out(
    nato: Callable[..., Result], tmp_path: Path
) -> None:
    number = 450
    about = 'publisher: P, kind: wire, reliability: B, url: "https://e.org"'
    days = [dt.date(2020, 1, 1) + dt.timedelta(days=each) for each in range(number)]
    said = "position: support, attribution: named-official"
    text = "\n".join(
        [
            "selection: {id: many, title: Many}",
            "candidates:",
            *(f"  - {{id: c{each}, name: Name {each}}}" for each in range(number)),
            "sources:",
            *(f"  - {{id: w{each}, date: {day}, {about}}}" for each, day in enumerate(days)),
            "stances:",
            *(f"  - {{member: NOR, candidate: c{each}, source: w{each}, {said}}}" for each in range(number)),
            *(f"  - {{member: DNK, candidate: c0, source: w{each}, {said}}}" for each in range(number)),
        ]
    )
    (tmp_path / "many.yaml").write_text(text, encoding="utf-8")
    found = nato("report", "-o", "-", "--data", str(tmp_path)).out
    elements = Elements(found)
    assert len([each for each in elements.all("article") if each.attributes.get("class") == "profile"]) == 100
    assert f"{number - 100} more candidates with less support are left out of this page" in elements.text
    assert f"The {number + 3 - 400} days of change before" in elements.text  # and two accessions, and today
    assert len(figures_in(found)["days"]) == 400
    assert len(figures_in(found)["candidates"]) == 100
