"""The Jinja environment of the page and its pictures: everything that goes into a template is escaped."""

from __future__ import annotations

from importlib.resources import files
from typing import Any

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup

from nato_cli.output.escape import one_line


def environment() -> Environment:
    return Environment(
        loader=FunctionLoader(own_file),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_visible,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        optimized=False,  # each template is rendered once, and optimizing takes longer than that
    )


def own_file(name: str) -> str:
    """The text of a template, style or script of this package."""
    folder = "static" if name.endswith((".css", ".js")) else "templates"
    return files("nato_cli.report").joinpath(folder, name).read_text(encoding="utf-8")


def _visible(value: Any) -> Any:
    """Dataset text as one line without invisible characters; what a template itself made stays as it is."""
    return one_line(value) if isinstance(value, str) and not isinstance(value, Markup) else value
