"""`sohoa export register`: the records of a type for a spreadsheet."""

from __future__ import annotations

import getpass
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path

import click

from cli.chosen import chosen_days
from cli.stores import opened_store
from cli.told import writing
from models.doctypes import document_types
from models.errors import ErrorCode, SohoaError

_DAY = click.DateTime(["%Y-%m-%d"])


@click.command()
@click.argument("type_id", metavar="TYPE")
@click.argument("out", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--unit", metavar="CODE", help="Only of this unit and those below it.")
@click.option("--since", type=_DAY, help="Only records made on this day or later.")
@click.option("--until", type=_DAY, help="Only records made on this day or before.")
@click.option("--all-states", is_flag=True, help="Not only those that a person has approved.")
@click.option("--force", is_flag=True, help="Overwrite OUT.")
def command(
    type_id: str, out: Path, unit: str | None, since: datetime | None, until: datetime | None,
    all_states: bool, force: bool,
) -> None:  # fmt: skip
    """Write the approved records of TYPE to OUT: a .csv file, or an .xlsx workbook.

    Items of lists are in a second file, OUT with .lists before its ending, or a second sheet.
    """
    kind = document_types().get(type_id)
    if kind is None:
        raise click.UsageError(f"There is no type {type_id!r}; see `sohoa types`.")
    if out.suffix.lower() not in (".csv", ".xlsx"):
        raise click.UsageError(f"{out} must end with .csv or .xlsx.")
    from extractors.whole import whole
    from models.store.registers import Register
    from worker.export.register import has_lists, items_path, write_register

    as_workbook = out.suffix.lower() == ".xlsx"
    items = None if as_workbook or not has_lists(kind) else items_path(out)
    for path in filter(None, (out, items)):
        if path.exists() and not force:
            raise click.UsageError(f"{path} is there already; --force overwrites it.")
    register = Register(type_id, unit, *chosen_days(since, until), all_states=all_states)
    with writing(), opened_store() as store, ExitStack() as files:
        # What is entered last takes its place first: who sees the table finds its lists, too.
        part = files.enter_context(whole(out))
        beside = files.enter_context(whole(items)) if items is not None else None
        try:
            done = write_register(
                store, kind, register, part, actor=getpass.getuser(), items=beside,
                as_workbook=as_workbook,
            )  # fmt: skip
        except SohoaError as error:
            if error.code is ErrorCode.NOT_FOUND:
                raise click.UsageError(str(error)) from error
            raise
    click.echo(f"{done.records:,} records, {done.items:,} items of lists: {out}")
    if done.cut:
        click.echo(
            f"{done.cut:,} texts were too long for a workbook and are cut; a CSV file is not."
        )
