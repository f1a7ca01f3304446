"""`sohoa client`: systems that use the API."""

from __future__ import annotations

import getpass
import json

import click

from cli.stores import opened_store
from models.clients import Scope
from models.store.intake import ROOT_UNIT

_SCOPES = click.Choice([scope.value for scope in Scope])
_NAME = click.argument("name")


@click.group()
def command() -> None:
    """Add, list, change and disable systems that use the API; give new secrets."""


@command.command()
@_NAME
@click.option(
    "--scope", "scopes", multiple=True, required=True, type=_SCOPES,
    help="What it may do; may be given several times.",
)  # fmt: skip
@click.option("--title", default="", help="What people call it (default: the name).")
@click.option("--unit", default=ROOT_UNIT, show_default=True, help="Code of the unit it works for.")
@click.option(
    "--purpose", "purposes", multiple=True,
    help="Code of what it reads personal data for; may be given several times.",
)  # fmt: skip
def add(
    name: str, scopes: tuple[str, ...], title: str, unit: str, purposes: tuple[str, ...]
) -> None:  # fmt: skip
    """Add the system NAME; its secret is printed once."""
    from models.store.clients import NewClient, add_client

    new = NewClient(name, title, unit, frozenset(map(Scope, scopes)), purposes)
    with opened_store() as store:
        secret = add_client(store, new, actor=getpass.getuser())
    click.echo(f"Added {name}.")
    click.echo(f"Secret: {secret}")


@command.command("list")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
def list_clients(as_json: bool) -> None:
    """List systems."""
    from models.store.clients import listed

    with opened_store() as store, store.read() as connection:
        rows = listed(connection)
    for row in rows:
        known = {
            "name": row.name, "title": row.title, "unit": row.unit, "scopes": row.scopes,
            "purposes": row.purposes, "disabled": row.disabled_at is not None,
        }  # fmt: skip
        if as_json:
            click.echo(json.dumps(known, ensure_ascii=False))
        else:
            off = "  (disabled)" if row.disabled_at else ""
            click.echo(f"{row.name}  {row.title}  {row.unit}  {', '.join(row.scopes)}{off}")
    if not rows and not as_json:
        click.echo("There are no systems yet.")


@command.command("set")
@_NAME
@click.option(
    "--scope", "scopes", multiple=True, type=_SCOPES,
    help="All that it may do from now on; may be given several times.",
)  # fmt: skip
@click.option("--title", default="", help="What people call it.")
@click.option("--unit", default="", help="Code of the unit it works for.")
@click.option(
    "--purpose", "purposes", multiple=True,
    help="Codes of all that it reads personal data for; may be given several times.",
)  # fmt: skip
def set_client(
    name: str, scopes: tuple[str, ...], title: str, unit: str, purposes: tuple[str, ...]
) -> None:  # fmt: skip
    """Replace what is given of NAME; its tokens lose what it may do no more within a second."""
    from models.store.clients import change_client

    if not (scopes or title or unit or purposes):
        raise click.UsageError("Nothing is given that is to be replaced.")
    with opened_store() as store:
        change_client(
            store, name, title=title, unit=unit, scopes=[Scope(scope) for scope in scopes],
            purposes=purposes, actor=getpass.getuser(),
        )  # fmt: skip
    click.echo(f"Changed {name}.")


@command.command()
@_NAME
def rotate(name: str) -> None:
    """Give NAME a new secret; the old one is good for a day more."""
    from models.store import clients

    with opened_store() as store:
        secret = clients.rotate(store, name, actor=getpass.getuser())
    click.echo(f"Secret: {secret}")


@command.command()
@_NAME
def disable(name: str) -> None:
    """Let NAME in no more; tokens that it holds end at once."""
    from models.store import clients

    with opened_store() as store:
        clients.disable(store, name, actor=getpass.getuser())
    click.echo(f"Disabled {name}.")
