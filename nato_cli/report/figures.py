"""The figures of the page as JSON: the same as those of `nato unanimity-check --format json` on each of its days.

Each day holds only what changed on it. Members, candidates, reports, standings, effects, conditions and counts are
listed once and then given by their number in the list:

- `said`: the day in words. `joined`, `left`: members. `order`: the candidates as they are listed.
- `checks`: a candidate's figures, without `outstanding` and `standings`, which follow from the shifts. `said` are the
  headline, why the verdict is so, how certain consent is, and the verdict in words; `reports` says whether anything is
  on record; `reported` are the number of the count and how many of the counted can be named.
- `shifts`: `[candidate, member, standing, rule, condition, origins, report, effect, report, effect ...]`. A member
  without a shift is of unknown standing.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from nato_cli.analysis.decision import ranked
from nato_cli.model import Basis, Effect, Standing
from nato_cli.output.escape import in_json
from nato_cli.output.headline import certainty, headline, verdict_words
from nato_cli.output.views.unanimity_check import entry
from nato_cli.output.views.why import EFFECTS
from nato_cli.output.vocabulary import RULES, SIGNS, because, in_words, status_word

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Iterator, Sequence

    from nato_cli.analysis.snapshot import Snapshot
    from nato_cli.analysis.timeline import Moment
    from nato_cli.model import Assessment, Candidate, Check

#: Reports shown as evidence for one standing, the newest: a page with thousands for each of many days cannot be opened.
MOST_EVIDENCE = 60


def figures(snapshot: Snapshot, moments: Sequence[Moment], candidates: Sequence[Candidate]) -> dict[str, Any]:
    """The figures as a document for JSON: keys as in the module's docstring."""
    return _Figures(snapshot, candidates).document(moments)


def has_report(check: Check) -> bool:
    """True if a candidate has a row: somebody reported a stance or a count, or the choice is made."""
    if check.decided_by is Basis.DECISION or check.reported is not None:
        return True
    return any(assessment.evidence for assessment in check.assessments)


def as_script(document: dict[str, Any]) -> str:
    """Escape the document as JSON for a script element: nothing in it ends a script or begins a comment."""
    return in_json(json.dumps(document, ensure_ascii=False, separators=(",", ":"))).replace("<", "\\u003c")


class _Numbers(dict[Any, int]):
    """Numbers of keys, in the order in which they are first looked up."""

    def __missing__(self, key: Hashable) -> int:
        self[key] = len(self)
        return self[key]


class _Figures:
    """Writes each day as what changed since the day before."""

    def __init__(self, snapshot: Snapshot, candidates: Sequence[Candidate]) -> None:
        self.snapshot = snapshot
        self.candidates = {candidate.id: number for number, candidate in enumerate(candidates)}
        self.stances = {evidence.stance.id: number for number, evidence in enumerate(snapshot.stances())}
        self.standings = {standing: number for number, standing in enumerate(Standing)}
        self.effects = {effect: number for number, effect in enumerate(Effect)}
        self.members = _Numbers()
        self.conditions = _Numbers()
        self.counts = _Numbers()
        self._written: dict[tuple[str, str], list[Any]] = {}
        self._assessed: dict[tuple[str, str], Assessment] = {}
        self._order: list[int] = []

    def document(self, moments: Sequence[Moment]) -> dict[str, Any]:
        days = [self._day(before, now) for before, now in zip([None, *moments], moments, strict=False)]
        scale = self.snapshot.lexicon.scale
        return {
            "selection": self.snapshot.selection.id,
            "known_by": str(self.snapshot.view.known_by),
            "rule": str(self.snapshot.selection.decision.rule),
            "scale": scale.id if scale else None,
            "members": list(self.members),
            "candidates": list(self.candidates),
            "stances": list(self.stances),
            "standings": [[str(standing), SIGNS[standing]] for standing in Standing],
            "roles": [[str(effect), EFFECTS[effect]] for effect in Effect],
            "rules": {str(number): text for number, text in RULES.items()},
            "conditions": list(self.conditions),
            "counts": [
                {"support": support, "of": of, "source": source, "date": date, "said": in_words(date)}
                for support, of, source, date in self.counts
            ],
            "days": days,
        }

    def _day(self, before: Moment | None, now: Moment) -> dict[str, Any]:
        known = frozenset(before.electorate if before else ())
        old = {check.candidate.id: check for check in before.checks} if before else {}
        changed = [check for check in now.checks if old.get(check.candidate.id) is not check]
        snapshot = self.snapshot.on(now.day)
        order = [self.candidates[check.candidate.id] for check in ranked(snapshot, now.checks)]
        parts = {
            "joined": [self.members[member] for member in now.electorate if member not in known],
            "left": [self.members[member] for member in sorted(known.difference(now.electorate))],
            "order": order if order != self._order else [],
            "checks": [self._check(snapshot, check) for check in changed],
            "shifts": [shift for check in changed for shift in self._shifts(check.assessments)],
        }
        self._order = order
        day = {"day": str(now.day), "said": in_words(now.day)}
        return day | {name: part for name, part in parts.items() if part}

    def _check(self, snapshot: Snapshot, check: Check) -> dict[str, Any]:
        plain = entry(check)
        figures = {
            "candidate": self.candidates[check.candidate.id],
            "verdict": plain["verdict"],
            "status": status_word(snapshot.selection, check.status),
            "probability": plain["probability"],
            "reports": has_report(check),
            "said": [
                headline(snapshot, check),
                because(snapshot, check),
                certainty(check),
                verdict_words(snapshot, check),
            ],
        }
        if check.reported is not None:
            count = plain["reported_count"]
            number = self.counts[count["support"], count["of"], count["source"], count["date"]]
            figures["reported"] = [number, check.reported.named]
        return figures

    def _shifts(self, assessments: Iterable[Assessment]) -> Iterator[list[Any]]:
        for assessment in assessments:
            key = (assessment.candidate, assessment.member)
            nothing_yet = not assessment.evidence and key not in self._written
            if nothing_yet or self._assessed.get(key) is assessment:
                continue
            self._assessed[key] = assessment
            shift = self._shift(assessment)
            if shift != self._written.get(key):
                self._written[key] = shift
                yield shift

    def _shift(self, assessment: Assessment) -> list[Any]:
        evidence = [
            number
            for report in assessment.evidence[:MOST_EVIDENCE]
            for number in (self.stances[report.stance.id], self.effects[report.effect])
        ]
        return [
            self.candidates[assessment.candidate],
            self.members[assessment.member],
            self.standings[assessment.standing],
            assessment.rule,
            None if assessment.condition is None else self.conditions[assessment.condition],
            len(assessment.origins),
            *evidence,
        ]
