"""Records as a dataset's files write them: the inverse of `nato_cli.dataset.schema`, without their places."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec import structs

from nato_cli.dataset import citations
from nato_cli.model import DEFAULT_CREDIBILITY, DecisionRule

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sized

    from nato_cli.model import (
        Band,
        Candidate,
        Dataset,
        Event,
        Grade,
        Group,
        GroupMember,
        Member,
        Remark,
        Scale,
        Selection,
        Source,
        Stance,
        StatusChange,
        Unscaled,
    )

Written = dict[str, Any]


def _said(**values: Any) -> Written:
    """Only the keys that have something to say, as text, numbers, lists and mappings."""
    return {name: _plain(value) for name, value in values.items() if value not in (None, (), [])}


def _plain(value: Any) -> Any:
    if isinstance(value, int | float | dict):
        return value
    if isinstance(value, tuple | list):
        return [_plain(each) for each in value]
    return str(value)


def selection(record: Selection) -> Written:
    return _said(
        id=record.id,
        title=record.title,
        decision=_decision(record.decision),
        electorate=record.electorate,
        post=record.post,
        body=record.body,
        opened=record.opened,
        closes=record.closes,
        takes_office=record.takes_office,
        source=record.source,
        note=record.note,
    )


def _decision(record: DecisionRule) -> Any:
    """A decision rule; nothing where it is the usual one."""
    if record == DecisionRule():
        return None
    said = _said(
        rule=record.rule,
        quota=record.quota and record.quota.text,
        weight_quota=record.weight_quota and record.weight_quota.text,
        veto=record.veto,
    )
    return said if len(said) > 1 else said["rule"]


def group(record: Group) -> Written:
    return _said(
        id=record.id,
        name=record.name,
        members=[_part(part) for part in record.members],
        source=record.source,
        note=record.note,
    )


def _part(part: GroupMember) -> str | Written:
    said = _said(id=part.id, **{"from": part.since}, until=part.until)
    return said if len(said) > 1 else part.id


def candidate(record: Candidate) -> Written:
    return _said(
        id=record.id,
        name=record.name,
        nationality=record.nationality,
        office=record.office,
        party=record.party,
        born=record.born,
        wikidata=record.wikidata,
        post=record.post,
        note=record.note,
        sources=record.sources,
        statuses=[_status(each) for each in record.statuses],
        strengths=[_remark(each) for each in record.strengths],
        concerns=[_remark(each) for each in record.concerns],
    )


def _status(record: StatusChange) -> Written:
    return _said(status=record.status, date=record.date, source=record.source, note=record.note)


def _remark(record: Remark) -> Written:
    return _said(text=record.text, source=record.source, date=record.date)


def stance(record: Stance) -> Written:
    """A stance; its credibility only where it is not the default by attribution."""
    usual = DEFAULT_CREDIBILITY[record.attribution]
    return _concerned(record) | _said(
        candidate=record.candidate,
        position=record.position,
        hedge=record.hedge,
        date=record.date,
        source=record.source,
        attribution=record.attribution,
        credibility=record.credibility if record.credibility != usual else None,
        speaker=record.speaker,
        condition=record.condition,
        met=record.met,
        quote=record.quote,
        note=record.note,
    )


def _concerned(record: Stance) -> Written:
    if record.collective:
        groups, exceptions = record.collective.groups, list(record.collective.exceptions)
        if not groups:
            return {"members": {"all_except": exceptions}}
        written: Written = {"group": groups[0]} if len(groups) == 1 else {"groups": list(groups)}
        return {"members": written | ({"except": exceptions} if exceptions else {})}
    if len(record.members) == 1:
        return {"member": record.members[0]}
    return {"members": list(record.members)}


def source(record: Source) -> Written:
    return _said(
        id=record.id,
        publisher=record.publisher,
        title=record.title,
        author=record.author,
        date=record.date or ("unknown" if record.date_sought else None),
        url=record.url,
        where=record.where,
        archived=record.archived,
        accessed=record.accessed,
        kind=record.kind,
        language=record.language,
        reliability=record.reliability,
        relays=record.relays,
        note=record.note,
    )


def event(record: Event) -> Written:
    return _said(
        kind=record.kind,
        date=record.date,
        candidate=record.candidate,
        member=record.member,
        support=record.support,
        of=record.of,
        against=record.against,
        abstain=record.abstain,
        round=record.round,
        group=record.group,
        outstanding=record.outstanding,
        source=record.source,
        note=record.note,
    )


def member(record: Member) -> Written:
    return _said(
        id=record.id,
        name=record.name,
        aliases=record.aliases,
        tile=record.tile,
        remarks=[_remark(remark) for remark in record.remarks],
        acceded=record.acceded,
        left=record.left,
        weight=record.weight,
        source=record.source,
        defence_expenditure=[
            _said(year=each.year, usd_million=each.usd_million, source=each.source)
            for each in record.defence_expenditure
        ],
    )


def scale(record: Scale) -> Written:
    said = _said(id=record.id, title=record.title, source=record.source, note=record.note)
    return said | {"bands": [_band(each) for each in record.bands]}


def _band(record: Band) -> Written:
    said = _said(variants=record.variants, lower=record.lower, upper=record.upper)
    return {"words": list(record.words)} | said


def unscaled(record: Unscaled) -> Written:
    return {"words": list(record.words)} | _said(note=record.note, source=record.source)


def grades(dataset: Dataset) -> Written:
    return _said(
        reliability=[_grade(each) for each in dataset.reliability_grades],
        credibility=[_grade(each) for each in dataset.credibility_grades],
    )


def _grade(record: Grade) -> Written:
    return _said(grade=record.grade, name=record.name, meaning=record.meaning, source=record.source)


def _all(records: Collection[Any], write: Callable[[Any], Written]) -> Collection[Written]:
    return [write(each) for each in records]


def whole(
    dataset: Dataset,
    chosen: Selection,
    each: Callable[[Collection[Any], Callable[[Any], Written]], Sized] = _all,
) -> Written:
    """One selection, and all that it stands on, as the sections of one file; who held the post is left out.

    `each` makes a section of its records: a list, unless something else is to write them one at a time.
    """
    sources = chosen.sources | _cited(structs.replace(dataset, officeholders=()))
    sections: Written = {
        "selection": selection(chosen),
        "candidates": each(chosen.candidates.values(), candidate),
        "stances": each(chosen.stances, stance),
        "events": each(chosen.events, event),
        "sources": each(sources.values(), source),
        "members": each(dataset.members.values(), member),
        "groups": each(dataset.groups.values(), group),
        "scales": each(dataset.scales.values(), scale),
        "unscaled": unscaled(dataset.unscaled) if dataset.unscaled is not None else None,
        "grades": grades(dataset),
    }
    return {name: section for name, section in sections.items() if section}


def _cited(dataset: Dataset) -> dict[str, Source]:
    """The common sources that members and scales cite, and what these relay."""
    found: dict[str, Source] = {}
    wanted = [citation.source for citation in citations.of_dataset(dataset)]
    while wanted:
        record = dataset.sources.get(wanted.pop())
        if record is not None and record.id not in found:
            found[record.id] = record
            wanted += [record.relays] if record.relays else []
    return found
