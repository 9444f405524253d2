"""`nato backtest`: what came of past selections, and how often firm reports were confirmed."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from runner import Result

Nato = Callable[..., Result]


@pytest.mark.parametrize(
    "question",
    [
        "backtest",
        "backtest --hedges",
    ],
)
def test_its_answer(question: str, shows) -> None:
    shows(question)


def test_the_shipped_selections_for_one_post_give_three_rates_with_their_number_and_interval(nato: Nato) -> None:
    (rates,) = [each for each in json.loads(nato("backtest", "--format", "json").out)["base_rates"] if each["brier"]]
    assert rates["post"] == "Secretary General of NATO"
    assert len(rates["selections"]) == 9
    assert "nato-accession-2022" not in rates["selections"]
    assert set(rates["appointed"]) == {"leader", "listed", "unnamed"}
    assert sum(each["rate"] for each in rates["appointed"].values()) == pytest.approx(1, abs=1e-5)
    assert all(each["lower"] < each["rate"] < each["upper"] and each["n"] == 9 for each in rates["appointed"].values())
    assert rates["brier"]["base_rates"] < rates["brier"]["evenly"]


def test_firm_reports_of_consent_were_nearly_always_confirmed(nato: Nato) -> None:
    confirmed = json.loads(nato("backtest", "--format", "json").out)["confirmed"]
    assert confirmed["consent"]["hits"] / confirmed["consent"]["n"] > 0.95
    assert confirmed["against"]["hits"] / confirmed["against"]["n"] < 0.8


def test_the_first_sentence_says_it_all(nato: Nato) -> None:
    first = " ".join(nato("backtest").out.splitlines()[:2])
    assert first.startswith("In 9 selections by unanimity, the leader of the count was chosen in ")


def test_hedged_reports_that_did_not_come_true_are_named(nato: Nato) -> None:
    out = nato("backtest", "--hedges").out
    assert "What did not come true" in out
    assert "liga-2023-rutte-frontrunner#2" in out
