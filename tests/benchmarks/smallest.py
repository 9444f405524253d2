"""The smallest program of Typer and Rich that prints a table: what a cold start costs before there is any work."""

import typer
from rich.console import Console
from rich.table import Table


def main() -> None:
    table = Table("id", "name")
    table.add_row("ann", "Ann Alder")
    Console().print(table)


typer.run(main)
