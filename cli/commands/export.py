"""`sohoa export`: what leaves the system in files."""

from __future__ import annotations

import click

from cli.lazy import LazyGroup

EXPORTS = {
    "archive": "Make packages for an archive, one for each dossier.",
    "edxml": "Write official letters as packets for other systems of documents.",
    "lake": "Write what is new as Parquet files for a data lake.",
    "open": "Write counts of closed periods as open data, with its catalogue.",
    "register": "Write the records of a type as a CSV file or a workbook.",
    "verify": "Check that packages are whole.",
}


@click.group(cls=LazyGroup, package="cli.commands.exports", told=EXPORTS)
def command() -> None:
    """Hand records over in files: to an archive, a data lake, people."""
