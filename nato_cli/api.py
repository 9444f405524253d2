"""The same answers from Python: `nato_cli.load()` and `nato_cli.unanimity_check()`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from nato_cli.analysis import decision as unanimity
from nato_cli.analysis.candidacy import newest
from nato_cli.analysis.snapshot import Snapshot
from nato_cli.dataset import loader
from nato_cli.dataset.discovery import shipped
from nato_cli.dates import today
from nato_cli.model import Check, Dataset, DecisionRule, Rule, View

if TYPE_CHECKING:
    import datetime as dt

    from nato_cli.dataset.diagnostics import Diagnostic

__all__ = ["Check", "Dataset", "InvalidDatasetError", "Snapshot", "load", "snapshot", "unanimity_check"]


class InvalidDatasetError(ValueError):
    """A dataset that cannot be read or has errors: all of them are in `diagnostics`, in the order of the files."""

    def __init__(self, diagnostics: tuple[Diagnostic, ...]) -> None:
        first = diagnostics[0]
        more = f" (and {len(diagnostics) - 1} more)" if len(diagnostics) > 1 else ""
        super().__init__(f"{first.path}:{first.line or 1}: {first.message}{more}")
        self.diagnostics = diagnostics


def load(path: str | Path | None = None, selection: str | None = None) -> Dataset:
    """Load a dataset: a folder of YAML files, or one file; without a path, the one that comes with the package.

    Args:
        path: Where it is.
        selection: The only selection to keep, all of them unless one is named.

    Raises:
        InvalidDatasetError: It cannot be read, or it has errors.
        KeyError: It has no such selection.

    >>> dataset = load(selection="nato-sg-2024")
    >>> dataset.selections["nato-sg-2024"].candidates["rutte"].name
    'Mark Rutte'
    """
    loaded = loader.load(Path(path) if path is not None else shipped(), today())
    if loaded.dataset is None:
        raise InvalidDatasetError(loaded.diagnostics)
    if selection is None:
        return loaded.dataset
    return msgspec.structs.replace(loaded.dataset, selections={selection: loaded.dataset.selections[selection]})


def snapshot(
    dataset: Dataset,
    *,
    as_of: dt.date | None = None,
    known_by: dt.date | None = None,
    selection: str | None = None,
    scale: str | None = None,
) -> Snapshot:
    """A selection (the newest unless named) from a point of view: on which day, and by what was known when.

    Raises:
        KeyError: The dataset has no such selection or scale.

    >>> import datetime
    >>> view = snapshot(load(), selection="nato-sg-2024", as_of=datetime.date(2024, 3, 6))
    >>> len(view.electorate)
    31
    >>> {each.member: str(each.standing) for each in view.assess("rutte")}["HUN"]
    'oppose'
    """
    now = today()
    chosen = dataset.selections[selection] if selection is not None else newest(dataset)
    if chosen is None:
        raise KeyError("the dataset holds no selection")
    view = View(as_of=as_of or now, known_by=known_by or now, today=now)
    return Snapshot(dataset, chosen, view, dataset.scales[scale] if scale is not None else None)


def unanimity_check(
    dataset: Dataset,
    candidate: str,
    *,
    rule: Rule | str | None = None,
    as_of: dt.date | None = None,
    known_by: dt.date | None = None,
    selection: str | None = None,
    scale: str | None = None,
) -> Check:
    """The unanimity check of one candidate, as `nato unanimity-check` shows it.

    Raises:
        KeyError: The dataset has no such candidate, selection or scale.
        ValueError: There is no such rule.

    >>> import datetime
    >>> check = unanimity_check(load(), "rutte", as_of=datetime.date(2024, 4, 30), selection="nato-sg-2024")
    >>> str(check.verdict), check.outstanding
    ('blocked', ('HUN', 'ROU', 'SVK'))
    >>> check.chances.lower, check.chances.upper
    (0.55, 0.8)
    """
    view = snapshot(dataset, as_of=as_of, known_by=known_by, selection=selection, scale=scale)
    return unanimity.check(view, view.selection.candidates[candidate], DecisionRule(rule=Rule(rule)) if rule else None)
