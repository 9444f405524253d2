"""Records as a dataset's files write them: the inverse of `nato_cli.dataset.schema`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from nato_cli.dataset import citations
from nato_cli.dataset.schema import to_text, written_types
from nato_cli.model import DEFAULT_CREDIBILITY, Dataset, Source

if TYPE_CHECKING:
    from collections.abc import Mapping

    from nato_cli.model import Member, Record, Selection

Written = dict[str, Any]


def written(section: str, record: Record) -> Written:
    """A record as the mapping that a file of this section holds, keys in the order of the schema."""
    fields = msgspec.to_builtins(record, enc_hook=to_text, builtin_types=())
    _SIMPLER.get(section, lambda _: None)(fields)
    known = {field.encode_name: field.required for field in msgspec.structs.fields(written_types()[section])}
    return {name: fields[name] for name, is_needed in known.items() if is_needed or fields.get(name)}


def _stance(fields: Written) -> None:
    """One member by name; a credibility only where it is not the attribution's usual one."""
    if "collective" in fields:
        groups, exceptions = (fields["collective"].get(name, []) for name in ("groups", "exceptions"))
        if not groups:
            fields["members"] = {"all_except": exceptions}
        else:
            whom = {"group": groups[0]} if len(groups) == 1 else {"groups": groups}
            fields["members"] = whom | ({"except": exceptions} if exceptions else {})
    elif len(fields["members"]) == 1:
        [fields["member"]] = fields.pop("members")
    if fields["credibility"] == DEFAULT_CREDIBILITY[fields["attribution"]]:
        del fields["credibility"]


def _source(fields: Written) -> None:
    if "date" not in fields and fields.get("date_sought"):
        fields["date"] = "unknown"


def _group(fields: Written) -> None:
    fields["members"] = [part if len(part) > 1 else part["id"] for part in fields["members"]]


def _selection(fields: Written) -> None:
    """Write the decision rule as one word where it has no quota and no veto."""
    decision = fields.pop("decision", None)
    if decision:
        fields["decision"] = decision if len(decision) > 1 else decision["rule"]


_SIMPLER = {"stances": _stance, "sources": _source, "groups": _group, "selection": _selection}


def whole(dataset: Dataset, chosen: Selection) -> Written:
    """One selection, and all that it stands on, as the sections of one file; who held the post is left out."""
    sources = chosen.sources | _cited(msgspec.structs.replace(dataset, officeholders=()))
    lists: dict[str, Any] = {
        "candidates": chosen.candidates.values(),
        "stances": chosen.stances,
        "events": chosen.events,
        "sources": sources.values(),
        "members": [_without_remarks_of_others(member, sources) for member in dataset.members.values()],
        "groups": dataset.groups.values(),
        "scales": dataset.scales.values(),
    }
    sections: Written = {"selection": written("selection", chosen)}
    sections |= {name: [written(name, record) for record in records] for name, records in lists.items()}
    if dataset.unscaled is not None:
        sections["unscaled"] = written("unscaled", dataset.unscaled)
    for grades in dataset.grades[:1]:
        sections["grades"] = written("grades", grades)
    return {name: section for name, section in sections.items() if section}


def _without_remarks_of_others(member: Member, sources: Mapping[str, Source]) -> Member:
    """A member with the remarks whose sources are there: a remark may rest on a source of another selection."""
    return msgspec.structs.replace(
        member, remarks=tuple(remark for remark in member.remarks if remark.source in sources)
    )


def _cited(dataset: Dataset) -> dict[str, Source]:
    """The common sources that members and scales cite, and what these relay."""
    cited: dict[str, Source] = {}
    wanted = [citation.source for citation in citations.of_dataset(dataset)]
    while wanted:
        source = dataset.sources.get(wanted.pop())
        if source is not None and source.id not in cited:
            cited[source.id] = source
            wanted += [source.relays] if source.relays else []
    return cited
