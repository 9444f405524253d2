"""What each kind of addition asks for, and the records that are made of the answers."""

from __future__ import annotations

import datetime as dt
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nato_cli.commands import lookup, prompts
from nato_cli.commands.edits import (
    STANCE_KEYS,
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
from nato_cli.commands.prompts import Form
from nato_cli.dataset import serialization
from nato_cli.dates import today
from nato_cli.model import Attribution, EventKind, Position, Reliability, SourceKind, Status
from nato_cli.output.escape import one_line

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from enum import StrEnum

    from nato_cli.model import Dataset, Selection

#: The options that describe a new source, and the keys of its record.
_SOURCE_KEYS = {
    "publisher": "publisher", "published": "date", "url": "url", "where": "where", "kind": "kind",
    "reliability": "reliability", "title": "title", "author": "author", "language": "language", "relays": "relays",
    "archived": "archived", "accessed": "accessed",
}  # fmt: skip
_DATES = frozenset({"date", "met", "accessed", "acceded", "left"})


def fill(command: str, given: dict[str, Any]) -> None:
    """Fill the form of a command and save it; what is found wrong with an answer that was asked for is asked again."""
    form = Form(command, {name: value for name, value in given.items() if value is not False})
    with form.kept():
        while True:
            try:
                FORMS[command](form)
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


class Target:
    """The dataset and selection that a command adds to, and the names in them."""

    def __init__(self, form: Form) -> None:
        self.form = form
        data = form.answers.get("data")
        self.root = require_dataset(Path(data) if data else None)
        self._open()

    def _open(self) -> None:
        self.dataset: Dataset = lookup.open_dataset(self.root)
        self.selection: Selection = lookup.chosen(self.dataset, self.form.answers.get("selection"))
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

    def same_publication(self, record: dict[str, Any]) -> str | None:
        """The id of a source on record that is this publication."""
        known = ((id_, serialization.written("sources", other)) for id_, other in self.selection.sources.items())
        return next((id_ for id_, other in known if publication(other) == publication(record)), None)

    def check(self, section: str, key: str) -> Callable[[str], str | None]:
        """A check of an answer: what is wrong with it in this dataset, None if nothing is."""
        return lambda answer: fault_of_value(self.root, self.selection, section, _filled({key: answer}))

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


_MEMBERS = "Member (code or name, several with commas, 'all', 'all except HUN')"


def _stance(form: Form) -> None:
    target = Target(form)
    record = _concerned(form, target)
    record["candidate"] = target.candidate(form)
    record["position"] = _one_of(form, "position", "Position", Position)
    words = {word for scale in target.dataset.scales.values() for band in scale.bands for word in band.words}
    record["hedge"] = form.optional(
        "hedge", lambda: prompts.optional_text("Word of likelihood, such as 'likely'", target.hedge, words)
    )
    record["source"], additions = _source_of(form, target)
    record["attribution"] = _one_of(form, "attribution", "On whose word", Attribution)
    record["date"] = form.optional(
        "date",
        lambda: prompts.optional_text("Date of the position, if not the source's", target.check("stances", "date")),
    )
    record["note"] = form.optional("note", lambda: prompts.optional_text("Note"))
    record |= {key: form.answers.get(key) for key in ("credibility", "speaker", "condition", "met", "quote")}
    ordered = _filled({key: record.get(key) for key in STANCE_KEYS})
    target.save([*additions, Addition("stances", ordered)])


def _concerned(form: Form, target: Target) -> dict[str, Any]:
    """Whose stance it is."""
    given = [name for name in ("member", "all_", "all_except", "group") if form.answers.get(name)]
    if len(given) > 1:
        options = " and ".join(f"--{name.strip('_').replace('_', '-')}" for name in given)
        raise UsageError(f"{options} exclude each other: keep one")
    exceptions = target.members(form.answers.get("except_", []))
    if exceptions and given not in (["all_"], ["group"]):
        raise UsageError("--except goes with --all or --group")
    if given == ["all_except"]:
        return {"members": {"all_except": target.members(form.answers["all_except"])}}
    if given == ["all_"]:
        return {"members": {"all_except": exceptions}}
    if given == ["group"]:
        groups = [target.group(word) for word in form.answers["group"]]
        groups_key = {"group": groups[0]} if len(groups) == 1 else {"groups": groups}
        return {"members": groups_key | ({"except": exceptions} if exceptions else {})}
    words = form.need("member", lambda: [prompts.text(_MEMBERS, target.is_concerned, completed=target.names.members)])
    return target.names.concerned("; ".join(words))


def _source_of(form: Form, target: Target, kind: str = "kind") -> tuple[str, list[Addition]]:
    """The id of the source of a record, and the source itself where it is a new one."""
    known = target.selection.sources
    is_described = any(name in form.answers for name in ("publisher", "published", "url", "where", kind, "reliability"))
    if "source" not in form.answers and not is_described:
        if not prompts.is_possible():
            raise UsageError("name the source: --source ID, or --publisher, --published and --url of a new one")
        form.need("source", lambda: _ask_for_source(form, target))
    source = form.answers.get("source")
    if source and source in known:
        return source, []
    if source and not is_described and not form.asked:
        raise unknown("source", source, known, "nato sources")
    record = _source_record(form, target, source or None, kind)
    same = target.same_publication(record)
    if same and not source:
        return same, []
    return record["id"], [Addition("sources", record)]


def _ask_for_source(form: Form, target: Target) -> str:
    """The id of a source on record, or nothing for a new one."""
    known = list(target.selection.sources)
    while True:
        answer = prompts.optional_text("Source: id of one on record", completed=known) or ""
        if not answer or answer in known:
            return answer
        with suppress(UsageError):
            return lookup.match("source", answer, ((id_, id_) for id_ in known), "nato sources")
        if prompts.confirm(f"'{answer}' is not on record: describe it as a new source?"):
            if target.check("sources", "id")(answer) is None:
                return answer
            form.answers["publisher"] = answer
            return ""


def _source_record(form: Form, target: Target, id_: str | None, kind: str = "kind") -> dict[str, Any]:
    """A new source, its id made from publisher and date where none is given; `kind` is the option for its kind."""
    form.need("publisher", lambda: prompts.text("Publisher"))
    form.need("published", lambda: prompts.text("Published", target.check("sources", "date"), default="unknown"))
    if not {"url", "where", "relays"} & form.answers.keys():
        address = form.need("url", lambda: _ask_for_address(target))
        if not address.lower().startswith("http"):
            form.answers["where"] = form.answers.pop("url")
    _one_of(form, kind, "Kind of source", SourceKind)
    _one_of(form, "reliability", "Reliability, A (best) to F", Reliability)
    record = {key: form.answers.get(kind if key == "kind" else name) for name, key in _SOURCE_KEYS.items()}
    record = _filled(record)
    return {"id": id_ or source_id(record["publisher"], record["date"], target.selection.sources)} | record


def _ask_for_address(target: Target) -> str:
    def check(answer: str) -> str | None:
        return target.check("sources", "url")(answer) if answer.lower().startswith("http") else None

    return prompts.text("Address (https://...), or where it can be found", check)


def _source(form: Form) -> None:
    target = Target(form)
    record = _source_record(form, target, form.answers.get("id_"))
    record |= _filled({"note": form.answers.get("note")})
    if (same := target.same_publication(record)) and "id_" not in form.answers:
        raise UsageError(f"this publication is there already, as '{same}': nato edit {same}")
    target.save([Addition("sources", record)])


def _candidate(form: Form) -> None:
    target = Target(form)
    name = form.need("name", lambda: prompts.text("Name"))
    known = target.selection.candidates
    proposed = new_id(slug((name.split() or [""])[-1]) or "candidate", known)

    def check(answer: str) -> str | None:
        is_taken = f"'{answer}' is taken by {known[answer].name}" if answer in known else None
        return is_taken or target.check("candidates", "id")(answer)

    record: dict[str, Any] = {
        "id": form.need("id_", lambda: prompts.text("Id", check, default=proposed), proposed),
        "name": name,
    }
    if nationality := form.answers.get("nationality"):
        record["nationality"] = target.nationality(nationality)
    record |= {key: form.answers.get(key) for key in ("office", "post", "note")}
    additions: list[Addition] = []
    if "status" in form.answers or "source" in form.answers:
        of, additions = _source_of(form, target)
        status = {"status": form.answers.get("status"), "date": form.answers.get("date"), "source": of}
        record |= {"statuses": [_filled(status)]} if "status" in form.answers else {"sources": [of]}
    target.save([*additions, Addition("candidates", _filled(record))])


def _status(form: Form) -> None:
    target = Target(form)
    of = target.candidate(form)
    record: dict[str, Any] = {"status": _one_of(form, "status", "Status", Status)}
    record["date"] = form.optional(
        "date", lambda: prompts.optional_text("Date, if not the source's", target.check("stances", "date"))
    )
    record["source"], additions = _source_of(form, target)
    record["note"] = form.answers.get("note")
    target.save([*additions, Addition("statuses", _filled(record), ("candidates", of))])


def _event(form: Form) -> None:
    target = Target(form)
    record: dict[str, Any] = {"kind": _one_of(form, "kind", "Kind", EventKind)}
    is_count = record["kind"] == EventKind.COUNT
    if is_count or "candidate" in form.answers:
        record["candidate"] = target.candidate(form)
    if is_count:
        record["support"] = form.need(
            "support", lambda: prompts.number("How many in support", target.check("events", "support"))
        )
        record["of"] = form.need("of", lambda: prompts.number("Of how many", target.check("events", "of")))
    record["date"] = form.optional(
        "date", lambda: prompts.optional_text("Date, if not the source's", target.check("events", "date"))
    )
    record |= {key: form.answers.get(key) for key in ("support", "of", "against", "abstain", "note")}
    record["round"] = form.answers.get("round_")
    if "group" in form.answers:
        record["group"] = target.group(form.answers["group"])
    record["member"] = next(iter(target.members([form.answers["member"]] if "member" in form.answers else [])), None)
    record["outstanding"] = target.members(form.answers.get("outstanding", []))
    record["source"], additions = _source_of(form, target, "source_kind")
    target.save([*additions, Addition("events", _filled(record))])


def _member(form: Form) -> None:
    target = Target(form)
    if target.has_borrowed_members:
        raise UsageError(
            "this dataset uses NATO's members: put a members.yaml with 'members: []' into it to have its own, "
            "or start one with nato init --electorate own"
        )
    name = form.need("name", lambda: prompts.text("Name"))
    proposed = new_id(slug((name.split() or [""])[-1]) or "member", target.dataset.members)
    id_ = form.need("id_", lambda: prompts.text("Id", target.check("members", "id"), default=proposed), proposed)
    record = {"id": id_, "name": name} | {key: form.answers.get(key) for key in ("acceded", "left", "weight")}
    target.save([Addition("members", _filled(record | {"aliases": form.answers.get("alias")}))])


def _group(form: Form) -> None:
    target = Target(form)
    known = target.names.groups
    is_there = form.answers.get("id_") in known
    name = "" if is_there else form.need("name", lambda: prompts.text("Name"))
    proposed = new_id(slug(name) or "group", known)
    id_ = form.need("id_", lambda: prompts.text("Id", target.check("groups", "id"), default=proposed), proposed)
    words = form.need("member", lambda: [prompts.text("Members (several with commas)", target.are_members)])
    ids = [id_ for word in words for id_ in ([word] if word in known else target.members([word]))]
    if is_there:
        target.save([Addition("members", member, ("groups", id_)) for member in ids])
    else:
        target.save([Addition("groups", {"id": id_, "name": name, "members": ids})])


FORMS: dict[str, Callable[[Form], None]] = {
    "stance": _stance, "source": _source, "candidate": _candidate, "status": _status, "event": _event,
    "member": _member, "group": _group,
}  # fmt: skip


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
    """The keys that have a value, as files write them; today and yesterday by their dates."""
    return {
        key: value if isinstance(value, list | dict) else _day(value) if key in _DATES else str(value)
        for key, value in values.items()
        if value not in (None, "", [])
    }


def _day(written: str) -> str:
    ago = {"today": 0, "yesterday": 1}.get(written.lower())
    return written if ago is None else str(today() - dt.timedelta(days=ago))
