"""A sourced whip count for consensus appointments."""

__version__ = "0.1.0"
