"""A bulk run from beginning to end, and how it looks to who waits for it."""

from __future__ import annotations

import sys
import threading
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from cli.batch_report import pace
from models.settings import Settings
from models.store.batches import Batch
from models.store.database import Store
from models.store.manifest import Status
from worker.batch import run_batch
from worker.queue import Bell, broker_url
from worker.stack import running, running_stack


def follow(store: Store, batch: Batch, actor: str, *, detach: bool) -> Status:
    """Run a batch with the services that run, or with embedded ones; its last figures.

    Args:
        store: Where it is.
        batch: What to run.
        actor: Who runs it.
        detach: End when all is submitted. Then services must run already.

    Raises:
        SohoaError: `broker_unavailable`: nobody does the work; as `run_batch`.
    """
    with _stack(store.settings, needed=detach):
        steps = run_batch(
            store, Bell(store.settings), batch.name, threading.Event(), actor=actor,
            follow=not detach,
        )  # fmt: skip
        return _show(batch.name, _while_served(store.settings, steps))


@contextmanager
def _stack(settings: Settings, *, needed: bool) -> Iterator[None]:
    """Services that do the work, for the duration of a block.

    Those that run are used; else the embedded ones are started, unless they are `needed` beyond
    the block.
    """
    if settings.broker_url or needed or running_stack(settings.home_dir()):
        broker_url(settings)
        yield
        return
    with running(settings):
        yield


def _while_served(settings: Settings, steps: Iterable[Status]) -> Iterator[Status]:
    """The steps, as long as there is a stack that does the work.

    Raises:
        SohoaError: `broker_unavailable`: it has stopped.
    """
    for step in steps:
        yield step
        if not settings.broker_url and running_stack(settings.home_dir()) is None:
            broker_url(settings)


def _show(name: str, steps: Iterable[Status]) -> Status:
    """Follow a run to its end, with bars on stderr when that is a terminal; its last figures."""
    if sys.stderr.isatty():
        return _with_bars(name, steps)
    return deque(steps, maxlen=1)[0]


def _with_bars(name: str, steps: Iterable[Status]) -> Status:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    columns = (
        TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(),
        TextColumn("{task.fields[note]}"),
    )  # fmt: skip
    with Progress(*columns, console=Console(stderr=True, markup=False)) as bars:
        files = bars.add_task(f"{name}: nộp / submitted", total=None, note="")
        pages = bars.add_task("đọc / pages read", total=None, note="")
        for last in steps:
            planned = last.files["planned"]
            bars.update(files, total=last.all_files, completed=last.all_files - planned)
            bars.update(
                pages, total=last.pages_known or None, completed=last.pages_read, note=pace(last)
            )
    return last  # a run has one step at least
