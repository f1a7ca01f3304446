"""`sohoa parked`: what was given up, why, and trying it again."""

from __future__ import annotations

import getpass
import json
from typing import Any
from uuid import UUID

import click

from cli.inputs import read_settings
from cli.told import told
from models.errors import SohoaError
from models.store.database import open_store


@click.group()
def command() -> None:
    """List jobs that were given up, with their reasons; try them again."""


@command.command("list")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
def list_parked(as_json: bool) -> None:
    """List what was given up: a file, one page of it, or a record on its way to a target."""
    from models.store.parked import parked

    with told():
        store = open_store(read_settings())
        rows = parked(store)
        store.close()
    for row in rows:
        if as_json:
            known = {
                "kind": row.kind, "document": _text(row.document), "file": row.file_name,
                "page": row.page or None, "record": _text(row.record), "version": row.version,
                "target": row.target, "withdrawal": row.withdrawn, "batch": row.name,
                "error": row.error, "since": row.changed_at.isoformat(),
            }  # fmt: skip
            click.echo(json.dumps(known, ensure_ascii=False))
            continue
        error = SohoaError.from_json(row.error)
        click.echo(f"{row.document or ''} {_subject(row)}: {error.code}: {error}".strip())
    if not rows and not as_json:
        click.echo("Nothing is parked.")


@command.command()
@click.argument("documents", nargs=-1, type=click.UUID)
@click.option("--all", "everything", is_flag=True, help="All that is parked, publishing too.")
def retry(documents: tuple[UUID, ...], everything: bool) -> None:
    """Try the parked jobs of DOCUMENTS again, or of all."""
    from models.store.parked import retry_of
    from models.store.reading import retry as retry_documents
    from worker.queue import Bell

    if everything == bool(documents):
        raise click.UsageError("Name documents, or say --all.")
    with told():
        store = open_store(read_settings())
        if everything:
            count = retry_of(store, None, actor=getpass.getuser())
        else:
            count = retry_documents(store, documents, actor=getpass.getuser())
        Bell(store.settings).ring(store)
        store.close()
    click.echo(f"{count} jobs will be tried again.")


def _subject(row: Any) -> str:
    """What a job is about, in words."""
    if row.record:
        what = "withdrawal after version" if row.withdrawn else "version"
        return f"record {row.record} {what} {row.version} to {row.target}"
    if row.name:
        return f"batch {row.name} ({row.kind})"
    return f"{row.file_name} page {row.page}" if row.page else str(row.file_name)


def _text(value: UUID | None) -> str | None:
    return None if value is None else str(value)
