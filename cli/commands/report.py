"""`sohoa report`: indicators, what is behind each of them, and the yearly report."""

from __future__ import annotations

import getpass
import json
import sys
from collections.abc import Callable
from contextlib import ExitStack
from datetime import date, datetime
from pathlib import Path
from typing import IO, Any

import click
from sqlalchemy import Row

from cli.chosen import chosen_units
from cli.indicator_table import as_object, print_figures, print_lines
from cli.stores import opened_store
from cli.told import writing
from models.doctypes import document_types
from models.indicators import SIDES, definitions, yearly_period
from models.periods import Period, month_of, parse_period
from models.spreadsheets import csv_line
from models.store.audit import note
from models.store.breakdowns import lines
from models.store.database import Store
from models.store.indicators import By, Scope, cells, columns_of, figures, listed, told
from models.store.tables import day_of

_DAY = click.DateTime(["%Y-%m-%d"])
_BY = ("unit", "type", "procedure")


def _of_scope(command: Callable[..., None]) -> Callable[..., None]:
    """Options that say what figures are about."""
    for option in reversed(
        (
            click.option(
                "--period", "written", metavar="PERIOD",
                help="A year 2026, a quarter 2026-Q4 or a month 2026-11 (default: this month).",
            ),
            click.option("--since", type=_DAY, help="The first day, in place of --period."),
            click.option("--until", type=_DAY, help="The last day, in place of --period."),
            click.option("--unit", metavar="CODE", help="Only of this unit and those below it."),
            click.option("--type", "type_id", metavar="TYPE", help="Only papers of this type."),
            click.option("--procedure", metavar="CODE", help="Only what is of this procedure."),
        )
    ):  # fmt: skip
        command = option(command)
    return command


@click.group()
def command() -> None:
    """Count the indicators, list what is behind them, write the yearly report."""


@command.command()
@_of_scope
@click.option("--by", "told_by", type=click.Choice(_BY), help="Told apart by this.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
def show(told_by: str | None, as_json: bool, **asked: Any) -> None:
    """Show the indicators of a period."""
    every = definitions().indicator
    with opened_store() as store:
        scope = _scope(store, **asked)
        with store.snapshot() as connection:
            found = figures(connection, every, scope)
            apart = lines(connection, every, scope, By(told_by)) if told_by else []
    if as_json:
        body = as_object(scope.period, asked, found, told_by, apart)
        click.echo(json.dumps(body, ensure_ascii=False))
        return
    print_figures(scope.period, found)
    if told_by:
        print_lines(told_by, apart)


@command.command()
@click.option("--indicator", "name", required=True, metavar="ID", help="See `sohoa report show`.")
@click.option(
    "--of", "side", type=click.Choice(SIDES), default=SIDES[0], show_default=True,
    help="Which of its two numbers.",
)  # fmt: skip
@_of_scope
@click.option(
    "--out", "-o", type=click.Path(dir_okay=False, path_type=Path),
    help="A CSV file, or an .xlsx workbook (default: CSV on stdout).",
)  # fmt: skip
@click.option("--force", is_flag=True, help="Overwrite the file.")
def records(name: str, side: str, out: Path | None, force: bool, **asked: Any) -> None:
    """List what an indicator has counted: ids, codes and days, no value of a paper."""
    chosen = definitions().by_id().get(name)
    counted = None if chosen is None else chosen.side(side)
    if counted is None:
        known = ", ".join(item.id for item in definitions().indicator if item.side(side))
        raise click.UsageError(
            f"{name} has no {side} that is counted here. Those with one: {known}."
        )
    _keep(out, (".csv", ".xlsx"), force)
    with writing(), opened_store() as store, ExitStack() as files:
        scope = _scope(store, **asked)
        count = _write(store, counted.of, scope, out, files)
        with store.write() as connection:
            note(
                store, connection, "export_indicator", name, actor=getpass.getuser(),
                details={
                    "since": scope.period.first.isoformat(), "until": scope.period.last.isoformat(),
                    "unit": asked["unit"], "rows": count,
                },
            )  # fmt: skip
    click.echo(f"{count:,} rows", err=True)


def _keep(out: Path | None, endings: tuple[str, ...], force: bool) -> None:
    if out is None:
        return
    if out.suffix.lower() not in endings:
        raise click.UsageError(f"{out} must end with {' or '.join(endings)}.")
    if out.exists() and not force:
        raise click.UsageError(f"{out} is there already; --force overwrites it.")


def _write(store: Store, name: str, scope: Scope, out: Path | None, files: ExitStack) -> int:
    """Write what a set has; how much. The file is there when `files` are closed."""
    count = 0
    with store.snapshot() as connection:
        found = listed(connection, name, scope)
        if found is None:
            raise click.UsageError("What this counts is not known by that unit, type or procedure.")
        add = _adding_to(name, out, files)
        for row in found:
            add(row)
            count += 1
    return count


def _adding_to(name: str, out: Path | None, files: ExitStack) -> Callable[[Row[Any]], object]:
    """What writes an entry of a set: to stdout, into a CSV file or, by its ending, a workbook."""
    from extractors.whole import whole
    from models.sheets import workbook

    file: IO[str] = sys.stdout
    if out is not None:
        part = files.enter_context(whole(out))
        if out.suffix.lower() == ".xlsx":
            table = files.enter_context(workbook(part)).table(name, [columns_of(name)])
            return lambda row: table.add(cells(name, row))
        # The mark at the beginning tells spreadsheets that it is UTF-8.
        file = files.enter_context(part.open("w", encoding="utf-8-sig", newline=""))
    file.write(csv_line(columns_of(name)))
    return lambda row: file.write(csv_line(told(name, row)))


@command.command()
@click.option("--year", required=True, type=click.IntRange(1900, 2999), help="Of the report.")
@click.option(
    "--out", "-o", required=True, type=click.Path(dir_okay=False, path_type=Path),
    help="A .docx or a .pdf file.",
)  # fmt: skip
@click.option("--unit", metavar="CODE", help="Only of this unit and those below it.")
@click.option("--cut-off", type=_DAY, help="The last day that counts (default: by the rule).")
@click.option(
    "--last-cut-off", type=_DAY, help="The last day that the report before this one has counted."
)
@click.option("--force", is_flag=True, help="Overwrite the file.")
def yearly(
    year: int, out: Path, unit: str | None, cut_off: datetime | None,
    last_cut_off: datetime | None, force: bool,
) -> None:  # fmt: skip
    """Write the yearly report, in Vietnamese, to be completed and signed by the office.

    It counts from the day after the last cut-off to the cut-off of the year, and says so.
    """
    _keep(out, (".docx", ".pdf"), force)
    try:
        period = yearly_period(
            year, definitions().yearly, cut_off and cut_off.date(),
            last_cut_off and last_cut_off.date(),
        )  # fmt: skip
    except ValueError as error:
        raise click.UsageError(str(error)) from error
    from extractors.whole import whole
    from worker.export.yearly import write_yearly

    with writing(), opened_store() as store, whole(out) as part:
        scope = Scope(period, chosen_units(store, unit))
        write_yearly(
            store, year, scope, part, unit=unit, as_pdf=out.suffix.lower() == ".pdf",
            actor=getpass.getuser(),
        )  # fmt: skip
    click.echo(f"{period.first:%Y-%m-%d} to {period.last:%Y-%m-%d}: {out}")


def _scope(
    store: Store, *, written: str | None, since: datetime | None, until: datetime | None,
    unit: str | None, type_id: str | None, procedure: str | None,
) -> Scope:  # fmt: skip
    if type_id is not None and type_id not in document_types():
        raise click.UsageError(f"There is no type {type_id!r}; see `sohoa types`.")
    period = _period(written, since and since.date(), until and until.date(), day_of(store.now()))
    return Scope(period, chosen_units(store, unit), type_id, procedure)


def _period(
    written: str | None, since: date | None, until: date | None, today: date
) -> Period:  # fmt: skip
    if written is not None and (since or until):
        raise click.UsageError("Give either --period or --since and --until.")
    try:
        if since is None and until is None:
            return parse_period(written or month_of(today))
        if since is None:
            raise click.UsageError("--until needs --since.")
        return Period(since, until or max(since, today))
    except ValueError as error:
        raise click.UsageError(str(error)) from error
