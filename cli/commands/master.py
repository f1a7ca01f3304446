"""`sohoa master`: agencies, administrative units, procedures and what they ask for."""

from __future__ import annotations

import getpass
import json
import sys
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import click

from cli.progress import COULD_NOT_RUN
from cli.stores import opened_store
from models.master import Kind, Problem, template
from models.store.database import Store
from models.store.master import Entry, Link, entries, history, predecessors, successors
from models.store.tables import day_of

_AT_ONCE = 1000
_KIND = click.argument("kind", type=click.Choice([kind.value for kind in Kind]))
_AS_OF = click.option(
    "--as-of", type=click.DateTime(["%Y-%m-%d"]), help="As it was on this day (default: today)."
)


@click.group()
def command() -> None:
    """Import, list and show master data, as of any day."""


@command.command("import")
@_KIND
@click.argument(
    "file", required=False, type=click.Path(exists=True, dir_okay=False, path_type=Path)
)
@click.option("--built-in", is_flag=True, help="The administrative units that the program knows.")
@click.option("--dry-run", is_flag=True, help="Only check, and tell what would be done.")
def import_(kind: str, file: Path | None, built_in: bool, dry_run: bool) -> None:
    """Import FILE, a CSV file of entries of a KIND, as a whole or not at all."""
    from models.store.master_imports import import_built_in_units, import_file

    if built_in == (file is not None):
        raise click.UsageError("Give either a file or --built-in.")
    if built_in and kind != Kind.ADMIN_UNIT:
        raise click.UsageError(f"Only {Kind.ADMIN_UNIT} has entries that are built in.")
    actor = getpass.getuser()
    with opened_store() as store:
        report = (
            import_built_in_units(store, actor=actor, dry_run=dry_run)
            if file is None
            else import_file(store, Kind(kind), file.read_bytes(), actor=actor, dry_run=dry_run)
        )
    _tell(report.warnings, "warning: ")
    _tell(report.problems)
    if report.problems:
        click.echo("sohoa: Nothing was imported. Correct these lines.", err=True)
        sys.exit(COULD_NOT_RUN)
    click.echo(
        f"{'Would be: ' if dry_run else ''}{report.added} added, {report.closed} closed,"
        f" {report.linked} links changed, {report.unchanged} lines unchanged."
    )


@command.command("list")
@_KIND
@_AS_OF
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
def list_entries(kind: str, as_of: datetime | None, as_json: bool) -> None:
    """List the entries of a KIND by code."""
    with opened_store() as store:
        for item in _every(store, Kind(kind), _day(store, as_of)):
            if as_json:
                click.echo(json.dumps(_as_json(item), ensure_ascii=False))
            else:
                click.echo(f"{item.code}  {item.name}")


@command.command()
@_KIND
@click.argument("code")
@_AS_OF
def show(kind: str, code: str, as_of: datetime | None) -> None:
    """Show all that is known of a CODE, what it came from and what it went over into.

    A star marks what holds on the day.
    """
    with opened_store() as store, store.read() as connection:
        which, day = Kind(kind), _day(store, as_of)
        states = history(connection, which, code)
        came = predecessors(connection, which, code, day)
        went = successors(connection, which, code, day)
    for state in states:
        item = state.entry
        mark = "corrected" if state.was_corrected else "*" if _holds(item, day) else ""
        click.echo(f"{mark:9} {_days(item)}  {item.name}{_told(item)}")
    for title, links in (("from", came), ("to", went)):
        for link in links:
            click.echo(f"{title:4} {_linked(link)}")


@command.command("template")
@_KIND
def print_template(kind: str) -> None:
    """Print a CSV file of a KIND with its header and a made-up line."""
    click.echo(template(Kind(kind)), nl=False)


def _tell(problems: tuple[Problem, ...], mark: str = "") -> None:
    for item in problems:
        column = f", {item.column}" if item.column else ""
        value = f" {item.value!r}:" if item.value else ""
        click.echo(f"{mark}line {item.line}{column}:{value} {item.error}", err=True)


def _day(store: Store, as_of: datetime | None) -> date:
    return day_of(store.now()) if as_of is None else as_of.date()


def _every(store: Store, kind: Kind, day: date) -> Iterator[Entry]:
    last = ""
    with store.read() as connection:
        while found := entries(connection, kind, day, last, _AT_ONCE):
            yield from found
            last = found[-1].code


def _as_json(item: Entry) -> dict[str, object]:
    return {
        "code": item.code, "name": item.name, "parent": item.parent,
        "valid_from": item.valid_from and item.valid_from.isoformat(),
        "valid_to": item.valid_to and item.valid_to.isoformat(), "attributes": item.attributes,
    }  # fmt: skip


def _holds(item: Entry, day: date) -> bool:
    return (item.valid_from or day) <= day <= (item.valid_to or day)


def _days(item: Entry) -> str:
    return f"{item.valid_from or '…'!s:10} – {item.valid_to or '…'!s:10}"


def _told(item: Entry) -> str:
    told = {**({"parent": item.parent} if item.parent else {}), **item.attributes}
    return "".join(f"  {name}={value}" for name, value in told.items())


def _linked(link: Link) -> str:
    return f"{link.day}  {link.code}  {link.name}{'' if link.whole else '  (a part)'}"
