"""A sourced whip count for consensus appointments: who backs whom, on whose word, and is unanimity there?

>>> import datetime, nato_cli
>>> check = nato_cli.unanimity_check(nato_cli.load(), "rutte", as_of=datetime.date(2024, 6, 19))
>>> str(check.verdict), check.outstanding
('open', ('ROU',))
"""

from __future__ import annotations

#: Not from `typing`, which takes longer to import than all there is before Ctrl-C is taken care of.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

__version__ = "0.1.0"
__all__ = ["Check", "Dataset", "InvalidDatasetError", "Snapshot", "load", "snapshot", "unanimity_check"]


def __getattr__(name: str) -> Any:
    """The Python interface, imported when it is first used: the command line has no need of it."""
    if name in __all__:
        from nato_cli import api

        return getattr(api, name)
    raise AttributeError(f"module 'nato_cli' has no attribute '{name}'")
