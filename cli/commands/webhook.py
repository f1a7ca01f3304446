"""`sohoa webhook`: where other systems are told of changes."""

from __future__ import annotations

import getpass
import json
from uuid import UUID

import click

from cli.stores import opened_store


@click.group()
def command() -> None:
    """List webhooks with what was given up; tell that again."""


@command.command("list")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
def list_webhooks(as_json: bool) -> None:
    """List the webhooks of all systems, with how much is still to be told and was given up."""
    from models.store.webhooks import listed

    with opened_store() as store, store.read() as connection:
        rows = listed(connection)
    for row in rows:
        known = {
            "id": str(row.id), "client": row.name,
            # What follows may bear a password of the receiver's.
            "url": row.url.partition("?")[0],
            "enabled": row.enabled, "pending": row.pending, "dead": row.dead,
        }  # fmt: skip
        if as_json:
            click.echo(json.dumps(known, ensure_ascii=False))
        else:
            off = "" if row.enabled else "  (disabled)"
            told = f"{row.pending} to be told, {row.dead} given up"
            click.echo(f"{row.id}  {row.name}  {known['url']}  {told}{off}")
    if not rows and not as_json:
        click.echo("There are no webhooks yet.")


@command.command()
@click.argument("webhook", type=click.UUID)
def redeliver(webhook: UUID) -> None:
    """Tell all again that was given up at WEBHOOK."""
    from models.store.webhooks import redeliver_dead

    with opened_store() as store:
        count = redeliver_dead(store, webhook, actor=getpass.getuser())
    click.echo(f"{count} messages will be sent again.")
