"""What the shell offers after Tab: ids of the dataset in use, with what they stand for."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

import typer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, MutableMapping

    from nato_cli.model import Dataset, Selection

Offers = list[tuple[str, str]]
_CODE = str.maketrans({"\\": "\uff3c", "$": "\uff04", "`": "\u2019", "'": "\u2019", '"': "\u201d", "[": "(", "]": ")"})


def _from_dataset(offer: Callable[[Dataset, Selection], Iterable[tuple[str, str]]]) -> Callable[..., Offers]:
    def complete(ctx: typer.Context, incomplete: str) -> Offers:
        from nato_cli.commands.lookup import offered

        given = ctx.params.get("data")
        # The shell hands over what was typed as it stands.
        data = os.path.expandvars(os.path.expanduser(given)) if given else None  # noqa: PTH111
        meant = offered(data, ctx.params.get("selection"))
        offers = offer(*meant) if meant else ()
        return [(id_, _harmless(name)) for id_, name in offers if id_.startswith(incomplete)]

    return complete


def _harmless(text: str) -> str:
    """Replace the characters that Zsh would evaluate, or that Typer would read as markup."""
    from nato_cli.output.escape import one_line

    return one_line(text).translate(_CODE)


def _candidates(_: Dataset, selection: Selection) -> Iterable[tuple[str, str]]:
    return ((candidate.id, candidate.name) for candidate in selection.candidates.values())


def _members(dataset: Dataset, _: Selection) -> Iterable[tuple[str, str]]:
    return ((member.id, member.name) for member in dataset.members.values())


def _sources(_: Dataset, selection: Selection) -> Iterable[tuple[str, str]]:
    return ((source.id, source.publisher) for source in selection.sources.values())


def _anything(dataset: Dataset, selection: Selection) -> Iterable[tuple[str, str]]:
    return (pair for offer in (_candidates, _members, _sources) for pair in offer(dataset, selection))


def _members_and_candidates(dataset: Dataset, selection: Selection) -> Iterable[tuple[str, str]]:
    return (pair for offer in (_members, _candidates) for pair in offer(dataset, selection))


def _selections(dataset: Dataset, _: Selection) -> Iterable[tuple[str, str]]:
    return ((selection.id, selection.title) for selection in dataset.selections.values())


def _scales(dataset: Dataset, _: Selection) -> Iterable[tuple[str, str]]:
    return ((scale.id, scale.title) for scale in dataset.scales.values())


candidates = _from_dataset(_candidates)
members = _from_dataset(_members)
sources = _from_dataset(_sources)
anything = _from_dataset(_anything)
members_and_candidates = _from_dataset(_members_and_candidates)
selections = _from_dataset(_selections)
scales = _from_dataset(_scales)


def rejoin(environ: MutableMapping[str, str]) -> None:
    """Put together again what Bash split before the word at hand: `--data`, `=`, `d.yaml`."""
    words, at = environ["COMP_WORDS"].split(" "), int(environ.get("COMP_CWORD", "0"))
    number = 1
    while number < at - 1:
        if words[number] == "=":
            words[number - 1 : number + 2] = ["".join(words[number - 1 : number + 2])]
            at -= 2
        else:
            number += 1
    environ["COMP_WORDS"], environ["COMP_CWORD"] = " ".join(words), str(at)


def install(ctx: typer.Context, _: Any, shell: Any) -> None:
    """Install the completion as Typer does, with the path quoted in Bash's start file, whatever is in it.

    Raises:
        NotWrittenError: A file of the shell cannot be written.
    """
    if not shell or ctx.resilient_parsing:
        return
    import shlex
    from pathlib import Path

    from typer._completion_shared import install as install_for_shell

    from nato_cli.commands.errors import UsageError
    from nato_cli.files import NotWrittenError

    try:
        name, path = install_for_shell(shell=shell if isinstance(shell, str) else None)
        if name == "bash":
            start = Path.home() / ".bashrc"
            text = start.read_text(encoding="utf-8")
            start.write_text(text.replace(f"source '{path}'", f"source {shlex.quote(str(path))}"), encoding="utf-8")
    except OSError as error:
        raise NotWrittenError(Path(error.filename or "the shell's start file"), error) from error
    except RuntimeError as error:
        raise UsageError(f"there is no home folder to install it in: {error}") from None
    typer.echo(f"{name} completion is installed in {path}; open a new terminal to use it.")
    raise typer.Exit
