"""`sohoa quarantine`: papers with a secrecy mark wait for a person's decision."""

from __future__ import annotations

import getpass
import json
from uuid import UUID

import click

from cli.stores import opened_store
from cli.trace_lines import as_object, print_deeds


@click.group()
def command() -> None:
    """List papers with a secrecy mark; release what is none, purge what is one; trace them."""


_DOCUMENT = click.argument("document", type=click.UUID)
_ACTOR = click.option(
    "--as", "actor", default=getpass.getuser, help="Who decides (default: the system's user)."
)


@command.command("list")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
def list_sealed(as_json: bool) -> None:
    """List the papers that wait, by identifier and digest; nothing else is known of them."""
    from models.store.quarantine import sealed

    with opened_store() as store:
        rows = sealed(store)
    for row in rows:
        if as_json:
            known = {
                "document": str(row.document), "sha256": row.sha256, "size": row.size,
                "unit": row.unit, "page": row.page, "sealed_at": row.sealed_at.isoformat(),
            }  # fmt: skip
            click.echo(json.dumps(known))
        else:
            # 0: the mark stands on a paper arranged of the same pages.
            place = f"page {row.page}" if row.page else "related"
            click.echo(f"{row.document}  {place}  {row.sealed_at:%Y-%m-%d %H:%M}Z  {row.unit}")
    if not rows and not as_json:
        click.echo("Nothing is in quarantine.")


@command.command()
@_DOCUMENT
@_ACTOR
def release(document: UUID, actor: str) -> None:
    """The mark is none: read DOCUMENT like any other paper."""
    from models.store.quarantine import release as release_sealed
    from worker.queue import Bell

    with opened_store() as store:
        release_sealed(store, document, actor)
        Bell(store.settings).ring(store)
    click.echo(f"{document} is released and will be read.")


@command.command()
@_DOCUMENT
@_ACTOR
@click.confirmation_option(prompt="Destroy the paper's bytes for good?")
def purge(document: UUID, actor: str) -> None:
    """Destroy the bytes of DOCUMENT; its digest stays in the audit."""
    from models.store.quarantine import purge as purge_sealed

    with opened_store() as store:
        purge_sealed(store, document, actor)
    click.echo(f"{document} is purged.")


@command.command()
@_DOCUMENT
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
def trace(document: UUID, as_json: bool) -> None:
    """Tell who has seen or handed on DOCUMENT, or its records, before it was sealed.

    Events are looked through one by one, which takes some seconds for each million.
    """
    from models.store.traces import deeds, records_of_sealed

    with opened_store() as store, store.snapshot() as connection:
        subjects = [document, *records_of_sealed(connection, document)]
        found = [as_object("deed", each) for each in deeds(connection, subjects)]
    if as_json:
        for line in found:
            click.echo(json.dumps(line, ensure_ascii=False))
    else:
        print_deeds(found)
