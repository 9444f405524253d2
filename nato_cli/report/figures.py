"""The figures of the page as JSON: the same as those of `nato unanimity-check --format json` on each of its days.

Each day holds only what changed on it. Members, candidates, stances, standings, roles, bands and counts are listed once
and then told by their number in the list:

- `joined`, `left`: members.
- `checks`: a candidate's figures, `outstanding` and `standings` apart, which follow from the shifts. `said` are the
  words for them: why the verdict is so, and the two intervals. `reported` is the number of the count, how many members
  are named in support and how many of the counted are not.
- `shifts`: `[candidate, member, standing, rule, band, origins, stance, role, stance, role ...]`. A member without any
  is of unknown standing and of the first band, which is that of what is unknown.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from nato_cli.analysis.probability import VAGUE
from nato_cli.model import Effect, Standing
from nato_cli.output.escape import in_json
from nato_cli.output.views.unanimity_check import entry, rule_document
from nato_cli.output.views.why import EFFECTS
from nato_cli.output.vocabulary import RULES, SIGNS, band, because, interval

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Iterator, Sequence

    from nato_cli.analysis.snapshot import Snapshot
    from nato_cli.analysis.timeline import Moment
    from nato_cli.model import Assessment, Candidate, Check, DecisionRule


def figures(
    snapshot: Snapshot, moments: Sequence[Moment], candidates: Sequence[Candidate], rule: DecisionRule
) -> dict[str, Any]:
    """The document, ready to be written as JSON."""
    return _Figures(snapshot, candidates).document(moments, rule)


def as_script(document: dict[str, Any]) -> str:
    """The document as text that can stand in a page: nothing in it ends a script or begins a comment."""
    return in_json(json.dumps(document, ensure_ascii=False, separators=(",", ":"))).replace("<", "\\u003c")


class _Numbers(dict[Any, int]):
    """Numbers given in the order in which things are first asked for."""

    def __missing__(self, what: Hashable) -> int:
        self[what] = len(self)
        return self[what]


class _Figures:
    """Writes each day as what changed since the day before."""

    def __init__(self, snapshot: Snapshot, candidates: Sequence[Candidate]) -> None:
        self.snapshot = snapshot
        self.candidates = {each.id: number for number, each in enumerate(candidates)}
        self.stances = {each.stance.id: number for number, each in enumerate(snapshot.stances())}
        self.standings = {standing: number for number, standing in enumerate(Standing)}
        self.roles = {effect: number for number, effect in enumerate(Effect)}
        self.members = _Numbers()
        self.bands = _Numbers({VAGUE: 0})
        self.counts = _Numbers()
        self._told: dict[tuple[str, str], list[Any]] = {}

    def document(self, moments: Sequence[Moment], rule: DecisionRule) -> dict[str, Any]:
        days = [self._day(before, now) for before, now in zip([None, *moments], moments, strict=False)]
        scale = self.snapshot.lexicon.scale
        return {
            "selection": self.snapshot.selection.id,
            "known_by": str(self.snapshot.view.known_by),
            "rule": rule_document(self.snapshot, rule),
            "scale": scale.id if scale else None,
            "members": list(self.members),
            "candidates": list(self.candidates),
            "stances": list(self.stances),
            "standings": [[str(standing), SIGNS[standing]] for standing in Standing],
            "roles": [[str(effect), EFFECTS[effect]] for effect in Effect],
            "rules": {str(number): text for number, text in RULES.items()},
            "bands": [[lower, upper, band(lower, upper)] for lower, upper in self.bands],
            "counts": [
                {"support": support, "of": of, "source": source, "date": date, "outstanding": list(outstanding)}
                for support, of, source, date, outstanding in self.counts
            ],
            "days": days,
        }

    def _day(self, before: Moment | None, now: Moment) -> dict[str, Any]:
        earlier = before.electorate if before else ()
        old = {each.candidate.id: each for each in before.checks} if before else {}
        changed = [each for each in now.checks if old.get(each.candidate.id) is not each]
        day: dict[str, Any] = {"day": str(now.day)}
        parts = {
            "joined": [self.members[code] for code in now.electorate if code not in earlier],
            "left": [self.members[code] for code in earlier if code not in now.electorate],
            "checks": [self._check(each) for each in changed],
            "shifts": [shift for each in changed for shift in self._shifts(each.assessments)],
        }
        return day | {name: part for name, part in parts.items() if part}

    def _check(self, check: Check) -> dict[str, Any]:
        plain, chances = entry(check), check.chances
        found = {
            "candidate": self.candidates[check.candidate.id],
            "verdict": plain["verdict"],
            "status": plain["status"],
            "probability": plain["probability"],
            "said": [because(check), interval(chances.lower, chances.upper), interval(*chances.independent)],
        }
        if check.reported is not None:
            count = plain["reported_count"]
            number = self.counts[
                count["support"], count["of"], count["source"], count["date"], check.reported.outstanding
            ]
            found["reported"] = [number, check.reported.named, check.reported.unattributed]
        return found

    def _shifts(self, assessments: Iterable[Assessment]) -> Iterator[list[Any]]:
        for each in assessments:
            key = (each.candidate, each.member)
            if not each.evidence and key not in self._told:
                continue
            told = self._shift(each)
            if told != self._told.get(key):
                self._told[key] = told
                yield told

    def _shift(self, each: Assessment) -> list[Any]:
        evidence = [number for one in each.evidence for number in (self.stances[one.stance.id], self.roles[one.effect])]
        return [
            self.candidates[each.candidate],
            self.members[each.member],
            self.standings[each.standing],
            each.rule,
            self.bands[each.lower, each.upper],
            len(each.origins),
            *evidence,
        ]
