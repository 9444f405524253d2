"""The figures of a page, day by day, put together again as `nato unanimity-check --format json` gives them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

#: What the page holds of each check; `outstanding` and the rest follow from the standings.
KEYS = ("candidate", "verdict", "status", "standings", "probability")
COUNT_KEYS = ("support", "of", "source", "date", "named")


def expanded(figures: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """One document a day, with a check of every candidate mentioned by then, in the order in which they are listed."""
    members: set[str] = set()
    checks: dict[int, dict[str, Any]] = {}
    standings: dict[tuple[int, str], str] = {}
    order: list[int] = []
    for day in figures["days"]:
        members |= {figures["members"][number] for number in day.get("joined", ())}
        members -= {figures["members"][number] for number in day.get("left", ())}
        checks |= {check["candidate"]: check for check in day.get("checks", ())}
        order = day.get("order", order)
        for candidate, member, standing, *_ in day.get("shifts", ()):
            standings[candidate, figures["members"][member]] = figures["standings"][standing][0]
        yield {
            "as_of": day["day"],
            "members": len(members),
            "checks": [check_of(figures, checks[number], members, standings) for number in order],
        }


def check_of(
    figures: dict[str, Any], check: dict[str, Any], members: set[str], standings: dict[tuple[int, str], str]
) -> dict[str, Any]:
    stands = {member: standings.get((check["candidate"], member), "unknown") for member in sorted(members)}
    count = check.get("reported")
    return {
        "candidate": figures["candidates"][check["candidate"]],
        "verdict": check["verdict"],
        "status": check["status"],
        "standings": {
            name.replace("-", "_"): [member for member, standing in stands.items() if standing == name]
            for name, _ in figures["standings"]
        },
        "probability": check["probability"],
        "reported_count": count and {**figures["counts"][count[0]], "named": count[1]},
    }


def cut_down(document: dict[str, Any]) -> dict[str, Any]:
    """A document of `nato unanimity-check --format json`, with what the page holds of it."""
    return {
        "as_of": document["as_of"],
        "members": document["members"],
        "checks": [_cut_down(check) for check in document["checks"]],
    }


def _cut_down(check: dict[str, Any]) -> dict[str, Any]:
    count = check["reported_count"]
    return {key: check[key] for key in KEYS} | {"reported_count": count and {key: count[key] for key in COUNT_KEYS}}
