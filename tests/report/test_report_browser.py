"""The page in a real browser: what its script does, by mouse and by keyboard, and what it never does."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from pages import HOSTILE, page_of, shipped_page, snapshot_of

api = pytest.importorskip("playwright.sync_api", reason="needs Playwright: pip install --group browser")
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="needs a Chromium on the PATH")

WIDE, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}
DAYS = ["2023-07-05", "2024-02-22", "2024-04-03", "2024-06-18"]
#: What a reader sees of a day, by what it is about, so that the order of columns does not matter.
SEEN = """() => {
  const shown = (root) => !root.closest("[hidden]");
  const text = (root) => root.innerText.replace(/\\s+/g, " ").trim();
  const all = (selector) => [...document.querySelectorAll(selector)].filter(shown);
  const heads = [...document.querySelectorAll(".matrix thead th")].map((head) => head.innerText.trim());
  const cells = all(".matrix tbody td").map((cell) =>
    [cell.parentElement.dataset.member, heads[cell.cellIndex], cell.className, text(cell)].join(" "));
  return {
    verdicts: all("#verdict-rows tr").map(text),
    tiles: all(".tile:enabled").map((tile) => [tile.className, text(tile)].join(" ")).sort(),
    outstanding: text(document.querySelector("#outstanding")),
    matrix: cells.sort(),
    profiles: all(".profile").map(text).sort(),
    timeline: all(".timeline > li").map(text),
    headline: text(document.querySelector(".masthead")),
  };
}"""
#: Every text whose contrast with what lies behind it is below what WCAG 2 AA asks for, with the ratio.
PALE = """() => {
  const parts = (color) => {
    const numbers = color.match(/-?[\\d.]+(e-?\\d+)?/g).map(Number);
    const scale = color.startsWith("color(") ? 255 : 1;
    return [...numbers.slice(0, 3).map((each) => each * scale), numbers[3] ?? 1];
  };
  const over = ([r, g, b, a], below) => [r, g, b].map((each, at) => each * a + below[at] * (1 - a));
  const behind = (root) => {
    if (!root) return [255, 255, 255];
    const [r, g, b, a] = parts(getComputedStyle(root).backgroundColor);
    return a === 1 ? [r, g, b] : over([r, g, b, a], behind(root.parentElement));
  };
  const light = (color) => {
    const [r, g, b] = color.map((each) => each / 255).map((each) =>
      each <= 0.04045 ? each / 12.92 : ((each + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ratio = (one, other) => {
    const [low, high] = [light(one), light(other)].sort((a, b) => a - b);
    return (high + 0.05) / (low + 0.05);
  };
  const found = [];
  for (const root of document.querySelectorAll("body *")) {
    const own = [...root.childNodes].some((each) => each.nodeType === 3 && each.data.trim());
    if (!root.checkVisibility() || root.disabled || root.closest(":disabled, option, svg, .skip")) continue;
    const below = behind(root);
    for (const which of own ? [null, "::before"] : ["::before"]) {
      const style = getComputedStyle(root, which);
      if (which && (style.content === "none" || style.content === "normal")) continue;
      const seen = ratio(over(parts(style.color), below), below);
      if (seen < 4.5) found.push([root.tagName, root.className, which, root.textContent.slice(0, 30), seen]);
    }
  }
  return found;
}"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


class Opened:
    """A page in a tab, and all that went on beside it."""

    def __init__(self, tab: Any, path: Path) -> None:
        self.tab = tab
        self.complaints: list[str] = []
        self.requests: list[str] = []
        tab.on("console", lambda message: self.complaints.append(message.text))
        tab.on("pageerror", lambda error: self.complaints.append(str(error)))
        tab.on("dialog", lambda dialog: (self.complaints.append(dialog.message), dialog.dismiss()))
        tab.on("request", lambda request: self.requests.append(request.url))
        self.address = path.as_uri()
        tab.goto(self.address)

    def text(self, selector: str) -> str:
        return re.sub(r"\s+", " ", self.tab.inner_text(selector)).strip()

    def day(self) -> str:
        return self.text("#shown-day")

    def tile(self, member: str) -> Any:
        return self.tab.locator(f".tile[data-member={member}]")


Open = Callable[..., Opened]


@pytest.fixture
def open_page(browser: Any, tmp_path: Path) -> Iterator[Open]:
    contexts = []

    def opened(text: str, *, fragment: str = "", script: bool = True, **options: Any) -> Opened:
        path = tmp_path / f"page-{len(contexts)}.html"
        path.write_text(text, encoding="utf-8")
        contexts.append(browser.new_context(**{"viewport": WIDE, "java_script_enabled": script, **options}))
        found = Opened(contexts[-1].new_page(), path)
        if fragment:
            found.tab.goto(f"{found.address}{fragment}")
        return found

    yield opened
    for context in contexts:
        context.close()


@pytest.fixture
def shipped(open_page: Open) -> Opened:
    return open_page(shipped_page("2024-07-01"))


def test_it_opens_without_a_word_on_the_console_and_asks_for_nothing(shipped: Opened) -> None:
    shipped.tab.locator("#previous").click()
    shipped.tile("TUR").click()
    assert shipped.complaints == []
    assert set(shipped.requests) == {shipped.address}


@pytest.mark.parametrize("day", DAYS)
def test_moved_to_a_day_it_shows_what_the_page_of_that_day_shows_without_a_script(day: str, open_page: Open) -> None:
    still = open_page(shipped_page(day), script=False)
    candidate = still.tab.locator(".verdicts .chosen").get_attribute("data-candidate")
    moved = open_page(shipped_page(), fragment=f"#{day}/{candidate}")
    assert moved.day() == day
    assert moved.tab.evaluate(SEEN) == still.tab.evaluate(SEEN)


def test_the_buttons_move_it_by_one_change(shipped: Opened) -> None:
    assert shipped.day() == "2024-07-01"
    shipped.tab.locator("#previous").click()
    assert shipped.day() == "2024-06-26"
    shipped.tab.locator("#next").click()
    assert shipped.day() == "2024-07-01"
    assert shipped.tab.locator("#next").is_disabled()


def test_the_slider_moves_it_by_keyboard(shipped: Opened) -> None:
    slider = shipped.tab.locator("#day")
    slider.focus()
    slider.press("ArrowLeft")
    assert shipped.day() == "2024-06-26"
    assert slider.get_attribute("aria-valuetext") == "2024-06-26"
    slider.press("Home")
    assert shipped.tab.locator("#previous").is_disabled()


def test_the_slider_moves_it_by_mouse(shipped: Opened) -> None:
    box = shipped.tab.locator("#day").bounding_box()
    shipped.tab.mouse.click(box["x"] + 3, box["y"] + box["height"] / 2)
    assert shipped.day() < "2018"


def test_moving_is_told_to_those_who_do_not_see_it(shipped: Opened) -> None:
    shipped.tab.locator("#previous").click()
    assert shipped.tab.text_content("[role=status]") == (
        "26 June 2024: Mark Rutte was appointed on 26 June 2024 with effect from 1 October."
    )


def test_a_tile_opens_the_evidence_behind_it(shipped: Opened) -> None:
    shipped.tile("HUN").click()
    panel = shipped.tab.locator("#evidence")
    assert panel.is_visible()
    assert shipped.text("#evidence-title") == "Hungary on Mark Rutte"
    assert "decides" in shipped.text("#evidence-list")
    assert panel.locator("cite a[rel='noopener noreferrer']").count() > 0
    assert shipped.tile("HUN").get_attribute("aria-expanded") == "true"


def test_the_evidence_is_that_of_the_day(shipped: Opened) -> None:
    shipped.tile("HUN").click()
    after = shipped.text("#evidence-standing")
    shipped.tab.locator("#day").fill("0")
    assert shipped.text("#evidence-standing") != after
    assert shipped.text("#evidence-list") == "Nothing on record."


def test_a_tile_opens_and_closes_by_keyboard(shipped: Opened) -> None:
    tile = shipped.tile("TUR")
    tile.focus()
    tile.press("Enter")
    assert shipped.tab.evaluate("document.activeElement.id") == "evidence"
    shipped.tab.keyboard.press("Escape")
    assert not shipped.tab.locator("#evidence").is_visible()
    assert shipped.tab.evaluate("document.activeElement.dataset.member") == "TUR"


def test_another_candidate_is_chosen_from_the_list_or_the_table(shipped: Opened) -> None:
    shipped.tab.locator("#candidate").select_option("iohannis")
    assert shipped.text("#map-title") == "Where the Allies stand on Klaus Iohannis"
    assert shipped.tab.locator(".chart[data-candidate=iohannis]").is_visible()
    shipped.tab.locator("tr[data-candidate=rutte] .choose").click()
    assert shipped.text("#map-title") == "Where the Allies stand on Mark Rutte"


def test_a_country_that_had_not_joined_has_an_empty_tile(shipped: Opened) -> None:
    shipped.tab.locator("#day").fill("0")
    assert shipped.tile("SWE").is_disabled()
    assert "not a member" in shipped.tile("SWE").text_content()


def test_a_click_on_the_chart_moves_it_there(shipped: Opened) -> None:
    plot = shipped.tab.locator(".chart:visible .plot")
    box = plot.bounding_box()
    plot.click(position={"x": box["width"] * 0.9, "y": box["height"] / 2})
    assert "2024" in shipped.day()
    assert shipped.day() < "2024-07-01"
    assert shipped.tab.locator(".chart:visible .cursor").get_attribute("visibility") == "visible"


def test_its_address_holds_the_view_and_brings_it_back(open_page: Open) -> None:
    first = open_page(shipped_page())
    first.tab.locator("#day").fill("60")
    first.tab.locator("#candidate").select_option("wallace")
    fragment = first.tab.evaluate("location.hash")
    again = open_page(shipped_page(), fragment=fragment)
    assert (again.day(), again.text("#map-title")) == (first.day(), first.text("#map-title"))


def test_an_address_that_names_nothing_known_is_passed_over(open_page: Open) -> None:
    opened = open_page(shipped_page(), fragment="#2024-04-03/nobody")
    assert opened.day() == "2024-04-03"
    assert opened.text("#map-title").endswith("Mark Rutte")
    assert opened.complaints == []


@pytest.mark.parametrize("width", [320, 390, 768])
def test_nothing_must_be_scrolled_sideways(width: int, open_page: Open) -> None:
    opened = open_page(shipped_page("2024-04-03"), viewport={"width": width, "height": 844})
    opened.tile("TUR").click()
    assert opened.tab.evaluate("document.documentElement.scrollWidth") == width


def test_tiles_and_buttons_are_large_enough_for_a_thumb(open_page: Open) -> None:
    opened = open_page(shipped_page("2024-04-03"), viewport=PHONE)
    boxes = [each.bounding_box() for each in opened.tab.locator(".tile, #previous, #next, #candidate").all()]
    assert min(min(box["width"], box["height"]) for box in boxes) >= 24


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("candidate", ["rutte", "von-der-leyen"])
def test_all_text_stands_out_from_what_lies_behind_it(scheme: str, candidate: str, open_page: Open) -> None:
    opened = open_page(
        shipped_page(), fragment=f"#2024-04-03/{candidate}", color_scheme=scheme, reduced_motion="reduce"
    )
    opened.tile("DEU").click()
    assert opened.tab.evaluate(PALE) == []


def test_in_print_there_are_no_controls_and_addresses_are_written_out(shipped: Opened) -> None:
    shipped.tab.emulate_media(media="print")
    assert not shipped.tab.locator("#controls").is_visible()
    content = "getComputedStyle(document.querySelector('.sources cite a'), '::after').content"
    assert "http" in shipped.tab.evaluate(content)


@pytest.mark.parametrize("path", HOSTILE, ids=lambda path: path.parent.name)
def test_a_hostile_dataset_stays_text(path: Path, open_page: Open) -> None:
    opened = open_page(page_of(snapshot_of(path)))
    opened.tile("AAA").click()
    opened.tab.locator("#day").fill("0")
    opened.tab.locator("tr[data-candidate] .choose:visible").first.click()
    assert opened.complaints == []
    assert set(opened.requests) == {opened.address}
    assert opened.tab.evaluate("window.owned") is None
    assert opened.tab.locator("script").count() == 2
    assert opened.tab.locator("img, iframe, style ~ style").count() == 0
