"""Print sources as bibliographies have them: CSL-JSON, or BibTeX."""

from __future__ import annotations

import json
import sys
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import typer

from nato_cli.commands import completion, lookup
from nato_cli.commands.errors import UsageError
from nato_cli.commands.options import Data, Selection
from nato_cli.model import SourceKind

if TYPE_CHECKING:
    from nato_cli.model import ApproxDate, Source

_TYPES = {
    SourceKind.WIRE: "article-newspaper",
    SourceKind.NEWSPAPER: "article-newspaper",
    SourceKind.MAGAZINE: "article-magazine",
    SourceKind.BROADCASTER: "broadcast",
    SourceKind.ACADEMIC: "article-journal",
    SourceKind.REFERENCE: "entry",
    SourceKind.SOCIAL: "post",
}
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_LATEX = str.maketrans(
    {character: f"\\{character}" for character in "&%$#_{}"}
    | {"~": r"\textasciitilde{}", "^": r"\textasciicircum{}", "\\": r"\textbackslash{}", "\n": " "}
)


class Bibliography(StrEnum):
    """The forms of a bibliography."""

    CSL_JSON = "csl-json"
    BIBTEX = "bibtex"


def cite(
    ids: Annotated[
        list[str] | None,
        typer.Argument(metavar="[ID]...", show_default=False, autocompletion=completion.sources, help="Sources."),
    ] = None,
    all_: Annotated[bool, typer.Option("--all", help="All sources of the selection.")] = False,
    format_: Annotated[Bibliography, typer.Option("--format", help="The form of the answer.")] = Bibliography.CSL_JSON,
    data: Data = None,
    selection: Selection = None,
) -> None:
    """For pandoc, Zotero and LaTeX: pandoc --citeproc --bibliography sources.json."""
    if bool(ids) == all_:
        raise UsageError("name the sources to cite, or give --all")
    snapshot = lookup.open_snapshot(data, selection, None, None)
    known = snapshot.selection.sources
    sources = list(known.values()) if all_ else [lookup.source_of(snapshot, id_) for id_ in ids or ()]
    if format_ is Bibliography.BIBTEX:
        sys.stdout.write("\n".join(map(bibtex, sources)))
    else:
        sys.stdout.write(f"{json.dumps([csl(source) for source in sources], indent=2, ensure_ascii=False)}\n")


def csl(source: Source) -> dict[str, Any]:
    """A source as an item of CSL-JSON."""
    kind = _TYPES.get(source.kind, "webpage" if source.url else "document")
    item = {
        "id": source.id,
        "type": kind,
        "title": source.title,
        "author": [{"literal": source.author}] if source.author else None,
        "container-title" if source.kind in _TYPES else "publisher": source.publisher,
        "issued": _csl_date(source.date),
        "accessed": {"date-parts": [_parts(str(source.accessed))]} if source.accessed else None,
        "URL": source.url,
        "archive_location": source.where,
        "language": source.language,
        "note": f"Archived: {source.archived}" if source.archived else None,
    }
    return {key: value for key, value in item.items() if value is not None}


def _csl_date(date: ApproxDate | None) -> dict[str, Any] | None:
    if date is None:
        return None
    return {"date-parts": [_parts(str(date))]} | ({"circa": True} if str(date).endswith("~") else {})


def _parts(date: str) -> list[int]:
    return [int(part) for part in date.rstrip("~").split("-")]


def bibtex(source: Source) -> str:
    """A source as an entry of BibTeX."""
    year, month, *_ = (*_parts(str(source.date)), None) if source.date else (None, None)
    is_article = source.kind in (SourceKind.NEWSPAPER, SourceKind.MAGAZINE, SourceKind.ACADEMIC)
    fields = {
        "author": f"{{{_escaped(source.author)}}}" if source.author else None,
        "title": f"{{{_escaped(source.title)}}}" if source.title else None,
        "journal" if is_article else "howpublished": _escaped(source.publisher),
        "year": year,
        "url": source.url.replace("{", "%7B").replace("}", "%7D") if source.url else None,
        "urldate": source.accessed,
        "language": source.language and _escaped(source.language),
        "note": _escaped("; ".join(filter(None, (source.where, source.archived and f"Archived: {source.archived}"))))
        or None,
    }
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value is not None]
    lines += [f"  month = {_MONTHS[month - 1]},"] if month else []
    return "\n".join([f"@{'article' if is_article else 'misc'}{{{source.id},", *lines, "}\n"])


def _escaped(text: str) -> str:
    """Text in which LaTeX finds no commands."""
    return text.translate(_LATEX)
