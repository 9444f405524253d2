"""Keep: add one record to a dataset, by options or by answering questions."""

from __future__ import annotations

import re
import sys
import unicodedata
from typing import TYPE_CHECKING, Annotated, Any, TypeAlias

import typer

from nato_cli.commands import completion, lookup, prompts
from nato_cli.commands.edits import Addition, keep, own
from nato_cli.commands.errors import UsageError, unknown
from nato_cli.commands.options import Data, Selection
from nato_cli.model import Attribution, EventKind, Position, Reliability, SourceKind, Status
from nato_cli.output.escape import one_line

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from nato_cli.model import Dataset
    from nato_cli.model import Selection as SelectionRecord

add = typer.Typer(rich_markup_mode="rich", add_completion=False)


@add.callback(invoke_without_command=True)
def explain(ctx: typer.Context) -> None:
    if ctx.invoked_subcommand is None:
        ctx.get_help()  # prints it


_THE_SOURCE = "The source, where it is a new one"
DryRun: TypeAlias = Annotated[bool, typer.Option("--dry-run", help="Show what would change, and change nothing.")]
Note: TypeAlias = Annotated[str | None, typer.Option("--note", show_default=False, help="In your own words.")]
Date: TypeAlias = Annotated[
    str | None,
    typer.Option(
        "--date", metavar="DATE", show_default=False, help="Of the event or position, where it is not the source's."
    ),
]
OfSource: TypeAlias = Annotated[
    str | None,
    typer.Option(
        "--source", metavar="ID", show_default=False, autocompletion=completion.sources, help="The source's id."
    ),
]
OnCandidate: TypeAlias = Annotated[
    str | None,
    typer.Option(
        "--candidate", metavar="ID", show_default=False, autocompletion=completion.candidates, help="Whom it is about."
    ),
]
Publisher: TypeAlias = Annotated[
    str | None, typer.Option("--publisher", show_default=False, rich_help_panel=_THE_SOURCE, help="Who published it.")
]
Url: TypeAlias = Annotated[
    str | None, typer.Option("--url", show_default=False, rich_help_panel=_THE_SOURCE, help="Where it is.")
]
Published: TypeAlias = Annotated[
    str | None,
    typer.Option(
        "--published",
        metavar="DATE",
        show_default=False,
        rich_help_panel=_THE_SOURCE,
        help="When; 'unknown' if it cannot be found.",
    ),
]
Kind: TypeAlias = Annotated[
    SourceKind | None, typer.Option("--kind", show_default=False, rich_help_panel=_THE_SOURCE, help="What it is.")
]
Grade: TypeAlias = Annotated[
    Reliability | None,
    typer.Option("--reliability", show_default=False, rich_help_panel=_THE_SOURCE, help="Its Admiralty grade."),
]


@add.command()
def stance(
    member: Annotated[
        list[str] | None,
        typer.Option(
            "--member",
            metavar="CODE",
            show_default=False,
            autocompletion=completion.members,
            help="Whose stance; may be given again.",
        ),
    ] = None,
    all_except: Annotated[
        list[str] | None,
        typer.Option(
            "--all-except",
            metavar="CODE",
            show_default=False,
            autocompletion=completion.members,
            help="All but this one; may be given again.",
        ),
    ] = None,
    candidate: OnCandidate = None,
    position: Annotated[
        Position | None, typer.Option("--position", show_default=False, help="What is reported.")
    ] = None,
    hedge: Annotated[
        str | None,
        typer.Option("--hedge", show_default=False, help="The source's own word of likelihood, such as 'likely'."),
    ] = None,
    date: Date = None,
    source: OfSource = None,
    attribution: Annotated[
        Attribution | None, typer.Option("--attribution", show_default=False, help="On whose word.")
    ] = None,
    credibility: Annotated[
        int | None,
        typer.Option(
            "--credibility",
            min=1,
            max=6,
            show_default=False,
            help="Where it is not the one by attribution; say why in the note.",
        ),
    ] = None,
    note: Note = None,
    publisher: Publisher = None,
    url: Url = None,
    published: Published = None,
    kind: Kind = None,
    reliability: Grade = None,
    dry_run: DryRun = False,
    data: Data = None,
    selection: Selection = None,
) -> None:
    """Add a stance: what a source reports of a member's position on a candidate."""
    root, dataset, chosen = _opened(data, selection)
    asks = prompts.is_possible() and position is None
    concerned = _concerned(dataset, member, all_except)
    whom = prompts.need("--candidate", candidate, lambda: prompts.one_of("Candidate", chosen.candidates))
    what = prompts.need("--position", position, lambda: Position(prompts.one_of("Position", list(Position))))
    hedge = hedge if hedge or not asks else prompts.perhaps("Word of likelihood, such as 'likely'")
    described = {"publisher": publisher, "url": url, "published": published, "kind": kind, "reliability": reliability}
    of, additions = _source_of(chosen, source, described)
    by = prompts.need(
        "--attribution", attribution, lambda: Attribution(prompts.one_of("On whose word", list(Attribution)))
    )
    date = date if date or not asks else prompts.perhaps("Date of the position, if not the source's")
    note = note if note or not asks else prompts.perhaps("Note")
    record = concerned | _said(
        candidate=whom, position=what, hedge=hedge, date=date, source=of, attribution=by, credibility=credibility,
        note=note,
    )  # fmt: skip
    _keep(root, chosen, [*additions, Addition("stances", record)], dry_run=dry_run)


def _concerned(dataset: Dataset, member: list[str] | None, all_except: list[str] | None) -> dict[str, Any]:
    if member and all_except:
        raise UsageError("--member or --all-except, not both")
    if all_except:
        return {"members": {"all_except": [lookup.member_of(dataset, each).id for each in all_except]}}
    words = prompts.need("--member", member or None, lambda: prompts.some_of("Member", dataset.members))
    codes = [lookup.member_of(dataset, each).id for each in words]
    return {"member": codes[0]} if len(codes) == 1 else {"members": codes}


def _source_of(chosen: SelectionRecord, source: str | None, described: dict[str, Any]) -> tuple[str, list[Addition]]:
    """The id of a stance's source, and the source itself where it is a new one."""
    is_new = any(value is not None for value in described.values())
    if is_new and (source is None or source not in chosen.sources):
        record = _source_record(chosen, source, described)
        return record["id"], [Addition("sources", record)]
    found = prompts.need("--source", source, lambda: prompts.one_of("Source", chosen.sources, others=True))
    if found in chosen.sources:
        return found, []
    if not (prompts.is_possible() and prompts.agreed(f"'{found}' is a new source: describe it now?")):
        raise unknown("source", found, chosen.sources, "nato sources")
    record = _source_record(chosen, found, described)
    return record["id"], [Addition("sources", record)]


@add.command()
def source(
    id_: Annotated[
        str | None,
        typer.Option("--id", metavar="ID", show_default="from publisher and date", help="What it is cited by."),
    ] = None,
    publisher: Publisher = None,
    url: Url = None,
    published: Published = None,
    kind: Kind = None,
    reliability: Grade = None,
    title: Annotated[str | None, typer.Option("--title", show_default=False, help="Its headline.")] = None,
    author: Annotated[str | None, typer.Option("--author", show_default=False, help="Who wrote it.")] = None,
    language: Annotated[str | None, typer.Option("--language", show_default=False, help="Such as en.")] = None,
    relays: Annotated[
        str | None,
        typer.Option(
            "--relays",
            metavar="ID",
            show_default=False,
            autocompletion=completion.sources,
            help="The source that it repeats.",
        ),
    ] = None,
    note: Note = None,
    dry_run: DryRun = False,
    data: Data = None,
    selection: Selection = None,
) -> None:
    """Add a source: a publication that reports stances."""
    root, _, chosen = _opened(data, selection)
    described = {"publisher": publisher, "url": url, "published": published, "kind": kind, "reliability": reliability}
    record = _source_record(chosen, id_, described) | _said(
        title=title, author=author, language=language, relays=relays, note=note
    )
    _keep(root, chosen, [Addition("sources", record)], dry_run=dry_run)


def _source_record(chosen: SelectionRecord, id_: str | None, described: dict[str, Any]) -> dict[str, Any]:
    publisher = prompts.need("--publisher", described["publisher"], lambda: prompts.text("Publisher"))
    published = prompts.need("--published", described["published"], lambda: prompts.text("Published", "unknown"))
    url = prompts.need("--url", described["url"], lambda: prompts.text("Address (https://...)"))
    kind = prompts.need("--kind", described["kind"], lambda: SourceKind(prompts.one_of("Kind", list(SourceKind))))
    grade = prompts.need(
        "--reliability", described["reliability"], lambda: Reliability(prompts.one_of("Reliability", list(Reliability)))
    )
    proposed = proposed_id(publisher, published, chosen.sources)
    if id_ is None and prompts.is_possible() and described["publisher"] is None:
        id_ = prompts.text("Id", proposed)
    return _said(id=id_ or proposed, publisher=publisher, date=published, url=url, kind=kind, reliability=grade)


def proposed_id(publisher: str, published: str, taken: Sequence[str] | dict[str, Any]) -> str:
    """An id from the publisher's name and the date, with a number where it is taken."""
    folded = unicodedata.normalize("NFKD", publisher).encode("ascii", "ignore").decode().lower()
    name = re.sub(r"[^a-z0-9]+", "-", folded).strip("-") or "source"
    stem = name if published == "unknown" else f"{name}-{published.rstrip('~')}"
    numbered = (f"{stem}-{number}" for number in range(2, len(taken) + 3))
    return next(each for each in (stem, *numbered) if each not in taken)


@add.command()
def candidate(
    id_: Annotated[
        str | None, typer.Option("--id", metavar="ID", show_default=False, help="A short name, such as rutte.")
    ] = None,
    name: Annotated[str | None, typer.Option("--name", show_default=False, help="The full name.")] = None,
    nationality: Annotated[
        str | None, typer.Option("--nationality", metavar="CODE", show_default=False, help="Alpha-3.")
    ] = None,
    office: Annotated[str | None, typer.Option("--office", show_default=False, help="Held at the time.")] = None,
    status: Annotated[
        Status | None, typer.Option("--status", show_default=False, help="How far the candidate has come.")
    ] = None,
    date: Date = None,
    source: OfSource = None,
    note: Note = None,
    dry_run: DryRun = False,
    data: Data = None,
    selection: Selection = None,
) -> None:
    """Add a candidate, with a status and its source."""
    root, _, chosen = _opened(data, selection)
    named = prompts.need("--name", name, lambda: prompts.text("Name"))
    proposed = proposed_id((named.split() or [""])[-1], "unknown", chosen.candidates)
    id_ = prompts.need("--id", id_, lambda: prompts.text("Id", proposed))
    record = _said(id=id_, name=named, nationality=nationality, office=office, note=note)
    if status is not None:
        of = prompts.need("--source", source, lambda: prompts.one_of("Source of the status", chosen.sources))
        record["statuses"] = [_said(status=status, date=date, source=of)]
    elif source is not None:
        record["sources"] = [source]
    _keep(root, chosen, [Addition("candidates", record)], dry_run=dry_run)


@add.command()
def event(
    kind: Annotated[EventKind | None, typer.Option("--kind", show_default=False, help="What it is.")] = None,
    date: Date = None,
    candidate: OnCandidate = None,
    member: Annotated[
        str | None,
        typer.Option(
            "--member", metavar="CODE", show_default=False, autocompletion=completion.members, help="Which member."
        ),
    ] = None,
    support: Annotated[
        int | None, typer.Option("--support", min=0, show_default=False, help="A count: how many.")
    ] = None,
    of: Annotated[int | None, typer.Option("--of", min=1, show_default=False, help="A count: of how many.")] = None,
    outstanding: Annotated[
        list[str] | None,
        typer.Option(
            "--outstanding",
            metavar="CODE",
            show_default=False,
            autocompletion=completion.members,
            help="A count: who is missing.",
        ),
    ] = None,
    source: OfSource = None,
    note: Note = None,
    dry_run: DryRun = False,
    data: Data = None,
    selection: Selection = None,
) -> None:
    """Add an event: a count, an appointment, a summit, a report."""
    root, _, chosen = _opened(data, selection)
    what = prompts.need("--kind", kind, lambda: EventKind(prompts.one_of("Kind", list(EventKind))))
    if what is EventKind.COUNT:
        candidate = prompts.need("--candidate", candidate, lambda: prompts.one_of("Candidate", chosen.candidates))
        support = prompts.need("--support", support, lambda: int(prompts.text("How many in support")))
        of = prompts.need("--of", of, lambda: int(prompts.text("Of how many")))
    by = prompts.need("--source", source, lambda: prompts.one_of("Source", chosen.sources))
    record = _said(
        kind=what, date=date, candidate=candidate, member=member, support=support, of=of, outstanding=outstanding,
        source=by, note=note,
    )  # fmt: skip
    _keep(root, chosen, [Addition("events", record)], dry_run=dry_run)


def _opened(data: Path | None, selection: str | None) -> tuple[Path, Dataset, SelectionRecord]:
    root = own(data)
    dataset = lookup.open_dataset(root)
    return root, dataset, lookup.chosen(dataset, selection)


def _said(**values: Any) -> dict[str, Any]:
    return {
        name: value if isinstance(value, list) else str(value)
        for name, value in values.items()
        if value not in (None, [])
    }


def _keep(root: Path, chosen: SelectionRecord, additions: list[Addition], *, dry_run: bool) -> None:
    keep(root, chosen, additions, dry_run=dry_run)
    if not dry_run:
        for addition in additions:
            name = addition.record.get("id") or addition.record.get("candidate") or addition.record.get("kind")
            sys.stderr.write(f"added to {addition.section}: {one_line(str(name))}\n")
