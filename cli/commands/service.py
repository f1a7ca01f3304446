"""`sohoa service`: one service of the stack, as `sohoa up` and containers start it."""

from __future__ import annotations

import signal
import sys
import threading

import click

from cli.inputs import read_settings
from cli.logs import log_libraries
from cli.told import told


def _stopped() -> threading.Event:
    """An event that is set when a signal says to stop."""
    event = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda *_: event.set())
    return event


@click.group()
def command() -> None:
    """Run one service of the stack until it is told to stop."""
    log_libraries()


@command.command()
@click.option("--lane", type=click.Choice(["pages", "counter"]), default="pages", show_default=True)
@click.option("--concurrency", type=click.IntRange(1, 256), default=1, show_default=True)
def worker(lane: str, concurrency: int) -> None:
    """Do jobs: all of them, or only those that a person at the counter waits for."""
    settings = read_settings()
    with told():
        from worker.service import run_worker

        sys.exit(run_worker(settings, lane, concurrency))


@command.command()
def sweeper() -> None:
    """Take jobs from dead workers, wake the living, publish figures for Prometheus."""
    settings = read_settings()
    with told():
        from models.store.database import open_store
        from worker.sweeper import run_sweeper

        run_sweeper(open_store(settings), _stopped())


@command.command()
def watch() -> None:
    """Take scans from the watched folder."""
    settings = read_settings()
    with told():
        from models.store.database import open_store
        from worker.watch import run_watch

        run_watch(open_store(settings), _stopped())
