"""What stands in the page, and that it is one file, valid, small, and shut to the world."""

import base64
import hashlib
import re
import subprocess
import sys

import html5lib
import pytest
from factories import candidate, dataset, member, read, stance
from pages import Elements, figures_in, page_of, shipped_page, shipped_reading

from nato_cli.analysis import candidacy
from nato_cli.model import Rule, Standing
from nato_cli.output.vocabulary import SIGNS

LARGEST = 400_000
SECTIONS = ["verdicts", "map", "outstanding", "matrix", "candidates", "timeline", "sources", "rules"]
VOID_OF_NETWORK = {"link", "img", "iframe", "object", "embed", "audio", "video", "base", "source"}


@pytest.mark.parametrize("day", ["2023-04-04", "2024-04-03", "2026-11-23"])
def test_it_is_valid_html_to_a_strict_parser(day: str) -> None:
    html5lib.HTMLParser(strict=True).parse(shipped_page(day))


def test_it_is_smaller_than_400_kb(text: str) -> None:
    assert len(text.encode()) < LARGEST


def test_the_same_question_gives_the_same_page(text: str) -> None:
    assert page_of(shipped_reading()) == text


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
    links = [each.attributes for each in elements.all("a")]
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
    sources = shipped_reading().selection.sources
    assert {f"s-{each}" for each in sources} <= ids
    assert "relays" in elements.text


def test_every_stance_is_there_under_its_source(elements: Elements, text: str) -> None:
    ids = {each.attributes.get("id") for each in elements.all("li")}
    assert {f"r{number}" for number in range(len(figures_in(text)["stances"]))} <= ids


def test_every_strength_and_concern_of_those_listed_is_there(elements: Elements) -> None:
    snapshot = shipped_reading()
    remarks = [each.text for one in candidacy.mentioned(snapshot) for each in (*one.strengths, *one.concerns)]
    assert remarks
    assert [each for each in remarks if each not in elements.text] == []


def test_without_its_script_it_reads_as_of_the_day_asked_for() -> None:
    found = Elements(shipped_page("2024-06-18"))
    assert "as of 2024-06-18" in found.text
    assert "2024-06-20" not in re.sub(r"(?s)Every source.*", "", found.text)


def test_a_later_publication_than_known_by_has_no_part_in_it() -> None:
    import datetime as dt

    from pages import reading_of

    from nato_cli.dataset.discovery import shipped

    then = dt.date(2024, 4, 3)
    found = Elements(page_of(reading_of(shipped(), then, then)))
    assert not [each for each in found.all("time") if (each.attributes.get("datetime") or "") > str(then)]
    assert "s-nato-2024-06-26-mirage" not in {each.attributes.get("id") for each in found.all("li")}


def test_the_silence_procedure_is_told_in_its_own_words() -> None:
    assert "reached when nobody objects" in Elements(shipped_page(rule=Rule.CONSENSUS)).text


def test_a_selection_in_which_nobody_was_mentioned_has_a_page_too() -> None:
    found = page_of(read(dataset(candidates=[candidate("ann")])))
    html5lib.HTMLParser(strict=True).parse(found)
    assert "Nobody is in the race" in found
    assert "<script" not in found


def test_only_the_report_loads_jinja() -> None:
    script = (
        "import sys; sys.argv = ['nato', 'candidates']; import os; os._exit = lambda _: print('jinja2' in sys.modules)"
    )
    run = f"{script}; from nato_cli.main import main; main()"
    done = subprocess.run([sys.executable, "-c", run], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "False"
