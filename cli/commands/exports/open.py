"""`sohoa export open`: sets of open data, and the push to a portal."""

from __future__ import annotations

import getpass
import sys
from pathlib import Path

import click

from cli.progress import SOME_FAILED
from cli.stores import opened_store
from cli.told import writing
from models.open_data import BUILT_IN, Definitions, read_definitions
from models.settings import Settings


@click.command()
@click.argument("out", type=click.Path(file_okay=False, path_type=Path))
@click.option("--push", is_flag=True, help="And bring the CKAN portal of SOHOA_CKAN_URL to it.")
@click.option("--revise", is_flag=True, help="Count again what was published.")
def command(out: Path, push: bool, revise: bool) -> None:
    """Write the sets of open data and their catalogue (DCAT-AP) to the folder OUT.

    Only counts of at least k things go out, of periods that are over; what was published of one
    stays, unless --revise is given. A set that does not reach k yet is left out: exit
    code 3. See docs/open-data.md.
    """
    from worker.export import ckan
    from worker.export.open_data import export_open_data

    with writing(), opened_store() as store:
        definitions = _definitions(store.settings)
        if push:
            ckan.check(store.settings, definitions)
        made = export_open_data(store, out, definitions, actor=getpass.getuser(), revise=revise)
        for each in made.sets:
            name = each.dataset.id
            new = ", ".join(made.new[name]) or "none"
            click.echo(f"{name}: {made.rows[name]:,} rows; new or revised periods: {new}")
        for error in made.left_out:
            click.echo(f"sohoa: {error} Nothing of it is published.", err=True)
        if not definitions.confirmed:
            click.echo("sohoa: This is a draft: the definitions are not confirmed.", err=True)
        if push:
            for name, ending in ckan.push(store.settings, definitions, made.sets, out):
                click.echo(f"{name}: {ending}")
    if made.left_out:
        sys.exit(SOME_FAILED)


def _definitions(settings: Settings) -> Definitions:
    chosen = settings.open_data_file
    try:
        return read_definitions(Path(chosen).expanduser() if chosen else BUILT_IN)
    except ValueError as error:
        raise click.UsageError(str(error)) from error
