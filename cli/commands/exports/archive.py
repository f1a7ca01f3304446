"""`sohoa export archive`: packages for an archive, one for each dossier."""

from __future__ import annotations

import getpass
import sys
from collections import Counter
from datetime import datetime
from pathlib import Path

import click

from cli.chosen import chosen_days, chosen_units
from cli.progress import COULD_NOT_RUN, SOME_FAILED
from cli.stop import stop_once
from cli.stores import opened_store
from cli.told import writing
from models.errors import ErrorCode, SohoaError
from models.store.archives import Choice
from models.store.database import Store
from worker.export import schemas
from worker.export.archive import Ending, archive

_DAY = click.DateTime(["%Y-%m-%d"])


@click.command()
@click.argument("out", type=click.Path(file_okay=False, path_type=Path))
@click.option("--dossier", "codes", multiple=True, help="Only the dossier of this code.")
@click.option("--unit", help="Only what belongs to this unit or to one below it.")
@click.option("--since", type=_DAY, help="Only what was opened on this day or later.")
@click.option("--until", type=_DAY, help="Only what was opened on this day or before.")
@click.option("--loose", is_flag=True, help="Approved records of no dossier, too, each by itself.")
@click.option("--incomplete", is_flag=True, help="Dossiers that lack papers, too; they are named.")
def command(
    out: Path, codes: tuple[str, ...], unit: str | None, since: datetime | None,
    until: datetime | None, loose: bool, incomplete: bool,
) -> None:  # fmt: skip
    """Make a package (BagIt) of each dossier in the folder OUT; see docs/export.md.

    Only approved papers go in. A dossier with others is refused, unless --incomplete is given. What
    is there already stays as it is; when a paper has changed, a further package is made beside it.
    Killed at any moment, it goes on from there when it is run again. Exit code 0: all that was
    chosen is there; 3: some was refused.
    """
    first, last = chosen_days(since, until)
    if not schemas.are_there():
        told = "the XML Schemas of METS and ALTO are not installed: packages are not held against"
        click.echo(f"sohoa: {told} them. Run pip install 'sohoa[schemas]'.", err=True)
    try:
        with stop_once(), writing(), opened_store() as store:
            choice = Choice(codes, chosen_units(store, unit), first, last, loose)
            endings = _run(store, out, choice, incomplete)
    except KeyboardInterrupt:
        click.echo("sohoa: stopped; packages made so far are whole. Run it again.", err=True)
        sys.exit(COULD_NOT_RUN)
    click.echo(", ".join(f"{ending}: {endings[ending]}" for ending in Ending))
    sys.exit(SOME_FAILED if endings[Ending.REFUSED] else 0)


def _run(store: Store, out: Path, choice: Choice, incomplete: bool) -> Counter[Ending]:
    endings: Counter[Ending] = Counter()
    try:
        for outcome in archive(store, out, choice, incomplete=incomplete, actor=getpass.getuser()):
            endings[outcome.ending] += 1
            if outcome.ending is Ending.REFUSED:
                click.echo(f"{outcome.label}: refused: {outcome.reason}", err=True)
            elif outcome.reason:
                click.echo(f"{outcome.label}: without: {outcome.reason}", err=True)
    except SohoaError as error:
        if error.code is ErrorCode.NOT_FOUND:
            raise click.UsageError(str(error)) from error
        raise
    return endings
