"""Nobody vouches for a dataset: whatever it holds, the page holds it as text."""

import re

import html5lib
import msgspec
import pytest
from factories import dataset, read, source, stance
from pages import HOSTILE, Elements, page_of, shipped_page, snapshot_of

UNSEEN = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]")


@pytest.fixture(params=HOSTILE, ids=lambda path: f"{path.parent.name}-{path.stem}")
def hostile(request) -> str:
    return page_of(snapshot_of(request.param))


def test_it_adds_no_element_that_other_pages_do_not_have(hostile: str) -> None:
    usual = {each.tag for each in Elements(shipped_page()).found}
    assert {each.tag for each in Elements(hostile).found} <= usual


def test_it_adds_no_script_and_no_style(hostile: str) -> None:
    found = Elements(hostile)
    assert len(found.all("script")) == 2
    assert len(found.all("style")) == 1


def test_it_adds_no_attribute_that_acts(hostile: str) -> None:
    names = {name for each in Elements(hostile).found for name in each.attributes}
    assert not {name for name in names if name.startswith("on") or name in {"style", "src", "srcdoc"}}


def test_its_addresses_stay_addresses(hostile: str) -> None:
    links = [each.attributes["href"] for each in Elements(hostile).all("a") if "download" not in each.attributes]
    assert all(re.fullmatch(r"#[\w.-]+|https?://[!-~]+", link, re.IGNORECASE) for link in links)


def test_the_page_stays_valid(hostile: str) -> None:
    html5lib.HTMLParser(strict=True).parse(hostile)


def test_nothing_unseen_and_nothing_that_turns_the_direction_of_reading_is_left(hostile: str) -> None:
    assert UNSEEN.search(hostile.replace("\n", "")) is None


def test_what_looks_like_the_templates_own_language_is_text() -> None:
    assert "{{ 7 * 191 }} {% raw %}" in page_of(snapshot_of(HOSTILE[1]))


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,<b>", "file:///etc/passwd", "//evil.example", " "]
)
def test_an_address_of_another_kind_is_no_link(url: str) -> None:
    data = dataset([stance("AAA")], sources=[msgspec.structs.replace(source("wire"), url=url)])
    anchors = [each.attributes for each in Elements(page_of(read(data))).all("a")]
    links = [each["href"] for each in anchors if "download" not in each]
    assert all(link.startswith("#") for link in links)
