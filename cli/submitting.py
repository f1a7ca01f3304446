"""Files go to the stack; the command waits for their records."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from pathlib import Path
from uuid import UUID

import click
from sqlalchemy import select

from cli.inputs import find_files
from cli.record_table import print_records
from models.errors import SohoaError
from models.store.database import Store
from models.store.intake import FINAL, DocumentState, Submission
from models.store.search import Query, find
from models.store.tables import documents
from worker.queue import Bell, submit_file

_LOOK_S = 0.2


def read_and_show(store: Store, paths: Sequence[Path]) -> bool:
    """Submit files, wait for their records, print a table of these; whether every file has one.

    Raises:
        SohoaError: The database or the store cannot be used.
    """
    bell = Bell(store.settings)
    chosen: dict[UUID, str] = {}
    refused = 0
    for path, name in find_files(paths):
        try:
            receipt = submit_file(store, bell, path, Submission(name))
            chosen[receipt.document] = name
        except SohoaError as error:
            refused += 1
            click.echo(f"{name}: {error.code}: {error}", err=True)
    _wait(store, list(chosen))
    return _show(store, chosen) and not refused


def _wait(store: Store, chosen: Sequence[UUID]) -> None:
    """Wait until all documents have a result, with a bar on stderr when that is a terminal."""
    from rich.console import Console
    from rich.progress import Progress

    pause = threading.Event()
    console = Console(stderr=True)
    with Progress(console=console, disable=not console.is_terminal) as bar:
        task = bar.add_task("records", total=len(chosen))
        while (done := _finished(store, chosen)) < len(chosen):
            bar.update(task, completed=done)
            pause.wait(_LOOK_S)
        bar.update(task, completed=done)


def _finished(store: Store, chosen: Sequence[UUID]) -> int:
    with store.read() as connection:
        states = connection.execute(select(documents.c.state).where(documents.c.id.in_(chosen)))
        return sum(DocumentState(state) in FINAL for state in states.scalars())


def _show(store: Store, chosen: dict[UUID, str]) -> bool:
    with store.read() as connection:
        rows = connection.execute(
            select(documents.c.id, documents.c.state, documents.c.error).where(
                documents.c.id.in_(chosen)
            )
        ).all()
        found = [row for one in chosen for row in find(connection, Query(document=one))]
    whole = {row.document for row in found}
    for row in rows:
        if row.error is not None:
            told = SohoaError.from_json(row.error)
            click.echo(f"{chosen[row.id]}: {told.code}: {told}", err=True)
        elif row.state != DocumentState.OK:
            click.echo(f"{chosen[row.id]}: {row.state}", err=True)
    print_records(found)
    return all(row.state == DocumentState.OK and row.id in whole for row in rows)
