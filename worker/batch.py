"""Runs a batch: submits the files of its manifest, then follows the reading to its end."""

from __future__ import annotations

import os
import stat
import threading
import time
from collections import Counter, deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import BinaryIO

import structlog

from models.errors import ErrorCode, SohoaError
from models.store.batches import (
    BREAKER,
    BREAKER_PAGES,
    Batch,
    BatchState,
    Item,
    breaker_reason,
    get_batch,
    look_after,
    pause,
    start,
    submit,
    take,
)
from models.store.database import Store
from models.store.intake import keep
from models.store.manifest import Status, status
from models.store.objects import StoredObject
from worker.queue import Bell, settle

log = structlog.get_logger()

EVERY_S = 1.0
# Files noted in one transaction, and files written at once: most of that time the disk is synced.
CHUNK = 100
THREADS = 8

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
    while not stop.is_set():
        yield from _submit_planned(store, bell, get_batch(store, name), stop, actor)
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


def _submit_planned(
    store: Store, bell: Bell, batch: Batch, stop: threading.Event, actor: str
) -> Iterator[Status]:
    """Submit files until none is planned or the batch is paused; its figures now and then."""
    told = time.monotonic()
    ends: deque[str] = deque(maxlen=BREAKER_PAGES)
    for kept in _keep_all(store, batch, stop):
        receipts = submit(store, batch, kept, actor)
        bell.ring(store)
        for receipt in receipts:
            settle(store, receipt, actor)
        ends.extend(str(e.code) if isinstance(e, SohoaError) else "" for _, e in kept)
        reason = breaker_reason("files", len(ends), Counter(filter(None, ends)))
        if reason is not None:
            pause(store, batch, BREAKER, reason)
            return
        if time.monotonic() - told >= EVERY_S:
            yield status(store, batch)
            told = time.monotonic()


def _keep_all(store: Store, batch: Batch, stop: threading.Event) -> Iterator[list[Kept]]:
    """Store the bytes of planned files, a chunk ahead of the one that is given."""
    folder = Path(batch.folder)
    pool = ThreadPoolExecutor(THREADS)

    def begin(items: Sequence[Item]) -> list[tuple[Item, Future[StoredObject | SohoaError]]]:
        return [(item, pool.submit(_keep, store, folder, item)) for item in items]

    try:
        coming = begin(take(store, batch, 0, CHUNK))
        while coming and not stop.is_set():
            now = coming
            coming = begin(take(store, batch, now[-1][0].id, CHUNK))
            yield [(item, future.result()) for item, future in now]
    finally:
        pool.shutdown(cancel_futures=True)


def _keep(store: Store, folder: Path, item: Item) -> StoredObject | SohoaError:
    """Store a file's bytes, or say why the file is refused.

    Raises:
        SohoaError: `not_found`: the whole folder is gone; `store_unavailable`.
    """
    try:
        with _open(folder / item.path) as stream:
            return keep(store, _Source(stream))  # type: ignore[arg-type]  # it only reads
    except FileNotFoundError:
        if folder.is_dir():
            return SohoaError(
                ErrorCode.NOT_FOUND, "The file is not there any more.", "Put it back, then retry."
            )
        raise SohoaError(
            ErrorCode.NOT_FOUND,
            f"The folder {folder} is not there.",
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
    handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    if stat.S_ISREG(os.fstat(handle).st_mode):
        return os.fdopen(handle, "rb")
    os.close(handle)
    raise SohoaError(
        ErrorCode.UNSUPPORTED_TYPE, "It is no regular file.", "Remove it from the folder."
    )


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
