"""Runs a batch: submits the files of its manifest, then follows the reading to its end."""

from __future__ import annotations

import os
import stat
import threading
import time
from collections import Counter, deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import structlog

from models.errors import ErrorCode, SohoaError
from models.folders import files_below, open_below, opened
from models.store.batches import (
    BREAKER,
    BREAKER_PAGES,
    Batch,
    BatchState,
    Item,
    batch_with,
    breaker_reason,
    get_batch,
    look_after,
    pause,
    planned,
    start,
    submit,
    submitted,
    take,
)
from models.store.database import Store
from models.store.intake import keep
from models.store.jobs import Job
from models.store.manifest import Status, status
from models.store.objects import StoredObject
from worker.queue import Bell, settle

log = structlog.get_logger()

EVERY_S = 1.0
# Files noted in one transaction, and files written at once: most of that time the disk is synced.
CHUNK = 100
THREADS = 8
# A worker that submits reads meanwhile nothing: after so long it is the turn of other jobs.
SLICE_S = 20.0

Kept = tuple[Item, StoredObject | SohoaError]


def run_batch(
    store: Store, bell: Bell, name: str, stop: threading.Event, *, actor: str, follow: bool = True
) -> Iterator[Status]:
    """Submit what is planned, then wait until all is read; its figures about every second.

    It ends when the batch is finished, when the circuit breaker has paused it, or when `stop` is
    set; while a person has paused it, it waits. Without `follow` it ends when all is submitted.
    Whatever ends it, another run goes on from there. The last figures are those of the end.

    Raises:
        SohoaError: `not_found`: there is no such batch, or its folder is not there;
            `not_allowed`: it is paused; `store_unavailable`, `database_unavailable`.
    """
    batch = get_batch(store, name)
    if start(store, batch) is BatchState.PAUSED:
        raise SohoaError(
            ErrorCode.NOT_ALLOWED,
            f"The batch is paused by {batch.paused_by}: {batch.reason or 'no reason given'}",
            "See `sohoa batch failures`, then `sohoa batch resume`.",
        )
    folder = Path(batch.folder)
    while not stop.is_set():
        run = _Run(store, bell, get_batch(store, name), lambda path: _open(folder / path), actor)
        ends: deque[str] = deque(maxlen=BREAKER_PAGES)
        told = time.monotonic()
        for _ in _submit_planned(run, ends, stop.is_set):
            if time.monotonic() - told >= EVERY_S:
                yield status(store, batch)
                told = time.monotonic()
        look_after(store)
        batch = get_batch(store, name)
        if _is_over(batch) or not follow:
            break
        yield status(store, batch)
        stop.wait(EVERY_S)
    yield status(store, get_batch(store, name))


def _is_over(batch: Batch) -> bool:
    broken = batch.state is BatchState.PAUSED and batch.paused_by == BREAKER
    return broken or batch.state is BatchState.FINISHED


@dataclass(frozen=True, slots=True)
class _Run:
    """What submitting needs; `open_file` opens a file by its path below the batch's folder."""

    store: Store
    bell: Bell
    batch: Batch
    open_file: Callable[[str], BinaryIO]
    actor: str


def _submit_planned(run: _Run, ends: deque[str], is_over: Callable[[], bool]) -> Iterator[None]:
    """Submit files until none is planned, the batch is paused, or it is over; in steps.

    `ends` are those of the last files, the code of an error or nothing, for the circuit breaker.
    """
    for kept in _keep_all(run, is_over):
        receipts = submit(run.store, run.batch, kept, run.actor)
        run.bell.ring(run.store)
        for receipt in receipts:
            settle(run.store, receipt, run.actor)
        ends.extend(str(e.code) if isinstance(e, SohoaError) else "" for _, e in kept)
        reason = breaker_reason("files", len(ends), Counter(filter(None, ends)))
        if reason is not None:
            pause(run.store, run.batch, BREAKER, reason)
            return
        yield


def _keep_all(run: _Run, is_over: Callable[[], bool]) -> Iterator[list[Kept]]:
    """Store the bytes of planned files, a chunk ahead of the one that is given."""
    pool = ThreadPoolExecutor(THREADS)

    def begin(after: int) -> list[tuple[Item, Future[StoredObject | SohoaError]]]:
        items = [] if is_over() else take(run.store, run.batch, after, CHUNK)
        return [(item, pool.submit(_keep, run, item)) for item in items]

    try:
        coming = begin(0)
        while coming:
            now = coming
            coming = begin(now[-1][0].id)
            yield [(item, future.result()) for item, future in now]
    finally:
        pool.shutdown(cancel_futures=True)


def _keep(run: _Run, item: Item) -> StoredObject | SohoaError:
    """Store a file's bytes, or say why the file is refused.

    Raises:
        SohoaError: `not_found`: the whole folder is gone; `store_unavailable`.
    """
    try:
        with run.open_file(item.path) as stream:
            return keep(run.store, _Source(stream))  # type: ignore[arg-type]  # it only reads
    except FileNotFoundError:
        if Path(run.batch.folder).is_dir():
            return SohoaError(
                ErrorCode.NOT_FOUND, "The file is not there any more.", "Put it back, then retry."
            )
        raise SohoaError(
            ErrorCode.NOT_FOUND,
            f"The folder {run.batch.folder} is not there.",
            "Mount it or put it back, then run the batch again.",
        ) from None
    except OSError as error:
        return _unreadable(error)
    except SohoaError as error:
        if error.code is ErrorCode.STORE_UNAVAILABLE:
            raise
        return error


def _open(path: Path) -> BinaryIO:
    """Open a regular file; one that is none must not be waited for."""
    return _regular(os.open(path, os.O_RDONLY | os.O_NONBLOCK))


def _regular(handle: int) -> BinaryIO:
    if stat.S_ISREG(os.fstat(handle).st_mode):
        return os.fdopen(handle, "rb")
    os.close(handle)
    raise SohoaError(
        ErrorCode.UNSUPPORTED_TYPE, "It is no regular file.", "Remove it from the folder."
    )


def plan_job(store: Store, job: Job) -> None:
    """Look through the folder of a batch that a page has ordered.

    Raises:
        SohoaError: `not_allowed`: pages may not order batches of it; `not_found`, `internal`.
        LeaseLost: Another worker has looked through it.
    """
    batch = _ordered(store, job)
    with opened(store.settings.roots(), batch.folder) as top:
        files = list(files_below(top))
    planned(store, job, files)


def submit_job(store: Store, bell: Bell, job: Job) -> None:
    """Submit some planned files of a batch that a page has started; the job then rests.

    Raises:
        SohoaError: As `plan_job`; `store_unavailable`.
        LeaseLost: Another worker submits them.
    """
    assert job.order is not None
    batch, until = _ordered(store, job), time.monotonic() + SLICE_S
    ends = deque(job.order["ends"], BREAKER_PAGES)
    with opened(store.settings.roots(), batch.folder) as top:

        def open_file(path: str) -> BinaryIO:
            return _regular(open_below(top, path, os.O_RDONLY | os.O_NONBLOCK))

        run = _Run(store, bell, batch, open_file, job.order["actor"])
        for _ in _submit_planned(run, ends, lambda: time.monotonic() >= until):
            pass
    submitted(store, job, ends)


def _ordered(store: Store, job: Job) -> Batch:
    assert job.batch is not None
    return batch_with(store, job.batch)


class _Source:
    """A file being read; what goes wrong with it is not laid at the store's door."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream

    def read(self, size: int) -> bytes:
        try:
            return self._stream.read(size)
        except OSError as error:
            raise _unreadable(error) from error


def _unreadable(error: OSError) -> SohoaError:
    return SohoaError(
        ErrorCode.INTERNAL,
        f"The file cannot be read: {error.strerror or type(error).__name__}.",
        "Check its permissions and its disk, then retry.",
    )
