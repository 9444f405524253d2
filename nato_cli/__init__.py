"""A sourced whip count for decisions by consensus: who backs whom, on whose word, and does everyone agree?

>>> import nato_cli
>>> check = nato_cli.unanimity_check(nato_cli.load(), "rutte", as_of="2024-06-19", selection="nato-sg-2024")
>>> str(check.verdict), check.outstanding
('open', ('ROU',))
"""

from __future__ import annotations

TYPE_CHECKING = False  # not from `typing`: what is imported here comes before Ctrl-C is answered
if TYPE_CHECKING:
    from typing import Any

__version__ = "0.2.0"
__all__ = [
    "Check",
    "Dataset",
    "InvalidDatasetError",
    "Snapshot",
    "UnknownIdError",
    "load",
    "snapshot",
    "to_rows",
    "unanimity_check",
]


def __getattr__(name: str) -> Any:
    """Import the Python interface when it is first used: the command line does not need it."""
    if name in __all__:
        from nato_cli import api

        return getattr(api, name)
    raise AttributeError(f"module 'nato_cli' has no attribute '{name}'")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
