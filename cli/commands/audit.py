"""`sohoa audit`: whether the events that were noted are all there, as they were."""

from __future__ import annotations

import json
import sys

import click

from cli.stores import opened_store

CHANGED = 3


@click.group()
def command() -> None:
    """Check the chain of audit events."""


@command.command()
@click.option("--known", metavar="DIGEST", help="A digest of the chain that was kept elsewhere.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
def verify(known: str | None, as_json: bool) -> None:
    """Work out every digest of the chain again; exit 3 when one is wrong or DIGEST is missing.

    Events that were cut off the end leave no trace in the chain: keep the digest that this prints
    elsewhere, and give it next time.
    """
    from models.store.chain import is_digest
    from models.store.chain import verify as verify_chain

    known = known and known.strip().lower()
    if known and not is_digest(known):
        raise click.BadParameter("a digest has 64 digits and letters a-f", param_hint="--known")
    with opened_store() as store, store.read() as connection:
        chain = verify_chain(connection, known)
    if as_json:
        broken = chain.broken and {"id": chain.broken.id, "at": chain.broken.at.isoformat()}
        body = {
            "events": chain.events, "last": chain.last, "digest": chain.digest, "broken": broken,
            "known": chain.known, "missing": chain.missing,
        }  # fmt: skip
        click.echo(json.dumps(body))
    else:
        _tell(chain)
    sys.exit(0 if chain.sound else CHANGED)


def _tell(chain) -> None:  # type: ignore[no-untyped-def]
    if chain.broken is not None:
        click.echo(
            f"Event {chain.broken.id} of {chain.broken.at:%Y-%m-%d %H:%M}Z does not follow from"
            " those before it: it, or what stood before it, was changed or removed."
        )
        return
    if chain.missing:
        click.echo(
            f"{chain.events} events, none of which tells how {chain.missing} of the accounts came"
            " to be: events before them were removed."
        )
        return
    click.echo(f"{chain.events} events, all as they were noted. Digest: {chain.digest}")
    if chain.known is False:
        click.echo("The digest that you gave is not among them: events were cut off or replaced.")
