"""`sohoa up`: the whole stack on this machine, until it is told to stop."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cli.inputs import read_settings
from cli.progress import SOME_FAILED
from cli.stop import stop_once
from cli.told import told
from models.errors import SohoaError
from models.settings import Settings

if TYPE_CHECKING:
    from worker.stack import Stack

EVERY_S = 1.0
_LOOK_S = 0.1
_CLEAR = "\r\x1b[K"


@click.command()
@click.option("--workers", type=click.IntRange(1, 256), help="Pages at once (default: one a core).")
@click.option(
    "--submit",
    "paths",
    multiple=True,
    type=click.Path(readable=False, path_type=Path),
    help="Submit a file or folder, and print a table of its records.",
)
@click.option("--once", is_flag=True, help="Stop after the table; exit 0 when all are whole.")
def command(workers: int | None, paths: tuple[Path, ...], once: bool) -> None:
    """Run broker, workers, sweeper, watched folder and web pages until told to stop."""
    from worker.stack import running

    if once and not paths:
        raise click.UsageError("--once needs something to --submit.")
    settings = read_settings()
    _warn_of_targets(settings)
    status = StatusLine()
    whole = True

    def show(stack: Stack) -> None:
        nonlocal whole
        if paths:
            status.show(stack.status_line())
            status.end()
            whole = _submit(settings, paths)
        if not once:
            status.show(stack.status_line())
            status.end()
            _tell_address(settings, stack)
        while not once:
            status.show(stack.status_line())
            stack.wait(EVERY_S)

    with told():
        try:
            with stop_once(), running(settings, workers) as stack:
                try:
                    show(stack)
                except KeyboardInterrupt:
                    status.show("stopping; pages that are being read are finished first")
        except KeyboardInterrupt:
            pass  # told to stop while it was starting
        status.show("stopped")
        status.end()
    sys.exit(0 if whole else SOME_FAILED)


def _warn_of_targets(settings: Settings) -> None:
    """Say at once why no worker will stay: their logs are the last place to look at.

    Papers are taken in all the same, and read when it is mended.
    """
    from worker.publish import check_targets

    try:
        check_targets(settings)
    except SohoaError as error:
        click.echo(f"sohoa: no worker can start: {error}", err=True)


def _submit(settings: Settings, paths: tuple[Path, ...]) -> bool:
    from cli.submitting import read_and_show
    from models.store.database import open_store

    store = open_store(settings)
    try:
        return read_and_show(store, paths)
    finally:
        store.close()


def _tell_address(settings: Settings, stack: Stack) -> None:
    """Say where the pages are, and once how to sign in first."""
    from models.store.database import open_store
    from models.store.people import FIRST_LOGIN, add_first

    store = open_store(settings)
    try:
        password = add_first(store)
    finally:
        store.close()
    while not stack.serves_web():
        stack.wait(_LOOK_S)
    click.echo(f"Web pages: {stack.info.web}")
    if password:
        click.echo(f"Sign in as `{FIRST_LOGIN}` with the one-time password {password}")


class StatusLine:
    """One line of stdout, written over on a terminal, else written when it changes."""

    def __init__(self) -> None:
        self._shown = ""
        self._terminal = sys.stdout.isatty()

    def show(self, text: str) -> None:
        """Let the line be `text`."""
        if self._terminal:
            width = shutil.get_terminal_size().columns - 1
            click.echo(_CLEAR + text[:width], nl=False)
        elif text != self._shown:
            click.echo(text)
        self._shown = text

    def end(self) -> None:
        """Leave the line."""
        if self._terminal and self._shown:
            click.echo()
