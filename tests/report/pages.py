"""Pages made in this process, of the shipped dataset and of small ones."""

from __future__ import annotations

import datetime as dt
import json
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import Any, NamedTuple

from nato_cli.analysis.candidacy import newest
from nato_cli.analysis.decision import check_all
from nato_cli.analysis.snapshot import Snapshot
from nato_cli.analysis.timeline import moments
from nato_cli.dataset.discovery import shipped
from nato_cli.dataset.loader import load
from nato_cli.model import DecisionRule, Rule, View
from nato_cli.report.page import MOST_DAYS, page

TODAY = dt.date(2026, 11, 23)
CASES = Path(__file__).parents[1] / "datasets"
HOSTILE = (CASES / "hostile.yaml", Path(__file__).with_name("hostile.yaml"), CASES / "payloads.yaml")


class Element(NamedTuple):
    tag: str
    attributes: dict[str, str | None]


class Elements(HTMLParser):
    """All that a page holds, in order: its elements, and its text without styles and scripts."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[Element] = []
        self.text = ""
        self._within = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append(Element(tag, dict(attrs)))
        self._within = tag

    def handle_data(self, data: str) -> None:
        if self._within not in {"style", "script"}:
            self.text += data

    def all(self, tag: str) -> list[Element]:
        return [each for each in self.found if each.tag == tag]


def snapshot_of(path: Path, as_of: dt.date = TODAY, known_by: dt.date = TODAY) -> Snapshot:
    dataset = load(path, TODAY).dataset
    assert dataset is not None
    selection = newest(dataset)
    assert selection is not None
    return Snapshot(dataset, selection, View(as_of=as_of, known_by=known_by, today=TODAY))


def page_of(snapshot: Snapshot, rule: Rule | None = None) -> str:
    decision = DecisionRule(rule=rule) if rule else None
    return page(snapshot, list(moments(snapshot, decision, latest=MOST_DAYS)), check_all(snapshot, decision))


@cache
def shipped_snapshot(as_of: str = str(TODAY)) -> Snapshot:
    return snapshot_of(shipped(), dt.date.fromisoformat(as_of))


@cache
def shipped_page(as_of: str = str(TODAY), rule: Rule | None = None) -> str:
    return page_of(shipped_snapshot(as_of), rule)


def figures_in(text: str) -> dict[str, Any]:
    """The figures that stand in a page."""
    start = text.index(">", text.index('id="figures"')) + 1
    found: dict[str, Any] = json.loads(text[start : text.index("</script>", start)])
    return found
