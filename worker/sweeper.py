"""Mends what deaths and outages leave behind: silent workers, lost wake-ups, undone deletions.

It also queues what is to be told at webhooks.
"""

from __future__ import annotations

import threading

import structlog

from models.errors import SohoaError
from models.store import reading, webhooks
from models.store.batches import look_after
from models.store.changes import forget_old
from models.store.database import Store
from models.store.endings import settle_dossiers
from models.store.jobs import LeaseLost, expired, wake_delayed, worker_lost
from models.store.quarantine import clean_up
from models.store.uploads import remove_abandoned
from worker import metrics
from worker.queue import Bell

log = structlog.get_logger()

EVERY_S = 2.0
# No file takes a day to arrive.
_ABANDONED_S = 86_400.0


def sweep(store: Store, bell: Bell) -> int:
    """One round; how many jobs were taken from workers that are gone.

    Several sweepers may run at once.

    Raises:
        SohoaError: `database_unavailable`, `store_unavailable`.
    """
    with store.read() as connection:
        lost = expired(store, connection)
    for job in lost:
        try:
            state = reading.failed(store, job, worker_lost())
        except LeaseLost:
            continue  # it has finished after all, or another sweeper was faster
        metrics.expired(1)
        log.warning("lease_expired", job=job.id, kind=job.kind, state=state)
    with store.write() as connection:
        wake_delayed(store, connection)
    for batch in look_after(store):
        log.warning("batch_paused", batch=str(batch.id))
    settle_dossiers(store)
    webhooks.queue_changes(store)
    webhooks.wake_deliverers(store)
    bell.ring(store)
    clean_up(store)
    store.objects.remove_unfinished(_ABANDONED_S)
    remove_abandoned(store)
    webhooks.forget_old(store)
    forget_old(store)
    return len(lost)


def run_sweeper(store: Store, stop: threading.Event) -> None:
    """Sweep until `stop` is set."""
    bell = Bell(store.settings)
    while True:
        try:
            sweep(store, bell)
        except SohoaError as error:
            log.warning("sweep_failed", code=error.code)
        if stop.wait(EVERY_S):
            return
