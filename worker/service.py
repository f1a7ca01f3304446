"""A worker as a Celery process: its children, their reading processes, and how they end."""

from __future__ import annotations

from typing import Any

import structlog
from celery import signals

from extractors.reader import Reader
from models.settings import Settings
from models.store.database import open_store
from worker.app import COUNTER_QUEUE, PAGES_QUEUE, WORK, create_app
from worker.publish import check_targets
from worker.queue import Bell, broker_url
from worker.tasks import Worker

log = structlog.get_logger()

QUEUES = {"pages": PAGES_QUEUE, "counter": COUNTER_QUEUE}


def _keep_logging(**_: Any) -> None:
    """Having a receiver keeps Celery from setting up a log of its own."""


def run_worker(settings: Settings, lane: str, concurrency: int) -> int:
    """Serve one lane until a signal says to stop; the exit code.

    Each child has a connection to the database and a reading process of its own, made for its
    first task: a child that begins while the database is away can work when it is back.

    Raises:
        SohoaError: `schema_unknown`, `database_unavailable`, `broker_unavailable`,
            `target_misconfigured`.
    """
    check_targets(settings)
    open_store(settings).close()
    app = create_app(settings, broker_url(settings))
    child: dict[str, Worker] = {}

    def end(**_: Any) -> None:
        worker = child.pop("worker", None)
        if worker is not None:
            worker.reader.__exit__(None, None, None)
            worker.store.close()

    # The program has set up its log already.
    signals.setup_logging.connect(_keep_logging, weak=False)
    signals.worker_process_shutdown.connect(end, weak=False)

    @app.task(name=WORK)  # type: ignore[untyped-decorator]  # Celery has no types
    def work(least: int) -> None:
        if "worker" not in child:
            child["worker"] = Worker(open_store(settings), Bell(settings), Reader(settings, 1))
        child["worker"].work(least)

    worker = app.Worker(
        queues=[QUEUES[lane]], concurrency=concurrency, pool_cls="prefork", hostname=f"{lane}@%h",
        quiet=True, without_gossip=True, without_mingle=True, without_heartbeat=True,
        optimization="fair",
    )  # fmt: skip
    worker.start()
    return int(worker.exitcode or 0)
