"""What the shell offers after Tab: ids of the dataset in use, with what they stand for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from nato_cli.output.escape import one_line

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from nato_cli.model import Dataset, Selection

Offers = list[tuple[str, str]]
_CODE = str.maketrans({"\\": "\uff3c", "$": "\uff04", "`": "\u2019", "'": "\u2019", '"': "\u201d", "[": "(", "]": ")"})


def _from_dataset(offer: Callable[[Dataset, Selection], Iterable[tuple[str, str]]]) -> Callable[..., Offers]:
    def complete(ctx: typer.Context, incomplete: str) -> Offers:
        from nato_cli.commands.lookup import offered

        found = offered(ctx.params.get("data"), ctx.params.get("selection"))
        return [(id_, _harmless(told)) for id_, told in offer(*found) if id_.startswith(incomplete)] if found else []

    return complete


def _harmless(text: str) -> str:
    """Text that is no code: Zsh evaluates what it is offered, and Typer reads it as markup before."""
    return one_line(text).translate(_CODE)


def _candidates(_: Dataset, selection: Selection) -> Iterable[tuple[str, str]]:
    return ((each.id, each.name) for each in selection.candidates.values())


def _members(dataset: Dataset, _: Selection) -> Iterable[tuple[str, str]]:
    return ((each.id, each.name) for each in dataset.members.values())


def _sources(_: Dataset, selection: Selection) -> Iterable[tuple[str, str]]:
    return ((each.id, each.publisher) for each in selection.sources.values())


def _anything(dataset: Dataset, selection: Selection) -> Iterable[tuple[str, str]]:
    return (each for offer in (_candidates, _members, _sources) for each in offer(dataset, selection))


def _members_and_candidates(dataset: Dataset, selection: Selection) -> Iterable[tuple[str, str]]:
    return (each for offer in (_members, _candidates) for each in offer(dataset, selection))


def _selections(dataset: Dataset, _: Selection) -> Iterable[tuple[str, str]]:
    return ((each.id, each.title) for each in dataset.selections.values())


def _scales(dataset: Dataset, _: Selection) -> Iterable[tuple[str, str]]:
    return ((each.id, each.title) for each in dataset.scales.values())


candidates = _from_dataset(_candidates)
members = _from_dataset(_members)
sources = _from_dataset(_sources)
anything = _from_dataset(_anything)
members_and_candidates = _from_dataset(_members_and_candidates)
selections = _from_dataset(_selections)
scales = _from_dataset(_scales)
