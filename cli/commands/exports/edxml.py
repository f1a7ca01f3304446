"""`sohoa export edxml`: official letters as packets for other systems of documents."""

from __future__ import annotations

import getpass
import sys
from pathlib import Path
from uuid import UUID

import click

from cli.progress import SOME_FAILED
from cli.stores import opened_store
from cli.told import writing
from models.errors import ErrorCode, SohoaError

# These stop the whole run: no other letter would fare better.
_STOPPING = (ErrorCode.STORE_UNAVAILABLE, ErrorCode.DATABASE_UNAVAILABLE)


@click.command()
@click.argument("out", type=click.Path(file_okay=False, path_type=Path))
@click.argument("records", metavar="RECORD...", nargs=-1, required=True, type=click.UUID)
@click.option(
    "--from", "sender", metavar="CODE",
    help="Code of the agency that sends; without it, the one that the letter names as its issuer.",
)  # fmt: skip
@click.option(
    "--to", "recipients", metavar="CODE", multiple=True, required=True,
    help="Code of an agency that it is for; once for each.",
)  # fmt: skip
@click.option(
    "--type-code", type=click.IntRange(0),
    help="Code of the kind of document, as the platform has it; without it, none is given.",
)  # fmt: skip
@click.option("--force", is_flag=True, help="Overwrite packets that are there.")
def command(
    out: Path, records: tuple[UUID, ...], sender: str | None, recipients: tuple[str, ...],
    type_code: int | None, force: bool,
) -> None:  # fmt: skip
    """Write a packet (edXML, QCVN 102:2016/BTTTT) of each RECORD, an approved official letter.

    Agencies are those of the master data, see `sohoa master list agency`. A packet is OUT/ID.edxml;
    it is not signed, nor sent. Exit code 3: some were refused, each named with its reason.
    """
    paths = {record: out / f"{record}.edxml" for record in records}
    for path in paths.values():
        if path.exists() and not force:
            raise click.UsageError(f"{path} is there already; --force overwrites it.")
    from worker.export.edxml import Sending, write_edxml

    sending, refused = Sending(sender, tuple(dict.fromkeys(recipients)), type_code), 0
    with writing(), opened_store() as store:
        for record, path in paths.items():
            try:
                write_edxml(store, record, sending, path, actor=getpass.getuser())
            except SohoaError as error:
                if error.code in _STOPPING:
                    raise
                click.echo(f"{record}: refused: {error}", err=True)
                refused += 1
    click.echo(f"made: {len(paths) - refused}, refused: {refused}")
    sys.exit(SOME_FAILED if refused else 0)
