"""`sohoa audit`: whether the events are all there, and what they tell of a person."""

from __future__ import annotations

import getpass
import json
import sys

import click

from cli.stores import opened_store
from cli.trace_lines import as_object, print_deeds

CHANGED = 3


@click.group()
def command() -> None:
    """Check the chain of audit events; tell what became of a person's data."""


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


@command.command()
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
def person(as_json: bool) -> None:
    """Tell who has asked about a person, and who has dealt with their records.

    The identifier is read from the standard input, where no list of processes shows it. Events are
    looked through one by one, which takes some seconds for each million.
    """
    from models.signing import secret_key
    from models.store import traces
    from models.store.audit import Event, note_reading
    from models.values.identifiers import plain_identifier

    owner = plain_identifier(click.prompt("Identifier", err=True))
    with opened_store() as store:
        with store.snapshot() as connection:
            records = traces.records_of_person(connection, owner)
            key = secret_key(store.settings)
            asked = [as_object("look_up", each) for each in traces.look_ups(connection, owner, key)]
            done = [as_object("deed", each) for each in traces.deeds(connection, records)]
        details = {"records": list(map(str, records))}
        note_reading(store, Event("trace_person", "audit", getpass.getuser(), details))
    if as_json:
        for line in (*asked, *done):
            click.echo(json.dumps(line, ensure_ascii=False))
        return
    click.echo(f"{len(records)} records bear the identifier. Look-ups: {len(asked)}")
    for line in asked:
        what = f"procedure {line['procedure']}, purpose {line['purpose']}"
        dossier = f", dossier {line['dossier']}" if line["dossier"] else ""
        click.echo(f"  {line['at']}  {line['actor']}  {what}{dossier}; found {len(line['found'])}")
    click.echo(f"What was done, or shown to whom: {len(done)}")
    print_deeds(done)
