"""Add a record to a dataset, by options or by answering questions."""

from __future__ import annotations

import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TypeAlias

import typer

from nato_cli.commands import completion, lookup, prompts
from nato_cli.commands.edits import (
    Addition,
    InvalidAdditions,
    fault_of_value,
    new_id,
    publication,
    require_dataset,
    save_additions,
    slug,
    source_id,
)
from nato_cli.commands.errors import BadDatasetError, UsageError, say, unknown
from nato_cli.commands.names import Names
from nato_cli.commands.options import Data, Selection
from nato_cli.commands.prompts import Form
from nato_cli.dataset import serialization
from nato_cli.model import Attribution, EventKind, Position, Reliability, SourceKind, Status
from nato_cli.output.escape import one_line

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from enum import StrEnum

    from nato_cli.model import Dataset
    from nato_cli.model import Selection as SelectionRecord

add = typer.Typer(rich_markup_mode="rich", add_completion=False)


@add.callback(invoke_without_command=True)
def explain(
    ctx: typer.Context,
    resume: Annotated[
        bool, typer.Option("--resume", help="Go on with the answers that were refused, or that you broke off.")
    ] = False,
) -> None:
    if resume:
        command, answers = prompts.kept_answers()
        if command not in _BODIES:
            raise UsageError("no answers are kept: nothing was refused or broken off")
        _run(command, answers)
    elif ctx.invoked_subcommand is None:
        ctx.get_help()


_NEW_SOURCE = "The source, where it is a new one"


def _option(*names: str, help: str, **more: Any) -> Any:  # noqa: A002 - Typer's word
    return typer.Option(*names, help=help, **{"show_default": False, **more})


DryRun: TypeAlias = Annotated[bool, typer.Option("--dry-run", help="Show what would change, and change nothing.")]
Note: TypeAlias = Annotated[str | None, _option("--note", help="In your own words.")]
Id: TypeAlias = Annotated[str | None, _option("--id", metavar="ID", help="A short name, such as rutte.")]
Name: TypeAlias = Annotated[str | None, _option("--name", help="The full name.")]
Date: TypeAlias = Annotated[
    str | None, _option("--date", metavar="DATE", help="Of the event or position, where it is not the source's.")
]
SourceId: TypeAlias = Annotated[
    str | None, _option("--source", metavar="ID", autocompletion=completion.sources, help="The source's id.")
]
CandidateId: TypeAlias = Annotated[
    str | None,
    _option("--candidate", metavar="ID", autocompletion=completion.candidates, help="Whom it is about, by id or name."),
]
MemberIds: TypeAlias = Annotated[
    list[str] | None,
    _option("--member", metavar="ID", autocompletion=completion.members, help="Whose stance; may be given again."),
]
AllExcept: TypeAlias = Annotated[
    list[str] | None,
    _option(
        "--all-except", metavar="ID", autocompletion=completion.members, help="All but this one; may be given again."
    ),
]
Publisher: TypeAlias = Annotated[
    str | None, _option("--publisher", rich_help_panel=_NEW_SOURCE, help="Who published it.")
]
Url: TypeAlias = Annotated[str | None, _option("--url", rich_help_panel=_NEW_SOURCE, help="Its address.")]
Where: TypeAlias = Annotated[
    str | None,
    _option("--where", rich_help_panel=_NEW_SOURCE, help="Where it can be found, if not online: minutes, binder 3."),
]
Published: TypeAlias = Annotated[
    str | None,
    _option(
        "--published", metavar="DATE", rich_help_panel=_NEW_SOURCE, help="When; 'unknown' if it cannot be found out."
    ),
]
Kind: TypeAlias = Annotated[SourceKind | None, _option("--kind", rich_help_panel=_NEW_SOURCE, help="What it is.")]
Grade: TypeAlias = Annotated[
    Reliability | None, _option("--reliability", rich_help_panel=_NEW_SOURCE, help="Its Admiralty grade.")
]
#: The options that describe a new source, and the keys of its record.
_SOURCE_KEYS = {
    "publisher": "publisher", "published": "date", "url": "url", "where": "where", "kind": "kind",
    "reliability": "reliability", "title": "title", "author": "author", "language": "language", "relays": "relays",
    "archived": "archived", "accessed": "accessed",
}  # fmt: skip


@add.command()
def stance(
    member: MemberIds = None,
    all_: Annotated[bool, typer.Option("--all", help="The stance of all members.")] = False,
    all_except: AllExcept = None,
    group: Annotated[
        list[str] | None, _option("--group", metavar="ID", help="The stance of a group; may be given again.")
    ] = None,
    except_: Annotated[
        list[str] | None,
        _option(
            "--except", metavar="ID", autocompletion=completion.members, help="But for this member; may be given again."
        ),
    ] = None,
    candidate: CandidateId = None,
    position: Annotated[Position | None, _option("--position", help="What is reported.")] = None,
    hedge: Annotated[
        str | None, _option("--hedge", help="The source's own word of likelihood, such as 'likely'.")
    ] = None,
    date: Date = None,
    source: SourceId = None,
    attribution: Annotated[Attribution | None, _option("--attribution", help="On whose word.")] = None,
    speaker: Annotated[str | None, _option("--speaker", help="Who said it, with the office.")] = None,
    credibility: Annotated[
        int | None,
        _option("--credibility", min=1, max=6, help="Where it is not the one by attribution; say why in the note."),
    ] = None,
    condition: Annotated[str | None, _option("--condition", help="What the member wants first.")] = None,
    met: Annotated[str | None, _option("--met", metavar="DATE", help="When the condition was met.")] = None,
    quote: Annotated[str | None, _option("--quote", help="The words themselves.")] = None,
    note: Note = None,
    publisher: Publisher = None,
    url: Url = None,
    where: Where = None,
    published: Published = None,
    kind: Kind = None,
    reliability: Grade = None,
    dry_run: DryRun = False,
    data: Data = None,
    selection: Selection = None,
) -> None:  # fmt: skip
    """Add a stance: what a source reports of a member's position on a candidate."""
    _run("stance", locals())


def _stance(form: Form) -> None:
    place = _Place(form)
    record = _concerned(form, place)
    record["candidate"] = place.candidate(form)
    record["position"] = _one_of(form, "position", "Position", Position)
    words = {word for scale in place.dataset.scales.values() for band in scale.bands for word in band.words}
    record["hedge"] = form.optional(
        "hedge", lambda: prompts.optional_text("Word of likelihood, such as 'likely'", place.hedge, words)
    )
    record["source"], additions = _source_of(form, place)
    record["attribution"] = _one_of(form, "attribution", "On whose word", Attribution)
    record["date"] = form.optional(
        "date",
        lambda: prompts.optional_text("Date of the position, if not the source's", place.check("stances", "date")),
    )
    record["note"] = form.optional("note", lambda: prompts.optional_text("Note"))
    record |= {key: form.answers.get(key) for key in ("credibility", "speaker", "condition", "met", "quote")}
    place.save([*additions, Addition("stances", _filled(record))])


def _concerned(form: Form, place: _Place) -> dict[str, Any]:
    """Whose stance it is."""
    given = [name for name in ("member", "all_", "all_except", "group") if form.answers.get(name)]
    if len(given) > 1:
        options = " and ".join(f"--{name.strip('_').replace('_', '-')}" for name in given)
        raise UsageError(f"{options} exclude each other: keep one")
    exceptions = place.members(form.answers.get("except_", []))
    if exceptions and given not in (["all_"], ["group"]):
        raise UsageError("--except goes with --all or --group")
    if given == ["all_except"]:
        return {"members": {"all_except": place.members(form.answers["all_except"])}}
    if given == ["all_"]:
        return {"members": {"all_except": exceptions}}
    if given == ["group"]:
        groups = [place.group(word) for word in form.answers["group"]]
        groups_key = {"group": groups[0]} if len(groups) == 1 else {"groups": groups}
        return {"members": groups_key | ({"except": exceptions} if exceptions else {})}
    words = form.need("member", lambda: [prompts.text(_MEMBERS, place.is_concerned, completed=place.names.members)])
    ids = [id_ for word in words for id_ in place.members([word])] if len(words) > 1 else None
    return place.concerned(words[0]) if ids is None else place.concerned(";".join(ids))


_MEMBERS = "Member (code or name, several with commas, 'all', 'all except HUN')"


def _source_of(form: Form, place: _Place, kind: str = "kind") -> tuple[str, list[Addition]]:
    """The id of the source of a record, and the source itself where it is a new one."""
    known = place.selection.sources
    is_described = any(name in form.answers for name in ("publisher", "published", "url", "where", kind, "reliability"))
    if "source" not in form.answers and not is_described:
        form.need("source", lambda: _ask_for_source(form, place))
    source = form.answers.get("source")
    if source and source in known:
        return source, []
    if source and not is_described and not form.asked:
        raise unknown("source", source, known, "nato sources")
    record = _source_record(form, place, source or None, kind)
    same = (
        id_
        for id_, other in known.items()
        if publication(record) == publication(serialization.written("sources", other))
    )
    if not source and (id_ := next(same, None)):
        return id_, []
    return record["id"], [Addition("sources", record)]


def _ask_for_source(form: Form, place: _Place) -> str:
    """The id of a source on record, or nothing for a new one."""
    known = list(place.selection.sources)
    while True:
        answer = prompts.optional_text("Source: id of one on record", completed=known) or ""
        if not answer or answer in known:
            return answer
        with suppress(UsageError):
            return lookup.match("source", answer, ((id_, id_) for id_ in known), "nato sources")
        if prompts.confirm(f"'{answer}' is not on record: describe it as a new source?"):
            if place.check("sources", "id")(answer) is None:
                return answer
            form.answers["publisher"] = answer
            return ""


def _source_record(form: Form, place: _Place, id_: str | None, kind: str = "kind") -> dict[str, Any]:
    """A new source, its id made from publisher and date where none is given; `kind` is the option for its kind."""
    form.need("publisher", lambda: prompts.text("Publisher"))
    form.need("published", lambda: prompts.text("Published", place.check("sources", "date"), default="unknown"))
    if not {"url", "where", "relays"} & form.answers.keys():
        address = form.need("url", lambda: _ask_for_address(place))
        if not address.lower().startswith("http"):
            form.answers["where"] = form.answers.pop("url")
    _one_of(form, kind, "Kind of source", SourceKind)
    _one_of(form, "reliability", "Reliability, A (best) to F", Reliability)
    record = {"id": id_} | {
        key: form.answers.get(kind if key == "kind" else name) for name, key in _SOURCE_KEYS.items()
    }
    record["id"] = id_ or source_id(str(record["publisher"]), str(record["date"]), place.selection.sources)
    return _filled(record)


def _ask_for_address(place: _Place) -> str:
    def check(answer: str) -> str | None:
        return place.check("sources", "url")(answer) if answer.lower().startswith("http") else None

    return prompts.text("Address (https://...), or where it can be found", check)


@add.command()
def source(
    id_: Annotated[
        str | None, _option("--id", metavar="ID", show_default="from publisher and date", help="What it is cited by.")
    ] = None,
    publisher: Publisher = None,
    url: Url = None,
    where: Where = None,
    published: Published = None,
    kind: Kind = None,
    reliability: Grade = None,
    title: Annotated[str | None, _option("--title", help="Its headline.")] = None,
    author: Annotated[str | None, _option("--author", help="Who wrote it.")] = None,
    language: Annotated[str | None, _option("--language", help="Such as en.")] = None,
    relays: Annotated[
        str | None,
        _option("--relays", metavar="ID", autocompletion=completion.sources, help="The source that it repeats."),
    ] = None,
    archived: Annotated[str | None, _option("--archived", metavar="URL", help="An archived copy.")] = None,
    accessed: Annotated[str | None, _option("--accessed", metavar="DATE", help="When it was read.")] = None,
    note: Note = None,
    dry_run: DryRun = False,
    data: Data = None,
    selection: Selection = None,
) -> None:
    """Add a source: a publication that reports stances."""
    _run("source", locals())


def _source(form: Form) -> None:
    place = _Place(form)
    record = _source_record(form, place, form.answers.get("id_"))
    record |= _filled({"note": form.answers.get("note")})
    place.save([Addition("sources", record)])


@add.command()
def candidate(
    id_: Id = None,
    name: Name = None,
    nationality: Annotated[str | None, _option("--nationality", metavar="ID", help="A code or a name.")] = None,
    office: Annotated[str | None, _option("--office", help="Held at the time.")] = None,
    post: Annotated[str | None, _option("--post", help="The post, where the selection fills several.")] = None,
    status: Annotated[Status | None, _option("--status", help="How far the candidate has come.")] = None,
    date: Date = None,
    source: SourceId = None,
    publisher: Publisher = None,
    url: Url = None,
    where: Where = None,
    published: Published = None,
    kind: Kind = None,
    reliability: Grade = None,
    note: Note = None,
    dry_run: DryRun = False,
    data: Data = None,
    selection: Selection = None,
) -> None:
    """Add a candidate, with a status and its source."""
    _run("candidate", locals())


def _candidate(form: Form) -> None:
    place = _Place(form)
    name = form.need("name", lambda: prompts.text("Name"))
    known = place.selection.candidates
    proposed = new_id(slug((name.split() or [""])[-1]) or "candidate", known)

    def check(answer: str) -> str | None:
        is_taken = f"'{answer}' is taken by {known[answer].name}" if answer in known else None
        return is_taken or place.check("candidates", "id")(answer)

    record: dict[str, Any] = {"id": form.need("id_", lambda: prompts.text("Id", check, default=proposed)), "name": name}
    if nationality := form.answers.get("nationality"):
        record["nationality"] = place.nationality(nationality)
    record |= {key: form.answers.get(key) for key in ("office", "post", "note")}
    additions: list[Addition] = []
    if "status" in form.answers or "source" in form.answers:
        of, additions = _source_of(form, place)
        status = {"status": form.answers.get("status"), "date": form.answers.get("date"), "source": of}
        record |= {"statuses": [_filled(status)]} if "status" in form.answers else {"sources": [of]}
    place.save([*additions, Addition("candidates", _filled(record))])


@add.command()
def status(
    candidate: Annotated[
        str | None,
        typer.Argument(
            metavar="[CANDIDATE]", show_default=False, autocompletion=completion.candidates, help="By id or name."
        ),
    ] = None,
    status: Annotated[Status | None, _option("--status", help="How far the candidate has come.")] = None,
    date: Date = None,
    source: SourceId = None,
    publisher: Publisher = None,
    url: Url = None,
    where: Where = None,
    published: Published = None,
    kind: Kind = None,
    reliability: Grade = None,
    note: Note = None,
    dry_run: DryRun = False,
    data: Data = None,
    selection: Selection = None,
) -> None:  # fmt: skip
    """Add a status to a candidate: declared, withdrawn, appointed."""
    _run("status", locals())


def _status(form: Form) -> None:
    place = _Place(form)
    of = place.candidate(form)
    record: dict[str, Any] = {"status": _one_of(form, "status", "Status", Status)}
    record["date"] = form.optional(
        "date", lambda: prompts.optional_text("Date, if not the source's", place.check("stances", "date"))
    )
    record["source"], additions = _source_of(form, place)
    record["note"] = form.answers.get("note")
    place.save([*additions, Addition("statuses", _filled(record), ("candidates", of))])


@add.command()
def event(
    kind: Annotated[EventKind | None, _option("--kind", help="What it is.")] = None,
    date: Date = None,
    candidate: CandidateId = None,
    member: Annotated[
        str | None, _option("--member", metavar="ID", autocompletion=completion.members, help="Which member.")
    ] = None,
    support: Annotated[int | None, _option("--support", min=0, help="A count: how many.")] = None,
    against: Annotated[int | None, _option("--against", min=0, help="A count: how many are against.")] = None,
    abstain: Annotated[int | None, _option("--abstain", min=0, help="A count: how many abstain.")] = None,
    of: Annotated[int | None, _option("--of", min=1, help="A count: of how many.")] = None,
    round_: Annotated[int | None, _option("--round", min=1, help="A count: in which round.")] = None,
    group: Annotated[str | None, _option("--group", metavar="ID", help="A count: among which group.")] = None,
    outstanding: Annotated[
        list[str] | None,
        _option("--outstanding", metavar="ID", autocompletion=completion.members, help="A count: who is missing."),
    ] = None,
    source: SourceId = None,
    publisher: Publisher = None,
    url: Url = None,
    where: Where = None,
    published: Published = None,
    source_kind: Annotated[
        SourceKind | None, _option("--source-kind", rich_help_panel=_NEW_SOURCE, help="What it is.")
    ] = None,
    reliability: Grade = None,
    note: Note = None,
    dry_run: DryRun = False,
    data: Data = None,
    selection: Selection = None,
) -> None:
    """Add an event: a count, an appointment, a summit, a report."""
    _run("event", locals())


def _event(form: Form) -> None:
    place = _Place(form)
    record: dict[str, Any] = {"kind": _one_of(form, "kind", "Kind", EventKind)}
    is_count = record["kind"] == EventKind.COUNT
    if is_count or "candidate" in form.answers:
        record["candidate"] = place.candidate(form)
    if is_count:
        record["support"] = form.need(
            "support", lambda: prompts.number("How many in support", place.check("events", "support"))
        )
        record["of"] = form.need("of", lambda: prompts.number("Of how many", place.check("events", "of")))
    record["date"] = form.optional(
        "date", lambda: prompts.optional_text("Date, if not the source's", place.check("events", "date"))
    )
    record |= {key: form.answers.get(key) for key in ("support", "of", "against", "abstain", "note")}
    record["round"] = form.answers.get("round_")
    if "group" in form.answers:
        record["group"] = place.group(form.answers["group"])
    record["member"] = next(iter(place.members([form.answers["member"]] if "member" in form.answers else [])), None)
    record["outstanding"] = place.members(form.answers.get("outstanding", []))
    record["source"], additions = _source_of(form, place, "source_kind")
    place.save([*additions, Addition("events", _filled(record))])


@add.command()
def member(
    id_: Id = None,
    name: Name = None,
    acceded: Annotated[str | None, _option("--acceded", metavar="DATE", help="Since when, if not always.")] = None,
    left: Annotated[str | None, _option("--left", metavar="DATE", help="Until when.")] = None,
    weight: Annotated[int | None, _option("--weight", min=0, help="Where votes are weighted.")] = None,
    alias: Annotated[list[str] | None, _option("--alias", help="Another name; may be given again.")] = None,
    dry_run: DryRun = False,
    data: Data = None,
    selection: Selection = None,
) -> None:
    """Add a member of the body that decides."""
    _run("member", locals())


def _member(form: Form) -> None:
    place = _Place(form)
    if place.has_borrowed_members:
        raise UsageError(
            "this dataset uses NATO's members: put a members.yaml with 'members: []' into it to have its own, "
            "or start one with nato init --electorate own"
        )
    name = form.need("name", lambda: prompts.text("Name"))
    proposed = new_id(slug((name.split() or [""])[-1]) or "member", place.dataset.members)
    id_ = form.need("id_", lambda: prompts.text("Id", place.check("members", "id"), default=proposed))
    record = {"id": id_, "name": name} | {key: form.answers.get(key) for key in ("acceded", "left", "weight")}
    place.save([Addition("members", _filled(record | {"aliases": form.answers.get("alias")}))])


@add.command()
def group(
    id_: Id = None,
    name: Name = None,
    member: Annotated[
        list[str] | None,
        _option("--member", metavar="ID", autocompletion=completion.members, help="A member or a group; repeatable."),
    ] = None,
    dry_run: DryRun = False,
    data: Data = None,
    selection: Selection = None,
) -> None:  # fmt: skip
    """Add a group, such as the permanent members, or members to one that is there."""
    _run("group", locals())


def _group(form: Form) -> None:
    place = _Place(form)
    known = place.names.groups
    is_there = form.answers.get("id_") in known
    name = "" if is_there else form.need("name", lambda: prompts.text("Name"))
    proposed = new_id(slug(name) or "group", known)
    id_ = form.need("id_", lambda: prompts.text("Id", place.check("groups", "id"), default=proposed))
    words = form.need("member", lambda: [prompts.text("Members (several with commas)", place.are_members)])
    ids = [id_ for word in words for id_ in ([word] if word in known else place.members([word]))]
    if is_there:
        place.save([Addition("members", member, ("groups", id_)) for member in ids])
    else:
        place.save([Addition("groups", {"id": id_, "name": name, "members": ids})])


class _Place:
    """The dataset and selection that a command adds to, and the names in them."""

    def __init__(self, form: Form) -> None:
        self.form = form
        data = form.answers.get("data")
        self.root = require_dataset(Path(data) if data else None)
        self._open()

    def _open(self) -> None:
        self.dataset: Dataset = lookup.open_dataset(self.root)
        self.selection: SelectionRecord = lookup.chosen(self.dataset, self.form.answers.get("selection"))
        self.names = Names(self.dataset, self.selection, self._member_by_beginning)

    def _member_by_beginning(self, name: str) -> str | None:
        with suppress(UsageError):
            return lookup.member_of(self.dataset, name).id
        return None

    @property
    def has_borrowed_members(self) -> bool:
        root = self.root.resolve()
        own = root.is_dir() and (root / "members.yaml").exists()
        paths = (Path(member.place.path).resolve() for member in self.dataset.members.values())
        return not own and not any(path == root or root in path.parents for path in paths)

    def candidate(self, form: Form) -> str:
        """The id of the candidate that is given, or asked for."""
        if not self.names.candidates:
            self._offer_candidate()
        known = self.names.candidates
        word = form.need("candidate", lambda: prompts.choose("Candidate", "candidate", known, "nato candidates"))
        pairs = [(id_, id_) for id_ in known] + [(name, id_) for id_, name in known.items()]
        return lookup.match("candidate", word, pairs, "nato candidates")

    def _offer_candidate(self) -> None:
        """Where there is no candidate yet, add one first, or say how."""
        if not prompts.is_possible() or not prompts.confirm("There is no candidate yet: add one now?"):
            raise UsageError("there is no candidate yet: nato add candidate")
        _candidate(Form("candidate", {key: self.form.answers.get(key) for key in ("data", "selection")}))
        self._open()

    def concerned(self, cell: str) -> dict[str, Any]:
        return self.names.concerned(cell)

    def is_concerned(self, cell: str) -> str | None:
        """What is wrong with an answer that names members."""
        return _reason(self.names.concerned, cell)

    def are_members(self, cell: str) -> str | None:
        return None if cell in self.names.groups else _reason(self.names.several, cell)

    def members(self, words: Iterable[str]) -> list[str]:
        return [id_ for word in words for id_ in self.names.several(word)]

    def group(self, word: str) -> str:
        return self.names.group(word)

    def nationality(self, word: str) -> str:
        """The code of a country by the name of a member; anything else as it is written."""
        with suppress(UsageError):
            return self.names.member(word)
        return word

    def check(self, section: str, key: str) -> Callable[[str], str | None]:
        """A check of an answer: what is wrong with it in this dataset, None if nothing is."""
        return lambda answer: fault_of_value(self.root, self.selection, section, {key: answer})

    def hedge(self, word: str) -> str | None:
        """What is wrong with a word of likelihood."""
        words = {word for scale in self.dataset.scales.values() for band in scale.bands for word in (*band.words, *band.variants)}  # fmt: skip  # noqa: E501
        words |= set(self.dataset.unscaled.words if self.dataset.unscaled else ())
        return None if word.lower() in words else str(unknown("hedge", word, sorted(words), "nato chances --help"))

    def save(self, additions: list[Addition]) -> None:
        dry_run = bool(self.form.answers.get("dry_run"))
        changed = save_additions(self.root, self.dataset, self.selection, additions, dry_run=dry_run)
        if not dry_run:
            for addition in additions:
                sys.stderr.write(f"added to {addition.section}: {one_line(self._id_of(addition, changed))}\n")

    def _id_of(self, addition: Addition, changed: Dataset) -> str:
        """The id by which `nato edit` and `nato show` find what was added."""
        if addition.of:
            return addition.of[1]
        if addition.section != "stances":
            return str(addition.record.get("id") or f"{addition.record['kind']} by {addition.record['source']}")
        stances = changed.selections[self.selection.id].stances
        return [stance.id for stance in stances if stance.source == addition.record["source"]][-1]


_BODIES: dict[str, Callable[[Form], None]] = {
    "stance": _stance, "source": _source, "candidate": _candidate, "status": _status, "event": _event,
    "member": _member, "group": _group,
}  # fmt: skip


def _run(command: str, given: dict[str, Any]) -> None:
    """Fill the form of a command and save it; what is found wrong with an answer that was asked for is asked again."""
    form = Form(command, {name: value for name, value in given.items() if value is not False})
    with form.kept():
        while True:
            try:
                _BODIES[command](form)
            except InvalidAdditions as error:
                wrong = _say_faults(form, error)
                if not form.asked or not wrong:
                    say("nothing was written")
                    raise BadDatasetError from None
                for name in wrong:
                    del form.answers[name]
            else:
                return


def _say_faults(form: Form, error: InvalidAdditions) -> list[str]:
    """Name what is wrong by its option; the options with answers."""
    names = {key: name for name, key in _SOURCE_KEYS.items()} | {"members": "member"}
    wrong = []
    for fault in error.faults:
        options = (fault.key, f"{fault.key}_", names.get(fault.key, ""))
        name = next((option for option in options if option in form.answers), None)
        option = f"--{name.strip('_').replace('_', '-')}: " if name else ""
        say(f"{option}{fault.message}")
        wrong += [name] if name and name not in wrong else []
    return wrong


def _one_of(form: Form, name: str, label: str, choices: type[StrEnum]) -> str:
    words = [str(choice) for choice in choices]
    return str(form.need(name, lambda: prompts.choose(label, name, dict(zip(words, words, strict=True)))))


def _reason(find: Callable[[str], Any], word: str) -> str | None:
    try:
        find(word)
    except UsageError as error:
        return str(error)
    return None


def _filled(values: dict[str, Any]) -> dict[str, Any]:
    """The keys that have a value, as files write them."""
    return {
        key: value if isinstance(value, list | dict) else str(value)
        for key, value in values.items()
        if value not in (None, "", [])
    }
