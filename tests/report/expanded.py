"""The figures of a page, day by day, put together again as `nato unanimity-check --format json` gives them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any


def expanded(figures: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """One document a day, with a check of every candidate mentioned by then."""
    members: set[str] = set()
    checks: dict[int, dict[str, Any]] = {}
    standings: dict[tuple[int, str], str] = {}
    for day in figures["days"]:
        members |= {figures["members"][number] for number in day.get("joined", ())}
        members -= {figures["members"][number] for number in day.get("left", ())}
        checks |= {each["candidate"]: each for each in day.get("checks", ())}
        for candidate, member, standing, *_ in day.get("shifts", ()):
            standings[candidate, figures["members"][member]] = figures["standings"][standing][0]
        yield {
            "selection": figures["selection"],
            "as_of": day["day"],
            "known_by": figures["known_by"],
            "rule": figures["rule"],
            "members": len(members),
            "checks": [check(figures, each, members, standings) for _, each in sorted(checks.items())],
        }


def check(
    figures: dict[str, Any], told: dict[str, Any], members: set[str], standings: dict[tuple[int, str], str]
) -> dict[str, Any]:
    stands = {member: standings.get((told["candidate"], member), "unknown") for member in sorted(members)}
    return {
        "candidate": figures["candidates"][told["candidate"]],
        "verdict": told["verdict"],
        "status": told["status"],
        "outstanding": [member for member, standing in stands.items() if standing != "support"],
        "standings": {
            name.replace("-", "_"): [member for member, standing in stands.items() if standing == name]
            for name, _ in figures["standings"]
        },
        "reported_count": reported_count(figures, *told["reported"]) if "reported" in told else None,
        "probability": told["probability"],
    }


def reported_count(figures: dict[str, Any], number: int, named: int, unattributed: int) -> dict[str, Any]:
    return figures["counts"][number] | {"named": named, "unattributed": unattributed}
