"""`sohoa export`: what leaves the system in files."""

from __future__ import annotations

import click

from cli.lazy import LazyGroup

EXPORTS = {
    "lake": "Write what is new as Parquet files for a data lake.",
    "register": "Write the records of a type as a CSV file or a workbook.",
}


@click.group(cls=LazyGroup, package="cli.commands.exports", told=EXPORTS)
def command() -> None:
    """Write records to files for other programs and people."""
