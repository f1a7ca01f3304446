"""`sohoa unit`: the tree of units."""

from __future__ import annotations

import getpass
import json

import click

from cli.stores import opened_store
from models.store.intake import ROOT_UNIT


@click.group()
def command() -> None:
    """Add and list units; who belongs to one sees the records of those below it."""


@command.command()
@click.argument("code")
@click.argument("name")
@click.option("--parent", default=ROOT_UNIT, show_default=True, help="Code of the unit above.")
def add(code: str, name: str, parent: str) -> None:
    """Add a unit called NAME below another one."""
    from models.store.units import add_unit

    with opened_store() as store:
        add_unit(store, code, name, parent, actor=getpass.getuser())
    click.echo(f"Added {code.strip()}.")


@command.command("list")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
def list_units(as_json: bool) -> None:
    """List units, each followed by those below it."""
    from models.store.units import tree

    with opened_store() as store, store.read() as connection:
        found = tree(connection)
    for unit in found:
        if as_json:
            known = {"code": unit.code, "name": unit.name, "parent": unit.parent}
            click.echo(json.dumps(known, ensure_ascii=False))
        else:
            click.echo(f"{'  ' * unit.depth}{unit.code}  {unit.name}")
    if not found and not as_json:
        click.echo("There are no units yet; the first account or upload makes the root.")
