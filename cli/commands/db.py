"""`sohoa db`: the database: its schema, and copies of it."""

from __future__ import annotations

from pathlib import Path

import click

from cli.inputs import read_settings
from cli.told import told


@click.group()
def command() -> None:
    """Upgrade, check or back up the database."""


@command.command()
def upgrade() -> None:
    """Make the tables, or change them to this program's schema; nothing is lost."""
    from models.store.database import SCHEMA
    from models.store.database import upgrade as bring_up

    with told():
        bring_up(read_settings())
    click.echo(f"The database has schema {SCHEMA}.")


@command.command()
def check() -> None:
    """Exit 0 when the database has this program's schema, else 1, saying what to do."""
    from models.store.database import SCHEMA, check_schema, connect

    with told():
        check_schema(connect(read_settings()))
    click.echo(f"The database has schema {SCHEMA}.")


@command.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
def backup(folder: Path) -> None:
    """Copy the embedded database and all stored files into FOLDER, while the system runs."""
    from models.store.backup import back_up

    with told():
        copied = back_up(read_settings(), folder)
    click.echo(f"Backed up into {folder}: the database and {copied} new files.")
