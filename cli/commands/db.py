"""`sohoa db`: the schema of the database."""

from __future__ import annotations

import click

from cli.inputs import read_settings
from cli.told import told


@click.group()
def command() -> None:
    """Bring the database to the schema that this program needs, or check it."""


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
