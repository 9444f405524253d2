"""Find the members, groups and candidates that a cell or an answer names."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from nato_cli.commands import lookup
from nato_cli.commands.errors import UsageError, unknown

if TYPE_CHECKING:
    from collections.abc import Callable

    from nato_cli.model import Dataset, Selection

_ALL = re.compile(r"all(?: members)?(?:\s+(?:except|but)\s+(?P<others>.+))?", re.IGNORECASE | re.DOTALL)
_CODE_LENGTH = 3
_STRONG, _COMMA = re.compile(r"[;\n]"), re.compile(r",")


def fold(name: str) -> str:
    """A name as names are compared: in any Unicode form and case, with or without accents, U.S. as US."""
    return lookup.fold(name.replace("\u2019", "'").replace(".", ""))


class Names:
    """The members, groups and candidates of a selection, by id and by name.

    `elsewhere` gives the id of a member by a name that the dataset does not have, or None.
    """

    def __init__(self, dataset: Dataset, selection: Selection, elsewhere: Callable[[str], str | None]) -> None:
        self.members = {member.id: member.name for member in dataset.members.values()}
        self.groups = {group.id: group.name for group in dataset.groups.values()}
        self.candidates = {candidate.id: candidate.name for candidate in selection.candidates.values()}
        self._elsewhere = elsewhere
        self._members = {
            fold(name): member.id
            for member in dataset.members.values()
            for name in (*member.aliases, member.name, member.id)
        }
        self._groups = {fold(name): id_ for id_, title in self.groups.items() for name in (title, id_)}
        self._candidates = {fold(name): id_ for id_, title in self.candidates.items() for name in (title, id_)}
        self._asked: dict[str, str | None] = {}

    def member(self, word: str) -> str:
        """A member's id.

        Raises:
            UsageError: No member goes by this name.
        """
        id_ = self._member(word)
        if id_ is None:
            is_code = len(word) <= _CODE_LENGTH
            raise unknown("member", word, self.members if is_code else self.members.values(), "nato members")
        return id_

    def _member(self, word: str) -> str | None:
        name = fold(word)
        id_ = self._members.get(name)
        if id_ is None and name not in self._asked:
            elsewhere = self._elsewhere(name)
            self._asked[name] = elsewhere if elsewhere in self.members else None
        return id_ or self._asked[name]

    def candidate(self, word: str) -> str:
        """A candidate's id.

        Raises:
            UsageError: No candidate goes by this name.
        """
        id_ = self._candidates.get(fold(word))
        if id_ is None:
            raise unknown("candidate", word, [*self.candidates, *self.candidates.values()], "nato candidates")
        return id_

    def group(self, word: str) -> str:
        """A group's id.

        Raises:
            UsageError: No group goes by this name.
        """
        id_ = self._groups.get(fold(word))
        if id_ is None:
            raise unknown("group", word, [*self.groups, *self.groups.values()], "nato add group")
        return id_

    def concerned(self, cell: str) -> dict[str, Any]:
        """The key `member` or `members` of a stance: one or several members, a group, or all but some.

        Raises:
            UsageError: A name in it is unknown.
        """
        every = _ALL.fullmatch(cell.strip())
        if every:
            return {"members": {"all_except": self.several(every["others"] or "")}}
        if fold(cell) in self._groups:
            return {"members": {"group": self.group(cell)}}
        ids = self.several(cell)
        if not ids:
            raise UsageError("no member")
        return {"member": ids[0]} if len(ids) == 1 else {"members": ids}

    def several(self, cell: str) -> list[str]:
        """Members, with semicolons, commas or line breaks between them, or with blanks between codes.

        Raises:
            UsageError: One is unknown.
        """
        if not cell.strip():
            return []
        if self._member(cell) is not None:  # A name may hold a comma: Netherlands, Kingdom of the.
            return [self.member(cell)]
        ids: list[str] = []
        for part in filter(None, map(str.strip, (_STRONG if _STRONG.search(cell) else _COMMA).split(cell))):
            words = part.split()
            is_codes = len(words) > 1 and self._member(part) is None and all(map(self._member, words))
            ids += [self.member(word) for word in (words if is_codes else [part])]
        return list(dict.fromkeys(ids))
