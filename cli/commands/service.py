"""`sohoa service`: one service of the stack, as `sohoa up` and containers start it."""

from __future__ import annotations

import os
import signal
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager

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


_METRICS = click.option(
    "--metrics-port", type=click.IntRange(0, 65535),
    help="Answer /metrics there; 0 does not (default: SOHOA_METRICS_PORT).",
)  # fmt: skip


@contextmanager
def _figures_folder(port: int) -> Iterator[str | None]:
    """Where the children of a worker count; the library must be told before it is imported."""
    if not port:
        yield None
        return
    with tempfile.TemporaryDirectory(prefix="sohoa-") as folder:
        os.environ["PROMETHEUS_MULTIPROC_DIR"] = folder
        yield folder


@click.group()
def command() -> None:
    """Run one service of the stack until it is told to stop."""
    log_libraries()


@command.command()
@click.option("--lane", type=click.Choice(["pages", "counter"]), default="pages", show_default=True)
@click.option("--concurrency", type=click.IntRange(1, 256), default=1, show_default=True)
@_METRICS
def worker(lane: str, concurrency: int, metrics_port: int | None) -> None:
    """Do jobs: all of them, or only those that a person at the counter waits for."""
    settings = read_settings()
    port = settings.metrics_port if metrics_port is None else metrics_port
    with told(), _figures_folder(port) as figures:
        if figures is not None:
            from worker.metrics import serve_children

            serve_children(figures, port)
        from worker.service import run_worker

        sys.exit(run_worker(settings, lane, concurrency))


@command.command()
@_METRICS
def sweeper(metrics_port: int | None) -> None:
    """Take jobs from dead workers, wake the living, publish figures for Prometheus."""
    settings = read_settings()
    port = settings.metrics_port if metrics_port is None else metrics_port
    with told():
        from models.store.database import open_store
        from worker.sweeper import run_sweeper

        store = open_store(settings)
        if port:
            from worker.metrics import serve_queue

            serve_queue(store, port)
        run_sweeper(store, _stopped())


@command.command()
def watch() -> None:
    """Take scans from the watched folder."""
    settings = read_settings()
    with told():
        from models.store.database import open_store
        from worker.watch import run_watch

        run_watch(open_store(settings), _stopped())


@command.command()
@click.option("--port", type=click.IntRange(1, 65535), help="Default: SOHOA_WEB_PORT.")
def web(port: int | None) -> None:
    """Serve the web pages."""
    settings = read_settings()
    chosen = port or settings.web_port
    if not chosen:
        raise click.UsageError("Say on which port: --port, or SOHOA_WEB_PORT.")
    with told():
        from webui.service import serve

        serve(settings, chosen)
