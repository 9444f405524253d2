"""Every question that a command answers from a dataset: for tests of what all of them have in common."""

from __future__ import annotations

#: Those from a point of view: they take --as-of, --known-by and --format.
FROM_A_POINT_OF_VIEW = (
    "candidates",
    "candidates --all",
    "members",
    "members --candidate {candidate}",
    "stances",
    "sources",
    "counts",
    "show {candidate}",
    "show {member}",
    "show {source}",
    "matrix",
    "timeline",
    "timeline {candidate}",
    "timeline --member {member}",
    "unanimity-check",
    "unanimity-check --all",
    "unanimity-check {candidate} --rule consensus",
    "why {member} {candidate}",
    "why --full {candidate}",
    "what-if {candidate} --set {member}=oppose",
    "what-if {candidate} --without {source}",
    "path {candidate}",
    "path {candidate} --rule consensus",
    "chances {candidate}",
)
#: Those without: they take --format.
OTHERS = (
    "silence {candidate} --opens {day} --deadline 2026-11-01",
    "selections",
    "diff {day}",
    "diff --since {day}",
    "history",
    "vetoes",
    "backtest",
    "backtest --hedges",
)
EVERY = FROM_A_POINT_OF_VIEW + OTHERS
#: Commands that answer from no dataset, write one, or have forms of their own.
ASIDE = frozenset({"validate", "init", "add", "edit", "import", "report", "export", "cite", "schema"})


def asked(question: str, **names: str) -> list[str]:
    """A question as arguments; names are its candidate, member, source and day."""
    return question.format(**names).split()
