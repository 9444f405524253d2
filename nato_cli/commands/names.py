"""Find members, groups and candidates by the names that people write."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Any

from nato_cli.commands.prompts import not_known

if TYPE_CHECKING:
    from collections.abc import Callable

    from nato_cli.model import Dataset, Selection

_ALL = re.compile(r"all(?: members)?(?:\s+(?:except|but)\s+(?P<others>.+))?", re.IGNORECASE | re.DOTALL)
_APART = re.compile(r"[;\n]")


class UnknownNameError(ValueError):
    """A name that nobody goes by; the message says what may have been meant."""


def fold(name: str) -> str:
    """A name as names are compared: any Unicode form, any case, U.S. as US, one space for many."""
    plain = unicodedata.normalize("NFKC", name).casefold().replace("\u2019", "'")
    return " ".join(unicodedata.normalize("NFKC", plain).replace(".", "").split())


class Names:
    """The members, groups and candidates of a selection, by id and by name.

    `elsewhere` is asked for the id of a member that the dataset does not know by this name.
    """

    def __init__(
        self, dataset: Dataset, selection: Selection, elsewhere: Callable[[str], str | None] = lambda _: None
    ) -> None:
        self.members = {member.id: member.name for member in dataset.members.values()}
        self.groups = {group.id: group.name for group in getattr(dataset, "groups", {}).values()}
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
            UnknownNameError: No member goes by this name.
        """
        id_ = self._member(word)
        if id_ is None:
            raise UnknownNameError(f"member {not_known(word, self.members)}")
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
            UnknownNameError: No candidate goes by this name.
        """
        id_ = self._candidates.get(fold(word))
        if id_ is None:
            raise UnknownNameError(f"candidate {not_known(word, self.candidates)}")
        return id_

    def concerned(self, cell: str) -> dict[str, Any]:
        """The keys `member` or `members` of a stance: one or several members, a group, or all with exceptions.

        Raises:
            UnknownNameError: A name in it is unknown.
        """
        every = _ALL.fullmatch(cell.strip())
        if every:
            return {"members": {"all_except": self.several(every["others"] or "")}}
        group = self._groups.get(fold(cell))
        if group:
            return {"members": {"group": group}}
        ids = self.several(cell)
        if not ids:
            raise UnknownNameError("no member")
        return {"member": ids[0]} if len(ids) == 1 else {"members": ids}

    def several(self, cell: str) -> list[str]:
        """Members, with semicolons, commas or line breaks between them, or with blanks between codes.

        Raises:
            UnknownNameError: One is unknown.
        """
        if self._member(cell) is not None:  # A name may hold a comma: Netherlands, Kingdom of the.
            return [self.member(cell)]
        parts = [part.strip() for part in (_APART if _APART.search(cell) else re.compile(",")).split(cell)]
        ids: list[str] = []
        for part in filter(None, parts):
            words = part.split()
            is_codes = len(words) > 1 and self._member(part) is None and all(self._member(word) for word in words)
            ids += [self.member(word) for word in (words if is_codes else [part])]
        return list(dict.fromkeys(ids))
