"""Faults outside of functions: in the tables and limits of a module, and in the defaults of its records."""

from __future__ import annotations

import ast
from copy import deepcopy
from enum import EnumType
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from nato_cli import model

if TYPE_CHECKING:
    from collections.abc import Iterator

_ENUMERATIONS = {name: kind for name, kind in vars(model).items() if isinstance(kind, EnumType)}


class Altered(NamedTuple):
    """A module with one fault in it; `statement` is the one that was changed, as it reads now."""

    path: Path
    source: str
    statement: str


def altered(path: Path) -> Iterator[Altered]:
    """The module with each fault that can be made in it, one at a time."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for number, statement in enumerate(_outside_of_functions(tree)):
        for place, node in enumerate(ast.walk(statement)):
            for fields in _faults(node):
                changed = deepcopy(tree)
                found = list(_outside_of_functions(changed))[number]
                vars(list(ast.walk(found))[place]).update(fields)
                yield Altered(path=path, source=ast.unparse(changed), statement=ast.unparse(found))


def _outside_of_functions(tree: ast.Module) -> Iterator[ast.Assign | ast.AnnAssign]:
    bodies = [tree.body, *(each.body for each in tree.body if isinstance(each, ast.ClassDef))]
    for each in [each for body in bodies for each in body]:
        if isinstance(each, ast.Assign | ast.AnnAssign) and each.value is not None:
            yield each


def _faults(node: ast.AST) -> Iterator[dict[str, object]]:
    """What of a node can be changed to make a fault of it: a number or a word, one entry more or less."""
    match node:
        case ast.Constant(value=bool() | None):
            return
        case ast.Constant(value=int() | float() as value):
            yield {"value": value + 1}
        case ast.Constant(value=str() as value):
            yield {"value": f"{value}?"}
        case ast.Set(elts=[ast.Attribute(value=ast.Name(id=kind)), *_] as entries):
            names = {each.attr for each in entries if isinstance(each, ast.Attribute)}
            yield from ({"elts": [each for each in entries if each is not entry]} for entry in entries)
            for each in _ENUMERATIONS[kind]:
                if each.name not in names:
                    yield {"elts": [*entries, _name(kind, each.name)]}
        case ast.Dict(keys=keys, values=values):
            for number, value in enumerate(values):
                yield {"keys": _without(keys, number), "values": _without(values, number)}
                match value:
                    case ast.Attribute(value=ast.Name(id=kind), attr=name) if kind in _ENUMERATIONS:
                        another = _name(kind, _next(kind, name))
                        yield {"values": [*values[:number], another, *values[number + 1 :]]}


def _without(entries: list[ast.expr], number: int) -> list[ast.expr]:
    return [*entries[:number], *entries[number + 1 :]]


def _next(kind: str, name: str) -> str:
    names = list(_ENUMERATIONS[kind].__members__)
    return names[(names.index(name) + 1) % len(names)]


def _name(kind: str, name: str) -> ast.expr:
    return ast.Attribute(value=ast.Name(id=kind, ctx=ast.Load()), attr=name, ctx=ast.Load())
