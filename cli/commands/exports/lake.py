"""`sohoa export lake`: what is new, for a data lake."""

from __future__ import annotations

import getpass
from datetime import datetime
from pathlib import Path

import click

from cli.stores import opened_store
from cli.told import writing


@click.command()
@click.argument("out", type=click.Path(file_okay=False, path_type=Path))
@click.option(
    "--since", type=click.DateTime(["%Y-%m-%d"]),
    help="In the first run: only what has changed on this day or later.",
)  # fmt: skip
@click.option(
    "--without-personal", is_flag=True,
    help="Leave out fields that say, or may say, who somebody is, and all text.",
)  # fmt: skip
def command(out: Path, since: datetime | None, without_personal: bool) -> None:
    """Write what is new since the last run as Parquet files to the folder OUT.

    Files count when a manifest in OUT/_manifest lists them.
    """
    from models.store.tables import HERE
    from worker.export.lake import export_lake

    with writing(), opened_store() as store:
        done = export_lake(
            store, out, actor=getpass.getuser(), since=since and since.replace(tzinfo=HERE),
            without_personal=without_personal,
        )  # fmt: skip
    rows = ", ".join(f"{zone} {count:,}" for zone, count in sorted(done.rows.items()))
    click.echo(f"{done.run}: {done.files:,} files; rows: {rows or 'none'}")
